# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Wi-Fi variant: mac80211_hwsim radios, hostapd in nodes, wpa_supplicant in clients.

WIFI_INTERFACE=wlan0
WIFI_SSID=l3mesh
# A raw key saves the 4096 rounds of PBKDF2, which take long in an emulated guest.
WIFI_PSK=6c336d6573686c336d6573686c336d6573686c336d6573686c336d6573683432

ap_bssid() { printf -v REPLY '02:00:00:00:a0:%02x' "$1"; }

# wifi_namespaces: whose each radio is, in the order they are dealt out
wifi_namespaces() {
	local i
	WIFI_NAMESPACES=("${ACCESS_POINTS[@]/#/n}")
	for i in "${!CLIENTS[@]}"; do WIFI_NAMESPACES+=("c$((i + 1))"); done
}

# wifi_radios: deal the radios out; a moved phy takes its interface along
wifi_radios() {
	local phy ns dev i
	local -a phys
	wifi_namespaces
	[ ! -e /sys/module/mac80211_hwsim ] ||
		die "mac80211_hwsim is in use: end what uses it and unload it"
	modprobe mac80211_hwsim radios=${#WIFI_NAMESPACES[@]} || die "no mac80211_hwsim"
	phys=(/sys/class/mac80211_hwsim/hwsim*/ieee80211/phy*)
	for i in "${!WIFI_NAMESPACES[@]}"; do
		ns=${WIFI_NAMESPACES[i]}
		phy=${phys[i]}
		for dev in "$phy"/device/net/*; do dev=${dev##*/}; done
		iw phy "${phy##*/}" set netns name "$ns" || die "$ns: no radio"
		[ "$dev" = "$WIFI_INTERFACE" ] ||
			ip -n "$ns" link set "$dev" name "$WIFI_INTERFACE"
	done
}

# ap_write NODE: hostapd puts the interface into the bridge
ap_write() {
	local dir=$STATE/n$1
	client_mtu
	echo "interface=$WIFI_INTERFACE
bridge=br-client
driver=nl80211
ctrl_interface=$dir/hostapd
ssid=$WIFI_SSID
hw_mode=g
channel=1
wpa=2
wpa_key_mgmt=WPA-PSK
rsn_pairwise=CCMP
wpa_psk=$WIFI_PSK" >"$dir/hostapd.conf"
	local mtu=$REPLY
	ap_bssid "$1"
	echo "$WIFI_INTERFACE $REPLY $mtu" >"$dir/wifi"
}

station_write() { # station_write CLIENT
	local dir=$STATE/c$1 mac
	ap_bssid "${CLIENTS[$1 - 1]}"
	echo "ctrl_interface=$dir/wpa_supplicant
network={
  ssid=\"$WIFI_SSID\"
  key_mgmt=WPA-PSK
  psk=$WIFI_PSK
  bssid=$REPLY
  scan_freq=2412
}" >"$dir/wpa_supplicant.conf"
	client_mac "$1"
	mac=$REPLY
	client_mtu
	echo "$WIFI_INTERFACE $mac $REPLY" >"$dir/wifi"
}

ap_ready() { grep -qs AP-ENABLED "$STATE/n$1/hostapd.log"; }
station_ready() { grep -qs CTRL-EVENT-CONNECTED "$STATE/c$1/wpa_supplicant.log"; }

# wifi_access_points: the ports exist once these are up
wifi_access_points() {
	local i
	wifi_radios
	start wifi "${ACCESS_POINTS[@]/#/n}"
	for i in "${ACCESS_POINTS[@]}"; do
		wait_for 30 "the access point of n$i" ap_ready "$i"
	done
}

# wifi_associate: a station sends nothing but what association takes
wifi_associate() {
	local i
	start wifi "${WIFI_NAMESPACES[@]:${#ACCESS_POINTS[@]}}"
	for i in "${!CLIENTS[@]}"; do
		wait_for 60 "c$((i + 1)) to associate" station_ready $((i + 1))
	done
}

# wifi_addresses: only now, and once, do the stations get anything to say
wifi_addresses() {
	local i
	[ ! -e "$STATE/addressed" ] || return 0
	: >"$STATE/addressed"
	clients_lease
	for i in "${!CLIENTS[@]}"; do
		client_addresses $((i + 1)) "$WIFI_INTERFACE" |
			ip -n "c$((i + 1))" -batch - || die "c$((i + 1)): no addresses"
	done
}

wifi_stop() { modprobe -r mac80211_hwsim; }
