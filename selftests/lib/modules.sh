# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The modules under test, in the order in which they depend on each other.
# $L3MESH_MODULES (set in every guest) is where those of the running kernel are.

L3MESH_ALL_MODULES='l3client nat426 mmf'

module_loaded() { [ -d "/sys/module/$1" ]; }

# module_file NAME: its path, or nothing if this build has none
module_file() { find "${L3MESH_MODULES:-/l3mesh/build/debian}" -name "$1.ko" | head -n 1; }

# module_insert FILE [PARAMETER...]: after the kernel's own modules that it depends on
module_insert() {
	local dependency
	for dependency in $(modinfo -F depends "$1" | tr , ' '); do
		case " $L3MESH_ALL_MODULES " in
		*" $dependency "*) ;;
		*) modprobe "$dependency" || return ;;
		esac
	done
	insmod "$@"
}

modules_load() {
	local name file
	for name in $L3MESH_ALL_MODULES; do
		file=$(module_file "$name")
		[ -z "$file" ] || module_loaded "$name" || module_insert "$file" || return
	done
}

# modules_unload: a namespace that is being taken down may hold one for a moment, so it has ten seconds
modules_unload() {
	local name list='' deadline
	for name in $L3MESH_ALL_MODULES; do list="$name $list"; done
	for name in $list; do
		deadline=$((SECONDS + 10))
		while module_loaded "$name"; do
			rmmod "$name" 2>/tmp/rmmod && break
			[ $SECONDS -lt $deadline ] || { cat /tmp/rmmod >&2; return 1; }
			sleep 0.1
		done
	done
}
