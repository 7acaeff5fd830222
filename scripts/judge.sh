# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What makes a suite pass or fail, and how that is told. Each suite leaves a line
# "PASSED FAILED SKIPPED" in SUITE.count, from which the summary is made.

# What a kernel log must not have.
BAD_LOG='BUG:|WARNING:|KASAN|UBSAN|KFENCE|possible recursive|possible circular|suspicious RCU|unreferenced object|INFO: task|inconsistent lock state|sleeping function called|refcount_t:|unregister_netdevice: waiting|ref_tracker:|Oops'
# What is known to be harmless, by its own words.
KNOWN_LOG='kmemleak: Trying to color unknown object'

# count PATTERN FILE
count() { grep -cE -- "$1" "$2" || [ $? -eq 1 ]; }

# verdict KERNEL SUITE TEXT: one line a suite
verdict() { printf '  %-7s %-10s %-14s %s\n' "$4" "$1" "$2" "$3"; }

# tap_faults FILE: why this TAP does not pass, or nothing
tap_faults() {
	prove -Q -e cat "$1" >"$1.prove" 2>&1 || echo "TAP"
	# A program may exit 0 although a case of it failed; what is skipped or expected to fail says so.
	! grep -E '^(# )?not ok' "$1" | grep -qvE '# (SKIP|TODO|XFAIL)' || echo "failed cases"
	grep -qE '^(# )?(not )?ok ' "$1" || echo "ran no case"
}

# tally FILE: passed, failed and skipped cases; the programs' own cases where they print any
tally() {
	local pass fail skip prefix='# '
	[ "$(count '^# (not )?ok [0-9]' "$1")" -gt 0 ] || prefix=''
	skip=$(count "^${prefix}ok .*# SKIP" "$1")
	pass=$(($(count "^${prefix}ok " "$1") - skip))
	fail=$(count "^${prefix}not ok " "$1")
	echo "$pass $fail $skip"
}

# judge KERNEL SUITE DIR SECONDS
judge() {
	local kernel=$1 suite=$2 tap=$3/$2.tap log=$3/$2.dmesg faults pass fail skip text file lost=''
	for file in "$tap" "$log" "$3/$suite.unload"; do
		[ -e "$file" ] || { : >"$file"; lost="${file##*/} is missing"; }
	done
	faults=$(tap_faults "$tap" | paste -sd, | sed 's/,/, /g')
	[ -z "$lost" ] || faults="${faults:+$faults, }$lost"
	grep -nE "$BAD_LOG" "$log" | grep -vE "$KNOWN_LOG" >"$log.bad"
	[ ! -s "$log.bad" ] || faults="${faults:+$faults, }kernel log"
	! grep -q 'could not be unloaded' "$3/$suite.unload" || faults="${faults:+$faults, }unloading"
	read -r pass fail skip < <(tally "$tap")
	[ -z "$faults" ] || [ "$fail" -gt 0 ] || fail=1
	echo "$pass $fail $skip" >"$3/$suite.count"

	text="$pass passed"
	[ "$fail" = 0 ] || text="$text, $fail failed"
	[ "$skip" = 0 ] || text="$text, $skip skipped"
	text="$text ($4 s)"
	if [ -z "$faults" ]; then
		verdict "$kernel" "$suite" "$text" PASS
		return
	fi
	{
		verdict "$kernel" "$suite" "$text: $faults" FAIL
		grep -E -A 12 '^(# )?not ok' "$tap" | head -n 60 | sed 's/^/    /'
		[[ $faults = *"not ok"* || $faults = *"failed cases"* ]] || tail -n 20 "$tap" | sed 's/^/    /'
		sed 's/^/    unload: /' "$3/$suite.unload"
		[ ! -s "$log.bad" ] || grep -E -A 30 "$BAD_LOG" "$log" | head -n 60 | sed 's/^/    log: /'
	}
}

# judge_dead KERNEL SUITE DIR WHY: a suite without an end
judge_dead() {
	echo "0 1 0" >"$3/$2.count"
	verdict "$1" "$2" "$4" FAIL
	[ ! -s "$3/$2.tap" ] || tail -n 20 "$3/$2.tap" | sed 's/^/    /'
}

# summary DIR...: the closing line over all that left a count in it; false if anything failed or nothing ran.
# Part of a greater run, it leaves the line to that.
summary() {
	local pass fail skip
	read -r pass fail skip < <(find "$@" -name '*.count' -exec cat {} + |
		awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')
	[ -n "${PART:-}" ] || echo "$pass passed, $fail failed, $skip skipped"
	[ "$fail" -eq 0 ] && [ "$pass" -gt 0 ]
}
