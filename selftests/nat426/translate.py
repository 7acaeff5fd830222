#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Packets through the translator, byte by byte; rows are those of Documentation/nat426.rst."""

import socket

from scapy.layers.inet6 import (ICMPv6DestUnreach, ICMPv6EchoReply, ICMPv6EchoRequest, ICMPv6PacketTooBig,
				ICMPv6TimeExceeded, IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop,
				IPv6ExtHdrRouting)

from node import (ARP, CLIENT, CONFIG, EXIT, EXIT_MAC, GATEWAY, GATEWAY_MAC, ICMP, IP, MAC, NAT64, ROUTER, SERVER,
		  STRANGER, STRANGER_X, TCP, UDP, X, Ether, IPv6, Node, Raw, down_expected, down_packet, id_of, one,
		  same, tap, up_expected, up_frame)

node = Node()
DATA = bytes(range(256)) * 3


def tcp(**fields):
	"""A TCP segment."""
	return TCP(sport=40000, dport=80, seq=7, ack=9, flags="PA", **fields) / DATA


def udp(data=DATA, **fields):
	"""A UDP datagram."""
	return UDP(sport=40000, dport=53, **fields) / data


def refused_up(frame, counter, answers=0):
	"""A frame that must be dropped and counted so."""
	got, back, counted = node.up(frame)
	assert not got, f"came through: {got[0].hex()}"
	assert counted.pop(counter, 0) == 1, f"counted {counted}, not {counter}"
	assert len(back) == answers, f"answered {[b.hex() for b in back]}"
	return back


def refused_down(packet, counter):
	"""A packet that must be dropped and counted so; returns what went back."""
	got, back, counted = node.down(packet)
	assert not got, f"came through: {got[0].hex()}"
	assert counted == {counter: 1}, f"counted {counted}, not {counter}"
	return back


def rewritten(frame, offset, data):
	"""The bytes of a frame, some of its packet replaced, the header's checksum right."""
	raw = bytearray(bytes(frame))
	raw[14 + offset:14 + offset + len(data)] = data
	length = (raw[14] & 15) * 4
	raw[24:26] = b"\0\0"
	total = sum(int.from_bytes(raw[i:i + 2], "big") for i in range(14, 14 + length, 2))
	while total >> 16:
		total = (total & 0xffff) + (total >> 16)
	raw[24:26] = (total ^ 0xffff).to_bytes(2, "big")
	return bytes(raw)


@tap.case("row 1: TCP, UDP and echo go up with hop limit TTL - 1 and TOS as traffic class")
def row1():
	for inner in (tcp(), udp()):
		got, _, counted = node.up(up_frame(inner, tos=0x29))
		same(one(got), up_expected(inner, tc=0x29))
		assert not counted, counted
	for icmp, icmp6 in ((ICMP(type=8, id=5, seq=6), ICMPv6EchoRequest(id=5, seq=6, data=DATA)),
			    (ICMP(type=0, id=5, seq=6), ICMPv6EchoReply(id=5, seq=6, data=DATA))):
		got, _, _ = node.up(up_frame(icmp / DATA))
		same(one(got), up_expected(icmp6))


@tap.case("row 2: DF=0 draws no fragment header")
def row2():
	got, _, _ = node.up(up_frame(udp(), flags=0))
	same(one(got), up_expected(udp()))


@tap.case("row 3: a wrong checksum stays as wrong as it was, both ways")
def row3():
	right = bytes(up_frame(tcp()))
	wrong = right[:50] + ((int.from_bytes(right[50:52], "big") + 5) % 65535).to_bytes(2, "big") + right[52:]
	got, _, counted = node.up(wrong)
	expected = up_expected(tcp())
	check = (int.from_bytes(expected[56:58], "big") + 5) % 65535
	same(one(got), expected[:56] + check.to_bytes(2, "big") + expected[58:])
	assert not counted, counted
	sent = bytes(down_packet(tcp()))
	check = (int.from_bytes(sent[56:58], "big") + 5) % 65535
	got, _, _ = node.down(Raw(sent[:56] + check.to_bytes(2, "big") + sent[58:]))
	packet = one(got)
	expected = down_expected(tcp(), id_of(packet))
	check = (int.from_bytes(expected[36:38], "big") + 5) % 65535
	same(packet, expected[:36] + check.to_bytes(2, "big") + expected[38:])


@tap.case("row 4: Ethernet padding is cut off")
def row4():
	got, _, _ = node.up(bytes(up_frame(udp(b"x"))) + b"\xee" * 30)
	same(one(got), up_expected(udp(b"x")))


