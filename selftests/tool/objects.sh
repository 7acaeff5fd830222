#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every command on the real modules: what it does, what it shows, as text and
# as JSON, that doing it again does no harm, and what the kernel refuses.
# Functions are called by name, through check.
# shellcheck disable=SC2317

# shellcheck source=selftests/tool/tool.sh
. ./tool.sh

mac=02:00:00:00:0c:01

# as_nobody ARG...: the tool without a right
as_nobody() { ip netns exec tool setpriv --reuid 65534 --clear-groups --inh-caps=-all l3mesh "$@"; }

# head_once CMD [ARG...]: a reader that goes away after a line does no harm
head_once() {
	"$@" | head -n 1 >/dev/null
	[ "${PIPESTATUS[0]}" -eq 0 ]
}

plan 60
tool_up || exit 1

check "no port is an empty list" json '. == []' l3 -j port show
check "a port is added" l3 port add dev p0 max-clients 10
check "to add it again does no harm" l3 port add dev p0 max-clients 10
check "a port is shown" shows "p0 max-clients 10 max-unconfirmed 256 max-addresses 16" l3 port show dev p0
check "a port is shown in brief" shows "0 confirmed" l3 -br port
check "its JSON has the names of the spec" json '.[0] |
	.ifname == "p0" and .["max-clients"] == 10 and .["max-unconfirmed"] == 256 and
	.["max-addresses"] == 16 and .["heard-binds"] == true and .clients == 0 and (.ifindex | type) == "number" and
	(.seq | type) == "number" and has("counters") == false' l3 -j port show dev p0
check "with -s it has counters" json '.[0].counters["drop-source-mac"] == 0' l3 -j -s port show
check "pretty JSON is the same" json '.[0].ifname == "p0"' l3 -j -p port show
check "a limit is set" l3 port set dev p0 max-clients 20
check "the others stay" json '.[0] | .["max-clients"] == 20 and .["max-addresses"] == 16' l3 -j port
check "a switch is set" l3 port set dev p0 heard-binds off
check "and shown" json '.[0] | .["heard-binds"] == false and .["max-clients"] == 20' l3 -j port
check "a switch is on or off" exits 1 "'1' is not one of on, off" l3 port set dev p0 heard-binds 1
check "set makes no port of what is none" exits 2 "port set" l3 port set dev p1 max-clients 5
check "it is none still" json 'length == 1' l3 -j port
check "set with nothing to set is wrong usage" exits 1 "nothing to set" l3 port set dev p0
check "the kernel's bound is told with its name" exits 2 "max-addresses: integer out of range" \
	l3 port add dev p0 max-addresses 33
check "a limit of 0 is refused" exits 1 "at least 1" l3 port add dev p0 max-clients 0
check "without the right it is refused" exits 2 "not permitted" as_nobody port add dev p1
check "to delete no port is refused" exits 2 "port del" l3 port del dev p1

check "a client is added" l3 client add $mac dev p0 address 10.0.0.5 address 2001:db8::5 origin info
check "a client is shown" shows "$mac dev p0 confirmed idle" l3 client show $mac
check "with its addresses" shows "10.0.0.5 origin lease" l3 client show $mac
check "and their origin" shows "2001:db8::5 origin info" l3 client show $mac
check "in brief it is one line" shows "confirmed 10.0.0.5 2001:db8::5" l3 -br client show dev p0
check "its JSON has the names of the spec" json '.[0] |
	.mac == "02:00:00:00:0c:01" and .ifname == "p0" and .confirmed == true and
	(.idle | type) == "number" and (.address | length) == 2 and
	any(.address[]; .address == "10.0.0.5" and .origin == "lease") and
	any(.address[]; .address == "2001:db8::5" and .origin == "info")' l3 -j client show $mac
check "the port counts it" json '.[0].clients == 1' l3 -j port show dev p0
check "to add it again does no harm" l3 client add $mac dev p0 address 10.0.0.5
check "it is one client still" json '[.[] | select(.mac == "02:00:00:00:0c:01")] | length == 1' l3 -j client
check "an unconfirmed client is added" l3 client add 02:00:00:00:0c:02 dev p0 unconfirmed
check "and is unconfirmed" json '.[0].confirmed == false and .[0].address == []' \
	l3 -j client show 02:00:00:00:0c:02
check "clients of another port are left out" exits 2 "" l3 client show dev p1
check "a MAC and a port together are wrong usage" exits 1 "either" l3 client show $mac dev p0
check "a client behind no port is refused" exits 2 "client add" l3 client add 02:00:00:00:0c:03 dev p1
check "a group MAC is refused" exits 2 "mac" l3 client add 01:00:00:00:0c:03 dev p0
check "an address is removed" l3 client del $mac address 10.0.0.5
check "the other stays" json '[.[0].address[].address] == ["2001:db8::5"]' l3 -j client show $mac
check "a client is removed" l3 client del $mac
check "then it is unknown" exits 2 "mac" l3 client show $mac
check "to remove it again is refused" exits 2 "mac" l3 client del $mac

check "an IPv4 prefix is added" l3 prefix add 10.0.0.0/8 role client
check "an IPv6 prefix is added" l3 prefix add fec0::/64 role client-node
check "to add it again does no harm" l3 prefix add fec0::/64 role client-node
check "prefixes are shown" shows "fec0::/64 role client-node" l3 prefix show
check "the length is that of the text" json 'map(del(.seq)) | sort_by(.role) ==
	[{"address": "10.0.0.0", "prefix-len": 8, "role": "client"},
	 {"address": "fec0::", "prefix-len": 64, "role": "client-node"}]' l3 -j prefix
check "a prefix is removed" l3 prefix del fec0::/64 role client-node
check "it is gone" hides fec0 l3 prefix show
check "to remove it again is refused" exits 2 "prefix del" l3 prefix del fec0::/64 role client-node

check "without a link nat426 shows nothing" json '. == []' l3 -j nat426
check "without a link nothing can be set" exits 2 "nat426 set" l3 nat426 set exit-oui 02:00:5e
check "a link is made" ip -n tool link add nat426 type nat426
check "it is configured" l3 nat426 set client-node-prefix fec0::/64 metaprefix 64:ff9b:1:fffe::/64 \
	exit-range 10.1.0.0/16 exit-oui 02:00:5e gateway-mac 02:00:5f:00:00:01 \
	gateway-address 10.0.0.1 client-range 10.0.0.0/8 icmp-source 192.0.0.9
check "and shown" shows "exit-range 10.1.0.0/16" l3 nat426
check "its JSON has the names of the spec" json '.[0] | del(.ifindex, .seq) ==
	{"ifname": "nat426", "client-node-prefix": "fec0::", "metaprefix": "64:ff9b:1:fffe::",
	 "exit-range": "10.1.0.0", "exit-range-len": 16, "exit-oui": "02:00:5e",
	 "gateway-mac": "02:00:5f:00:00:01", "gateway-address": "10.0.0.1",
	 "client-range": "10.0.0.0", "client-range-len": 8, "icmp-source": "192.0.0.9"}' \
	l3 -j nat426 show dev nat426
check "with -s it has counters" json '.[0].counters["up-ttl"] == 0' l3 -j -s nat426
check "what is not named stays" l3 nat426 set icmp-source 192.0.0.8
check "so it did" json '.[0] | .["icmp-source"] == "192.0.0.8" and .["exit-oui"] == "02:00:5e"' l3 -j nat426
check "a refusal names its attribute" exits 2 "exit-oui" l3 nat426 set exit-oui 01:00:5e
check "a reader that goes away does no harm" head_once l3 -s nat426
check "a port is deleted" l3 port del dev p0
finish
