# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The drawing of a mesh: nodes on a grid of cells, clients above their node,
# exits below theirs.

CELL_WIDTH=14
CELL_HEIGHT=6
CELL_NODE=2	# the line of a cell that the node stands on

declare -a CANVAS=()

# put ROW COLUMN TEXT
put() {
	local line=${CANVAS[$1]:-}
	printf -v line "%-$(($2 + ${#3}))s" "$line"
	CANVAS[$1]=${line:0:$2}$3${line:$(($2 + ${#3}))}
}

# cell NODE: its column and row; a ring's second half runs back below the first
cell() {
	local i=$1 w half
	case $SHAPE in
	line) echo "$((i - 1)) 0" ;;
	grid)
		w=$(grid_width)
		echo "$(((i - 1) % w)) $(((i - 1) / w))"
		;;
	ring)
		half=$(((NODES + 1) / 2))
		if ((i <= half)); then
			echo "$((i - 1)) 0"
		else
			echo "$((NODES - i)) 1"
		fi
		;;
	esac
}

dashes() { printf "%*s" "$1" '' | tr ' ' -; }

draw_link() { # draw_link A B
	local xa ya xb yb left dash row top bottom
	read -r xa ya <<<"$(cell "$1")"
	read -r xb yb <<<"$(cell "$2")"
	if ((ya == yb)); then
		if ((xa > xb)); then
			left=$xa xa=$xb xb=$left
			set -- "$2" "$1"
		fi
		left=$((xa * CELL_WIDTH + ${#1} + 3))
		dash=$(dashes $((xb * CELL_WIDTH - left)))
		put $((ya * CELL_HEIGHT + CELL_NODE)) "$left" "$dash"
		return
	fi
	top=$((ya < yb ? ya : yb)) bottom=$((ya < yb ? yb : ya))
	draw_slant "$xa" "$xb" "$bottom"
	for ((row = top * CELL_HEIGHT + CELL_NODE + 1; \
		row < bottom * CELL_HEIGHT + CELL_NODE; row++)); do
		put "$row" $((xa * CELL_WIDTH + 1)) '|'
	done
}

# draw_slant XA XB ROW: a ring of odd size ends its second row one cell early
draw_slant() {
	local from=$2 to=$1
	(($1 == $2)) && return
	((from < to)) || { from=$1 to=$2; }
	put $(($3 * CELL_HEIGHT + CELL_NODE)) $((from * CELL_WIDTH + 4)) \
		"$(dashes $(((to - from) * CELL_WIDTH - 3)))'"
}

draw_node() {
	local x y i clients=
	read -r x y <<<"$(cell "$1")"
	x=$((x * CELL_WIDTH)) y=$((y * CELL_HEIGHT + CELL_NODE))
	put "$y" "$x" "[n$1]"
	for i in $(node_clients "$1"); do clients+="${clients:+ }c$i"; done
	if [ "$clients" ]; then
		put $((y - 2)) $((x + 2)) "$clients"
		put $((y - 1)) $((x + 2)) "$([ "$WIFI" ] && echo '~' || echo :)"
	fi
	if is_exit "$1"; then
		put $((y + 1)) $((x + 2)) '"'
		put $((y + 2)) $((x + 2)) "exit$1 > Internet"
	fi
}

draw() {
	local a b i
	CANVAS=()
	while read -r a b; do
		[ -z "$a" ] || draw_link "$a" "$b"
	done <<<"$(plan_links)"
	for ((i = 1; i <= NODES; i++)); do draw_node "$i"; done
	for ((i = 0; i < CELL_HEIGHT * (NODES + 1); i++)); do
		[ -z "${CANVAS[i]:-}" ] || echo "  ${CANVAS[i]}"
	done
	draw_legend
}

draw_legend() {
	local i
	echo
	echo "  --  mesh link, IPv6 only, MTU $MESH_MTU${DELAY:+, $DELAY ms}${LOSS:+, $LOSS% loss}"
	if [ "$WIFI" ]; then
		echo "  ~   Wi-Fi, access points at nodes ${ACCESS_POINTS[*]}"
	else
		echo "  :   client port (Ethernet), MTU $(client_mtu)"
	fi
	echo "  n1  node address $(node_address 1), n2 $(node_address 2), ..."
	for i in "${!CLIENTS[@]}"; do
		echo "  c$((i + 1))  $(client_ipv4 $((i + 1)))" \
			"($(client_mac $((i + 1)))), in the mesh $(client_node_address $((i + 1)))"
	done
	for i in "${EXITS[@]}"; do
		echo "  exit$i  $(exit_address "$i"), in the mesh $(exit_prefix "$i")," \
			"uplink $(exit_uplink4 "$i")"
	done
	[ "${#EXITS[@]}" -eq 0 ] ||
		echo "  Internet  web4 $WEB4 (IPv4 only), web6 $WEB6"
}