@tap.case("row 5: lengths that lie, other versions and bad header checksums are dropped")
def row5():
	frame = up_frame(udp())
	total = len(bytes(frame)) - 14
	for offset, data in ((0, b"\x44"), (0, b"\x40"), (0, b"\x65"), (2, (total + 1).to_bytes(2, "big")),
			     (2, b"\xff\xff"), (2, b"\x00\x13"), (2, b"\x00\x00"), (0, b"\x4f"), (2, b"\x00\x18")):
		refused_up(rewritten(frame, offset, data), "up-malformed")
	bad = bytearray(bytes(frame))
	bad[24] ^= 1
	refused_up(bytes(bad), "up-malformed")


@tap.case("bad input: runts of every length are dropped")
def runts():
	frame = bytes(up_frame(tcp()))
	for length in range(14, 14 + 40):
		got, _, counted = node.up(frame[:length])
		assert not got and sum(counted.values()) == 1, f"{length}: {counted}"


@tap.case("row 6: 4 to 40 bytes of options are left out")
def row6():
	for size in (4, 8, 40):
		options = b"\x07" + bytes([size - 1, 4]) + bytes(size - 3) if size > 4 else b"\x01\x01\x01\x00"
		header = bytes(IP(src=CLIENT, dst=SERVER, ttl=64, flags="DF", ihl=5 + size // 4,
				  len=20 + size + len(bytes(udp())), proto=17))[:20]
		payload = bytes(IP(src=CLIENT, dst=SERVER, flags="DF") / udp())[20:]
		got, _, _ = node.up(rewritten(Ether(src=MAC, dst=EXIT_MAC, type=0x800) /
					      Raw(header + options + payload), 0, b""))
		same(one(got), up_expected(udp()))


@tap.case("bad input: options whose length lies are dropped")
def bad_options():
	for options in (b"\x07\x00\x04\x00", b"\x07\x01\x04\x00", b"\x07\x05\x04\x00", b"\x01\x01\x01\x07"):
		header = bytes(IP(src=CLIENT, dst=SERVER, ttl=64, ihl=6, len=24 + 8, proto=17))[:20]
		refused_up(rewritten(Ether(src=MAC, dst=EXIT_MAC, type=0x800) /
				     Raw(header + options + bytes(8)), 0, b""), "up-malformed")


@tap.case("row 7: a source route with hops left is answered 3/5, one at its end goes on")
def row7():
	header = bytes(IP(src=CLIENT, dst=SERVER, ttl=64, flags="DF", ihl=7, len=28 + len(bytes(udp())), proto=17))[:20]
	payload = bytes(IP(src=CLIENT, dst=SERVER, flags="DF") / udp())[20:]
	for kind in (131, 137):
		live = header + bytes([kind, 7, 4, 192, 0, 2, 1, 0]) + payload
		back = refused_up(rewritten(Ether(src=MAC, dst=EXIT_MAC, type=0x800) / Raw(live), 0, b""),
				  "up-source-route", answers=1)
		assert (back[0][34], back[0][35]) == (3, 5), back[0].hex()
		ended = header + bytes([kind, 7, 8, 192, 0, 2, 1, 0]) + payload
		got, _, _ = node.up(rewritten(Ether(src=MAC, dst=EXIT_MAC, type=0x800) / Raw(ended), 0, b""))
		same(one(got), up_expected(udp()))


@tap.case("row 8: TTL 1 and 0 are answered 11/0 by the gateway, which quotes 548 bytes")
def row8():
	for ttl in (1, 0):
		frame = up_frame(udp(), ttl=ttl)
		back = refused_up(frame, "up-ttl", answers=1)[0]
		expected = (Ether(src=GATEWAY_MAC, dst=MAC) /
			    IP(src=GATEWAY, dst=CLIENT, tos=0xc0, ttl=64, id=id_of(back[14:])) /
			    ICMP(type=11, code=0) / Raw(bytes(frame)[14:14 + 548]))
		same(back, bytes(expected))
	error = ICMP(type=3, code=3) / IP(src=SERVER, dst=CLIENT) / UDP(sport=1, dport=2)
	refused_up(up_frame(error, ttl=1), "up-ttl")
	refused_up(up_frame(Raw(bytes(16)), proto=17, ttl=1, flags=0, frag=4), "up-ttl")


def fragment(offset, more, nexthdr=17, ident=0x1234):
	"""The Fragment header of a fragment."""
	return IPv6ExtHdrFragment(nh=nexthdr, offset=offset, m=more, id=ident)


