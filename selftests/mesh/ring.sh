#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
#  c1
#  :
# [n1]--------[n2]--------[n3]--exit3--Internet
#  |                       |
# [n5]--------[n4]---------'
#  |           :
# exit5        c2
#  |
# Internet
#
# Two exits with an exit MAC each, both in use by one client at the same time; and
# a mesh link that breaks while the ring has another way.

# shellcheck source=selftests/mesh/path.sh
. ./path.sh

# exit_mac NODE ROUTER: the MAC that the client sends to for that router
exit_mac() {
	local got
	got=$(ip -n c1 neighbour show "$(address "exit$1" ipv4)" dev eth0)
	[[ $got = *"lladdr $2 "* ]] || { echo "neighbour: $got, not $2"; return 1; }
}

# both_exits: a bulk by each at the same time
both_exits() {
	local pid status=0
	bulk_down c1 "$web" &
	pid=$!
	bulk_up c1 "$second" || status=1
	wait "$pid" || status=1
	return "$status"
}

# cut LINK-END STATE: of the link between nodes 1 and 2
cut() { ip -n n1 link set mesh2 "$1"; }

# goes_by NODE IF PREFIX: the node's route
goes_by() {
	local route
	route=$(ip -n "$1" -6 route show "$3" proto babel)
	[[ $route = *" dev $2 "* && $route != *4294967295* ]] || { echo "$route"; return 1; }
}

plan 13
check "a mesh of 5 nodes in a ring comes up" \
	mesh_up 5 --shape ring --client 1 --client 4 --exit 3 --exit 5
web=$(address web4 ipv4)
second=$(address web4 second)
prefix=$(address exit3 prefix)

check "the client's default router is the first exit" page_through c1 "$web" 3
check "a route by destination takes the other exit" \
	ip -n c1 route add "$second/32" via "$(address exit5 ipv4)"
check "traffic to it goes by the other exit" page_through c1 "$second" 5
check "the first exit has its own MAC" exit_mac 3 02:42:6e:40:00:03
check "the other exit has its own MAC" exit_mac 5 02:42:6e:40:00:05
check "10 MB by each exit at once arrive whole" both_exits
check "the client at the other side uses the first exit too" page_through c2 "$web" 3
check "before the cut, node 1 goes by node 2" wait_for 20 goes_by n1 mesh2 "$prefix"
check "the link between nodes 1 and 2 is cut" cut down
check "node 1 goes round the ring" wait_for 20 goes_by n1 mesh5 "$prefix"
check "the client gets on by the long way" wait_for 20 page_through c1 "$web" 3
check "the mesh ends and leaves nothing" mesh_gone
finish
