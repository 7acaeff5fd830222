# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # others use the variables
#
# What the scripts share: where things are, and how they talk.

TREE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
L3MESH_CACHE=${L3MESH_CACHE:-/var/cache/l3mesh}
ROOT=$L3MESH_CACHE/root
LINUX=$L3MESH_CACHE/linux
KERNELS=$L3MESH_CACHE/kernels
export L3MESH_CACHE

die() { echo "${0##*/}: $*" >&2; exit 1; }

# The comment block under the SPDX line of a script is its help text.
usage() {
	awk 'NR <= 2 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"
}

# say WORD TEXT: one line in the form of the kernel's build
say() { printf '  %-7s %s\n' "$1" "${*:2}"; }

# took SECONDS_AT_START: elapsed time as text
took() { local s=$((SECONDS - $1)); printf '%d:%02d min' $((s / 60)) $((s % 60)); }

size() { du -sh "$1" | cut -f1; }

# command_line ARG...: one argument is a line for the shell, several are a command and its arguments
command_line() {
	if [ $# -eq 1 ]; then printf '%s' "$1"; else printf '%q ' "$@"; fi
}

# guest_dir: where the caller's folder is for someone who sees the tree as /l3mesh
guest_dir() {
	case $PWD/ in
	"$TREE"/*) printf '/l3mesh%s' "${PWD#"$TREE"}" ;;
	*) printf '/l3mesh' ;;
	esac
}

need_root_tree() {
	[ -e "$ROOT/.l3mesh-packages" ] || die "no guest root at $ROOT: run scripts/setup"
}

# debian_release: the release of the guest root's own kernel
debian_release() {
	local all=("$ROOT"/lib/modules/*)
	printf '%s\n' "${all[@]##*/}" | sort -V | tail -n 1
}