@tap.case("row 11: fragments go up with a Fragment header, their checksum touched in the first only")
def row11():
	whole4 = bytes(IP(src=CLIENT, dst=SERVER) / udp())[20:]
	whole6 = up_expected(udp())[40:]
	for flags, frag, start, end in (("MF", 0, 0, 400), ("MF", 50, 400, 600), (0, 75, 600, len(whole4)),
					("MF+DF", 0, 0, 400), ("DF", 75, 600, len(whole4))):
		got, _, _ = node.up(up_frame(Raw(whole4[start:end]), proto=17, flags=flags, frag=frag))
		same(one(got), up_expected(fragment(frag, int("MF" in str(flags))) / Raw(whole6[start:end])))


@tap.case("row 12: a first fragment too short for its upper-layer header is dropped")
def row12():
	refused_up(up_frame(Raw(bytes(16)), proto=6, flags="MF"), "up-fragment")
	refused_up(up_frame(Raw(bytes(13)), proto=17, flags="MF"), "up-fragment")
	refused_up(up_frame(Raw(bytes(64)), proto=17, flags=0, frag=0x1fff), "up-fragment")


@tap.case("row 13: fragmented ICMP is dropped")
def row13():
	refused_up(up_frame(ICMP(type=8) / bytes(64), flags="MF"), "up-fragment")
	refused_up(up_frame(Raw(bytes(64)), proto=1, flags=0, frag=8), "up-fragment")


@tap.case("row 14: a UDP checksum of 0 is computed, and dropped in a fragment")
def row14():
	for data in (b"", b"x", DATA):
		got, _, _ = node.up(up_frame(udp(data, chksum=0)))
		same(one(got), up_expected(udp(data)))
	refused_up(up_frame(UDP(sport=1, dport=2, len=800, chksum=0) / bytes(72), flags="MF"), "up-checksum")
	refused_up(up_frame(UDP(sport=1, dport=2, len=800, chksum=0) / bytes(72)), "up-malformed")


@tap.case("row 15: unknown upper layers pass untouched, IPv6-only ones are dropped")
def row15():
	for number in (4, 33, 41, 47, 50, 51, 132, 136, 253):
		got, _, _ = node.up(up_frame(Raw(DATA), proto=number))
		same(one(got), up_expected(Raw(DATA), nh=number))
		got, _, _ = node.down(down_packet(Raw(DATA), nh=number)) if number != 51 else ([b""], 0, 0)
		if number != 51:
			same(one(got), down_expected(Raw(DATA), id_of(one(got)), proto=number))
	for number in (0, 2, 43, 44, 58, 59, 60, 135, 139, 140):
		refused_up(up_frame(Raw(DATA), proto=number), "up-protocol")
	for number in (1, 2, 59):
		refused_down(down_packet(Raw(DATA), nh=number), "down-protocol")


@tap.case("row 16: ICMP without a counterpart is dropped")
def row16():
	for kind in (4, 5, 6, 7, 9, 10, 13, 14, 15, 16, 17, 18, 40, 42, 43, 200):
		refused_up(up_frame(ICMP(type=kind) / DATA), "up-icmp")


@tap.case("rows 17 and 19: ICMP errors go up with their packet translated, types and pointers mapped")
def row17():
	inner4 = IP(src=SERVER, dst=CLIENT, ttl=3, id=0x77, flags="DF", tos=0x10) / tcp()
	inner6 = IPv6(src=NAT64, dst=X, hlim=3, tc=0x10) / tcp()
	for kind, code, rest, want, want_code, want_rest in (
			(3, 0, 0, 1, 0, 0), (3, 1, 0, 1, 0, 0), (3, 2, 0, 4, 1, 6), (3, 3, 0, 1, 4, 0), (3, 4, 1300, 2, 0, 1320),
			(3, 4, 0, 2, 0, 1280), (3, 4, 9000, 2, 0, 1520), (3, 5, 0, 1, 0, 0), (3, 9, 0, 1, 1, 0),
			(3, 13, 0, 1, 1, 0), (11, 0, 0, 3, 0, 0), (11, 1, 0, 3, 1, 0), (12, 0, 1 << 24, 4, 0, 1),
			(12, 0, 9 << 24, 4, 0, 6), (12, 2, 16 << 24, 4, 0, 24)):
		head = bytes([kind, code, 0, 0]) + rest.to_bytes(4, "big")
		message = bytes(ICMP(head + bytes(inner4)[:200]))
		message = bytes(ICMP(type=kind, code=code))[:2] + b"\0\0" + head[4:] + bytes(inner4)[:200]
		total = sum(int.from_bytes(message[i:i + 2], "big") for i in range(0, len(message), 2))
		while total >> 16:
			total = (total & 0xffff) + (total >> 16)
		message = message[:2] + (total ^ 0xffff).to_bytes(2, "big") + message[4:]
		got, _, counted = node.up(up_frame(Raw(message), proto=1))
		body = bytes([want, want_code, 0, 0]) + want_rest.to_bytes(4, "big") + bytes(inner6)[:40 + 180]
		expected = bytearray(up_expected(Raw(body), nh=58))
		expected[42:44] = checksum6(expected).to_bytes(2, "big")
		assert not counted, counted
		same(one(got), bytes(expected))
	for kind, code in ((3, 14), (3, 10 + 6), (12, 1)):
		message = bytes(ICMP(type=kind, code=code) / inner4)
		refused_up(up_frame(Raw(message), proto=1), "up-icmp")
	stranger = ICMP(type=3, code=3) / IP(src=SERVER, dst="10.9.9.9") / tcp()
	refused_up(up_frame(stranger), "up-icmp")
	cut = ICMP(type=3, code=3) / Raw(bytes(inner4)[:19])
	refused_up(up_frame(cut), "up-icmp")


