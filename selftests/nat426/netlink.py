#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The family nat426: what it takes, refuses, tells; and the link as a link."""

import errno
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import genl
import tap


def ip6(address):
	"""The 16 bytes of an address."""
	return socket.inet_pton(socket.AF_INET6, address)


CONFIG = {
	"client-node-prefix": ip6("fd26:c::"), "metaprefix": ip6("fd26:e::"), "exit-range": 0x0a040000,
	"exit-range-len": 16, "exit-oui": bytes.fromhex("022604"), "gateway-mac": bytes.fromhex("02005e000001"),
	"gateway-address": 0x0a000001, "client-range": 0x0a000000, "client-range-len": 8,
}
DEFAULT_SOURCE = 0xc0000008

tap.run("ip netns add one; ip netns add two")
with tap.netns("one"):
	family = genl.Family("nat426")


def link(namespace="one"):
	"""Make a fresh link in a namespace."""
	tap.run(f"ip -n {namespace} link del dev nat426", check=False)
	tap.run(f"ip -n {namespace} link add nat426 type nat426")


def get():
	"""The configuration, without what is no configuration."""
	values = family.do("link-get", {})
	assert values.pop("ifname") == "nat426"
	for name in ("ifindex", "counters", "seq"):
		values.pop(name)
	return values


def refused(values, error, text):
	"""A request that must be refused with these words, and change nothing."""
	before = get()
	try:
		family.do("link-set", values)
	except genl.Refused as why:
		assert why.errno == error, f"{values}: {why}"
		assert text in why.text, f"{values}: said {why.text!r}, not {text!r}"
		assert get() == before
		return
	raise AssertionError(f"{values}: was not refused")


@tap.case("without a link requests are refused with words, and a dump is empty")
def no_link():
	for request, values in (("link-get", {}), ("link-set", {"gateway-address": 1 << 24})):
		try:
			family.do(request, values)
			raise AssertionError(f"{request} was not refused")
		except genl.Refused as why:
			assert why.errno == errno.ENODEV and "no nat426 link" in why.text, why
	assert family.dump("link-get") == []


@tap.case("a new link tells its default and nothing that is not set")
def defaults():
	link()
	assert get() == {"icmp-source": DEFAULT_SOURCE}, get()
	counters = family.do("link-get", {})["counters"]
	names = [a["name"] for a in family.sets["counters"] if a["name"] != "pad"]
	assert list(counters) == names and not any(counters.values()), counters


@tap.case("what is set is told, by get and dump alike")
def set_get():
	family.do("link-set", CONFIG)
	assert get() == CONFIG | {"icmp-source": DEFAULT_SOURCE}, get()
	assert family.dump("link-get") == [family.do("link-get", {})]


@tap.case("a request changes what it names and nothing else")
def partial():
	family.do("link-set", {"gateway-address": 0x0a000002})
	assert get() == CONFIG | {"icmp-source": DEFAULT_SOURCE, "gateway-address": 0x0a000002}
	family.do("link-set", CONFIG)


@tap.case("the namespace's second link is refused with words, as is a move")
def second():
	text = tap.refused("ip -n one link add other type nat426")
	assert "has a nat426 link already" in text, text
	tap.refused("ip -n one link set nat426 netns two")
	link("two")


@tap.case("the ifindex must be the link's")
def ifindex():
	own = family.do("link-get", {})["ifindex"]
	assert family.do("link-get", {"ifindex": own})["ifindex"] == own
	refused({"ifindex": 1, "gateway-address": 0x0a000002}, errno.ENODEV, "ifindex")
	refused({"ifindex": 0}, errno.ERANGE, "")


