# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The clients, and what a node does to serve one.

# client_serve NODE CLIENT: the one place that does what the daemons will do:
# l3roamd the routes, ddhcpd the lease, prefixd the neighbour of an IPv6 address.
client_serve() {
	local dir=$STATE/n$1 mac port=port$2
	client_mac "$2"
	mac=$REPLY
	[ -z "$WIFI" ] || port=$WIFI_INTERFACE
	client_routes "$2" "$mac" >>"$dir/serve.ip"
	client_ipv4 "$2"
	echo "$mac dev $port address $REPLY origin lease" >>"$dir/leases"
}

# clients_lease: what ddhcpd will do when a client asks for an address
clients_lease() {
	local ns
	local -a serving=()
	[ -z "$PLAIN" ] || return 0
	for ns in "${NAMESPACES[@]:0:NODES}"; do
		[ ! -e "$STATE/$ns/leases" ] || serving+=("$ns")
	done
	start lease "${serving[@]}"
}

client_routes() { # client_routes CLIENT MAC
	local announce="dev br-client proto $PROTO_CLIENT metric $METRIC_CLIENT"
	client_node_address "$1"
	# The announcing route is never used: the local table is asked first.
	echo "route replace local $REPLY/128 dev lo table local"
	echo "route replace $REPLY/128 $announce"
	[ "$DUAL_STACK" ] || return 0
	client_ipv6 "$1"
	echo "neigh replace $REPLY lladdr $2 dev br-client nud permanent"
	echo "route replace $REPLY/128 $announce"
}

# client_addresses CLIENT IF: what DHCP and router advertisements will say
client_addresses() {
	client_ipv4 "$1"
	echo "addr add $REPLY/${CLIENT_NET#*/} dev $2"
	if [ "${#EXITS[@]}" -gt 0 ]; then
		exit_address "${EXITS[0]}"
		echo "route add default via $REPLY dev $2"
	fi
	[ "$DUAL_STACK" ] || return 0
	client_ipv6 "$1"
	echo "addr add $REPLY/128 dev $2 nodad"
	echo "route add ::/0 via fe80::1 dev $2"
}

client_write() {
	local dir=$STATE/c$1
	[ "$DUAL_STACK" ] || : >"$dir/disable_ipv6"
	if [ "$WIFI" ]; then
		echo "link set lo up" >"$dir/ip"
		station_write "$1"
		return
	fi
	client_mac "$1"
	{
		echo "link set lo up"
		echo "link set eth0 address $REPLY up"
		client_addresses "$1" eth0
	} >"$dir/ip"
}