def checksum6(packet):
	"""The ICMPv6 checksum of a packet in which it is 0."""
	body = bytes(packet[40:]) + bytes(len(packet) % 2)
	pseudo = bytes(packet[8:40]) + len(packet[40:]).to_bytes(4, "big") + b"\0\0\0\x3a"
	total = sum(int.from_bytes((pseudo + body)[i:i + 2], "big") for i in range(0, len(pseudo + body), 2))
	while total >> 16:
		total = (total & 0xffff) + (total >> 16)
	return total ^ 0xffff


@tap.case("row 22: sources that are no client's are dropped")
def row22():
	for source in ("0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "10.0.0.0",
		       "10.255.255.255", GATEWAY, EXIT):
		refused_up(up_frame(udp(), src=source), "up-source")


def heard_binds(yes):
	"""Say whether an address that was only heard binds a source."""
	node.l3client.do("port-new", {"ifindex": node.port, "heard-binds": int(yes)})


@tap.case("rows 42 and 47: a source that another client has, or that DHCP did not give, is dropped")
def row42():
	node.learn(STRANGER, "10.9.1.9")
	refused_up(up_frame(udp(), src="10.9.1.9"), "up-source")
	node.forget(STRANGER)
	got, _, _ = node.up(up_frame(udp(), src="10.9.1.10"))
	same(one(got), up_expected(udp()))
	heard_binds(False)
	refused_up(up_frame(udp(), src="10.9.1.10"), "up-source")
	got, _, _ = node.up(up_frame(udp()))
	same(one(got), up_expected(udp()))
	heard_binds(True)
	node.forget()
	node.learn()


@tap.case("row 23: groups and broadcast are left to the stack")
def row23():
	for target in ("224.0.0.251", "255.255.255.255", "10.255.255.255"):
		got, back, counted = node.up(up_frame(udp(), dst=target))
		assert not got and not back and not counted, (got, back, counted)


@tap.case("row 25: at most 1260 bytes go down with DF=0 and an identification of their own, more with DF=1")
def row25():
	seen = set()
	for _ in range(8):
		got, _, _ = node.down(down_packet(udp(bytes(1260 - 28)), tc=0x29))
		packet = one(got)
		same(packet, down_expected(udp(bytes(1260 - 28)), id_of(packet), tos=0x29))
		seen.add(id_of(packet))
	assert len(seen) > 4, seen
	got, _, _ = node.down(down_packet(udp(bytes(1261 - 28))))
	same(one(got), down_expected(udp(bytes(1261 - 28)), 0, flags="DF"))


@tap.case("row 26: TTL is hop limit - 1, and hop limit 1 is answered 3/0")
def row26():
	got, _, _ = node.down(down_packet(tcp(), hlim=2))
	same(one(got), down_expected(tcp(), id_of(one(got)), ttl=1))
	back = refused_down(down_packet(tcp(), hlim=1), "down-hop-limit")
	answer = IPv6(one(back))
	assert (answer.dst, answer.payload.type, answer.payload.code) == (NAT64, 3, 0), answer.show(dump=True)


@tap.case("frames to the client come from the exit's MAC")
def exit_mac():
	got, _, _ = node.down(down_packet(tcp()))
	same(got[0][:14], bytes(Ether(src=EXIT_MAC, dst=MAC, type=0x800)))


@tap.case("echo goes down with the checksum of ICMP")
def echo_down():
	for icmp, icmp6 in ((ICMP(type=8, id=5, seq=6), ICMPv6EchoRequest(id=5, seq=6, data=DATA)),
			    (ICMP(type=0, id=5, seq=6), ICMPv6EchoReply(id=5, seq=6, data=DATA))):
		got, _, _ = node.down(down_packet(icmp6))
		same(one(got), down_expected(icmp / DATA, id_of(one(got))))


