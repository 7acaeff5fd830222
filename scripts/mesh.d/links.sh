# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The namespaces and the links between them: one `ip -batch` makes them all.

# An interface bears the name of what it leads to: mesh2 leads to node 2.
veth() { # veth NS IF NS IF MTU
	echo "link add $2 mtu $5 netns $1 type veth peer name $4 mtu $5 netns $3"
}

links_batch() {
	local a b i
	printf 'netns add %s\n' "${NAMESPACES[@]}"
	for i in "${LINKS[@]}"; do
		a=${i% *} b=${i#* }
		veth "n$a" "mesh$b" "n$b" "mesh$a" "$MESH_MTU"
	done
	for i in "${EXITS[@]}"; do
		veth "n$i" exit "exit$i" node "$MESH_MTU"
		veth "exit$i" uplink internet "exit$i" 1500
	done
	if [ "${#EXITS[@]}" -gt 0 ]; then
		veth internet web4 web4 eth0 1500
		veth internet web6 web6 eth0 1500
	fi
	[ "$WIFI" ] && return
	client_mtu
	for i in "${!CLIENTS[@]}"; do
		veth "n${CLIENTS[i]}" "port$((i + 1))" "c$((i + 1))" eth0 "$REPLY"
	done
}

# links_shape NODE...: the tc batch that makes links to them as slow and lossy as asked
links_shape() {
	local i
	for i; do
		echo "qdisc add dev mesh$i root netem limit 10000" \
			"${DELAY:+delay ${DELAY}ms} ${LOSS:+loss $LOSS%}"
	done
}

links_delete() {
	local ns
	for ns in "${NAMESPACES[@]}"; do
		[ ! -e "/run/netns/$ns" ] || echo "netns del $ns"
	done | ip -batch -
}
