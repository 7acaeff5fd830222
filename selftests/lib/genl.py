# SPDX-License-Identifier: GPL-2.0-or-later
"""Generic netlink by the specs in Documentation/netlink/specs.

	family = genl.Family("l3client")
	family.do("port-new", {"ifindex": 4})
	for client in family.dump("client-get"): ...

Attributes are dictionaries by the names of the spec. What the kernel refuses
is raised as Refused, with its errno and its words. Anything malformed can be
sent too: raw() takes the bytes of the attributes as they are.
"""

import collections
import os
import socket
import struct

import yaml

SPECS = "/l3mesh/Documentation/netlink/specs"

NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP, NLM_F_DUMP_INTR = 1, 4, 0x300, 0x10
NLMSG_ERROR, NLMSG_DONE = 2, 3
NLMSGERR_ATTR_MSG, NLMSGERR_ATTR_OFFS, NLMSGERR_ATTR_MISS_TYPE = 1, 2, 5
SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, NETLINK_EXT_ACK, NETLINK_STRICT = 270, 1, 11, 12
GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_CMD_GETPOLICY = 16, 3, 10
CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME, CTRL_ATTR_MCAST_GROUPS = 1, 2, 7
CTRL_ATTR_POLICY, CTRL_ATTR_OP_POLICY = 8, 9
NLA_F_NESTED, NLA_TYPE_MASK = 0x8000, 0x3fff

SCALARS = {"u8": "B", "u16": "H", "u32": "I", "u64": "Q"}

Event = collections.namedtuple("Event", "name attrs")


class Refused(Exception):
	"""What the kernel answered: errno, its words, the attribute it missed."""

	def __init__(self, errno, text, missing):
		super().__init__(f"{os.strerror(errno)}: {text}")
		self.errno, self.text, self.missing = errno, text, missing


def attr(number, payload, nested=False):
	"""The bytes of one attribute."""
	length = 4 + len(payload)
	kind = number | (NLA_F_NESTED if nested else 0)
	return struct.pack("=HH", length, kind) + payload + bytes(-length % 4)


def attrs(data):
	"""The (number, payload) of each attribute in data."""
	while len(data) >= 4:
		length, number = struct.unpack_from("=HH", data)
		yield number & NLA_TYPE_MASK, data[4:length]
		data = data[(length + 3) & ~3:]


class Socket:
	"""A generic netlink socket of the namespace in which it is made."""

	def __init__(self):
		self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
		self.sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
		self.sock.setsockopt(SOL_NETLINK, NETLINK_STRICT, 1)
		self.sock.bind((0, 0))
		self.sock.settimeout(10)
		self.seq = 0

	def send(self, kind, command, flags, payload, version=1):
		"""Send one request."""
		self.seq += 1
		body = struct.pack("=BBH", command, version, 0) + payload
		head = struct.pack("=IHHII", 16 + len(body), kind, flags | NLM_F_REQUEST, self.seq, 0)
		self.sock.send(head + body)

	def receive(self):
		"""Yield (type, flags, command, payload) of the messages of one datagram."""
		data = self.sock.recv(1 << 20)
		while data:
			length, kind, flags, _, _ = struct.unpack_from("=IHHII", data)
			body, data = data[16:length], data[(length + 3) & ~3:]
			if kind == NLMSG_ERROR or (kind == NLMSG_DONE and len(body) >= 4):
				self.check(kind, flags, body)
				yield kind, flags, 0, b""
			else:
				yield kind, flags, body[0], body[4:]

	@staticmethod
	def check(kind, flags, body):
		"""Raise Refused for an error."""
		error = -struct.unpack_from("=i", body)[0]
		if not error:
			return
		skip = 4
		if kind == NLMSG_ERROR:
			skip += 16 if flags & 0x100 else (struct.unpack_from("=I", body, 4)[0] + 3) & ~3
		said = dict(attrs(body[skip:]))
		text = said.get(NLMSGERR_ATTR_MSG, b"").rstrip(b"\0").decode()
		missing = said.get(NLMSGERR_ATTR_MISS_TYPE)
		raise Refused(error, text, missing and struct.unpack("=I", missing)[0])

	def request(self, kind, command, flags, payload):
		"""Return the (flags, payload) of all answers."""
		self.send(kind, command, flags, payload)
		answers = []
		while True:
			for kind_, flags_, _, body in self.receive():
				if kind_ in (NLMSG_ERROR, NLMSG_DONE):
					return answers
				answers.append((flags_, body))