@tap.case("row 27: extension headers are skipped; segments left are answered 4/0 pointing there")
def row27():
	for chain in (IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt(), IPv6ExtHdrDestOpt() / IPv6ExtHdrRouting(segleft=0)):
		sent = down_packet(chain / udp())
		got, _, _ = node.down(sent)
		same(one(got), down_expected(udp(), id_of(one(got))))
	routing = IPv6ExtHdrRouting(segleft=1, addresses=["2001:db8::9"])
	back = refused_down(down_packet(IPv6ExtHdrDestOpt() / routing / udp()), "down-protocol")
	answer = IPv6(one(back))
	assert (answer.payload.type, answer.payload.code, answer.payload.ptr) == (4, 0, 51), answer.show(dump=True)


@tap.case("row 28: fragments go down with their offset, atomic ones as whole packets")
def row28():
	whole4 = down_expected(udp())[20:]
	whole6 = bytes(down_packet(udp()))[40:]
	for more, offset, start, end in ((1, 0, 0, 400), (1, 50, 400, 600), (0, 75, 600, len(whole6))):
		got, _, _ = node.down(down_packet(fragment(offset, more, ident=0xabcd1234) / Raw(whole6[start:end])))
		same(one(got), down_expected(Raw(whole4[start:end]), 0x1234, proto=17, frag=offset,
					     flags="MF" if more else 0))
	got, _, _ = node.down(down_packet(fragment(0, 0, ident=0xabcd1234) / Raw(whole6)))
	same(one(got), down_expected(udp(), 0x1234))
	refused_down(down_packet(fragment(0, 0, nexthdr=60) / IPv6ExtHdrDestOpt(nh=17) / Raw(whole6)), "down-protocol")


@tap.case("row 29: fragmented ICMPv6 is dropped")
def row29():
	refused_down(down_packet(fragment(0, 1, nexthdr=58) / Raw(bytes(64))), "down-fragment")
	refused_down(down_packet(fragment(0, 1, nexthdr=6) / Raw(bytes(16))), "down-fragment")


@tap.case("row 30: what the port's MTU is too small for is answered 2/0 with MTU + 20")
def row30():
	tap.run("ip -n node link set p0 mtu 1400")
	try:
		got, back, _ = node.down(down_packet(udp(bytes(1381 - 8))))
		answer = IPv6(one(back))
		assert not got
		assert (answer.dst, answer.payload.type, answer.payload.mtu) == (NAT64, 2, 1420), answer.show(dump=True)
		got, _, _ = node.down(down_packet(udp(bytes(1380 - 8))))
		same(one(got), down_expected(udp(bytes(1380 - 8)), 0, flags="DF"))
	finally:
		tap.run("ip -n node link set p0 mtu 1500")


@tap.case("row 31: header chains that end early or do not end are dropped")
def row31():
	for sent in (down_packet(Raw(b""), nh=6), down_packet(Raw(bytes(8)), nh=6),
		     down_packet(Raw(b"\x11\x20" + bytes(14)), nh=60), down_packet(Raw(bytes([60, 0, 1, 4, 0, 0, 0, 0]) * 20), nh=60)):
		refused_down(sent, "down-malformed")


def checked_error(packet, kind, code, rest, inner, source):
	"""Check an ICMPv4 error byte by byte."""
	message = bytes([kind, code, 0, 0]) + rest.to_bytes(4, "big") + inner
	padded = message + bytes(len(message) % 2)
	total = sum(int.from_bytes(padded[i:i + 2], "big") for i in range(0, len(padded), 2))
	while total >> 16:
		total = (total & 0xffff) + (total >> 16)
	message = message[:2] + (total ^ 0xffff).to_bytes(2, "big") + message[4:]
	same(packet, down_expected(Raw(message), id_of(packet), src=source, proto=1))


