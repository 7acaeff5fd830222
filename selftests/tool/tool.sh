# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the programs of this suite share: a namespace with two ports to be.
#
#	p0 ---- c0      p1 ---- c1      (veth, all in the namespace "tool")

# shellcheck source=selftests/lib/tap.sh
. ../lib/tap.sh

tool_dir=$(mktemp -d)
chmod 755 "$tool_dir"
export tool_dir

tool_down() {
	local job
	for job in $(jobs -p); do kill "$job" 2>/dev/null; done
	wait
	if ip netns list | grep -q '^tool\b'; then ip netns del tool; fi
	rm -rf "$tool_dir"
}
trap tool_down EXIT

tool_up() {
	ip netns add tool &&
		ip -n tool link set lo up &&
		ip -n tool link add p0 type veth peer name c0 &&
		ip -n tool link add p1 type veth peer name c1 &&
		ip -n tool link set p0 up && ip -n tool link set p1 up
}

# l3 ARG...: the tool in the namespace
l3() { ip netns exec tool l3mesh "$@"; }

# exits CODE TEXT CMD [ARG...]: CMD exits with CODE, and its standard error has TEXT
exits() {
	local code=$1 text=$2 status=0 output
	shift 2
	output=$("$@" 2>&1 >/dev/null) || status=$?
	if [ "$status" -ne "$code" ]; then
		echo "exit code $status, not $code: $output"
		return 1
	fi
	case $output in
	*"$text"*) ;;
	*) echo "said: $output"; return 1 ;;
	esac
}

# shows TEXT CMD [ARG...]: CMD succeeds, and its output has TEXT
shows() {
	local text=$1 output
	shift
	output=$("$@") || { echo "exit code $?"; return 1; }
	case $output in
	*"$text"*) ;;
	*) echo "shows: $output"; return 1 ;;
	esac
}

# hides TEXT CMD [ARG...]: CMD succeeds, and its output has no TEXT
hides() {
	local text=$1 output
	shift
	output=$("$@") || { echo "exit code $?"; return 1; }
	case $output in
	*"$text"*) echo "shows: $output"; return 1 ;;
	esac
}

# json FILTER CMD [ARG...]: what CMD writes is JSON of which jq's FILTER is true
json() {
	local filter=$1 output
	shift
	output=$("$@") || { echo "exit code $?"; return 1; }
	printf '%s\n' "$output" | jq -e "$filter" >/dev/null || {
		echo "not $filter: $output"
		return 1
	}
}
