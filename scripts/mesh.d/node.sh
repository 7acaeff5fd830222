# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A node: its addresses, its bridge for clients, its babeld, its l3mesh.conf.

# Where the things of a namespace lie: its configuration, log and socket.
ns_dir() { echo "$STATE/$1"; }

babeld_start() { # babeld_start NS; the configuration is on standard input
	local dir
	dir=$(ns_dir "$1")
	cat >"$dir/babeld.conf"
	babeld -D -I "$dir/babeld.pid" -c "$dir/babeld.conf" -S "$dir/babeld.state" \
		-L "$dir/babeld.log" || die "$1: babeld did not start; see $dir/babeld.log"
}

# babeld_conf NS ROUTER_ID IF...: what every babeld of the mesh says
babeld_conf() {
	local dev
	cat <<-END
	router-id $2
	skip-kernel-setup true
	ipv6-subtrees true
	local-path-readwrite $(ns_dir "$1")/babeld.sock
	default type wired hello-interval 1 update-interval 20
	END
	for dev in "${@:3}"; do echo "interface $dev"; done
}

# router_id KIND NUMBER: KIND is 1 for nodes, 2 for exits
router_id() { printf '02:6c:33:6d:%02x:00:%02x:%02x' "$1" $(($2 / 256)) $(($2 % 256)); }

node_mesh_interfaces() {
	local i
	for i in $(node_neighbours "$1"); do echo "mesh$i"; done
	if is_exit "$1"; then echo exit; fi
}

node_babeld_conf() {
	# shellcheck disable=SC2046 # one word an interface
	babeld_conf "n$1" "$(router_id 1 "$1")" $(node_mesh_interfaces "$1")
	cat <<-END
	redistribute local ip $(node_address "$1")/128 allow
	redistribute local deny
	redistribute ip $CLIENT_NODE_PREFIX/64 ge 128 proto $PROTO_CLIENT allow
	redistribute ip $CLIENT_PREFIX/64 ge 128 proto $PROTO_CLIENT allow
	redistribute deny
	END
}

# The ports of node K: one veth a client, or the access point's interface.
node_ports() {
	local i
	if [ "$WIFI" ]; then
		if is_access_point "$1"; then echo "$WIFI_INTERFACE"; fi
		return
	fi
	for i in $(node_clients "$1"); do echo "port$i"; done
}

node_batch() {
	local dev
	cat <<-END
	link set lo up
	addr add $(node_address "$1")/128 dev lo
	link add br-client address $GATEWAY_MAC type bridge mcast_snooping 0
	link set br-client addrgenmode none up
	addr add fe80::1/64 dev br-client nodad
	addr add $GATEWAY_ADDRESS/${CLIENT_NET#*/} dev br-client
	END
	for dev in $(node_mesh_interfaces "$1"); do echo "link set $dev up"; done
	[ "$WIFI" ] && return
	for dev in $(node_ports "$1"); do
		echo "link set $dev addrgenmode none master br-client up"
	done
}

quoted_list() { sed 's/.*/"&"/' | paste -sd, | sed 's/,/, /g'; }

# node_conf K: the l3mesh.conf of node K
node_conf() {
	cat <<-END
	# Node n$1 of a laboratory mesh, written by scripts/mesh.
	mesh {
	  node-prefix = "$NODE_PREFIX/64"
	  client-node-prefix = "$CLIENT_NODE_PREFIX/64"
	  metaprefix = "$METAPREFIX/64"
	  client-prefixes = { "$CLIENT_PREFIX/64" }
	  client-net = "$CLIENT_NET"
	  pool = "$POOL"
	  exit-range = "$EXIT_RANGE"
	  exit-oui = "$EXIT_OUI"
	  gateway-mac = "$GATEWAY_MAC"
	  gateway-address = "$GATEWAY_ADDRESS"
	  icmp-source = "$ICMP_SOURCE"
	}

	node {
	  node-address = "$(node_address "$1")"
	  ports = { $(node_ports "$1" | quoted_list) }
	  mesh-interfaces = { $(node_mesh_interfaces "$1" | quoted_list) }
	}
	END
}

node_start() {
	local dir
	dir=$(ns_dir "n$1")
	mkdir -p "$dir"
	forward_ipv4 0
	forward_ipv6
	no_dad
	node_batch "$1" | ip -batch -
	if [ "$DELAY$LOSS" ]; then
		# shellcheck disable=SC2046 # one word an interface
		links_shape $(node_mesh_interfaces "$1" | grep mesh) | tc -batch -
	fi
	node_babeld_conf "$1" | babeld_start "n$1"
	node_conf "$1" >"$dir/l3mesh.conf"
	[ "$PLAIN" ] && return
	[ "$WIFI" ] || node_apply "$1"
}

# node_apply K: configure the modules, then serve the clients of this node
node_apply() {
	local i
	"$L3MESH" apply "$(ns_dir "n$1")/l3mesh.conf" ||
		die "n$1: l3mesh apply refused $(ns_dir "n$1")/l3mesh.conf"
	ip link set nat426 up
	for i in $(node_clients "$1"); do client_serve "$1" "$i"; done
}
