# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The clients, and what a node does to serve one.

# client_serve NODE CLIENT: the one place that does what the daemons will do:
# l3roamd the routes, ddhcpd the lease, prefixd the neighbour of an IPv6 address.
client_serve() {
	local port mac
	port=$(client_port "$1" "$2")
	mac=$(client_mac "$2")
	serve_routes "$2" "$mac" | ip -batch - || die "n$1: no routes for client $2"
	"$L3MESH" client add "$mac" dev "$port" address "$(client_ipv4 "$2")" \
		origin lease || die "n$1: client $2 refused"
}

serve_routes() { # serve_routes CLIENT MAC
	local x
	local announce="proto $PROTO_CLIENT metric $METRIC_CLIENT"
	x=$(client_node_address "$1")
	# The announcing route is never used: the local table is asked first.
	echo "route replace local $x/128 dev lo table local"
	echo "route replace $x/128 dev br-client $announce"
	[ "$DUAL_STACK" ] || return 0
	x=$(client_ipv6 "$1")
	echo "neigh replace $x lladdr $2 dev br-client nud permanent"
	echo "route replace $x/128 dev br-client $announce"
}

client_port() { # client_port NODE CLIENT
	if [ "$WIFI" ]; then echo "$WIFI_INTERFACE"; else echo "port$2"; fi
}

# The exit that a client is told as its router: the mesh's first.
client_router() { exit_address "${EXITS[0]}"; }

client_batch() { # client_batch CLIENT IF
	cat <<-END
	link set lo up
	link set $2 up
	addr add $(client_ipv4 "$1")/${CLIENT_NET#*/} dev $2
	END
	if [ "${#EXITS[@]}" -gt 0 ]; then
		echo "route add default via $(client_router) dev $2 mtu $(client_mtu)"
	fi
	[ "$DUAL_STACK" ] || return 0
	echo "addr add $(client_ipv6 "$1")/128 dev $2 nodad"
	echo "route add ::/0 via fe80::1 dev $2"
}

client_start() {
	local all=/proc/sys/net/ipv6/conf
	if [ "$DUAL_STACK" ]; then
		no_dad
		echo 0 >$all/all/accept_ra
	else
		echo 1 >$all/all/disable_ipv6
		echo 1 >$all/default/disable_ipv6
	fi
	[ "$WIFI" ] && return
	ip link set eth0 address "$(client_mac "$1")"
	client_batch "$1" eth0 | ip -batch -
}
