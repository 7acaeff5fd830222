# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A node: its addresses, its bridge for clients, its babeld, its l3mesh.conf.

# A link of type wired is lost with two hellos, which is what a guest loses when its
# machine is busy for three seconds; one of type wireless only becomes worse.
# babeld_conf NS KIND NUMBER IF...: what every babeld says; KIND 1 is a node, 2 an exit
babeld_conf() {
	printf 'router-id 02:6c:33:6d:%02x:00:%02x:%02x\n' "$2" $(($3 / 256)) $(($3 % 256))
	echo "skip-kernel-setup true
ipv6-subtrees true
local-path-readwrite $STATE/$1/babeld.sock
default type wireless hello-interval 1 update-interval $UPDATE_INTERVAL"
	printf 'interface %s\n' "${@:4}"
}

# node_mesh_interfaces K: in the array MESH_INTERFACES
node_mesh_interfaces() {
	local i
	MESH_INTERFACES=()
	for i in ${NEIGHBOURS[$1]:-}; do MESH_INTERFACES+=("mesh$i"); done
	if is_exit "$1"; then MESH_INTERFACES+=(exit); fi
}

# node_ports K: in the array PORTS: one veth a client, or the access point's interface
node_ports() {
	local i
	PORTS=()
	if [ "$WIFI" ]; then
		if is_access_point "$1"; then PORTS=("$WIFI_INTERFACE"); fi
		return
	fi
	for i in ${CLIENTS_OF[$1]:-}; do PORTS+=("port$i"); done
}

node_babeld_conf() {
	babeld_conf "n$1" 1 "$1" "${MESH_INTERFACES[@]}"
	node_address "$1"
	echo "redistribute local ip $REPLY/128 allow
redistribute local deny
redistribute ip $CLIENT_NODE_PREFIX/64 ge 128 proto $PROTO_CLIENT allow
redistribute ip $CLIENT_PREFIX/64 ge 128 proto $PROTO_CLIENT allow
redistribute deny"
}

node_batch() {
	node_address "$1"
	echo "link set lo up
addr add $REPLY/128 dev lo
link add br-client address $GATEWAY_MAC type bridge mcast_snooping 0
link set br-client addrgenmode none up
addr add fe80::1/64 dev br-client nodad
addr add $GATEWAY_ADDRESS/${CLIENT_NET#*/} dev br-client"
	printf 'link set %s up\n' "${MESH_INTERFACES[@]}"
	[ "$WIFI" ] || [ "${#PORTS[@]}" -eq 0 ] ||
		printf 'link set %s addrgenmode none master br-client up\n' "${PORTS[@]}"
}

quoted() { # quoted WORD...: "a", "b"
	printf -v REPLY '"%s", ' "$@"
	REPLY=${REPLY%, }
	[ $# -gt 0 ] || REPLY=
}

# node_conf K: the l3mesh.conf of node K
node_conf() {
	local node ports
	node_address "$1"
	node=$REPLY
	node_ports "$1"
	quoted "${PORTS[@]}"
	ports=$REPLY
	node_mesh_interfaces "$1"
	quoted "${MESH_INTERFACES[@]}"
	echo "# Node n$1 of a laboratory mesh, written by scripts/mesh.
mesh {
  node-prefix = \"$NODE_PREFIX/64\"
  client-node-prefix = \"$CLIENT_NODE_PREFIX/64\"
  metaprefix = \"$METAPREFIX/64\"
  client-prefixes = { \"$CLIENT_PREFIX/64\" }
  client-net = \"$CLIENT_NET\"
  pool = \"$POOL\"
  exit-range = \"$EXIT_RANGE\"
  exit-oui = \"$EXIT_OUI\"
  gateway-mac = \"$GATEWAY_MAC\"
  gateway-address = \"$GATEWAY_ADDRESS\"
  icmp-source = \"$ICMP_SOURCE\"
}

node {
  node-address = \"$node\"
  ports = { $ports }
  mesh-interfaces = { $REPLY }
}"
}

# node_write K: the folder of a node, as mesh.d/start reads it
node_write() {
	local dir=$STATE/n$1 i
	node_conf "$1" >"$dir/l3mesh.conf"
	echo 0 1 >"$dir/forward"
	node_batch "$1" >"$dir/ip"
	node_babeld_conf "$1" >"$dir/babeld.conf"
	if [ "$DELAY$LOSS" ]; then
		# shellcheck disable=SC2086 # one word a node
		links_shape ${NEIGHBOURS[$1]:-} >"$dir/tc"
	fi
	for i in ${CLIENTS_OF[$1]:-}; do client_serve "$1" "$i"; done
	if is_access_point "$1"; then ap_write "$1"; fi
}