@tap.case("rows 32 and 33: errors of mesh routers reach the client from 192.0.0.8, their packet translated")
def row33():
	sent6, sent4 = up_expected(tcp(), hlim=1), bytes(IP(src=CLIENT, dst=SERVER, ttl=1, id=0) / tcp())
	for icmp, kind, code, rest in (
			(ICMPv6TimeExceeded(code=0), 11, 0, 0), (ICMPv6TimeExceeded(code=1), 11, 1, 0),
			(ICMPv6PacketTooBig(mtu=1400), 3, 4, 1380), (ICMPv6PacketTooBig(mtu=9000), 3, 4, 1500),
			(ICMPv6DestUnreach(code=0), 3, 1, 0), (ICMPv6DestUnreach(code=1), 3, 10, 0),
			(ICMPv6DestUnreach(code=2), 3, 1, 0), (ICMPv6DestUnreach(code=3), 3, 1, 0),
			(ICMPv6DestUnreach(code=4), 3, 3, 0)):
		for cut in (len(sent6), 40 + 20, 40 + 8):
			got, _, counted = node.down(down_packet(icmp / Raw(sent6[:cut]), src=ROUTER))
			packet = one(got)
			assert not counted, counted
			same(got[0][:14], bytes(Ether(src=GATEWAY_MAC, dst=MAC, type=0x800)))
			inner = sent4[:cut - 20]
			if cut < 60:
				inner = inner[:20] + sent6[40:cut]
			inner = inner[:4] + packet[32:34] + inner[6:10] + packet[38:40] + inner[12:]
			checked_error(packet, kind, code, rest, inner, "192.0.0.8")
			assert header_sum(packet[28:48]) == 0xffff
	got, _, _ = node.down(down_packet(ICMPv6TimeExceeded() / Raw(sent6), src=NAT64))
	assert IP(one(got)).src == SERVER and got[0][6:12] == bytes.fromhex(EXIT_MAC.replace(":", ""))
	for sent in (ICMPv6DestUnreach(code=5), ICMPv6DestUnreach(code=6)):
		refused_down(down_packet(sent / Raw(sent6), src=ROUTER), "down-icmp")
	wrong = down_packet(ICMPv6TimeExceeded(cksum=0x1111) / Raw(sent6), src=ROUTER)
	refused_down(wrong, "down-malformed")


def header_sum(header):
	"""The ones' complement sum of a header: 0xffff if its checksum is right."""
	total = sum(int.from_bytes(header[i:i + 2], "big") for i in range(0, len(header), 2))
	while total >> 16:
		total = (total & 0xffff) + (total >> 16)
	return total


@tap.case("row 33: an echo that ran out of hops is quoted as the echo that was sent")
def row33_echo():
	inner = IPv6(src=X, dst=NAT64, hlim=1) / ICMPv6EchoRequest(id=5, seq=6, data=DATA)
	got, _, _ = node.down(down_packet(ICMPv6TimeExceeded() / Raw(bytes(inner)), src=ROUTER))
	quoted = one(got)[28:]
	same(quoted[20:], bytes(ICMP(type=8, id=5, seq=6) / DATA))
	assert quoted[9] == 1


@tap.case("row 34: an error about somebody else's packet is dropped")
def row34():
	other = IPv6(src=STRANGER_X, dst=NAT64) / tcp()
	refused_down(down_packet(ICMPv6TimeExceeded() / Raw(bytes(other)), src=ROUTER), "down-inner")
	outside = IPv6(src=X, dst="2001:db8::5") / tcp()
	refused_down(down_packet(ICMPv6TimeExceeded() / Raw(bytes(outside)), src=ROUTER), "down-inner")
	refused_down(down_packet(ICMPv6TimeExceeded() / Raw(bytes(other)[:39]), src=ROUTER), "down-inner")


@tap.case("row 35: a UDP checksum that becomes 0 is sent as 0xffff, none stays none")
def row35():
	for word in range(0x10000):
		data = word.to_bytes(2, "big")
		if bytes(up_expected(udp(data)))[46:48] == b"\xff\xff":
			got, _, _ = node.up(up_frame(udp(data)))
			same(one(got), up_expected(udp(data)))
			break
		if word > 200:
			break
	base = int.from_bytes(bytes(down_expected(udp(b"\0\0"), 1))[26:28], "big")
	data = base.to_bytes(2, "big")
	got, _, _ = node.down(down_packet(udp(data)))
	assert one(got)[26:28] == b"\xff\xff", one(got).hex()
	base = int.from_bytes(bytes(up_expected(udp(b"\0\0")))[46:48], "big")
	got, _, _ = node.up(up_frame(udp(base.to_bytes(2, "big"))))
	assert one(got)[46:48] == b"\xff\xff", one(got).hex()
	got, _, _ = node.down(down_packet(udp(chksum=0)))
	same(one(got), down_expected(udp(chksum=0), id_of(one(got))))


@tap.case("row 36: 1,000 segments to an announced client that is not learned draw no reset")
def row36_silence():
	tap.run(f"ip -n node route add local {STRANGER_X}/128 dev lo table local")
	got, back, counted = node.down(*[down_packet(tcp(), dst=STRANGER_X)] * 1000)
	assert not got and not back, (len(got), len(back))
	assert counted == {"down-no-client": 1000}, counted


