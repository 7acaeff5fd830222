# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the suites of a client's path through the mesh share. The exits are real
# NAT64s (Jool) where the kernel has it, else servers that answer for the exit's
# whole prefix, so that our part of the path runs under every kernel.

# shellcheck source=selftests/lib/tap.sh
. ../lib/tap.sh

MESH=/l3mesh/scripts/mesh
exit_type=jool
modinfo jool >/dev/null 2>&1 || exit_type=responder

on() { ip netns exec "$@"; }

# address OBJECT NAME: one of the words of mesh address
address() { "$MESH" address "$1" | tr ' ' '\n' | sed -n "s/^$2=//p"; }

mesh_up() { "$MESH" up "$@" --exit-type "$exit_type"; }

# mesh_gone: nothing of it is left
mesh_gone() {
	"$MESH" down || return
	[ -z "$(ip netns list)" ] || { ip netns list; return 1; }
}

# no_words CMD...: CMD succeeds and has nothing to say
no_words() {
	local output
	output=$("$@" 2>&1) || { echo "$output"; return 1; }
	[ -z "$output" ] || { echo "$output"; return 1; }
}

# mesh_ipv4 N: the IPv4 addresses of mesh links, and ways to forward IPv4, of N nodes
mesh_ipv4() {
	local k
	for ((k = 1; k <= $1; k++)); do
		ip -n "n$k" -4 -o address show | grep -E ' (mesh|exit)[0-9]*'
		ip -n "n$k" -4 route show table all default
		on "n$k" sysctl -n net.ipv4.ip_forward | grep -v '^0$'
	done
	return 0
}

ping_to() { on "$1" ping -c 2 -i 0.2 -W 3 "$2"; }

get() { on "$1" curl -sS --max-time 60 "$2"; }

# page_through CLIENT ADDRESS EXIT: the page comes, and by that exit
page_through() {
	local page seen
	page=$(get "$1" "http://$2/" 2>&1) || { echo "$page"; return 1; }
	seen="Hello from exit$3<"
	[ "$exit_type" != jool ] || seen="I see you as $(address "exit$3" uplink)."
	[[ $page = *"$seen"* ]] || { echo "page: $page"; return 1; }
}

# bulk_down CLIENT ADDRESS: 10 MB arrive as the server's checksum says
bulk_down() {
	local want got
	want=$(get "$1" "http://$2/bulk.sha256") || return
	got=$(get "$1" "http://$2/bulk" | sha256sum) || return
	[ "${got%% *}" = "$want" ] || { echo "got $got, not $want"; return 1; }
}

# bulk_up CLIENT ADDRESS: the server computes the same checksum of 10 MB
bulk_up() {
	local want got file=/tmp/bulk-up-$1
	head -c 10000000 /dev/urandom >"$file"
	want=$(sha256sum <"$file")
	got=$(on "$1" curl -sS --max-time 60 -T "$file" "http://$2/up") || return
	[ "${want%% *}" = "$got" ] || { echo "got $got, not $want"; return 1; }
}

# udp_echo CLIENT ADDRESS LENGTH: a datagram of that many bytes comes back
udp_echo() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	on "$1" bash -c '
		printf -v text "%*s" "$2" x
		exec 3<>"/dev/udp/$1/7" && printf %s "$text" >&3 || exit
		read -r -t 5 -N "$2" answer <&3
		[ "$answer" = "$text" ] || { echo "${#answer} bytes came back"; exit 1; }
	' _ "$2" "$3"
}

# refused CLIENT ADDRESS: the server's reset comes through, so the client need not wait
refused() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	says "Connection refused" on "$1" timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/81"' "$2"
}

# hops CLIENT ADDRESS: the addresses that traceroute sees, in one line
hops() {
	local -a probe=(-I)
	[ "$exit_type" != jool ] || probe=()
	on "$1" traceroute "${probe[@]}" -n -q 1 -N 2 -w 3 "$2" |
		awk 'NR > 1 { printf "%s%s", sep, $2; sep = " " } END { print "" }'
}

# way CLIENT ADDRESS HOP...: traceroute sees just these
way() {
	local got
	got=$(hops "$1" "$2") || return
	[ "$got" = "${*:3}" ] || { printf 'got  %s\nwant %s\n' "$got" "${*:3}"; return 1; }
}

# nothing_dropped NODE: no counter of nat426 but those of ordinary work is above 0
nothing_dropped() {
	local counters
	counters=$(on "$1" l3mesh -j -s nat426 show) || return
	no_words jq -r '(if type == "array" then .[] else . end).counters | to_entries[]
		| select(.value > 0 and (.key | test("answered|^up-ttl$") | not))' <<<"$counters"
}
