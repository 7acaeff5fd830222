#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
#  c1                          c2
#  :                           :
# [n1]--------[n2]--------[n3]--------[n4]--exit4--Internet--web4
#
# Two IPv4-only clients at different nodes, an IPv4-only server behind the far exit,
# nothing but IPv6 between.

# shellcheck source=selftests/mesh/path.sh
. ./path.sh

# clients_apart ADDRESS: both at once, each gets what is its own
clients_apart() {
	local pid status=0
	bulk_down c1 "$1" &
	pid=$!
	bulk_up c2 "$1" || status=1
	wait "$pid" || status=1
	return "$status"
}

# quiet_links: what was captured on the mesh link since the start
quiet_links() {
	kill "$capture" && wait "$capture"
	grep -q '^0 packets captured' /tmp/capture || { cat /tmp/capture; return 1; }
}

listening() { grep -q 'listening on' /tmp/capture; }

plan 16
check "a mesh of 4 nodes in a line comes up" mesh_up 4 --client 1 --client 3
web=$(address web4 ipv4)
gateway=$(sed -n 's/^  gateway-address = "\(.*\)"/\1/p' <<<"$("$MESH" conf 1)")

ip netns exec n2 tcpdump -nn -p -i mesh1 -w /dev/null 'ip or arp' 2>/tmp/capture &
capture=$!
check "the mesh link is watched for IPv4" wait_for 10 listening
check "clients have no IPv6 address" no_words ip -n c1 -6 address show
check "mesh links have no IPv4 address, nodes forward none" no_words mesh_ipv4 4
check "a client at the first node reaches the server" ping_to c1 "$web"
check "a client at the third node reaches the server" ping_to c2 "$web"
check "the gateway answers a client" ping_to c1 "$gateway"
check "the page comes through the exit" page_through c1 "$web" 4
check "10 MB down and 10 MB up at once arrive whole" clients_apart "$web"
check "UDP of 1 byte comes back" wait_for 15 udp_echo c1 "$web" 1
check "UDP that fills the MTU comes back" wait_for 15 udp_echo c1 "$web" 1472
check "a closed port refuses at once" refused c1 "$web"
check "nothing was dropped on the way" nothing_dropped n1
if [ "$exit_type" = jool ]; then
	check "traceroute sees the gateway, each mesh hop, the Internet" \
		way c1 "$web" "$gateway" 192.0.0.8 192.0.0.8 192.0.0.8 192.0.0.8 \
		"$(address web4 router)" "$web"
else
	check "traceroute sees the gateway, each mesh hop, the server" \
		way c1 "$web" "$gateway" 192.0.0.8 192.0.0.8 192.0.0.8 "$web"
fi
check "the mesh link carried no IPv4 and no ARP" quiet_links
check "the mesh ends and leaves nothing" mesh_gone
finish
