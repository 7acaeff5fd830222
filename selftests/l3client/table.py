#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The client table and the port's guard, by frames.

	namespace cli             namespace node
	+--------+            +-----------------------+
	| c0 ----|------------|-- p0 \\                |
	| c1 ----|------------|-- p1 - br0 (gateway)   |
	| seen --|------------|-- out/                |
	+--------+            +-----------------------+

p0 and p1 are ports; what comes in by one and is not dropped is flooded by the
bridge and arrives at `seen'.
"""

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import frames as fr
import genl
import tap

A, B, C = "02:00:00:00:00:0a", "02:00:00:00:00:0b", "02:00:00:00:00:0c"
CLIENT6, NODE6, META6, CLINODE6 = "fd12::a", "fd6c::1", "fd64::1", "fec0::1"
ROLES = [("fd12::", 64, "client"), ("10.64.0.0", 112, "client"), ("fd6c::", 64, "node"),
	 ("fec0::", 64, "client-node"), ("fd64::", 64, "meta")]

tap.run("""set -e
ip netns add cli; ip netns add node
ip -b - <<-E
	link add c0 netns cli type veth peer p0 netns node
	link add c1 netns cli type veth peer p1 netns node
	link add seen netns cli type veth peer out netns node
E
ip -n cli -b - <<-E
	link set c0 up
	link set c1 up
	link set seen up
E
ip -n node -b - <<-E
	link add name br0 address %s type bridge mcast_snooping 0
	link set p0 master br0 up
	link set p1 master br0 up
	link set out master br0 up
	link set br0 up
	addr add 10.64.255.254/16 dev br0
	addr add fe80::1/64 dev br0 nodad
	link add nat426 type nat426
	link set nat426 up
E
ip netns exec cli sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec node sysctl -qw net.ipv6.conf.p0.disable_ipv6=1 net.ipv6.conf.p1.disable_ipv6=1
""" % fr.GATEWAY)

with tap.netns("node"):
	family = genl.Family("l3client")
	nat426 = genl.Family("nat426")
	INDEX = {name: int(tap.run_json("ip", "-j", "link", "show", name)[0]["ifindex"])
		 for name in ("p0", "p1", "br0", "lo")}
with tap.netns("cli"):
	c0, c1, seen = (fr.Wire(name) for name in ("c0", "c1", "seen"))


def forwarding():
	"""Whether the bridge has noticed that all its ports are up."""
	links = tap.run_json("bridge", "-n", "node", "-j", "link")
	return len(links) == 3 and all(link["state"] == "forwarding" for link in links)


tap.wait_for(forwarding, "the bridge to forward")


def counter(name, port="p0"):
	"""The value of a counter of a port."""
	return family.do("port-get", {"ifindex": INDEX[port]})["counters"][name]


def client(mac):
	"""A client as the kernel shows it, or None."""
	try:
		return family.do("client-get", {"mac": fr.mac(mac)})
	except genl.Refused:
		return None


def addresses(mac):
	"""The addresses of a client, with their origins."""
	known = client(mac) or {}
	return {one["address"]: one["origin"] for one in known.get("address", [])}


def has(mac, address, origin="heard"):
	"""Whether a client has an address of that origin."""
	return addresses(mac).get(fr.mapped(address)) == origin


def forget():
	"""Empty the table."""
	for one in family.dump("client-get"):
		family.do("client-del", {"mac": one["mac"]})


def refused(operation, values):
	"""What the kernel says when it refuses a request."""
	try:
		family.do(operation, values)
	except genl.Refused as why:
		return why
	raise AssertionError(f"{operation} {values} was not refused")


def passes(frame):
	"""Whether a frame sent by c0 comes out of the bridge."""
	seen.receive()
	c0.send(frame)
	# A frame that certainly passes comes behind it.
	mark = fr.ethernet("02:00:00:00:ff:ff", fr.BROADCAST, 0x88b5, os.urandom(32))
	c0.send(mark)
	got = []
	tap.wait_for(lambda: got.extend(seen.receive()) or any(mark in one for one in got),
		     "the frame that marks the end")
	return any(frame in one for one in got)


def dropped(reason, frame):
	"""Assert that a frame is dropped and counted under that reason alone."""
	before = family.do("port-get", {"ifindex": INDEX["p0"]})["counters"]
	assert not passes(frame), f"{reason}: the frame passed"
	after = family.do("port-get", {"ifindex": INDEX["p0"]})["counters"]
	changed = {k: after[k] - before[k] for k in after if after[k] != before[k]}
	assert changed == {reason: 1}, f"{reason}: counted {changed}"


def from_client(packet, source=A, destination=fr.GATEWAY):
	"""A client's IPv6 frame."""
	return fr.ethernet(source, destination, fr.ETH_IPV6, packet)


@tap.case("an interface becomes a port, twice is once")
def port_add():
	for name in ("p0", "p1"):
		family.do("port-new", {"ifindex": INDEX[name]})
	seq = family.do("port-get", {"ifindex": INDEX["p0"]})["seq"]
	family.do("port-new", {"ifindex": INDEX["p0"]})
	port = family.do("port-get", {"ifindex": INDEX["p0"]})
	assert port["seq"] == seq and port["ifname"] == "p0", port
	assert [p["ifname"] for p in family.dump("port-get")] == ["p0", "p1"]
	assert (port["max-clients"], port["max-unconfirmed"], port["max-addresses"]) == (1024, 256, 16)


@tap.case("a bridge, the loopback and what is not there are refused")
def port_refused():
	assert "bridge" in refused("port-new", {"ifindex": INDEX["br0"]}).text
	assert "Ethernet" in refused("port-new", {"ifindex": INDEX["lo"]}).text
	assert "no such interface" in refused("port-new", {"ifindex": 4000}).text
	assert "not a port" in refused("port-del", {"ifindex": INDEX["br0"]}).text


@tap.case("prefixes are added once, listed in order, removed")
def prefixes():
	for address, length, role in ROLES * 2:
		family.do("prefix-new", {"address": fr.mapped(address), "prefix-len": length, "role": role})
	listed = family.dump("prefix-get")
	assert len(listed) == len(ROLES)
	keys = [(p["address"], p["prefix-len"]) for p in listed]
	assert keys == sorted(keys)
	one = {"address": fr.ip6("fd99::"), "prefix-len": 64, "role": "client"}
	family.do("prefix-new", one)
	family.do("prefix-del", one)
	assert "no such prefix" in refused("prefix-del", one).text
	assert "beyond prefix-len" in refused("prefix-new", {**one, "prefix-len": 8}).text


@tap.case("any frame tells of its sender: here the LLC frame that mac80211 makes")
def learn_llc():
	xid = fr.mac(fr.BROADCAST) + fr.mac(A) + struct.pack(">H", 6) + b"\0\1\xaf\x81\1\0"
	c0.send(xid.ljust(60, b"\0"))
	known = tap.wait_for(lambda: client(A), "the client")
	assert known["ifname"] == "p0" and known["confirmed"] == 0 and known["idle"] < 5000, known


@tap.case("ARP tells the sender's address, and lies of others are counted")
def learn_arp():
	c0.send(fr.arp(A, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: has(A, "10.64.1.2"), "the address")
	c0.send(fr.arp(A, "10.64.1.3", "10.64.0.1", sha=B))
	tap.wait_for(lambda: counter("arp-mismatch") == 1, "the mismatch")
	c0.send(fr.arp(A, "0.0.0.0", "10.64.1.9"))
	c0.send(fr.arp(A, "192.168.1.1", "10.64.1.9"))
	c0.send(fr.arp(A, "10.64.255.254", "10.64.1.9"))
	assert passes(fr.ethernet(A, fr.BROADCAST, fr.ETH_ARP, b"\0\1\x08\0\6"))
	assert list(addresses(A)) == [fr.mapped("10.64.1.2")], addresses(A)


@tap.case("IPv4 and IPv6 sources inside the client prefixes are learned, others not")
def learn_sources():
	forget()
	c0.send(fr.ethernet(A, fr.GATEWAY, fr.ETH_IP, fr.ipv4("10.64.1.4", "10.64.255.254")))
	c0.send(from_client(fr.ipv6(CLIENT6, "2001:db8::1", fr.UDP, fr.udp(1, 2))))
	tap.wait_for(lambda: has(A, "10.64.1.4") and has(A, CLIENT6), "both addresses")
	for source in ("0.0.0.0", "224.0.0.1", "10.64.255.254", "10.65.0.1", "127.0.0.1"):
		c0.send(fr.ethernet(A, fr.GATEWAY, fr.ETH_IP, fr.ipv4(source, "10.64.255.254")))
	assert passes(from_client(fr.ipv6("fe80::a", "ff02::1", fr.UDP, fr.udp(1, 2)), destination=fr.BROADCAST))
	assert len(addresses(A)) == 2, addresses(A)


@tap.case("an advertisement tells its target, unless it is another's or only asked for")
def learn_advert():
	forget()

	def nd(source, body, hop_limit=255):
		return from_client(fr.ipv6(source, "ff02::1", fr.ICMPV6, body, hop_limit), destination="33:33:00:00:00:01")

	c0.send(nd("fe80::a", fr.advert("fd12::77", A)))
	tap.wait_for(lambda: has(A, "fd12::77"), "the target")
	solicit = struct.pack(">BBHI", 135, 0, 0, 0) + fr.ip6("fd12::78")
	c0.send(nd("::", solicit))
	c0.send(nd("fe80::a", fr.advert("fd12::79", B)))
	c0.send(nd("fe80::a", fr.advert("fd12::7a", A), hop_limit=64))
	c0.send(nd("fe80::a", fr.advert("fd6c::7b", A)))
	c0.send(nd("fe80::a", fr.advert("fd12::7c", A)[:20]))
	assert passes(nd("fe80::a", fr.advert("fd12::7d", A)[:-8] + b"\2\0" + fr.mac(A)))
	assert list(addresses(A)) == [fr.mapped("fd12::77")], addresses(A)


@tap.case("a VLAN tag hides no MAC, and its frame tells no address")
def learn_vlan():
	forget()
	tag = struct.pack(">HH", 5, fr.ETH_ARP)
	frame = fr.arp(A, "10.64.1.2", "10.64.0.1")
	c0.send(frame[:12] + struct.pack(">H", fr.ETH_VLAN) + tag + frame[14:])
	tap.wait_for(lambda: client(A), "the client")
	assert not addresses(A)


@tap.case("one address, two clients: the one heard keeps it, a lease takes it")
def conflict():
	forget()
	c0.send(fr.arp(A, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: has(A, "10.64.1.2"), "the first")
	before = counter("address-conflict", "p1")
	c1.send(fr.arp(B, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: counter("address-conflict", "p1") == before + 1, "the conflict")
	assert has(A, "10.64.1.2") and not addresses(B)
	family.do("client-new", {"mac": fr.mac(B), "address": [{"address": fr.mapped("10.64.1.2")}]})
	assert has(B, "10.64.1.2", "lease") and not addresses(A)
	assert client(B)["confirmed"] == 1
	why = refused("client-new", {"mac": fr.mac(A), "address": [{"address": fr.mapped("10.64.1.2"), "origin": "info"}]})
	assert "another client" in why.text, why


@tap.case("a client that is heard at another port has moved")
def moved():
	forget()
	c0.send(fr.arp(A, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: has(A, "10.64.1.2"), "the client")
	with tap.netns("node"):
		listener = family.listen()
	c1.send(fr.arp(A, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: client(A)["ifname"] == "p1", "the move")
	names = [event.name for event in family.events(listener, 5)]
	assert names == ["client-move-ntf"], names
	assert has(A, "10.64.1.2")
	assert [c["mac"] for c in family.dump("client-get", {"ifindex": INDEX["p1"]})] == [fr.mac(A)]
	assert family.dump("client-get", {"ifindex": INDEX["p0"]}) == []


@tap.case("the guard drops what the design lists, each by its reason")
def guard():
	hop = b"\x11\0\1\4\0\0\0\0"
	rows = [
		("drop-source-mac", fr.ethernet("03:00:00:00:00:0a", fr.BROADCAST, 0x88b5, b"x" * 46)),
		("drop-source-mac", fr.ethernet("00:00:00:00:00:00", fr.BROADCAST, 0x88b5, b"x" * 46)),
		("drop-malformed", from_client(fr.ipv6(CLIENT6, NODE6, 59)[:39])),
		("drop-malformed", from_client(b"\x40" + fr.ipv6(CLIENT6, NODE6, 59)[1:])),
		("drop-client-node", from_client(fr.ipv6(CLIENT6, CLINODE6, fr.TCP))),
		("drop-tunnel", from_client(fr.ipv6(CLIENT6, NODE6, 41))),
		("drop-tunnel", from_client(fr.ipv6(CLIENT6, "fe80::1", 41))),
		("drop-header-chain", from_client(fr.ipv6(CLIENT6, NODE6, 60, b"\x11\7"))),
	]
	for source in ("2001:db8::1", NODE6, META6, CLINODE6, "ff02::1", "fd13::1", "::1"):
		rows.append(("drop-source-address", from_client(fr.ipv6(source, "2001:db8::2", fr.TCP))))
	for port in (5523, 6696, 27275, 1234, 1235):
		for to in (NODE6, "fe80::1", "ff02::5523", "ff02::1:6", "ff02::6a8b", "ff02::1234"):
			rows.append(("drop-control", from_client(fr.ipv6(CLIENT6, to, fr.UDP, fr.udp(999, port)))))
			rows.append(("drop-control", from_client(fr.ipv6("fe80::a", to, 0, hop + fr.udp(999, port)))))
	for reason, frame in rows:
		dropped(reason, frame)
	priority = struct.pack(">HH", 0xe000, fr.ETH_IPV6) + fr.ipv6(NODE6, "2001:db8::2", fr.TCP)
	dropped("drop-source-address", fr.ethernet(A, fr.GATEWAY, fr.ETH_VLAN, priority))
	deep = struct.pack(">HH", 0, fr.ETH_VLAN) * 6 + priority
	dropped("drop-vlan-depth", fr.ethernet(A, fr.GATEWAY, fr.ETH_VLAN, deep))


@tap.case("what the guard must let pass, passes")
def guard_passes():
	for packet in (fr.ipv6(CLIENT6, "2001:db8::2", 41), fr.ipv6("::", "ff02::16", fr.ICMPV6),
		       fr.ipv6("fe80::a", NODE6, fr.UDP, fr.udp(1, 53)),
		       fr.ipv6(CLIENT6, "2001:db8::2", fr.UDP, fr.udp(1, 6696)),
		       fr.ipv6(CLIENT6, "ff02::fb", fr.UDP, fr.udp(1, 1234)),
		       fr.ipv6(CLIENT6, META6, fr.TCP)):
		assert passes(from_client(packet, destination=fr.BROADCAST)), packet


@tap.case("the gateway's and the exits' MACs are no client's, their addresses neither")
def reserved():
	forget()
	frame = fr.ethernet("02:43:6e:40:00:01", fr.BROADCAST, 0x88b5, b"x" * 46)
	assert passes(frame)
	nat426.do("link-set", {"exit-oui": fr.mac("02:43:6e"), "gateway-mac": fr.mac("02:00:00:00:00:01"),
			       "exit-range": int.from_bytes(fr.ip4("10.64.0.0"), "big"), "exit-range-len": 24,
			       "gateway-address": int.from_bytes(fr.ip4("10.64.255.254"), "big")})
	dropped("drop-reserved-mac", frame)
	dropped("drop-reserved-mac", fr.ethernet("02:00:00:00:00:01", fr.BROADCAST, 0x88b5, b"x" * 46))
	c0.send(fr.arp(A, "10.64.0.9", "10.64.1.1"))
	assert passes(fr.arp(A, "10.64.255.254", "10.64.1.1"))
	assert client(A) and not addresses(A), addresses(A)


@tap.case("a flood of MACs is bounded, spares the confirmed, and lets a new client in")
def flood():
	forget()
	family.do("port-new", {"ifindex": INDEX["p0"], "max-unconfirmed": 64})
	family.do("client-new", {"mac": fr.mac(B), "ifindex": INDEX["p0"], "address": [{"address": fr.mapped("10.64.1.2")}]})

	def burst(base):
		for number in range(base, base + 1000):
			c0.send(fr.ethernet(f"06:00:00:00:{number >> 8:02x}:{number & 255:02x}", A, 0x88b5, b"x" * 46))

	before = counter("client-evicted")
	burst(0)
	c0.send(fr.arp(C, "10.64.1.3", "10.64.0.1"))
	tap.wait_for(lambda: has(C, "10.64.1.3"), "the new client")
	burst(1000)
	tap.wait_for(lambda: counter("client-evicted") >= before + 1900, "the evictions")
	port = family.do("port-get", {"ifindex": INDEX["p0"]})
	assert port["unconfirmed"] == 64 and port["clients"] == 1, port
	assert has(B, "10.64.1.2", "lease")
	c0.send(fr.arp(C, "10.64.1.3", "10.64.0.1"))
	tap.wait_for(lambda: has(C, "10.64.1.3"), "the new client, back")
	family.do("client-new", {"mac": fr.mac(C)})
	burst(3000)
	tap.wait_for(lambda: counter("client-evicted") >= before + 2900, "more evictions")
	assert has(C, "10.64.1.3"), client(C)
	family.do("port-new", {"ifindex": INDEX["p0"], "max-unconfirmed": 256})


@tap.case("confirmed clients and addresses are bounded, refusals are counted and said")
def bounds():
	forget()
	family.do("port-new", {"ifindex": INDEX["p0"], "max-clients": 2, "max-addresses": 2})
	for mac in (A, B):
		family.do("client-new", {"mac": fr.mac(mac), "ifindex": INDEX["p0"]})
	before = counter("client-refused")
	assert "max-clients" in refused("client-new", {"mac": fr.mac(C), "ifindex": INDEX["p0"]}).text
	assert counter("client-refused") == before + 1
	three = [{"address": fr.mapped(f"fd12::{n}"), "origin": "info"} for n in (1, 2, 3)]
	assert "max-addresses" in refused("client-new", {"mac": fr.mac(A), "address": three}).text
	assert not addresses(A), "a refused request has changed something"
	family.do("client-new", {"mac": fr.mac(A), "address": three[:2]})
	before = counter("address-refused")
	c0.send(fr.arp(A, "10.64.1.2", "10.64.0.1"))
	tap.wait_for(lambda: counter("address-refused") == before + 1, "the refusal")
	for n in range(5):
		c0.send(fr.arp(B, f"10.64.1.{n + 2}", "10.64.0.1"))
	tap.wait_for(lambda: has(B, "10.64.1.6"), "the last address")
	assert len(addresses(B)) == 2 and counter("address-evicted") >= 3
	family.do("port-new", {"ifindex": INDEX["p0"], "max-clients": 1024, "max-addresses": 16})


@tap.case("a dump of many shows each once, in order, while others come and go")
def dump():
	forget()
	wanted = []
	for number in range(300):
		mac = bytes([2, 9, 0, 0, number >> 8, number & 255])
		family.do("client-new", {"mac": mac, "ifindex": INDEX["p0"],
					 "address": [{"address": fr.mapped(f"fd12::9:{number:x}")}]})
		wanted.append(mac)
	pid = c0.flood([fr.ethernet(f"06:00:00:00:{n:02x}:01", A, 0x88b5, b"x" * 46) for n in range(256)])
	try:
		for _ in range(5):
			got = [one["mac"] for one in family.dump("client-get")]
			assert got == sorted(set(got))
			assert [mac for mac in got if mac[:2] == b"\2\x09"] == wanted
		shown = tap.run_json("ip", "netns", "exec", "node", "l3mesh", "-j", "client", "show")
		assert [one["mac"] for one in shown if one["mac"].startswith("02:09")] == [m.hex(":") for m in wanted]
	finally:
		os.kill(pid, 9)
		os.waitpid(pid, 0)
	forget()


@tap.case("events are in order and without a gap, in the shape of a get")
def events():
	with tap.netns("node"):
		listener = family.listen()
	family.do("client-new", {"mac": fr.mac(A), "ifindex": INDEX["p0"],
				 "address": [{"address": fr.mapped("10.64.1.2")}]})
	shown = client(A)
	family.do("client-del", {"mac": fr.mac(A), "address": [{"address": fr.mapped("10.64.1.2")}]})
	family.do("client-del", {"mac": fr.mac(A)})
	got = family.events(listener, 5)
	assert [e.name for e in got] == ["client-new-ntf", "client-set-ntf", "client-set-ntf", "client-del-ntf"], got
	first = got[0].attrs["seq"]
	assert [e.attrs["seq"] for e in got] == list(range(first, first + 4))
	assert {**got[1].attrs, "idle": 0, "address": 0} == {**shown, "idle": 0, "address": 0}
	family.do("client-new", {"mac": fr.mac(A), "ifindex": INDEX["p0"]})
	family.do("client-new", {"mac": fr.mac(A), "ifindex": INDEX["p0"]})
	assert [e.name for e in family.events(listener, 5)] == ["client-new-ntf"], "twice is once"


@tap.case("a listener that reads too late finds out")
def overrun():
	with tap.netns("node"):
		listener = family.listen()
	listener.sock.setsockopt(1, 8, 4096)
	for number in range(200):
		c0.send(fr.ethernet(f"06:00:00:01:00:{number:02x}", A, 0x88b5, b"x" * 46))
	try:
		for _ in range(1000):
			list(listener.receive())
	except OSError as error:
		assert error.errno == 105, error
	else:
		raise AssertionError("no ENOBUFS")


@tap.case("bad requests are refused with words that name the attribute")
def bad_requests():
	for operation, values, words in (
			("port-new", {}, "ifindex"), ("port-get", {}, "ifindex"), ("port-del", {}, "ifindex"),
			("client-get", {}, "mac"), ("client-new", {}, "mac"), ("client-del", {}, "mac"),
			("client-new", {"mac": fr.mac(C)}, "ifindex"),
			("client-new", {"mac": fr.mac("01:00:00:00:00:01"), "ifindex": INDEX["p0"]}, "mac"),
			("client-new", {"mac": fr.mac(C), "ifindex": 4000}, "ifindex"),
			("client-new", {"mac": fr.mac(C), "ifindex": INDEX["p0"], "address": [{}]}, "address"),
			("client-new", {"mac": fr.mac(C), "ifindex": INDEX["p0"],
					"address": [{"address": fr.ip6("ff02::1")}]}, "address"),
			("client-del", {"mac": fr.mac(C)}, "mac"),
			("prefix-new", {}, "address"), ("prefix-new", {"address": bytes(16)}, "prefix-len"),
			("prefix-new", {"address": bytes(16), "prefix-len": 0}, "role"),
			("prefix-new", {"address": fr.ip6("fd77::"), "prefix-len": 63, "role": "meta"}, "prefix-len")):
		why = refused(operation, values)
		assert why.text.startswith(words + ":"), f"{operation} {values}: {why}"
	for operation, values in (
			("port-new", {"ifindex": 0}), ("port-new", {"ifindex": INDEX["p0"], "max-clients": 0}),
			("port-new", {"ifindex": INDEX["p0"], "max-clients": 16385}),
			("port-new", {"ifindex": INDEX["p0"], "max-addresses": 33}),
			("port-new", {"ifindex": INDEX["p0"], "clients": 1}),
			("port-new", {"ifindex": b"\1\0\0"}), ("client-get", {"mac": b"\2\0\0\0\0"}),
			("client-get", {"mac": bytes(7)}), ("client-new", {"mac": fr.mac(C), "confirmed": 2}),
			("prefix-new", {"address": bytes(17), "prefix-len": 0, "role": "client"}),
			("prefix-new", {"address": bytes(16), "prefix-len": 129, "role": "client"}),
			("prefix-new", {"address": bytes(16), "prefix-len": 64, "role": 4})):
		assert refused(operation, values).errno in (22, 34), (operation, values)
	assert not client(C)


@tap.case("of an attribute that is doubled the last counts; rubbish of any length is survived")
def rubbish():
	twice = genl.attr(1, struct.pack("=I", 4000)) + genl.attr(1, struct.pack("=I", INDEX["p0"]))
	assert len(family.raw("port-get", twice)) == 1
	state = 0x2545f491
	for _ in range(400):
		state = (state * 1103515245 + 12345) & 0x7fffffff
		payload = b"".join(genl.attr(state >> n & 15, os.urandom(state >> (n + 3) & 31), bool(state >> n & 32))
				   for n in range(state % 5))
		payload += os.urandom(state >> 9 & 3)
		for operation in family.ops:
			if operation.endswith("-ntf") or operation == "prefix-get":
				continue
			try:
				family.raw(operation, payload)
			except genl.Refused:
				pass
	forget()
	assert [p["ifname"] for p in family.dump("port-get")] == ["p0", "p1"]


@tap.case("without CAP_NET_ADMIN one may look, not change")
def unprivileged():
	pid = os.fork()
	if not pid:
		with tap.netns("node"):
			mine = genl.Family("l3client")
		os.setuid(65534)
		mine.dump("client-get")
		try:
			mine.do("port-del", {"ifindex": INDEX["p0"]})
		except genl.Refused as why:
			os._exit(0 if why.errno == 1 else 2)
		os._exit(1)
	assert os.waitpid(pid, 0)[1] == 0
	assert len(family.dump("port-get")) == 2


tap.main()
