# SPDX-License-Identifier: GPL-2.0-or-later
"""A node with one client and the mesh, each a namespace, wired to the test.

	 client            node                far
	+------+      +--------------+      +------+
	|  c0 -+------+- p0      m0 -+------+- f0  |
	+------+      +--------------+      +------+
	                   nat426

c0 and f0 have no addresses: what the node gets is what the test sends there,
byte by byte, and what the node sends is read there.
"""

import os
import socket
import sys

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Raw

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import genl
import tap

SO_RCVBUFFORCE = 33

MAC = "02:11:22:33:44:55"
X = "fd26:c::11:22ff:fe33:4455"
CLIENT = "10.9.1.2"
SERVER = "192.0.2.7"
EXIT = "10.4.2.6"
EXIT_MAC = "02:26:04:04:02:06"
GATEWAY = "10.0.0.1"
GATEWAY_MAC = "02:00:5e:00:00:01"
NAT64 = "fd26:e::a04:206:c000:207"
ROUTER = "2001:db8::1"
STRANGER = "02:77:00:00:00:99"
STRANGER_X = "fd26:c::77:ff:fe00:99"

CONFIG = {
	"client-node-prefix": socket.inet_pton(socket.AF_INET6, "fd26:c::"),
	"metaprefix": socket.inet_pton(socket.AF_INET6, "fd26:e::"),
	"exit-range": 0x0a040000,
	"exit-range-len": 16,
	"exit-oui": bytes.fromhex("022604"),
	"gateway-mac": bytes.fromhex("02005e000001"),
	"gateway-address": 0x0a000001,
	"client-range": 0x0a000000,
	"client-range-len": 8,
}

# What another program of the suite has left goes first.
TOPOLOGY = """
ip -all netns delete
for ns in client node far; do ip netns add $ns; ip -n $ns link set lo up; done
ip -n client link add c0 address {MAC} type veth peer name p0 netns node
ip -n far link add f0 address 02:00:00:00:00:0f type veth peer name m0 netns node
for at in client/c0 far/f0 node/p0; do
	ip netns exec ${{at%/*}} sysctl -qw net.ipv6.conf.${{at#*/}}.disable_ipv6=1
done
for at in client/c0 far/f0 node/p0 node/m0; do
	ip -n ${{at%/*}} link set ${{at#*/}} up
	ip netns exec ${{at%/*}} ethtool -K ${{at#*/}} gro off tso off gso off tx off rx off >/dev/null
done
ip netns exec node sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n node address add 2001:db8:f::1/64 dev m0 nodad
ip -n node neigh add 2001:db8:f::2 lladdr 02:00:00:00:00:0f dev m0
ip -n node route add default via 2001:db8:f::2
ip -n node link add nat426 type nat426
ip -n node link set nat426 up
ip -n node route add local {X}/128 dev lo table local
"""


class Wire:
	"""One end of a cable: frames go out and come in as they are."""

	def __init__(self, namespace, device):
		with tap.netns(namespace):
			self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
		self.sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
		self.sock.bind((device, 0))

	def send(self, frame):
		"""Put a frame on the cable."""
		self.sock.send(bytes(frame))

	def receive(self, seconds):
		"""The next frame of the other end that is no noise, or None."""
		while True:
			self.sock.settimeout(seconds or 0.000001)
			try:
				data, address = self.sock.recvfrom(1 << 17)
			except (TimeoutError, BlockingIOError):
				return None
			if address[2] != socket.PACKET_OUTGOING and data[:2] != b"\x33\x33":
				return data

	def drain(self):
		"""All frames that have come."""
		return list(iter(lambda: self.receive(0), None))


