#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the kernel accepts is what the specs say: its policies are asked of it.

scripts/check-specs compares the specs with the headers.
"""

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import genl
import tap

# enum netlink_attribute_type and netlink_policy_type_attr of linux/netlink.h
TYPES = {2: "u8", 3: "u16", 4: "u32", 5: "u64", 10: "binary", 11: "string", 13: "nest"}
P_TYPE, P_MIN_U, P_MAX_U, P_MIN_LEN, P_MAX_LEN, P_INDEX = 1, 4, 5, 6, 7, 8
WIDEST = {"u8": 0xff, "u16": 0xffff, "u32": 0xffffffff}


class Policies:
	"""The policies of a family, as the kernel tells them."""

	def __init__(self, family):
		self.attrs, self.ops = {}, {}
		asked = genl.attr(genl.CTRL_ATTR_FAMILY_ID, struct.pack("=H", family.id))
		for _, body in family.socket.request(genl.GENL_ID_CTRL, genl.CTRL_CMD_GETPOLICY, genl.NLM_F_DUMP, asked):
			for number, payload in genl.attrs(body):
				if number == genl.CTRL_ATTR_OP_POLICY:
					for command, kinds in genl.attrs(payload):
						self.ops[command] = {k: struct.unpack("=I", v)[0] for k, v in genl.attrs(kinds)}
				elif number == genl.CTRL_ATTR_POLICY:
					for index, one in genl.attrs(payload):
						for attribute, described in genl.attrs(one):
							self.attrs.setdefault(index, {})[attribute] = dict(genl.attrs(described))

	def of(self, command):
		"""The attributes that a command accepts; its do and dump agree."""
		kinds = set(self.ops.get(command, {}).values())
		assert len(kinds) <= 1, f"command {command}: do and dump differ"
		return self.attrs.get(kinds.pop(), {}) if kinds else {}


def number_of(described, which):
	"""A number of a description, or None."""
	value = described.get(which)
	return None if value is None else int.from_bytes(value, sys.byteorder)


def limit(family, value):
	"""A limit of the spec, which may name a constant."""
	for one in family.spec.get("definitions", []):
		if one["name"] == value:
			return one["value"]
	return value


def compare_one(family, policies, where, spec, described):
	"""Compare one attribute with what the kernel says of it."""
	kind = TYPES.get(number_of(described, P_TYPE))
	assert kind == spec["type"], f"{where} is {kind} in the kernel, {spec['type']} in the spec"
	checks = spec.get("checks", {})
	if kind == "binary":
		have = number_of(described, P_MIN_LEN), number_of(described, P_MAX_LEN)
		want = (checks["exact-len"],) * 2
	elif kind == "nest":
		compare(family, policies, where, spec["nested-attributes"],
			policies.attrs[number_of(described, P_INDEX)], {"address", "origin"})
		return
	else:
		have = number_of(described, P_MIN_U), number_of(described, P_MAX_U)
		want = limit(family, checks.get("min", 0)), limit(family, checks.get("max", WIDEST[kind]))
	assert have == want, f"{where} is within {have} in the kernel, {want} in the spec"


def compare(family, policies, where, set_name, accepted, wanted):
	"""Compare the attributes that the kernel accepts with those wanted."""
	spec = family.sets[set_name]
	# The kernel does not tell of attributes in network byte order.
	wanted = {name for name in wanted if "byte-order" not in spec[family.number(set_name, name) - 1]}
	names = {spec[number - 1]["name"] for number in accepted}
	assert names == wanted, f"{where}: the kernel accepts {sorted(names)}, the spec {sorted(wanted)}"
	for number, described in accepted.items():
		compare_one(family, policies, f"{where} {spec[number - 1]['name']}", spec[number - 1], described)


def check(name):
	"""Compare all requests of a family."""
	family = genl.Family(name)
	policies = Policies(family)
	assert policies.ops, "the kernel tells no policies"
	for operation, (command, spec) in family.ops.items():
		if "notify" in spec:
			assert command not in policies.ops, f"{operation} can be requested"
			continue
		wanted = set()
		for kind in ("do", "dump"):
			wanted |= set(spec.get(kind, {}).get("request", {}).get("attributes", []))
		compare(family, policies, f"{name} {operation}", family.set_of(operation), policies.of(command), wanted)


@tap.case("l3client accepts what its spec says, and nothing else")
def l3client():
	check("l3client")


@tap.case("nat426 accepts what its spec says, and nothing else")
def nat426():
	check("nat426")


@tap.case("the groups of events are those of the specs")
def groups():
	for name in ("l3client", "nat426"):
		family = genl.Family(name)
		assert list(family.groups) == [g["name"] for g in family.spec["mcast-groups"]["list"]]


tap.main()
