# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames as bytes, made by hand so that they can be wrong where it matters."""

import errno
import os
import socket
import struct

GATEWAY = "02:42:6e:ff:ff:fe"
BROADCAST = "ff:ff:ff:ff:ff:ff"
ETH_IP, ETH_ARP, ETH_IPV6, ETH_VLAN = 0x0800, 0x0806, 0x86dd, 0x8100
TCP, UDP, ICMPV6 = 6, 17, 58


def mac(text):
	"""The bytes of a MAC."""
	return bytes.fromhex(text.replace(":", ""))


def ip4(text):
	"""The bytes of an IPv4 address."""
	return socket.inet_aton(text)


def ip6(text):
	"""The bytes of an IPv6 address."""
	return socket.inet_pton(socket.AF_INET6, text)


def mapped(text):
	"""An address as netlink has it: 16 bytes, IPv4 as ::ffff:a.b.c.d."""
	return ip6(text) if ":" in text else bytes(10) + b"\xff\xff" + ip4(text)


def ethernet(source, destination, kind, payload):
	"""An Ethernet frame."""
	return mac(destination) + mac(source) + struct.pack(">H", kind) + payload


def arp(source, sender, target, operation=1, sha=None, destination=BROADCAST):
	"""An ARP frame for Ethernet and IPv4."""
	body = struct.pack(">HHBBH", 1, ETH_IP, 6, 4, operation)
	body += mac(sha or source) + ip4(sender) + bytes(6) + ip4(target)
	return ethernet(source, destination, ETH_ARP, body)


def ipv6(source, destination, nexthdr, payload=b"", hop_limit=64):
	"""An IPv6 packet."""
	head = struct.pack(">IHBB", 0x60000000, len(payload), nexthdr, hop_limit)
	return head + ip6(source) + ip6(destination) + payload


def ipv4(source, destination, protocol=UDP, payload=b"", ttl=64):
	"""An IPv4 packet without options, its header checksum right."""
	head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0x4000, ttl, protocol, 0)
	head += ip4(source) + ip4(destination)
	return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + payload


def udp(source, destination, payload=b""):
	"""A UDP header and payload, checksum 0."""
	return struct.pack(">HHHH", source, destination, 8 + len(payload), 0) + payload


def checksum(data):
	"""The Internet checksum of data (RFC 1071)."""
	data += bytes(len(data) % 2)
	total = sum(struct.unpack(f">{len(data) // 2}H", data))
	while total >> 16:
		total = (total & 0xffff) + (total >> 16)
	return ~total & 0xffff


def advert(target, link_address, solicited=False):
	"""The ICMPv6 part of a neighbour advertisement; its checksum is 0."""
	flags = 0x60000000 if solicited else 0x20000000
	return struct.pack(">BBHI", 136, 0, 0, flags) + ip6(target) + b"\2\1" + mac(link_address)


class Wire:
	"""Sends frames out of an interface, and sees what comes in by it."""

	def __init__(self, ifname):
		self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
		self.sock.bind((ifname, 0))
		self.sock.setblocking(False)

	def send(self, frame):
		"""Send one frame, as it is."""
		self.sock.send(frame)

	def receive(self):
		"""Return the frames that came in since, not those that went out."""
		frames = []
		while True:
			try:
				frame, address = self.sock.recvfrom(65536)
			except BlockingIOError:
				return frames
			if address[2] != socket.PACKET_OUTGOING:
				frames.append(frame)

	def flood(self, frames):
		"""Send frames in a child process until it is killed; return its pid."""
		pid = os.fork()
		if pid:
			return pid
		while True:
			for frame in frames:
				try:
					self.sock.send(frame)
				except OSError as error:
					# The far end may be down for a while; this end is not there any more.
					if error.errno in (errno.ENODEV, errno.ENXIO):
						os._exit(0)
