#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
#  c1          c2
#  ~           ~
# [n1]--------[n2]--------[n3]--exit3--Internet--web4
#
# The clients are stations of real access points on simulated radios. A station is
# learned by the frame that its association makes the access point's kernel send.

# shellcheck source=selftests/mesh/path.sh
. ./path.sh

if ! modinfo mac80211_hwsim >/dev/null 2>&1; then
	echo "TAP version 13"
	echo "1..0 # SKIP this kernel has no mac80211_hwsim"
	exit 4
fi

# station_learned NODE MAC: the client table has it, with no address yet
station_learned() {
	local clients
	clients=$(on "$1" l3mesh -j client show) || return
	jq -e --arg mac "$2" 'any(.[]; .mac == $mac)' <<<"$clients" || { echo "$clients"; return 1; }
}

# silent CLIENT: the station has no address to send anything from
silent() { no_words ip -n "$1" -4 address show dev wlan0; }

plan 8
check "access points and stations come up" \
	mesh_up 3 --wifi --client 1 --client 2 --no-wait
check "the station has no address to speak from" silent c1
check "node 1 learns the station from its association" \
	wait_for 10 station_learned n1 "$(address c1 mac)"
check "node 2 learns the other station" wait_for 10 station_learned n2 "$(address c2 mac)"
check "the mesh is ready" "$MESH" wait 60
check "the page comes by Wi-Fi" page_through c1 "$(address web4 ipv4)" 3
check "10 MB by Wi-Fi arrive whole" bulk_down c2 "$(address web4 ipv4)"
check "the mesh ends and leaves nothing" mesh_gone
finish