class Family:
	"""A family of ours, its requests and events by the names of the spec."""

	def __init__(self, name):
		with open(f"{SPECS}/{name}.yaml", encoding="utf-8") as file:
			self.spec = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
		self.sets = {s["name"]: s["attributes"] for s in self.spec["attribute-sets"]}
		self.enums = {d["name"]: [e["name"] for e in d["entries"]]
			      for d in self.spec.get("definitions", []) if d["type"] == "enum"}
		self.ops = {op["name"]: (number, op)
			    for number, op in enumerate(self.spec["operations"]["list"], 1)}
		self.socket = Socket()
		self.id, self.groups = self._resolve(name)

	def _resolve(self, name):
		answer = self.socket.request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, NLM_F_ACK,
					     attr(CTRL_ATTR_FAMILY_NAME, name.encode() + b"\0"))
		found = dict(attrs(answer[0][1]))
		groups = {}
		for _, group in attrs(found.get(CTRL_ATTR_MCAST_GROUPS, b"")):
			one = dict(attrs(group))
			groups[one[1].rstrip(b"\0").decode()] = struct.unpack("=I", one[2])[0]
		return struct.unpack("=H", found[CTRL_ATTR_FAMILY_ID])[0], groups

	def set_of(self, operation):
		"""The name of the attribute set of an operation or event."""
		op = self.ops[operation][1]
		return op.get("attribute-set") or self.set_of(op["notify"])

	def number(self, set_name, name):
		"""The number of an attribute."""
		return [a["name"] for a in self.sets[set_name]].index(name) + 1

	def encode(self, set_name, values):
		"""The bytes of attributes; a list stands for one that is repeated."""
		data = b""
		for name, value in values.items():
			number = self.number(set_name, name)
			one = self.sets[set_name][number - 1]
			for each in value if isinstance(value, list) else [value]:
				data += self._encode_one(number, one, each)
		return data

	def _encode_one(self, number, one, value):
		if one["type"] == "nest":
			return attr(number, self.encode(one["nested-attributes"], value), nested=True)
		if one["type"] == "string":
			return attr(number, value.encode() + b"\0")
		if one["type"] == "binary" or isinstance(value, bytes):
			return attr(number, value)
		if "enum" in one and isinstance(value, str):
			value = self.enums[one["enum"]].index(value)
		order = ">" if one.get("byte-order") == "big-endian" else "="
		return attr(number, struct.pack(order + SCALARS[one["type"]], value))

	def decode(self, set_name, data):
		"""The attributes in data as a dictionary; repeated ones as a list."""
		values = {}
		for number, payload in attrs(data):
			one = self.sets[set_name][number - 1]
			if one["type"] == "pad":
				continue
			value = self._decode_one(one, payload)
			if one.get("multi-attr"):
				values.setdefault(one["name"], []).append(value)
			else:
				values[one["name"]] = value
		return values

	def _decode_one(self, one, payload):
		if one["type"] == "nest":
			return self.decode(one["nested-attributes"], payload)
		if one["type"] == "string":
			return payload.rstrip(b"\0").decode()
		if one["type"] == "binary":
			return payload
		order = ">" if one.get("byte-order") == "big-endian" else "="
		value = struct.unpack(order + SCALARS[one["type"]], payload)[0]
		return self.enums[one["enum"]][value] if "enum" in one else value

	def raw(self, operation, payload, flags=NLM_F_ACK):
		"""Send bytes as the attributes of a request; return its answers."""
		number, _ = self.ops[operation]
		return self.socket.request(self.id, number, flags, payload)

	def do(self, operation, values):
		"""Make a request; return the answer's attributes, or None."""
		name = self.set_of(operation)
		answers = self.raw(operation, self.encode(name, values))
		return self.decode(name, answers[0][1]) if answers else None

	def dump(self, operation, values=None):
		"""Return the attributes of each message of a dump."""
		name = self.set_of(operation)
		answers = self.raw(operation, self.encode(name, values or {}), NLM_F_DUMP)
		return [self.decode(name, body) for _, body in answers]

	def listen(self):
		"""A socket that hears the events from now on; see events()."""
		listener = Socket()
		for group in self.groups.values():
			listener.sock.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)
		return listener

	def events(self, listener, seconds=0):
		"""Return the Events that have come, waiting so long for the first."""
		names = list(self.ops)
		found = []
		listener.sock.settimeout(seconds or 0.000001)
		while True:
			try:
				for _, _, command, body in listener.receive():
					name = names[command - 1]
					found.append(Event(name, self.decode(self.set_of(name), body)))
			except (TimeoutError, BlockingIOError):
				return found
			listener.sock.settimeout(0.000001)
