#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ports that are real cards: they filter MACs, and gather segments.

	namespace cli              namespace node
	+-----------+    hub    +---------------------+
	| c0 virtio |-----*-----| p0 e1000            |
	+-----------+     *-----| q0 vmxnet3 (LRO)    |
	                        +---------------------+

A frame to an exit MAC is for no card on this Ethernet; an e1000 that is not
promiscuous drops it before any hook of ours, which a veth would not show.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import frames as fr
import genl
import tap

A, EXIT_MAC = "02:00:00:00:00:0a", "02:43:6e:40:00:01"
CARDS = {"52:54:00:00:00:01": ("c0", "cli"), "52:54:00:00:00:02": ("p0", "node"),
	 "52:54:00:00:00:03": ("q0", "node")}

tap.run("modprobe virtio_net; modprobe e1000; modprobe vmxnet3; ip netns add cli; ip netns add node")
FOUND = {link["address"]: link["ifname"] for link in tap.run_json("ip", "-j", "link")}
for address, (name, where) in CARDS.items():
	tap.run(f"set -e; ip link set {FOUND[address]} down; ip link set {FOUND[address]} name {name} netns {where}")
	tap.run(f"ip netns exec {where} sysctl -qw net.ipv6.conf.{name}.disable_ipv6=1; ip -n {where} link set {name} up")

with tap.netns("node"):
	family = genl.Family("l3client")
with tap.netns("cli"):
	c0 = fr.Wire("c0")


def index(name):
	"""The index of an interface of the node."""
	return tap.run_json("ip", "-n", "node", "-j", "link", "show", name)[0]["ifindex"]


def arrived(name):
	"""Frames that the card let through."""
	return tap.run_json("ip", "-n", "node", "-s", "-j", "link", "show", name)[0]["stats64"]["rx"]["packets"]


def lro(name):
	"""Whether the card gathers segments."""
	for line in tap.run("ip", "netns", "exec", "node", "ethtool", "-k", name).splitlines():
		if line.startswith("large-receive-offload:"):
			return line.split()[1] == "on"
	raise AssertionError(f"ethtool does not tell of {name}")


def heard():
	"""Whether the client is in the table."""
	return any(one["mac"] == fr.mac(A) for one in family.dump("client-get"))


def send():
	"""One frame to an exit MAC, and one to everybody behind it."""
	c0.send(fr.ethernet(A, EXIT_MAC, fr.ETH_IP, fr.ipv4("10.64.1.2", "192.0.2.1", payload=fr.udp(1, 2))))


@tap.case("the card filters exit MACs as long as it is no port")
def filtered():
	tap.wait_for(lambda: c0.send(fr.arp(A, "10.64.1.2", "10.64.1.3")) or arrived("p0") > 0, "the cards to be up")
	before = arrived("p0")
	for _ in range(10):
		send()
	c0.send(fr.arp(A, "10.64.1.2", "10.64.1.3"))
	tap.wait_for(lambda: arrived("p0") > before, "the broadcast behind")
	assert arrived("p0") < before + 10, "the card does not filter: this suite shows nothing"


@tap.case("a port sees frames to exit MACs")
def promiscuous():
	family.do("port-new", {"ifindex": index("p0")})
	before = arrived("p0")
	tap.wait_for(lambda: send() or heard(), "the client")
	assert arrived("p0") > before


@tap.case("a card that is a port no longer filters again")
def given_back():
	family.do("port-del", {"ifindex": index("p0")})
	filtered()


@tap.case("a port loses large receive, and gets it back")
def large_receive():
	assert lro("q0"), "the card has no LRO: this suite shows nothing"
	family.do("port-new", {"ifindex": index("q0")})
	assert not lro("q0")
	family.do("port-del", {"ifindex": index("q0")})
	assert lro("q0")


@tap.case("large receive stays off where a bridge or forwarding wants it off by now")
def others_want_it_off():
	family.do("port-new", {"ifindex": index("q0")})
	tap.run("ip -n node link add name br0 type bridge; ip -n node link set q0 master br0")
	family.do("port-del", {"ifindex": index("q0")})
	assert not lro("q0")
	tap.run("ip -n node link set q0 nomaster; ip -n node link del br0; ip netns exec node ethtool -K q0 lro on")
	family.do("port-new", {"ifindex": index("q0")})
	tap.run("ip netns exec node sysctl -qw net.ipv4.conf.q0.forwarding=1")
	family.do("port-del", {"ifindex": index("q0")})
	assert not lro("q0")


tap.main()