@tap.case("row 36: what is for a client elsewhere is routed on, or dropped without a route")
def row36_transit():
	other = "fd26:c::77:ff:fe00:77"
	_, back, counted = node.down(down_packet(tcp(), dst=other))
	same(one(back), bytes(down_packet(tcp(), dst=other, hlim=59)))
	assert not counted, counted
	tap.run("ip -n node route add unreachable fd26:c::/64")
	assert not refused_down(down_packet(tcp(), dst=other), "down-no-client")
	tap.run("ip -n node route del unreachable fd26:c::/64")


@tap.case("row 36: other names of the prefix are not the translator's")
def row36_other():
	_, back, counted = node.down(down_packet(tcp(), dst="fd26:c::1"))
	same(one(back), bytes(down_packet(tcp(), dst="fd26:c::1", hlim=59)))
	assert not counted, counted


@tap.case("row 36: packets wait for the client's address and go out in order")
def row36_wait():
	node.learn(STRANGER, None)
	got, _, counted = node.down(*[down_packet(udp(bytes([i]) * 9), dst=STRANGER_X) for i in range(70)])
	assert not got and counted == {"down-queue-full": 6}, (got, counted)
	node.learn(STRANGER, "10.9.9.9")
	frames = [node.client.receive(5) for _ in range(64)]
	assert [frame[-1] for frame in frames] == list(range(64)), frames
	assert all(IP(frame[14:]).dst == "10.9.9.9" for frame in frames)
	node.forget(STRANGER)


@tap.case("row 36: after 500 ms without an address the sender hears 1/3")
def row36_expire():
	node.learn(STRANGER, None)
	before = node.counters()
	_, back, counted = node.down(down_packet(tcp(), dst=STRANGER_X))
	assert not back and not counted, (back, counted)
	answer = IPv6(node.far.receive(5)[14:])
	assert (answer.dst, answer.payload.type, answer.payload.code) == (NAT64, 1, 3), answer.show(dump=True)
	assert node.counted(before) == {"down-no-address": 1}, node.counted(before)
	node.forget(STRANGER)


def daemon_socket():
	"""The socket of the roaming daemon, in the namespace where this is called."""
	daemon = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
	daemon.bind(("::", 5523))
	daemon.settimeout(5)
	return daemon


def sniffer_on(device):
	"""A packet socket, as tcpdump has one."""
	sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
	sniffer.bind((device, 3))
	sniffer.settimeout(5)
	return sniffer


@tap.case("row 37: from outside nothing passes but errors, and UDP 5523 to its socket")
def row37():
	for inner in (tcp(), udp(), ICMPv6EchoRequest()):
		refused_down(down_packet(inner, src=ROUTER), "down-refused")
	with tap.netns("node"):
		daemon = daemon_socket()
	_, back, counted = node.down(down_packet(UDP(sport=1, dport=5523) / b"claim", src=ROUTER))
	assert daemon.recv(100) == b"claim"
	assert not back and not counted, (back, counted)
	refused_down(down_packet(fragment(0, 0) / UDP(sport=1, dport=5523) / b"claim", src=ROUTER), "down-refused")


@tap.case("row 39: ARP for exits and the gateway is answered, to the asker alone")
def row39():
	for target, mac in ((EXIT, EXIT_MAC), (GATEWAY, GATEWAY_MAC)):
		for to in ("ff:ff:ff:ff:ff:ff", mac):
			ask = Ether(src=MAC, dst=to) / ARP(hwsrc=MAC, psrc=CLIENT, pdst=target)
			_, back, counted = node.up(ask)
			assert counted == {"arp-answered": 1}, counted
			reply = Ether(src=mac, dst=MAC) / ARP(op=2, hwsrc=mac, psrc=target, hwdst=MAC, pdst=CLIENT)
			same(back[0][:42], bytes(reply))


@tap.case("row 40: probes, announcements and other senders meet silence")
def row40():
	for source, target in (("0.0.0.0", EXIT), (CLIENT, CLIENT), (EXIT, EXIT), ("169.254.1.1", EXIT),
			       ("192.0.2.5", EXIT), (CLIENT, "10.9.7.7"), (CLIENT, SERVER)):
		ask = Ether(src=MAC, dst="ff:ff:ff:ff:ff:ff") / ARP(hwsrc=MAC, psrc=source, pdst=target)
		_, back, counted = node.up(ask)
		assert not back and not counted, (source, target, back, counted)


