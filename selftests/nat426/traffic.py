#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Real sockets on both sides, IPv4 at the client's and IPv6 at the far end, with each kind of offload."""

import hashlib
import os
import re
import socket
import threading

from node import CLIENT, EXIT, NAT64, SERVER, Node, X, tap

SOL_UDP, UDP_SEGMENT = 17, 103
SIZE = 1 << 20

node = Node()
tap.run(f"""
for at in client/c0 far/f0; do
	ip netns exec ${{at%/*}} sysctl -qw net.ipv6.conf.${{at#*/}}.disable_ipv6=0
done
ip -n client address add {CLIENT}/8 dev c0
ip -n client route add default via {EXIT} mtu 1440
ip -n far address add 2001:db8:f::2/64 dev f0 nodad
ip -n far address add {NAT64}/128 dev f0 nodad
ip -n far route add default via 2001:db8:f::1
""")


def listen(namespace, family, kind, address, port):
	"""A socket bound to an address of a namespace."""
	with tap.netns(namespace):
		sock = socket.socket(family, kind)
	sock.settimeout(5)
	sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
	sock.bind((address, port))
	if kind == socket.SOCK_STREAM:
		sock.listen()
	return sock


def client_socket(kind):
	"""A socket of the client."""
	with tap.netns("client"):
		sock = socket.socket(socket.AF_INET, kind)
	sock.settimeout(5)
	return sock


SERVER_TCP = listen("far", socket.AF_INET6, socket.SOCK_STREAM, NAT64, 80)
SERVER_UDP = listen("far", socket.AF_INET6, socket.SOCK_DGRAM, NAT64, 53)
BLOCK = os.urandom(SIZE)


def carry(source, sink):
	"""Send a megabyte from one socket to the other and compare."""
	def send():
		source.sendall(BLOCK)
		source.shutdown(socket.SHUT_WR)
	sender = threading.Thread(target=send)
	sender.start()
	digest, length = hashlib.sha256(), 0
	while chunk := sink.recv(1 << 16):
		digest.update(chunk)
		length += len(chunk)
	sender.join()
	assert length == SIZE and digest.digest() == hashlib.sha256(BLOCK).digest(), f"{length} bytes, or others"


def packets():
	"""How many packets the link has counted up and down."""
	stats = tap.run_json("ip -n node -j -s link show nat426")[0]["stats64"]
	return stats["rx"]["packets"], stats["tx"]["packets"]


def tcp_both_ways():
	"""One connection, a megabyte up and one down; how many packets it took."""
	before = packets()
	client = client_socket(socket.SOCK_STREAM)
	client.connect((SERVER, 80))
	server, _ = SERVER_TCP.accept()
	carry(client, server)
	carry(server, client)
	client.close()
	server.close()
	return [after - was for after, was in zip(packets(), before)]


def udp_both_ways(size, count):
	"""One batch of datagrams each way, in one system call if there are many."""
	client = client_socket(socket.SOCK_DGRAM)
	client.connect((SERVER, 53))
	batch = os.urandom(size * count)
	if count > 1:
		client.setsockopt(SOL_UDP, UDP_SEGMENT, size)
	client.send(batch)
	got, where = b"", None
	for _ in range(count):
		data, where = SERVER_UDP.recvfrom(1 << 16)
		assert len(data) == size, len(data)
		got += data
	assert got == batch
	SERVER_UDP.setsockopt(SOL_UDP, UDP_SEGMENT, size if count > 1 else 0)
	SERVER_UDP.sendto(batch, where)
	got = b""
	for _ in range(count):
		data = client.recv(1 << 16)
		assert len(data) == size, len(data)
		got += data
	assert got == batch
	client.close()


def offloads(tx, gso, gro):
	"""Set the offloads of all cables' ends."""
	on = {True: "on", False: "off"}
	for namespace, device in (("client", "c0"), ("far", "f0"), ("node", "p0"), ("node", "m0")):
		tap.run(f"ip netns exec {namespace} ethtool -K {device} tx {on[tx]} tso {on[tx and gso]} gso {on[gso]}")
		tap.run(f"ip netns exec {namespace} ethtool -K {device} gro {on[gro != 'off']}"
			f" rx-gro-list {on[gro == 'list']} rx-udp-gro-forwarding {on[gro == 'udp']}")


def case(tx, gso, gro):
	"""TCP and UDP with one set of offloads."""
	@tap.case(f"TCP and UDP, checksum offload {tx}, segmentation {gso}, receive {gro}")
	def run():
		offloads(tx, gso, gro)
		up, down = tcp_both_ways()
		if tx and gso and gro == "off":
			assert up < SIZE / 1400 and down < SIZE / 1400, f"segments were not kept: {up} up, {down} down"
		for size, count in ((1, 1), (700, 1), (1412, 1), (1000, 20), (1, 3), (4000, 1)):
			udp_both_ways(size, count)
		counters = {name: value for name, value in node.counters().items() if value}
		assert set(counters) <= {"arp-answered"}, counters


@tap.case("the client resolves the exit and pings through it")
def ping():
	text = tap.run(f"ip netns exec client ping -c 2 -i 0.2 -W 10 {SERVER}")
	assert " 0% packet loss" in text, text


for TX in (True, False):
	for GSO in (True, False):
		for GRO in ("off", "on", "udp", "list"):
			case(TX, GSO, GRO)


@tap.case("a firewall that drops what conntrack calls invalid lets everything pass")
def conntrack():
	offloads(True, True, "off")
	rules = "\n".join(f"chain {hook} {{ type filter hook {hook} priority 0; ct state invalid counter drop; }}"
			  for hook in ("prerouting", "forward", "input", "output", "postrouting"))
	with tap.netns("node"):
		tap.run("nft -f -", stdin=f"table inet strict {{\n{rules}\n}}\n")
		try:
			tcp_both_ways()
			udp_both_ways(1000, 20)
			text = tap.run("nft list table inet strict")
			assert re.findall(r"packets (\d+)", text) == ["0"] * 5, text
		finally:
			tap.run("nft delete table inet strict")


def path_mtu(namespace, destination):
	"""What a namespace knows of the path's MTU."""
	found = re.search(r" mtu (\d+)", tap.run(f"ip -n {namespace} route get {destination}"))
	return found and int(found[1])


@tap.case("a smaller MTU in the mesh is found by the client's TCP")
def mtu_up():
	# The far end still offers segments for 1500. A veth drops in silence what is too long
	# for its peer, so nothing long goes back.
	tap.run(f"ip -n node link set m0 mtu 1400; ip -n client route replace default via {EXIT}")
	try:
		client = client_socket(socket.SOCK_STREAM)
		client.connect((SERVER, 80))
		server, _ = SERVER_TCP.accept()
		carry(client, server)
		assert path_mtu("client", SERVER) == 1380, path_mtu("client", SERVER)
		client.close()
		server.close()
	finally:
		tap.run(f"ip -n node link set m0 mtu 1500; ip -n client route replace default via {EXIT} mtu 1440")


@tap.case("a smaller MTU of the port is told to the server")
def mtu_down():
	tap.run("ip -n node link set p0 mtu 1300")
	try:
		SERVER_UDP.setsockopt(SOL_UDP, UDP_SEGMENT, 0)
		tap.wait_for(lambda: SERVER_UDP.sendto(bytes(1330), (X, 9)) and path_mtu("far", X) == 1320,
			     "the server to know")
	finally:
		tap.run("ip -n node link set p0 mtu 1500")


tap.main()
