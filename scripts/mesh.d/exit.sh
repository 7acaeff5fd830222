# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The exits, and the Internet behind them.

exit_babeld_conf() {
	babeld_conf "exit$1" 2 "$1" node
	exit_prefix "$1"
	echo "redistribute ip $REPLY eq 96 allow"
	# The Internet sends the client prefix to one exit only, so one announces it.
	[ "$1" != "${EXITS[0]}" ] ||
		echo "redistribute ip ::/0 eq 0 src-ip $CLIENT_PREFIX/64 allow"
	echo "redistribute local deny
redistribute deny"
}

exit_batch() {
	echo "link set lo up
link set node up
link set uplink up"
	exit_node_address "$1"
	echo "addr add $REPLY/128 dev lo"
	exit_uplink4 "$1"
	echo "addr add $REPLY/24 dev uplink"
	exit_uplink6 "$1"
	echo "addr add $REPLY/64 dev uplink"
	echo "route add default via $UPLINK4.1"
	exit_prefix "$1"
	echo "route add unreachable $REPLY proto static"
	[ "$EXIT_TYPE" != responder ] ||
		echo "route add local $REPLY dev lo table local"
	[ "$1" != "${EXITS[0]}" ] ||
		echo "route add ::/0 from $CLIENT_PREFIX/64 via ${UPLINK6}1 dev uplink proto static"
}

# exit_jool K: NAT64 between the exit's prefix and its uplink address
exit_jool() {
	local proto
	exit_prefix "$1"
	echo "instance add l3mesh --netfilter --pool6 $REPLY"
	exit_uplink4 "$1"
	for proto in tcp udp icmp; do
		echo "-i l3mesh pool4 add --$proto $REPLY 1024-65535"
	done
}

exit_write() {
	local dir=$STATE/exit$1
	echo 1 1 >"$dir/forward"
	exit_batch "$1" >"$dir/ip"
	[ "$EXIT_TYPE" != jool ] || exit_jool "$1" >"$dir/nat64"
	exit_babeld_conf "$1" >"$dir/babeld.conf"
}

# internet_batch: a router with one bridge to all exits, and the two servers' links
internet_batch() {
	echo "link set lo up
link add uplinks type bridge mcast_snooping 0
link set uplinks up
addr add $UPLINK4.1/24 dev uplinks
addr add ${UPLINK6}1/64 dev uplinks
link set web4 up
addr add $WEB4_ROUTER/24 dev web4
link set web6 up
addr add $WEB6_ROUTER/64 dev web6"
	exit_uplink6 "${EXITS[0]}"
	echo "route add $CLIENT_PREFIX/64 via $REPLY"
	printf 'link set exit%s master uplinks up\n' "${EXITS[@]}"
}

web_batch() { # web_batch ADDRESS/LENGTH DEFAULT ROUTER
	echo "link set lo up
link set eth0 up
addr add $1 dev eth0
route add $2 via $3"
}

internet_write() {
	echo 1 1 >"$STATE/internet/forward"
	internet_batch >"$STATE/internet/ip"
	: >"$STATE/web4/disable_ipv6"
	web_batch "$WEB4/24" default "$WEB4_ROUTER" >"$STATE/web4/ip"
	echo "addr add $WEB4_SECOND/24 dev eth0" >>"$STATE/web4/ip"
	web_batch "$WEB6/64" ::/0 "$WEB6_ROUTER" >"$STATE/web6/ip"
}

# web_start: one process for all servers; says READY in its log when they listen
web_start() {
	local i
	local listen=("web4=$WEB4" "web4=$WEB4_SECOND" "web6=$WEB6")
	if [ "$EXIT_TYPE" = responder ]; then
		for i in "${EXITS[@]}"; do listen+=("exit$i=::"); done
	fi
	setsid python3 -S "$HERE/mesh.d/webserver.py" "$WEB_PORT" "$ECHO_PORT" \
		"${listen[@]}" </dev/null >"$STATE/web.log" 2>&1 &
	echo $! >"$STATE/web.pid"
}

web_ready() { grep -qs '^READY' "$STATE/web.log"; }
