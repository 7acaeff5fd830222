#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The words of the tool: help, abbreviations, errors, exit codes, completion.
# Functions are called by name, through check.
# shellcheck disable=SC2317

# shellcheck source=selftests/tool/tool.sh
. ./tool.sh
# shellcheck source=selftests/lib/modules.sh
. ../lib/modules.sh

# The words are for the inner shell to expand.
# shellcheck disable=SC2016
completer='. /l3mesh/userspace/l3mesh/bash-completion
	COMP_LINE=$1 COMP_POINT=${#1}
	_l3mesh
	echo "${COMPREPLY[*]}"'

# completes LINE WANTED: what bash has to offer for LINE, one blank between
completes() {
	local got
	got=$(ip netns exec tool bash -c "$completer" bash "$1")
	[ "$got" = "$2" ] || { echo "offers: $got"; return 1; }
}

plan 40
tool_up || exit 1

check "help lists the objects" shows "nat426" l3mesh help
check "an option asks for help too" shows "nat426" l3mesh -h
check "an object has help" shows "l3mesh port set dev IF" l3mesh port help
check "a command has help" shows "client add MAC" l3mesh client add help
check "an object without commands has help" shows "[l3client]" l3mesh monitor help
check "there is a version" shows "l3mesh " l3mesh -V
check "nothing at all is wrong usage" exits 1 "" l3mesh
check "an unknown object is named" exits 1 "unknown object 'prot'" l3mesh prot
check "an unknown option is named" exits 1 "unknown option '-x'" l3mesh -x port
check "an unknown command is named" exits 1 "unknown command 'ad'" l3 port ad
check "an unknown command shows the usage" exits 1 "usage: l3mesh port add dev IF" l3 port ad
check "an unknown word is named" exits 1 "unknown word 'frob'" l3 port add dev p0 frob
check "a word given twice is named" exits 1 "'dev' is given twice" l3 port add dev p0 dev p1
check "a lacking value is named" exits 1 "'max-clients' lacks its value" l3 port add dev p0 max-clients
check "a lacking argument is named" exits 1 "'dev' is missing" l3 port add
check "a wrong number is named" exits 1 "'12x' is not a number" l3 port add dev p0 max-clients 12x
check "a wrong MAC is named" exits 1 "'02:00' is not a MAC" l3 client add 02:00 dev p0
check "a wrong role is named" exits 1 "'x' is not one of client," l3 prefix add fec0::/64 role x
check "host bits are named with the right prefix" \
	exits 1 "write fec0::/64" l3 prefix add fec0::1/64 role node
check "a prefix that must be a /64 is" \
	exits 1 "64 bits" l3 nat426 set metaprefix fec0::/48
check "an IPv6 range is no exit range" \
	exits 1 "not an IPv4 prefix" l3 nat426 set exit-range fec0::/64
check "an origin without its address is named" exits 1 "'origin' comes after its address" \
	l3 client add 02:00:00:00:00:01 dev p0 origin info
check "an interface that is not there is named" exits 2 "no interface 'p9'" l3 port add dev p9
check "declared abbreviations do" json 'length == 0' l3 -j p s
check "other beginnings do not" exits 1 "unknown object 'po'" l3 po

check "bash: objects" completes "l3mesh p" "port prefix"
check "bash: commands" completes "l3mesh port " "show add set del help"
check "bash: keywords" completes "l3mesh port add max-" "max-clients max-unconfirmed max-addresses"
check "bash: keywords are not offered twice" completes "l3mesh port show dev p0 " ""
check "bash: interfaces" completes "l3mesh -j port add dev p" "p0 p1"
check "bash: roles" completes "l3mesh prefix add fec0::/64 role client" "client client-node"
check "bash: abbreviations are understood" completes "l3mesh pr a fec0::/64 r m" "meta"
check "ports and clients to complete are made" l3 port add dev p1
check "a client to complete is made" l3 client add 02:00:00:00:0c:01 dev p1
check "bash: only ports where a port is asked for" completes "l3mesh port del dev " "p1"
check "bash: a MAC, of which bash wants what follows the colon" \
	completes "l3mesh client del 02:00:00:00:0" "0c:01"
check "bash: options" completes "l3mesh -st" "-statistics"

ip netns del tool
check "the modules go" modules_unload
check "without its module a command exits with 3 and says what to do" \
	exits 3 "modprobe l3client" l3mesh port show
check "the modules come again" modules_load
finish
