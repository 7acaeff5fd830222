#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Links, namespaces and the module go while packets come, both ways and into the queue."""

import os
import signal

from node import MAC, STRANGER, STRANGER_X, UDP, Ether, Node, down_packet, genl, tap, up_frame

node = Node()
ROUNDS = 10


class Flood:
	"""Packets from both sides without an end, in processes of their own."""

	def __init__(self):
		ether = Ether(src="02:00:00:00:00:0f", dst=node.m0_mac)
		up = [bytes(up_frame(UDP(sport=1, dport=2) / bytes(99))), bytes(up_frame(UDP() / b"x", ttl=1))]
		down = [bytes(ether / down_packet(UDP(sport=1, dport=2) / bytes(99), dst=dst))
			for dst in (STRANGER_X, down_packet(b"").dst)]
		self.pids = [self.start(node.client, up), self.start(node.far, down)]

	@staticmethod
	def start(wire, frames):
		"""Fork a process that sends the frames again and again."""
		pid = os.fork()
		if pid:
			return pid
		wire.sock.setblocking(True)
		while True:
			for frame in frames:
				try:
					wire.sock.send(frame)
				except OSError:
					os._exit(0)

	def __enter__(self):
		return self

	def __exit__(self, *_):
		for pid in self.pids:
			os.kill(pid, signal.SIGKILL)
			os.waitpid(pid, 0)


def flows():
	"""Wait until packets go both ways."""
	def stats():
		one = tap.run_json("ip -n node -j -s link show nat426")[0]["stats64"]
		return one["rx"]["packets"], one["tx"]["packets"]
	before = stats()
	tap.wait_for(lambda: all(b > a for a, b in zip(before, stats())), "packets both ways", 20)


def make():
	"""Make and configure the link."""
	tap.run("ip -n node link add nat426 type nat426; ip -n node link set nat426 up")
	node.set(node.config)


@tap.case("the link is deleted and made under traffic, packets waiting")
def delete():
	node.learn(STRANGER, None)
	with Flood():
		for _ in range(ROUNDS):
			flows()
			tap.run("ip -n node link del nat426")
			make()
		flows()


@tap.case("the link goes down and up, the configuration changes under traffic")
def toggle():
	with Flood():
		for number in range(ROUNDS):
			tap.run("ip -n node link set nat426 down; ip -n node link set nat426 up")
			node.set({"icmp-source": 0xc0000008 + number % 3})
		flows()


@tap.case("the port goes and comes under traffic")
def port():
	with Flood():
		for _ in range(ROUNDS):
			node.l3client.do("port-del", {"ifindex": node.port})
			node.l3client.do("port-new", {"ifindex": node.port})
			node.learn()
			node.learn(STRANGER, None)
		flows()


@tap.case("the module is removed and inserted under traffic")
def module():
	path = tap.run("find $L3MESH_MODULES -name nat426.ko").strip()
	if not path:
		raise tap.Skip("L3MESH_MODULES names no nat426.ko")
	with Flood():
		for _ in range(ROUNDS):
			flows()
			tap.run("rmmod nat426")
			tap.run(f"insmod {path}")
			with tap.netns("node"):
				node.nat426 = genl.Family("nat426")
			make()
		flows()


@tap.case("the namespace is deleted under traffic, its packets waiting")
def namespace():
	node.learn(STRANGER, None)
	for family in (node.nat426, node.l3client):
		family.socket.sock.close()
	with Flood():
		flows()
		tap.run("ip netns del node")
		tap.wait_for(lambda: "c0" not in tap.run("ip -n client -br link"), f"the peer of {MAC} to go", 30)


tap.main()
