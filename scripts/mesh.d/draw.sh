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

# cell NODE: in X and Y, the column and row of the canvas that the node starts at;
# a ring's second half runs back below the first
cell() {
	local i=$1 half=$(((NODES + 1) / 2))
	case $SHAPE in
	line) X=$((i - 1)) Y=0 ;;
	grid)
		grid_width
		X=$(((i - 1) % REPLY)) Y=$(((i - 1) / REPLY))
		;;
	ring)
		X=$((i <= half ? i - 1 : NODES - i)) Y=$((i > half))
		;;
	esac
	X=$((X * CELL_WIDTH)) Y=$((Y * CELL_HEIGHT + CELL_NODE))
}

# dashes COUNT
dashes() {
	printf -v REPLY '%*s' "$1" ''
	REPLY=${REPLY// /-}
}

# draw_link A B: between two of a row, or of a column
draw_link() {
	local xa ya row
	cell "$1"
	xa=$X ya=$Y
	cell "$2"
	if ((ya == Y)); then
		draw_across "$1" "$xa" "$2" "$X"
		return
	fi
	# A ring of odd size ends its second row one cell early.
	if ((xa != X)); then
		row=$((Y > ya ? Y : ya))
		dashes $(((xa > X ? xa - X : X - xa) - 3))
		put "$row" $(((xa < X ? xa : X) + 4)) "$REPLY'"
	fi
	for ((row = (ya < Y ? ya : Y) + 1; row < (ya < Y ? Y : ya); row++)); do
		put "$row" $((xa + 1)) '|'
	done
}

draw_across() { # draw_across A XA B XB
	local left=$(($2 + ${#1} + 3)) right=$4
	(($2 < $4)) || left=$(($4 + ${#3} + 3)) right=$2
	dashes $((right - left))
	put "$Y" "$left" "$REPLY"
}

draw_node() {
	local i clients='' mark=:
	cell "$1"
	put "$Y" "$X" "[n$1]"
	for i in ${CLIENTS_OF[$1]:-}; do clients+="${clients:+ }c$i"; done
	if [ "$clients" ]; then
		[ -z "$WIFI" ] || mark='~'
		put $((Y - 2)) $((X + 2)) "$clients"
		put $((Y - 1)) $((X + 2)) "$mark"
	fi
	if is_exit "$1"; then
		put $((Y + 1)) $((X + 2)) '"'
		put $((Y + 2)) $((X + 2)) "exit$1 > Internet"
	fi
}

# draw_canvas: of the lines between two rows one that differs is enough
draw_canvas() {
	local i last=
	for i in "${!CANVAS[@]}"; do
		[ "${CANVAS[i]}" = "$last" ] || echo "  ${CANVAS[i]}"
		last=${CANVAS[i]}
	done
}

draw() {
	local i
	CANVAS=()
	for i in "${LINKS[@]}"; do draw_link "${i% *}" "${i#* }"; done
	for ((i = 1; i <= NODES; i++)); do draw_node "$i"; done
	draw_canvas
	draw_legend
}

draw_legend() {
	local i
	client_mtu
	echo
	echo "  --  mesh link, IPv6 only, MTU $MESH_MTU${DELAY:+, $DELAY ms}${LOSS:+, $LOSS% loss}"
	if [ "$WIFI" ]; then
		echo "  ~   Wi-Fi, access points at nodes ${ACCESS_POINTS[*]}"
	else
		echo "  :   client port (Ethernet), MTU $REPLY"
	fi
	node_address 1
	echo "  n1     node address $REPLY, and so on"
	# shellcheck disable=SC2153 # an array of the plan
	for i in "${!CLIENTS[@]}"; do legend_client $((i + 1)); done
	for i in "${EXITS[@]}"; do legend_exit "$i"; done
	[ "${#EXITS[@]}" -eq 0 ] ||
		echo "  Internet with the servers web4 $WEB4 (IPv4 only) and web6 $WEB6"
}

legend_client() {
	local line
	client_ipv4 "$1"
	line="$REPLY, MAC "
	client_mac "$1"
	line+="$REPLY, in the mesh "
	client_node_address "$1"
	printf '  %-6s %s\n' "c$1" "$line$REPLY"
}

legend_exit() {
	local line
	exit_address "$1"
	line="$REPLY, in the mesh "
	exit_prefix "$1"
	line+="$REPLY, on the Internet "
	exit_uplink4 "$1"
	printf '  %-6s %s\n' "exit$1" "$line$REPLY"
}
