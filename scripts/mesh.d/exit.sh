# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The exits, and the Internet behind them.

exit_babeld_conf() {
	babeld_conf "exit$1" "$(router_id 2 "$1")" node
	echo "redistribute ip $(exit_prefix "$1") eq 96 allow"
	# The Internet sends the client prefix to one exit only, so one announces it.
	if [ "$1" = "${EXITS[0]}" ]; then
		echo "redistribute ip ::/0 eq 0 src-ip $CLIENT_PREFIX/64 allow"
	fi
	printf '%s\n' 'redistribute local deny' 'redistribute deny'
}

exit_batch() {
	cat <<-END
	link set lo up
	link set node up
	link set uplink up
	addr add $(exit_node_address "$1")/128 dev lo
	addr add $(exit_uplink4 "$1")/24 dev uplink
	addr add $(exit_uplink6 "$1")/64 dev uplink
	route add default via $UPLINK4.1
	route add unreachable $(exit_prefix "$1") proto static
	END
	if [ "$1" = "${EXITS[0]}" ]; then
		echo "route add ::/0 from $CLIENT_PREFIX/64 via ${UPLINK6}1 dev uplink proto static"
	fi
	if [ "$EXIT_TYPE" = responder ]; then
		echo "route add local $(exit_prefix "$1") dev lo table local"
	fi
}

# exit_jool K: NAT64 between the exit's prefix and its uplink address
exit_jool() {
	local proto
	jool instance add l3mesh --netfilter --pool6 "$(exit_prefix "$1")" ||
		die "exit$1: Jool refused the instance"
	for proto in --tcp --udp --icmp; do
		jool -i l3mesh pool4 add "$proto" "$(exit_uplink4 "$1")" 1024-65535 ||
			die "exit$1: Jool refused its pool4"
	done
}

exit_start() {
	mkdir -p "$(ns_dir "exit$1")"
	forward_ipv4 1
	forward_ipv6
	no_dad
	exit_batch "$1" | ip -batch -
	[ "$EXIT_TYPE" != jool ] || exit_jool "$1"
	exit_babeld_conf "$1" | babeld_start "exit$1"
}

# internet_start: a router with one bridge to all exits, and the two servers' links
internet_start() {
	forward_ipv4 1
	forward_ipv6
	no_dad
	{
		cat <<-END
		link set lo up
		link add uplinks type bridge mcast_snooping 0
		link set uplinks up
		addr add $UPLINK4.1/24 dev uplinks
		addr add ${UPLINK6}1/64 dev uplinks
		link set web4 up
		addr add $WEB4_ROUTER/24 dev web4
		link set web6 up
		addr add $WEB6_ROUTER/64 dev web6
		route add $CLIENT_PREFIX/64 via $(exit_uplink6 "${EXITS[0]}")
		END
		printf 'link set exit%s master uplinks up\n' "${EXITS[@]}"
	} | ip -batch -
}

web4_start() {
	echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
	ip -batch - <<-END
	link set lo up
	link set eth0 up
	addr add $WEB4/24 dev eth0
	route add default via $WEB4_ROUTER
	END
}

web6_start() {
	no_dad
	ip -batch - <<-END
	link set lo up
	link set eth0 up
	addr add $WEB6/64 dev eth0
	route add ::/0 via $WEB6_ROUTER
	END
}

# web_start: one process for all servers; says READY in its log when they listen
web_start() {
	local i
	local listen=("web4=$WEB4" "web6=$WEB6")
	if [ "$EXIT_TYPE" = responder ]; then
		for i in "${EXITS[@]}"; do listen+=("exit$i=::"); done
	fi
	setsid python3 -S "$HERE/mesh.d/webserver.py" "$WEB_PORT" "$ECHO_PORT" \
		"${listen[@]}" </dev/null >"$STATE/web.log" 2>&1 &
	echo $! >"$STATE/web.pid"
}

web_ready() { grep -qs '^READY' "$STATE/web.log"; }
