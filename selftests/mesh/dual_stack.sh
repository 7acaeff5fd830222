#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
#  c1
#  :
# [n1]--------[n2]--exit2--Internet--web4, web6
#
# A client with IPv6 too uses the mesh as any router, beside its IPv4.

# shellcheck source=selftests/mesh/path.sh
. ./path.sh

# page_v6: the server sees the client's own address, as nothing is translated
page_v6() {
	local page
	page=$(get c1 "http://[$1]/") || return
	[[ $page = *"Hello from web6"*"I see you as $2."* ]] || { echo "$page"; return 1; }
}

plan 5
check "a mesh of 2 nodes comes up" mesh_up 2 --dual-stack
check "the IPv6 page comes, from the client's own address" \
	page_v6 "$(address web6 ipv6)" "$(address c1 ipv6)"
check "the IPv4 page comes through the exit" page_through c1 "$(address web4 ipv4)" 2
check "10 MB over IPv6 arrive whole" bulk_down c1 "[$(address web6 ipv6)]"
check "the mesh ends and leaves nothing" mesh_gone
finish
