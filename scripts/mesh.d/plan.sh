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
WEB4_SECOND=198.51.100.81
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
# The design says 20 s. But updates of a neighbour that does not yet hear us are
# lost, and a mesh that starts at once would wait for the next one at every hop.
UPDATE_INTERVAL=2
EXIT_TYPE=jool
PLAIN=
DUAL_STACK=
WIFI=
EXITS=()	# exit nodes, by number
CLIENTS=()	# CLIENTS[i-1] is the node of client i
ACCESS_POINTS=()	# nodes with a Wi-Fi access point

# What follows from that; plan_complete makes it.
LINKS=()	# "A B" a mesh link, A < B
NAMESPACES=()
PREFIXES=()	# what each babeld must come to know
declare -A NEIGHBOURS=()	# by node, the nodes it has a mesh link to
declare -A CLIENTS_OF=()	# by node, the clients it serves

plan_save() {
	declare -p NODES SHAPE DELAY LOSS MESH_MTU UPDATE_INTERVAL EXIT_TYPE PLAIN DUAL_STACK \
		WIFI EXITS CLIENTS ACCESS_POINTS >"$STATE/plan"
}

# plan_load: declare in a function would make locals, hence -g
plan_load() {
	local plan
	[ -e "$STATE/plan" ] || die "there is no mesh: start one with 'mesh up N'"
	plan=$(<"$STATE/plan")
	eval "${plan//declare -/declare -g -}"
	plan_complete
}

# A fork takes 10 ms and more in an emulated guest, so the functions below
# return in REPLY what others would print.

hex() { printf -v REPLY %x "$1"; }

node_address() { printf -v REPLY '%s%x' "$NODE_PREFIX" "$1"; }
exit_address() { REPLY=${EXIT_RANGE%.*}.$1; }
exit_uplink4() { REPLY=$UPLINK4.$((10 + $1)); }
exit_uplink6() { printf -v REPLY '%s%x' "$UPLINK6" $((16 + $1)); }
exit_node_address() { printf -v REPLY '%se:%x' "$NODE_PREFIX" "$1"; }

# groups IPV4: as the last two groups of an IPv6 address
groups() {
	local -a b
	IFS=. read -ra b <<<"$1"
	printf -v REPLY '%x:%x' $((b[0] << 8 | b[1])) $((b[2] << 8 | b[3]))
}

# exit_server K IPV4: how the mesh sees that server through exit K
exit_server() {
	local server
	groups "$2"
	server=$REPLY
	exit_address "$1"
	groups "$REPLY"
	REPLY=$METAPREFIX$REPLY:$server
}

exit_prefix() {
	exit_server "$1" 0.0.0.0
	REPLY+=/96
}

client_mac() { printf -v REPLY '02:00:00:00:%02x:%02x' $((12 + $1 / 256)) $(($1 % 256)); }
client_ipv4() { REPLY=10.64.$((128 + $1 / 256)).$(($1 % 256)); }
client_ipv6() { printf -v REPLY '%sc:%x' "$CLIENT_PREFIX" "$1"; }

# client_node_address I: the modified EUI-64 of client_mac I
client_node_address() {
	printf -v REPLY '%sff:fe00:%x' "$CLIENT_NODE_PREFIX" $((0x0c00 + $1))
}

# client_mtu: 20 for the translation, 40 for the tunnel of a handover
client_mtu() {
	local mtu=$((MESH_MTU - 60))
	REPLY=$((mtu < 1500 ? mtu : 1500))
}

is_exit() { [[ " ${EXITS[*]} " = *" $1 "* ]]; }
is_access_point() { [[ " ${ACCESS_POINTS[*]} " = *" $1 "* ]]; }

# grid_width: columns of the drawing and of the shape grid
grid_width() {
	REPLY=1
	while ((REPLY * REPLY < NODES)); do REPLY=$((REPLY + 1)); done
}

link_nodes() { # link_nodes A B
	LINKS+=("$1 $2")
	NEIGHBOURS[$1]+=" $2"
	NEIGHBOURS[$2]+=" $1"
}

plan_links() {
	local i w
	grid_width
	w=$REPLY
	for ((i = 1; i <= NODES; i++)); do
		if [ "$SHAPE" != grid ]; then
			((i == NODES)) || link_nodes "$i" $((i + 1))
			continue
		fi
		((i % w == 0 || i == NODES)) || link_nodes "$i" $((i + 1))
		((i + w > NODES)) || link_nodes "$i" $((i + w))
	done
	[ "$SHAPE" != ring ] || ((NODES < 3)) || link_nodes 1 "$NODES"
}

plan_prefixes() {
	local i
	for ((i = 1; i <= NODES; i++)); do
		node_address "$i"
		PREFIXES+=("$REPLY")
	done
	for i in "${EXITS[@]}"; do
		exit_prefix "$i"
		PREFIXES+=("$REPLY")
	done
	[ "$PLAIN" ] && return
	for i in "${!CLIENTS[@]}"; do
		client_node_address $((i + 1))
		PREFIXES+=("$REPLY")
	done
}

plan_complete() {
	local i
	plan_links
	plan_prefixes
	for ((i = 1; i <= NODES; i++)); do NAMESPACES+=("n$i"); done
	for i in "${EXITS[@]}"; do NAMESPACES+=("exit$i"); done
	for i in "${!CLIENTS[@]}"; do
		NAMESPACES+=("c$((i + 1))")
		CLIENTS_OF[${CLIENTS[i]}]+=" $((i + 1))"
	done
	[ "${#EXITS[@]}" -eq 0 ] || NAMESPACES+=(internet web4 web6)
}
