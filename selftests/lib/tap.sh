# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A suite in shell: cases that print TAP, waits that have a deadline.
#
#	. ../lib/tap.sh
#	plan 2
#	check "an unknown interface is refused" fails l3mesh port add dev nosuch
#	check "the client is learned" wait_for 5 client_known 02:00:00:00:00:01
#	finish

tap_number=0
tap_failed=0
tap_planned=0

plan() {
	tap_planned=$1
	echo "TAP version 13"
	echo "1..$1"
}

pass() {
	tap_number=$((tap_number + 1))
	echo "ok $tap_number $*"
}

fail() {
	tap_number=$((tap_number + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_number $*"
}

# skip NAME REASON
skip() {
	tap_number=$((tap_number + 1))
	echo "ok $tap_number $1 # SKIP $2"
}

# check NAME CMD [ARG...]: CMD's output is shown only if it fails
check() {
	local name=$1 output
	shift
	if output=$("$@" 2>&1); then
		pass "$name"
	else
		fail "$name"
		printf '# failed: %s\n' "$*"
		[ -z "$output" ] || printf '%s\n' "$output" | sed 's/^/# /'
	fi
}

# fails CMD [ARG...]: true if it is refused (not if it cannot be found or is killed)
fails() {
	local status=0
	"$@" || status=$?
	[ $status -ne 0 ] && [ $status -lt 126 ]
}

# says TEXT CMD [ARG...]: true if CMD is refused and its words contain TEXT
says() {
	local text=$1 output
	shift
	if output=$("$@" 2>&1); then
		echo "was not refused: $output"
		return 1
	fi
	case $output in
	*"$text"*) ;;
	*) echo "said: $output"; return 1 ;;
	esac
}

# wait_for SECONDS CMD [ARG...]: until CMD succeeds
wait_for() {
	local deadline=$((SECONDS + $1)) output
	shift
	while ! output=$("$@" 2>&1); do
		if [ $SECONDS -ge $deadline ]; then
			echo "still not so after the deadline: $*"
			echo "$output"
			return 1
		fi
		sleep 0.05
	done
}

# finish: ends the suite; a case that was never reached is a failure
finish() {
	if [ $tap_number -ne "$tap_planned" ]; then
		echo "# planned $tap_planned cases, ran $tap_number"
		exit 1
	fi
	[ $tap_failed -eq 0 ]
	exit
}
