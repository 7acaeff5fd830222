# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The namespaces and the links between them: one `ip -batch` makes them all.

# An interface bears the name of what it leads to: mesh2 leads to node 2.
veth() { # veth NS IF NS IF MTU
	echo "link add $2 mtu $5 netns $1 type veth peer name $4 mtu $5 netns $3"
}

links_batch() {
	local a b i mtu
	plan_namespaces | sed 's/^/netns add /'
	plan_links | while read -r a b; do
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
	mtu=$(client_mtu)
	for i in "${!CLIENTS[@]}"; do
		veth "n${CLIENTS[i]}" "port$((i + 1))" "c$((i + 1))" eth0 "$mtu"
	done
}

# links_shape IF...: the tc batch that makes links as slow and lossy as asked
links_shape() {
	local dev
	for dev; do
		echo "qdisc add dev $dev root netem limit 10000" \
			"${DELAY:+delay ${DELAY}ms} ${LOSS:+loss $LOSS%}"
	done
}

# in_ns NS CMD...: cheaper than `ip netns exec`, which mounts /sys anew
in_ns() {
	local ns=$1
	shift
	nsenter --net="/run/netns/$ns" "$@"
}

# no_dad: addresses are ours alone here, so nothing waits for duplicates
no_dad() {
	local f
	for f in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 >"$f"; done
}

forward_ipv6() { echo 1 >/proc/sys/net/ipv6/conf/all/forwarding; }
forward_ipv4() { echo "$1" >/proc/sys/net/ipv4/ip_forward; }

links_delete() {
	local ns
	plan_namespaces | while read -r ns; do
		[ ! -e "/run/netns/$ns" ] || echo "netns del $ns"
	done | ip -batch -
}
