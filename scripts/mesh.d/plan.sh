# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2034 # the other parts of scripts/mesh read these
#
# The plan of a laboratory mesh: who there is, who is linked to whom, and every
# address. Documentation/mesh.rst has the same as a table.

STATE=${L3MESH_LAB:-/run/l3mesh-lab}

# What the whole mesh shares.
NODE_PREFIX=fd6c:336d::
CLIENT_NODE_PREFIX=fec0::
METAPREFIX=fd64:426::
CLIENT_PREFIX=fd12:3456:789a::
CLIENT_NET=10.64.0.0/16
POOL=10.64.128.0/18
EXIT_RANGE=10.64.0.0/24
EXIT_OUI=02:42:6e
GATEWAY_MAC=02:6c:33:6d:fe:01
GATEWAY_ADDRESS=10.64.255.254
ICMP_SOURCE=192.0.0.8

# Our own routes' protocol and metric (design, "A client's routes").
PROTO_CLIENT=108
METRIC_CLIENT=512

# The Internet of the laboratory: documentation addresses (RFC 5737, RFC 3849).
UPLINK4=203.0.113
UPLINK6=2001:db8:113::
WEB4=198.51.100.80
WEB4_ROUTER=198.51.100.1
WEB6=2001:db8:80::80
WEB6_ROUTER=2001:db8:80::1
WEB_PORT=80
ECHO_PORT=7

# What `mesh up` was told; kept in $STATE/plan for the commands after it.
NODES=0
SHAPE=line
DELAY=
LOSS=
MESH_MTU=1560
EXIT_TYPE=jool
PLAIN=
DUAL_STACK=
WIFI=
EXITS=()	# exit nodes, by number
CLIENTS=()	# CLIENTS[i-1] is the node of client i
ACCESS_POINTS=()	# nodes with a Wi-Fi access point

plan_save() {
	mkdir -p "$STATE"
	declare -p NODES SHAPE DELAY LOSS MESH_MTU EXIT_TYPE PLAIN DUAL_STACK \
		WIFI EXITS CLIENTS ACCESS_POINTS >"$STATE/plan.new"
	mv "$STATE/plan.new" "$STATE/plan"
}

# plan_load: declare -p in a function would make locals, hence -g.
plan_load() {
	[ -e "$STATE/plan" ] || die "there is no mesh: start one with 'mesh up N'"
	eval "$(sed 's/^declare /declare -g /' "$STATE/plan")"
}

hex() { printf %x "$1"; }

node_address() { echo "$NODE_PREFIX$(hex "$1")"; }
exit_address() { echo "${EXIT_RANGE%.*}.$1"; }
exit_uplink4() { echo "$UPLINK4.$((10 + $1))"; }
exit_uplink6() { echo "$UPLINK6$(hex $((16 + $1)))"; }
exit_node_address() { echo "${NODE_PREFIX}e:$(hex "$1")"; }

# groups IPV4: as the last two groups of an IPv6 address
groups() {
	local -a b
	IFS=. read -ra b <<<"$1"
	printf '%x:%x' $((b[0] << 8 | b[1])) $((b[2] << 8 | b[3]))
}

# exit_server K IPV4: how the mesh sees that server through exit K
exit_server() { echo "$METAPREFIX$(groups "$(exit_address "$1")"):$(groups "$2")"; }
exit_prefix() { echo "$(exit_server "$1" 0.0.0.0)/96"; }

client_mac() { printf '02:00:00:00:%02x:%02x\n' $((0x0c + $1 / 256)) $(($1 % 256)); }
client_ipv4() { echo "10.64.$((128 + $1 / 256)).$(($1 % 256))"; }
client_ipv6() { echo "${CLIENT_PREFIX}c:$(hex "$1")"; }

# client_node_address I: the modified EUI-64 of client_mac I
client_node_address() {
	printf '%sff:fe00:%x\n' "$CLIENT_NODE_PREFIX" $((0x0c00 + $1))
}

# client_mtu: 20 for the translation, 40 for the tunnel of a handover
client_mtu() {
	local mtu=$((MESH_MTU - 60))
	echo $((mtu < 1500 ? mtu : 1500))
}

# node_clients K: the clients that node K serves
node_clients() {
	local i
	for i in "${!CLIENTS[@]}"; do
		[ "${CLIENTS[i]}" = "$1" ] && echo $((i + 1))
	done
	return 0
}

is_exit() { [[ " ${EXITS[*]} " = *" $1 "* ]]; }
is_access_point() { [[ " ${ACCESS_POINTS[*]} " = *" $1 "* ]]; }

# grid_width: columns of the drawing and of the shape grid
grid_width() {
	local w=1
	while ((w * w < NODES)); do w=$((w + 1)); done
	echo "$w"
}

# plan_links: one line a mesh link, "A B" with A < B
plan_links() {
	local i w
	case $SHAPE in
	line | ring)
		for ((i = 1; i < NODES; i++)); do echo "$i $((i + 1))"; done
		if [ "$SHAPE" = ring ] && ((NODES > 2)); then echo "1 $NODES"; fi
		;;
	grid)
		w=$(grid_width)
		for ((i = 1; i <= NODES; i++)); do
			if ((i % w && i < NODES)); then echo "$i $((i + 1))"; fi
			if ((i + w <= NODES)); then echo "$i $((i + w))"; fi
		done
		;;
	esac
}

# node_neighbours K: the nodes that K has a mesh link to
node_neighbours() {
	plan_links | awk -v k="$1" '$1 == k { print $2 } $2 == k { print $1 }'
}

# plan_prefixes: all prefixes that each babeld must come to know
plan_prefixes() {
	local i
	for ((i = 1; i <= NODES; i++)); do node_address "$i"; done
	for i in "${EXITS[@]}"; do exit_prefix "$i"; done
	[ "$PLAIN" ] && return
	for i in "${!CLIENTS[@]}"; do client_node_address $((i + 1)); done
	return 0
}

# plan_namespaces: every namespace of the mesh
plan_namespaces() {
	local i
	for ((i = 1; i <= NODES; i++)); do echo "n$i"; done
	for i in "${EXITS[@]}"; do echo "exit$i"; done
	for i in "${!CLIENTS[@]}"; do echo "c$((i + 1))"; done
	if [ "${#EXITS[@]}" -gt 0 ]; then printf '%s\n' internet web4 web6; fi
}
