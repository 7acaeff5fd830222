# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Wi-Fi variant: mac80211_hwsim radios, hostapd in nodes, wpa_supplicant in clients.

WIFI_INTERFACE=wlan0
WIFI_SSID=l3mesh
# A raw key saves the 4096 rounds of PBKDF2, which take long in an emulated guest.
WIFI_PSK=6c336d6573686c336d6573686c336d6573686c336d6573686c336d6573683432

ap_bssid() { printf '02:00:00:00:a0:%02x' "$1"; }

# wifi_names: the namespace of each radio, in the order the radios are dealt out
wifi_names() {
	local i
	printf 'n%s\n' "${ACCESS_POINTS[@]}"
	for i in "${!CLIENTS[@]}"; do echo "c$((i + 1))"; done
}

# wifi_radios: deal the radios out; a moved phy takes its interface along
wifi_radios() {
	local phy ns dev
	local -a names phys
	mapfile -t names <<<"$(wifi_names)"
	[ ! -e /sys/module/mac80211_hwsim ] ||
		die "mac80211_hwsim is in use: end what uses it and unload it"
	modprobe mac80211_hwsim radios=${#names[@]} || die "no mac80211_hwsim"
	for phy in /sys/class/mac80211_hwsim/hwsim*/ieee80211/phy*; do phys+=("$phy"); done
	for i in "${!names[@]}"; do
		ns=${names[i]}
		phy=${phys[i]}
		dev=$(ls "$phy/device/net")
		mkdir -p "$(ns_dir "$ns")"
		iw phy "${phy##*/}" set netns name "$ns" || die "$ns: no radio"
		[ "$dev" = "$WIFI_INTERFACE" ] ||
			ip -n "$ns" link set "$dev" name "$WIFI_INTERFACE"
	done
}

hostapd_conf() { # hostapd_conf NODE
	cat <<-END
	interface=$WIFI_INTERFACE
	bridge=br-client
	driver=nl80211
	ctrl_interface=$(ns_dir "n$1")/hostapd
	ssid=$WIFI_SSID
	bssid=$(ap_bssid "$1")
	hw_mode=g
	channel=1
	wpa=2
	wpa_key_mgmt=WPA-PSK
	rsn_pairwise=CCMP
	wpa_psk=$WIFI_PSK
	END
}

# ap_start NODE: the port exists once hostapd has it in the bridge
ap_start() {
	local dir
	dir=$(ns_dir "n$1")
	hostapd_conf "$1" | grep -v '^bssid=' >"$dir/hostapd.conf"
	ip link set "$WIFI_INTERFACE" addrgenmode none
	ip link set "$WIFI_INTERFACE" address "$(ap_bssid "$1")"
	hostapd -B -P "$dir/hostapd.pid" -f "$dir/hostapd.log" "$dir/hostapd.conf" \
		>/dev/null || die "n$1: hostapd did not start; see $dir/hostapd.log"
}

supplicant_conf() { # supplicant_conf CLIENT
	cat <<-END
	ctrl_interface=$(ns_dir "c$1")/wpa_supplicant
	network={
	  ssid="$WIFI_SSID"
	  key_mgmt=WPA-PSK
	  psk=$WIFI_PSK
	  bssid=$(ap_bssid "${CLIENTS[$1 - 1]}")
	  scan_freq=2412
	}
	END
}

# station_start CLIENT: associates, and sends nothing else of its own accord
station_start() {
	local dir
	dir=$(ns_dir "c$1")
	mkdir -p "$dir"
	supplicant_conf "$1" >"$dir/wpa_supplicant.conf"
	ip link set "$WIFI_INTERFACE" address "$(client_mac "$1")"
	ip link set "$WIFI_INTERFACE" mtu "$(client_mtu)"
	wpa_supplicant -B -i "$WIFI_INTERFACE" -c "$dir/wpa_supplicant.conf" \
		-P "$dir/wpa_supplicant.pid" -f "$dir/wpa_supplicant.log" >/dev/null ||
		die "c$1: wpa_supplicant did not start; see $dir/wpa_supplicant.log"
}

station_address() { client_batch "$1" "$WIFI_INTERFACE" | ip -batch -; }

station_associated() { # station_associated CLIENT
	grep -qs 'CTRL-EVENT-CONNECTED' "$(ns_dir "c$1")/wpa_supplicant.log"
}

# wifi_start: access points first, then clients, then what depends on the ports
wifi_start() {
	local i
	wifi_radios
	each ap "${ACCESS_POINTS[@]}"
	for i in "${ACCESS_POINTS[@]}"; do
		wait_for 20 "access point of n$i" ap_ready "$i"
	done
	[ "$PLAIN" ] || each apply $(seq "$NODES")
	each station $(seq "${#CLIENTS[@]}")
	for i in "${!CLIENTS[@]}"; do
		wait_for 30 "c$((i + 1)) to associate" station_associated $((i + 1))
	done
}

ap_ready() { grep -qs AP-ENABLED "$(ns_dir "n$1")/hostapd.log"; }

wifi_stop() { modprobe -r mac80211_hwsim; }
