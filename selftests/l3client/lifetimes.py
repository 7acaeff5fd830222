#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ports live as long as their interface, and leave nothing behind.

	namespace cli          namespace node
	+-------+          +--------------------+
	| c0 ---|----------|-- p0 -- br0        |
	+-------+          |     nat426         |
	                   +--------------------+

Where a case says "under traffic" a process sends frames of many senders into
c0 all the while: IPv4 to an exit MAC, ARP, IPv6 that passes and that does not.
"""

import contextlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import frames as fr
import genl
import tap

A, EXIT_MAC = "02:00:00:00:00:0a", "02:43:6e:40:00:01"
MODULES = os.environ["L3MESH_MODULES"]
IFF_PROMISC = 0x100


def number(text):
	"""An IPv4 address as a number."""
	return int.from_bytes(fr.ip4(text), "big")


def build():
	"""Make both namespaces anew, the port, its prefixes and the nat426 link."""
	tap.run("ip -all netns del")
	tap.run("""set -e
		ip netns add cli; ip netns add node
		ip link add c0 netns cli type veth peer p0 netns node
		ip netns exec cli sysctl -qw net.ipv6.conf.all.disable_ipv6=1
		ip -n cli link set c0 up
		ip -n node link add name br0 type bridge
		ip -n node link set p0 master br0 up
		ip -n node link set br0 up
		ip -n node link add nat426 type nat426
		ip -n node link set nat426 up
		ip netns exec node sysctl -qw net.ipv6.conf.all.forwarding=1""")
	with tap.netns("node"):
		family, nat426 = genl.Family("l3client"), genl.Family("nat426")
	family.do("port-new", {"ifindex": ifindex("p0")})
	family.do("prefix-new", {"address": fr.ip6("fd12::"), "prefix-len": 64, "role": "client"})
	family.do("prefix-new", {"address": fr.mapped("10.64.0.0"), "prefix-len": 112, "role": "client"})
	nat426.do("link-set", {
		"client-node-prefix": fr.ip6("fec0::"), "metaprefix": fr.ip6("fd64::"),
		"exit-oui": fr.mac("02:43:6e"), "exit-range": number("10.64.0.0"), "exit-range-len": 24,
		"client-range": number("10.64.0.0"), "client-range-len": 16,
		"gateway-mac": fr.mac("02:00:00:00:00:01"), "gateway-address": number("10.64.255.254")})
	return family


def ifindex(name, where="node"):
	"""The index of an interface."""
	return tap.run_json("ip", "-n", where, "-j", "link", "show", name)[0]["ifindex"]


def promiscuity(name, where="node"):
	"""How many want the interface to be promiscuous."""
	return tap.run_json("ip", "-n", where, "-d", "-j", "link", "show", name)[0]["promiscuity"]


def traffic_frames():
	"""Frames of 64 senders of every kind that is handled."""
	frames = []
	for sender in range(64):
		mac = f"06:00:00:00:00:{sender:02x}"
		frames += [
			fr.arp(mac, f"10.64.2.{sender}", "10.64.0.1"),
			fr.ethernet(mac, EXIT_MAC, fr.ETH_IP,
				    fr.ipv4(f"10.64.2.{sender}", "192.0.2.1", payload=fr.udp(1, 2, b"x" * 64))),
			fr.ethernet(mac, fr.BROADCAST, fr.ETH_IPV6, fr.ipv6(f"fd12::{sender:x}", "ff02::1", fr.UDP, fr.udp(1, 2))),
			fr.ethernet(mac, fr.BROADCAST, fr.ETH_IPV6, fr.ipv6("2001:db8::1", "ff02::1", fr.UDP, fr.udp(1, 2))),
		]
	return frames


@contextlib.contextmanager
def traffic(family=None):
	"""Send frames all the while; with family wait until they are heard."""
	with tap.netns("cli"):
		wire = fr.Wire("c0")
	pid = wire.flood(traffic_frames())
	try:
		if family:
			tap.wait_for(lambda: len(family.dump("client-get")) == 64, "the traffic to be heard")
		yield
	finally:
		os.kill(pid, 9)
		os.waitpid(pid, 0)


@tap.case("a port survives the renaming of its interface, with an event")
def rename():
	family = build()
	with tap.netns("node"):
		listener = family.listen()
	tap.run("ip -n node link set p0 down; ip -n node link set p0 name lan7; ip -n node link set lan7 up")
	names = [(e.name, e.attrs["ifname"]) for e in family.events(listener, 5)]
	assert ("port-new-ntf", "lan7") in names, names
	assert [p["ifname"] for p in family.dump("port-get")] == ["lan7"]
	with traffic(family):
		assert family.dump("client-get")[0]["ifname"] == "lan7"


@tap.case("a port is promiscuous by its own count, which it gives back")
def promisc():
	family = build()
	inside = promiscuity("p0")
	family.do("port-del", {"ifindex": ifindex("p0")})
	assert promiscuity("p0") == inside - 1
	tap.run("ip -n node link set p0 nomaster")
	assert promiscuity("p0") == 0
	family.do("port-new", {"ifindex": ifindex("p0")})
	family.do("port-new", {"ifindex": ifindex("p0")})
	assert promiscuity("p0") == 1


@tap.case("a port that is removed under traffic takes its clients along")
def remove_port():
	family = build()
	with traffic(family):
		for _ in range(20):
			family.do("port-del", {"ifindex": ifindex("p0")})
			assert family.dump("client-get") == [] and family.dump("port-get") == []
			family.do("port-new", {"ifindex": ifindex("p0")})
		tap.wait_for(lambda: len(family.dump("client-get")) == 64, "the clients, again")


@tap.case("an interface that moves to another namespace is a port no longer")
def move():
	family = build()
	tap.run("ip netns add other")
	with traffic(family):
		tap.run("ip -n node link set p0 netns other; ip -n other link set p0 up")
		assert family.dump("port-get") == [] and family.dump("client-get") == []
		assert promiscuity("p0", "other") == 0
		with tap.netns("other"):
			there = genl.Family("l3client")
		assert there.dump("port-get") == [] and there.dump("client-get") == []
		tap.run("ip -n other link set p0 netns node; ip -n node link set p0 up")
		assert family.dump("port-get") == []
		family.do("port-new", {"ifindex": ifindex("p0")})
		tap.wait_for(lambda: len(family.dump("client-get")) == 64, "the clients, again")


@tap.case("a nat426 link stays in its namespace, and is the only one there")
def nat426_stays():
	build()
	tap.run("ip netns add other")
	tap.refused("ip", "-n", "node", "link", "set", "nat426", "netns", "other")
	tap.refused("ip", "-n", "node", "link", "add", "second", "type", "nat426")


@tap.case("an interface that is deleted under traffic is a port no longer")
def delete_interface():
	family = build()
	with tap.netns("node"):
		listener = family.listen()
	with traffic(family):
		tap.run("ip -n node link del p0")
		assert family.dump("port-get") == [] and family.dump("client-get") == []
	listener.sock.setsockopt(1, 8, 1 << 20)


@tap.case("a bridge that is deleted, and a link down and up, leave the port as it is")
def bridge_goes():
	family = build()
	with traffic(family):
		for _ in range(5):
			tap.run("""ip -n node link del br0
				ip -n node link set p0 down; ip -n node link set p0 up
				ip -n node link add name br0 type bridge; ip -n node link set br0 up
				ip -n node link set p0 master br0""")
		assert [p["ifname"] for p in family.dump("port-get")] == ["p0"]


@tap.case("the nat426 link goes down, goes and comes back under traffic")
def nat426_link():
	family = build()
	with traffic(family):
		for _ in range(5):
			tap.run("""set -e
				ip -n node link set nat426 down
				ip -n node link set nat426 up
				ip -n node link del nat426
				ip -n node link add nat426 type nat426
				ip -n node link set nat426 up""")


@tap.case("a namespace dies under traffic")
def namespace_dies():
	for _ in range(5):
		family = build()
		with traffic(family):
			del family
			tap.run("ip netns del node")
	

@tap.case("l3client stays as long as nat426 needs it")
def dependency():
	assert "in use" in tap.refused("rmmod", "l3client")


@tap.case("both modules are unloaded and loaded again under traffic")
def unload():
	for _ in range(3):
		family = build()
		with traffic(family):
			del family
			tap.run("rmmod nat426 && rmmod l3client")
			assert promiscuity("p0") == 1, "the bridge alone"
			tap.run(f"insmod {MODULES}/l3client/l3client.ko && insmod {MODULES}/nat426/nat426.ko")
	

tap.main()