@tap.case("bad input: ARP of other sizes and of other senders meets silence")
def bad_arp():
	frame = bytes(Ether(src=MAC, dst="ff:ff:ff:ff:ff:ff") / ARP(hwsrc=MAC, psrc=CLIENT, pdst=EXIT))
	wrong = [frame[:length] for length in range(14, 42)]
	for offset, value in ((14, 2), (16, 9), (18, 8), (18, 0), (19, 16), (19, 0), (21, 3), (22, 0x12), (27, 0x12)):
		wrong.append(frame[:offset] + bytes([value]) + frame[offset + 1:])
	_, back, counted = node.up(*wrong)
	assert not back and not counted, (back, counted)


@tap.case("answers are limited for each client")
def limit():
	ask = Ether(src=MAC, dst="ff:ff:ff:ff:ff:ff") / ARP(hwsrc=MAC, psrc=CLIENT, pdst=EXIT)
	_, back, counted = node.up(*[ask] * 2000)
	assert counted["answers-limited"] > 0, counted
	assert len(back) == counted["arp-answered"], (len(back), counted)


@tap.case("row 41: an exit outside the range is refused, both ways")
def row41():
	refused_up(up_frame(udp(), exit_mac="02:26:04:05:00:01"), "up-exit")
	refused_down(down_packet(udp(), src="fd26:e::a05:1:c000:207"), "down-exit")


@tap.case("row 43: tagged frames and other EtherTypes pass untouched")
def row43():
	frame = bytes(up_frame(udp()))
	for kind in (b"\x81\x00\x00\x05\x08\x00", b"\x88\xa8\x00\x05\x08\x00", b"\x00\x40", b"\x88\xb5"):
		_, _, counted = node.up(frame[:12] + kind + frame[14:])
		assert not counted, counted


@tap.case("what came in by a port never goes down")
def from_port():
	sent = bytes(Ether(src=STRANGER, dst="ff:ff:ff:ff:ff:ff")) [:12] + b"\x86\xdd" + bytes(down_packet(tcp()))
	_, back, _ = node.up(sent)
	assert not back, back


@tap.case("from a client to a client here is refused")
def client_to_client():
	refused_down(down_packet(tcp(), src=STRANGER_X), "down-refused")


@tap.case("the link counts and shows both directions")
def link_face():
	def stats():
		one_link = tap.run_json("ip -n node -j -s link show nat426")[0]["stats64"]
		return [one_link[way][what] for way in ("rx", "tx") for what in ("packets", "bytes")]
	with tap.netns("node"):
		sniffer = sniffer_on("nat426")
	before = stats()
	node.up(up_frame(tcp()))
	node.down(down_packet(tcp()))
	length = len(up_expected(tcp())) + 40 + 8 + 12
	assert [b - a for a, b in zip(before, stats())] == [2, length, 2, length], (before, stats())
	shown = [sniffer.recvfrom(4096) for _ in range(4)]
	assert shown[0][0] == up_expected(tcp(), hlim=64), shown[0][0].hex()
	assert shown[2][0] == bytes(down_packet(tcp())), shown[2][0].hex()
	assert [where[2] for _, where in shown] == [0, 0, 4, 4], shown
	sniffer.close()


@tap.case("with the link down frames to exits are dropped and nothing reaches the node's sockets")
def link_down():
	tap.run("ip -n node link set nat426 down")
	try:
		before = node.counters()
		node.client.send(up_frame(tcp()))
		tap.wait_for(lambda: node.counted(before) == {"up-disabled": 1}, "the drop")
		node.far.drain()
		node.far.send(bytes(Ether(src="02:00:00:00:00:0f", dst=node.m0_mac) / down_packet(tcp())))
		tap.wait_for(lambda: node.counted(before).get("down-no-client"), "the drop")
		assert not node.far.drain()
	finally:
		tap.run("ip -n node link set nat426 up")
	got, _, _ = node.up(up_frame(tcp()))
	same(one(got), up_expected(tcp()))


@tap.case("a stray route to the link ends there")
def stray_route():
	tap.run("ip -n node route add 2001:db8:5::/64 dev nat426")
	before = tap.run_json("ip -n node -j -s link show nat426")[0]["stats64"]["tx"]["dropped"]
	node.down(IPv6(src=ROUTER, dst="2001:db8:5::1") / udp())
	after = tap.run_json("ip -n node -j -s link show nat426")[0]["stats64"]["tx"]["dropped"]
	assert after == before + 1, (before, after)


@tap.case("the configuration can change under the hand")
def reconfigure():
	node.set({"icmp-source": 0xc0000009})
	got, _, _ = node.down(down_packet(ICMPv6TimeExceeded() / Raw(up_expected(tcp())), src=ROUTER))
	assert IP(one(got)).src == "192.0.0.9"
	node.set({"icmp-source": 0xc0000008} | CONFIG)


tap.main()