class Node:
	"""The node between both cables."""

	def __init__(self):
		# Frames that one CPU handles keep their order.
		os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
		tap.run(TOPOLOGY.format(MAC=MAC, X=X))
		self.client, self.far = Wire("client", "c0"), Wire("far", "f0")
		with tap.netns("node"):
			self.port, self.m0 = socket.if_nametoindex("p0"), socket.if_nametoindex("m0")
			self.nat426, self.l3client = genl.Family("nat426"), genl.Family("l3client")
		self.m0_mac = tap.run("ip -n node -br link show m0").split()[2]
		self.marks, self.config = 0, CONFIG
		self.set(CONFIG)
		self.l3client.do("port-new", {"ifindex": self.port})
		for address, length, role in (("fd26:c::", 64, "client-node"), ("fd26:e::", 64, "meta"),
					      ("::ffff:10.0.0.0", 104, "client")):
			self.l3client.do("prefix-new", {"address": socket.inet_pton(socket.AF_INET6, address),
							"prefix-len": length, "role": role})
		self.learn()

	def set(self, values):
		"""Configure the translator."""
		self.nat426.do("link-set", values)

	def learn(self, mac=MAC, address=CLIENT):
		"""Put a client into the table, with its IPv4 address unless None."""
		values = {"mac": bytes.fromhex(mac.replace(":", "")), "ifindex": self.port}
		if address:
			values["address"] = {"address": socket.inet_pton(socket.AF_INET6, "::ffff:" + address)}
		self.l3client.do("client-new", values)

	def forget(self, mac=MAC):
		"""Take a client out of the table."""
		self.l3client.do("client-del", {"mac": bytes.fromhex(mac.replace(":", ""))})

	def counters(self):
		"""The translator's counters."""
		return self.nat426.do("link-get", {})["counters"]

	def _exchange(self, frames, marker, to):
		before = self.counters()
		self.client.drain()
		self.far.drain()
		wire_in, wire_out = to
		for frame in frames:
			wire_in.send(frame)
		self.marks += 1
		mark = b"mark %06d." % self.marks
		wire_in.send(marker(mark))
		got = []
		while True:
			frame = wire_out.receive(10)
			assert frame is not None, f"the marker did not come through: {self.counted(before)}"
			if mark in frame:
				break
			got.append(frame)
		return got, wire_in.drain(), self.counted(before)

	def counted(self, before):
		"""The counters that have changed, and by how much."""
		return {name: value - before[name] for name, value in self.counters().items()
			if value != before[name]}

	def up(self, *frames):
		"""Send frames as the client: what the mesh gets, what the client, what was counted."""
		return self._exchange(frames, lambda mark: up_frame(UDP(sport=9, dport=9) / mark),
				      (self.client, self.far))

	def down(self, *packets):
		"""Send packets from the mesh: what the client gets, what the mesh, what was counted."""
		ether = Ether(src="02:00:00:00:00:0f", dst=self.m0_mac)
		return self._exchange([bytes(ether) [:12] + b"\x86\xdd" + bytes(p) for p in packets],
				      lambda mark: ether / down_packet(UDP(sport=9, dport=9) / mark),
				      (self.far, self.client))


def up_frame(payload, exit_mac=EXIT_MAC, **fields):
	"""A frame of the client to an exit."""
	values = {"src": CLIENT, "dst": SERVER, "id": 0x1234, "ttl": 64, "flags": "DF"} | fields
	return Ether(src=MAC, dst=exit_mac, type=0x800) / IP(**values) / payload


def up_expected(payload, hlim=63, src=X, dst=NAT64, tc=0, **fields):
	"""The packet in the mesh."""
	return bytes(IPv6(src=src, dst=dst, hlim=hlim, tc=tc, **fields) / payload)


def down_packet(payload, src=NAT64, dst=X, hlim=60, **fields):
	"""A packet of the mesh to the client."""
	return IPv6(src=src, dst=dst, hlim=hlim, **fields) / payload


def down_expected(payload, packet_id=None, ttl=59, src=SERVER, flags=0, **fields):
	"""The packet that the client gets, with the identification that was given."""
	return bytes(IP(src=src, dst=CLIENT, ttl=ttl, flags=flags, id=packet_id, **fields) / payload)


def same(got, expected):
	"""Fail with both packets in hexadecimal unless they are the same."""
	assert got == expected, f"\n got      {got.hex()}\n expected {expected.hex()}"


def one(frames):
	"""The packet in the only frame."""
	assert len(frames) == 1, f"{len(frames)} frames: {[f.hex() for f in frames]}"
	return frames[0][14:]


def id_of(packet):
	"""The identification of an IPv4 packet."""
	return int.from_bytes(packet[4:6], "big")


__all__ = ["ARP", "CLIENT", "CONFIG", "EXIT", "EXIT_MAC", "Ether", "GATEWAY", "GATEWAY_MAC", "ICMP", "IP",
	   "IPv6", "MAC", "NAT64", "Node", "ROUTER", "Raw", "SERVER", "STRANGER", "STRANGER_X", "TCP", "UDP", "X",
	   "down_expected", "down_packet", "id_of", "one", "same", "tap", "genl", "up_expected", "up_frame"]
