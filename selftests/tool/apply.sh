#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# l3mesh.conf: check tells its faults, apply brings it into the kernel, again
# without harm, and after an edit removes what is in the file no longer.
# Functions are called by name, through check.
# shellcheck disable=SC2317

# shellcheck source=selftests/tool/tool.sh
. ./tool.sh

conf=$tool_dir/l3mesh.conf
sed -e 's/{ wlan0, eth1 }/{ p0 }/' -e 's/port eth2/port p1/' \
	/l3mesh/Documentation/l3mesh.conf.example >"$conf"

edit() { sed "$1" "$conf" >"$tool_dir/edited.conf"; }

state() { l3 -j prefix; l3 -j port; l3 -j nat426; }

# State without what clients change by themselves.
settled() { state | jq -c 'map(del(.clients, .unconfirmed) | if has("exit-range") then . else del(.seq) end)'; }

same_after_apply() {
	local before
	before=$(settled)
	l3 apply "$conf" && [ "$(settled)" = "$before" ]
}

silent() {
	local output
	output=$("$@" 2>&1) || { echo "exit code $?: $output"; return 1; }
	[ -z "$output" ] || { echo "said: $output"; return 1; }
}

link_is_up() { ip -n tool -j link show nat426 | jq -e '.[0].flags | index("UP")'; }

plan 28
tool_up || exit 1

check "the example has no fault" silent l3mesh check /l3mesh/Documentation/l3mesh.conf.example
edit 's/exit-oui .*/exit-oui = 00:00:5e/; s/metaprefix /metaprefx /'
check "a fault makes the exit code 1" exits 1 "" l3mesh check "$tool_dir/edited.conf"
check "each fault has its line" grep -qE 'edited\.conf:[0-9]+: exit-oui 00:00:5e .*write 02:00:5e' \
	<(l3mesh check "$tool_dir/edited.conf")
check "an unknown name has the one that was meant" grep -q "did you mean 'metaprefix'" \
	<(l3mesh check "$tool_dir/edited.conf")
check "faults are JSON too" jq -e 'length == 3 and all(.[]; .line > 0 and (.fault | length) > 0)' \
	<(l3mesh -j check "$tool_dir/edited.conf")
check "a file that is not there is named" exits 1 "No such file" l3mesh check /nonexistent
check "a file with faults is not applied" exits 1 "nothing was changed" l3 apply "$tool_dir/edited.conf"
check "so nothing is there" json '. == []' l3 -j prefix

check "the file is applied and nothing is said" silent l3 apply "$conf"
check "the prefixes are there" json 'map({role, address, len: .["prefix-len"]}) | sort ==
	([{role: "client", address: "10.0.0.0", len: 8},
	  {role: "client", address: "2001:db8:1::", len: 64},
	  {role: "client", address: "2001:db8:2::", len: 64},
	  {role: "client-node", address: "fec0::", len: 64},
	  {role: "meta", address: "64:ff9b:1:fffe::", len: 64},
	  {role: "node", address: "fd6d:6573:6800::", len: 64}] | sort)' l3 -j prefix
check "the ports are there with their limits" json 'map({(.ifname): [.["max-clients"], .["heard-binds"]]}) | add ==
	{"p0": [1024, true], "p1": [64, false]}' l3 -j port
check "the link is configured" json '.[0] | .["exit-range"] == "10.1.0.0" and
	.["gateway-address"] == "10.0.0.1" and .["icmp-source"] == "192.0.0.8"' l3 -j nat426
check "the link is up" link_is_up
check "a client is there" l3 client add 02:00:00:00:0c:01 dev p0
check "applied again it changes nothing" same_after_apply
check "the client has stayed" l3 client show 02:00:00:00:0c:01

edit '/port p1/,/}/d; s/2001:db8:1::.64, //; s/exit-range .*/exit-range = 10.2.0.0\/16/'
check "an edited file is applied" silent l3 apply "$tool_dir/edited.conf"
check "a prefix that it has no longer is gone" hides 2001:db8:1: l3 prefix
check "a port that it has no longer is gone" json 'map(.ifname) == ["p0"]' l3 -j port
check "what it changed is changed" json '.[0]["exit-range"] == "10.2.0.0"' l3 -j nat426
check "a port that it keeps keeps its clients" l3 client show 02:00:00:00:0c:01

edit 's/{ p0 }/{ p0, p9 }/'
check "a missing interface is told" exits 2 "port p9: there is no such interface" l3 apply "$tool_dir/edited.conf"
check "and the rest is done" json 'map(.ifname) | sort == ["p0", "p1"]' l3 -j port

check "the link may have another name" ip -n tool link set nat426 down name other
check "then it is that one which is configured" silent l3 apply "$conf"
check "and no second is made" json 'length == 1 and .[0].ifname == "other"' l3 -j nat426
check "without the right it is refused" exits 2 "not permitted" \
	ip netns exec tool setpriv --reuid 65534 --clear-groups --inh-caps=-all l3mesh apply "$tool_dir/edited.conf"
check "the link is gone with its namespace" ip netns del tool
finish
