#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The monitor: each event as it happens, what is lost, modules that come and go.
# Functions are called by name, through check.
# shellcheck disable=SC2317

# shellcheck source=selftests/tool/tool.sh
. ./tool.sh
# shellcheck source=selftests/lib/modules.sh
. ../lib/modules.sh

mac=02:00:00:00:0c:01
events=$tool_dir/events
text=$tool_dir/text

# saw FILTER: an event was written of which the filter is true
saw() { jq -e -s "any(.[]; $1)" "$events" >/dev/null || { cat "$events"; return 1; }; }

# listens FAMILY: the monitor says that from now on nothing escapes it
listens() { saw ".event == \"listening\" and .family == \"$1\""; }

# await: $status is the monitor's exit code once it has ended, 124 if it does not.
# Not for check, whose subshell is not the monitor's parent.
await() {
	status=124
	wait_for 10 ended "$monitor" || return 0
	status=0
	wait "$monitor" || status=$?
}
ended() { ! kill -0 "$1"; }

prefix_comes_and_goes() { l3 prefix add 10.0.0.0/8 role client && l3 prefix del 10.0.0.0/8 role client; }
link_comes_and_goes() { ip -n tool link add nat426 type nat426 && ip -n tool link del nat426; }
# What is set already is no event, so it is another number each time.
port_set_is_seen() { l3 port set dev p1 max-clients $((RANDOM % 16000 + 1)) && grep -q "^port set p1 max-clients [0-9]" "$text"; }
new_prefix_is_seen() { l3 prefix add fec0::/64 role node && wait_for 10 saw '.address == "fec0::"'; }
module_goes() { modules_unload && wait_for 10 saw '.event == "unloaded" and .family == "nat426"'; }
module_comes() { modules_load && wait_for 10 saw '.event == "loaded" and .family == "nat426"'; }

# flood: more events than the monitor's socket has room for
flood() { ip netns exec tool python3 ./flood.py 1000; }

plan 34
tool_up || exit 1

ip netns exec tool l3mesh -j -t monitor >"$events" &
monitor=$!
check "it listens to l3client" wait_for 10 listens l3client
check "it listens to nat426" wait_for 10 listens nat426
check "a port is made" l3 port add dev p0
check "and seen" wait_for 10 saw '.event == "port-new" and .family == "l3client" and .ifname == "p0"'
check "a port is set" l3 port set dev p0 max-clients 7
check "and seen" wait_for 10 saw '.event == "port-new" and .["max-clients"] == 7'
check "a client is made" l3 client add $mac dev p0
check "and seen" wait_for 10 saw '.event == "client-new" and .mac == "02:00:00:00:0c:01"'
check "an address comes" l3 client add $mac dev p0 address 10.0.0.5
check "and is seen" wait_for 10 saw '.event == "client-set" and .address[0].address == "10.0.0.5"'
check "another port is made" l3 port add dev p1
check "the client moves" l3 client add $mac dev p1
check "and is seen there" wait_for 10 saw '.event == "client-move" and .ifname == "p1"'
check "a client goes" l3 client del $mac
check "and is seen" wait_for 10 saw '.event == "client-del" and .mac == "02:00:00:00:0c:01"'
check "a prefix comes and goes" prefix_comes_and_goes
check "and is seen" wait_for 10 saw '.event == "prefix-del" and .["prefix-len"] == 8'
check "a link is made and goes" link_comes_and_goes
check "and is seen" wait_for 10 saw '.event == "link-del" and .family == "nat426" and .ifname == "nat426"'
check "the events have their time" saw '.timestamp | test("^20[0-9-]*T[0-9:]*[.][0-9]{6}$")'
check "the numbers leave no gap out" jq -e -s '[.[] | select(.family == "l3client" and .seq).seq] |
	. == [range(.[0]; .[0] + length)]' "$events"

kill -STOP $monitor
check "more happens than it can take" flood
kill -CONT $monitor
check "it says that events were lost" wait_for 20 saw '.event == "lost" and .family == "l3client"'
check "and shows what there is" wait_for 10 saw '.event == "port-get" and .ifname == "p1"'
check "and goes on" new_prefix_is_seen
kill -INT $monitor
await
check "an interrupt ends it well" [ $status -eq 0 ]

ip netns exec tool l3mesh monitor >"$text" &
monitor=$!
check "the text says what happened" wait_for 10 port_set_is_seen
kill -TERM $monitor
await
check "it can be terminated" [ $status -eq 0 ]

mkfifo "$tool_dir/fifo"
ip netns exec tool l3mesh monitor >"$tool_dir/fifo" &
monitor=$!
exec 3<"$tool_dir/fifo"
exec 3<&-
await
check "a reader that goes away ends it well" [ $status -eq 0 ]

ip netns del tool
: >"$events"
l3mesh -j monitor nat426 >"$events" &
monitor=$!
wait_for 10 listens nat426 >/dev/null
check "a module that goes is told" module_goes
l3mesh -j monitor l3client >"$tool_dir/late" &
late=$!
check "a module that is not there is told" wait_for 10 grep -q '"event":"missing"' "$tool_dir/late"
check "a module that comes is told" module_comes
check "also if it was not there before" wait_for 10 grep -q '"event":"loaded"' "$tool_dir/late"
kill -INT $monitor $late
await
check "and ends well then too" [ $status -eq 0 ]
finish