@tap.case("values out of range are refused by name")
def values():
	for bad, text in (
			({"client-node-prefix": ip6("fd26:c::1")}, "client-node-prefix"),
			({"client-node-prefix": ip6("ff02::")}, "client-node-prefix"),
			({"client-node-prefix": ip6("fe80::")}, "client-node-prefix"),
			({"client-node-prefix": ip6("::")}, "client-node-prefix"),
			({"metaprefix": ip6("fd26:e::1:0:0")}, "metaprefix"),
			({"metaprefix": CONFIG["client-node-prefix"]}, "metaprefix"),
			({"exit-range": 0x0a040000}, "exit-range-len"), ({"exit-range-len": 16}, "exit-range-len"),
			({"exit-range": 0x0a040001, "exit-range-len": 16}, "exit-range"),
			({"exit-range": 0xc0000200, "exit-range-len": 24}, "client-range"),
			({"exit-range": 0x0a000000, "exit-range-len": 8}, "gateway-address"),
			({"exit-range": 0xe0000000, "exit-range-len": 8}, "exit-range"),
			({"client-range": 0x0a000000}, "client-range-len"), ({"client-range-len": 8}, "client-range-len"),
			({"client-range": 0x0a000001, "client-range-len": 8}, "client-range"),
			({"client-range": 0x0b000000, "client-range-len": 8}, "client-range"),
			({"exit-oui": bytes.fromhex("002604")}, "exit-oui"), ({"exit-oui": bytes.fromhex("032604")}, "exit-oui"),
			({"gateway-mac": bytes.fromhex("01005e000001")}, "gateway-mac"),
			({"gateway-mac": bytes(6)}, "gateway-mac"),
			({"gateway-mac": bytes.fromhex("022604000001")}, "exit-oui"),
			({"exit-oui": bytes.fromhex("02005e")}, "gateway-mac"),
			({"gateway-address": 0xe0000001}, "gateway-address"), ({"gateway-address": 0x7f000001}, "gateway-address"),
			({"gateway-address": 0x0a040001}, "gateway-address"), ({"gateway-address": 0xc0000201}, "gateway-address"),
			({"icmp-source": 0xffffffff}, "icmp-source"), ({"icmp-source": 0}, "icmp-source")):
		refused(bad, errno.EINVAL, text)
	for bad in ({"exit-range-len": 7, "exit-range": 0}, {"exit-range-len": 33, "exit-range": 0},
		    {"client-range-len": 33, "client-range": 0}):
		refused(bad, errno.ERANGE, "")


@tap.case("attributes of wrong sizes are refused, one sent twice counts as it came last")
def sizes():
	for name, attribute in ((a["name"], n) for n, a in enumerate(family.sets["link"], 1)):
		if name not in CONFIG:
			continue
		size = len(family.encode("link", {name: CONFIG[name]})) - 4
		size = {"exit-oui": 3, "gateway-mac": 6, "exit-range-len": 1, "client-range-len": 1}.get(name, size)
		for length in {0, size - 1, size + 1, 200} - {size}:
			try:
				family.raw("link-set", genl.attr(attribute, bytes(length)))
				raise AssertionError(f"{name} of {length} bytes was taken")
			except genl.Refused as why:
				assert why.errno in (errno.ERANGE, errno.EINVAL), why
	twice = (family.encode("link", {"gateway-address": 0x0a000007}) +
		 family.encode("link", {"gateway-address": CONFIG["gateway-address"]}))
	family.raw("link-set", twice)
	assert get()["gateway-address"] == CONFIG["gateway-address"]


@tap.case("what is only told cannot be set, nor what is unknown")
def read_only():
	for number in (family.number("link", "counters"), family.number("link", "seq"), 200):
		try:
			family.raw("link-set", genl.attr(number, bytes(4)))
			raise AssertionError(f"attribute {number} was taken")
		except genl.Refused as why:
			assert why.errno == errno.EINVAL, why
	try:
		family.raw("link-set", genl.attr(2, b"nat426\0"))
		raise AssertionError("ifname was taken")
	except genl.Refused as why:
		assert why.errno == errno.EINVAL, why


@tap.case("changes are events in the shape of a get, numbered; what changes nothing is none")
def events():
	with tap.netns("one"):
		listener = family.listen()
	first = family.do("link-get", {})["seq"]
	family.do("link-set", CONFIG)
	assert family.events(listener) == []
	family.do("link-set", {"icmp-source": 0xc0000009})
	event, = family.events(listener, 5)
	assert event.name == "link-set-ntf" and event.attrs == family.do("link-get", {}), event
	assert event.attrs["seq"] == first + 1
	last = family.do("link-get", {})
	tap.run("ip -n one link del nat426")
	event, = family.events(listener, 5)
	assert event.name == "link-del-ntf" and event.attrs == last | {"seq": first + 2}, event
	tap.run("ip -n one link add nat426 type nat426")
	event, = family.events(listener, 5)
	assert event.name == "link-set-ntf" and event.attrs["seq"] == first + 3, event


@tap.case("without CAP_NET_ADMIN all can be read and nothing set")
def unprivileged():
	family.do("link-set", CONFIG)
	pid = os.fork()
	if not pid:
		status = 1
		try:
			with tap.netns("one"):
				os.setuid(65534)
				other = genl.Family("nat426")
				assert other.do("link-get", {})["exit-range"] == CONFIG["exit-range"]
				try:
					other.do("link-set", CONFIG)
				except genl.Refused as why:
					status = 0 if why.errno == errno.EPERM else 2
		finally:
			os._exit(status)
	assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@tap.case("the MTU may be anything that IPv6 runs over")
def mtu():
	for size in (1280, 1500, 65535):
		tap.run(f"ip -n one link set nat426 mtu {size}")
	for size in (1279, 65536):
		tap.refused(f"ip -n one link set nat426 mtu {size}")


@tap.case("the link has no IPv6 address of its own making")
def no_address():
	tap.run("ip -n one link set nat426 up")
	assert "inet6" not in tap.run("ip -n one address show nat426")


tap.main()
