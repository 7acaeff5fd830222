/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause */
/* The netlink family l3client, as Documentation/netlink/specs/l3client.yaml defines it */
#ifndef _UAPI_LINUX_L3CLIENT_H
#define _UAPI_LINUX_L3CLIENT_H

#define L3CLIENT_FAMILY_NAME	"l3client"
#define L3CLIENT_FAMILY_VERSION	1

/* The most addresses that any port may be told to keep of a client. */
#define L3CLIENT_MAX_ADDRESSES_LIMIT	32
/* The most prefixes that a namespace holds. */
#define L3CLIENT_MAX_PREFIXES	64

/**
 * enum l3client_origin - where an address of a client is known from
 * @L3CLIENT_ORIGIN_HEARD: Seen as a source, or in ARP or neighbour discovery.
 * @L3CLIENT_ORIGIN_INFO: Handed over by the node that served the client
 *	before.
 * @L3CLIENT_ORIGIN_LEASE: Leased to this client.
 */
enum l3client_origin {
	L3CLIENT_ORIGIN_HEARD,
	L3CLIENT_ORIGIN_INFO,
	L3CLIENT_ORIGIN_LEASE,
};

/**
 * enum l3client_role - what a prefix is for
 * @L3CLIENT_ROLE_CLIENT: Clients have addresses in it.
 * @L3CLIENT_ROLE_CLIENT_NODE: The /64 in which each client has its
 *	client-node address.
 * @L3CLIENT_ROLE_META: The /64 of the exits' NAT64 prefixes.
 * @L3CLIENT_ROLE_NODE: Nodes have their addresses in it.
 */
enum l3client_role {
	L3CLIENT_ROLE_CLIENT,
	L3CLIENT_ROLE_CLIENT_NODE,
	L3CLIENT_ROLE_META,
	L3CLIENT_ROLE_NODE,
};

/**
 * enum l3client_port_attr - attributes of a port
 * @L3CLIENT_A_PORT_IFINDEX: (u32, at least 1) The client-facing interface.
 * @L3CLIENT_A_PORT_IFNAME: (string) The name of the interface, in replies and
 *	events only.
 * @L3CLIENT_A_PORT_MAX_CLIENTS: (u32, 1 to 16384) The most confirmed clients
 *	of the port, 1024 unless set.
 * @L3CLIENT_A_PORT_MAX_UNCONFIRMED: (u32, 1 to 16384) The most unconfirmed
 *	clients of the port, 256 unless set.
 * @L3CLIENT_A_PORT_MAX_ADDRESSES: (u32, 1 to max-addresses-limit) The most
 *	addresses of a client of the port, 16 unless set.
 * @L3CLIENT_A_PORT_HEARD_BINDS: (u8, at most 1) 1, as it is unless set, where
 *	clients have no IPv4 address by DHCP: one that they were heard with
 *	may then be their source. 0 leaves that to leases and INFO.
 * @L3CLIENT_A_PORT_CLIENTS: (u32) How many confirmed clients the port has
 *	now.
 * @L3CLIENT_A_PORT_UNCONFIRMED: (u32) How many unconfirmed clients the port
 *	has now.
 * @L3CLIENT_A_PORT_COUNTERS: (nest) The counters, see enum
 *	l3client_counters_attr.
 * @L3CLIENT_A_PORT_SEQ: (u32) The number of the last change in this
 *	namespace.
 * @L3CLIENT_A_PORT_PAD: Aligns what follows to 64 bits.
 */
enum l3client_port_attr {
	L3CLIENT_A_PORT_IFINDEX = 1,
	L3CLIENT_A_PORT_IFNAME,
	L3CLIENT_A_PORT_MAX_CLIENTS,
	L3CLIENT_A_PORT_MAX_UNCONFIRMED,
	L3CLIENT_A_PORT_MAX_ADDRESSES,
	L3CLIENT_A_PORT_HEARD_BINDS,
	L3CLIENT_A_PORT_CLIENTS,
	L3CLIENT_A_PORT_UNCONFIRMED,
	L3CLIENT_A_PORT_COUNTERS,
	L3CLIENT_A_PORT_SEQ,
	L3CLIENT_A_PORT_PAD,

	/* private: */
	__L3CLIENT_A_PORT_MAX,
	L3CLIENT_A_PORT_MAX = __L3CLIENT_A_PORT_MAX - 1
};

/**
 * enum l3client_counters_attr - why frames or packets were dropped, each a u64
 * @L3CLIENT_A_COUNTERS_PAD: Aligns what follows to 64 bits.
 * @L3CLIENT_A_COUNTERS_DROP_SOURCE_MAC: The source MAC had the group bit, or
 *	was zero.
 * @L3CLIENT_A_COUNTERS_DROP_RESERVED_MAC: The source MAC is the gateway's or
 *	an exit's.
 * @L3CLIENT_A_COUNTERS_DROP_SOURCE_ADDRESS: The IPv6 source was not
 *	unspecified, link-local or a client's.
 * @L3CLIENT_A_COUNTERS_DROP_CLIENT_NODE: The IPv6 destination lay in the
 *	client-node prefix.
 * @L3CLIENT_A_COUNTERS_DROP_TUNNEL: IPv6 in IPv6 to an address of a node.
 * @L3CLIENT_A_COUNTERS_DROP_CONTROL: UDP to a node or control group on a port
 *	of the mesh's own.
 * @L3CLIENT_A_COUNTERS_DROP_HEADER_CHAIN: Extension headers, to a node or
 *	control group, that lead to no upper-layer header within the frame
 *	(RFC 7112).
 * @L3CLIENT_A_COUNTERS_DROP_MALFORMED: An IPv6 frame shorter than its header,
 *	or of another version.
 * @L3CLIENT_A_COUNTERS_DROP_VLAN_DEPTH: More VLAN tags, one within the other,
 *	than are followed (4).
 * @L3CLIENT_A_COUNTERS_CLIENT_REFUSED: Not learned, every place being taken
 *	by a confirmed client.
 * @L3CLIENT_A_COUNTERS_CLIENT_EVICTED: An unconfirmed client that made room
 *	for a newer one.
 * @L3CLIENT_A_COUNTERS_ADDRESS_REFUSED: Not learned, every place of the
 *	client being bound otherwise.
 * @L3CLIENT_A_COUNTERS_ADDRESS_EVICTED: A heard address that made room for a
 *	newer one.
 * @L3CLIENT_A_COUNTERS_ADDRESS_CONFLICT: Not learned, as another client has
 *	the address.
 * @L3CLIENT_A_COUNTERS_ARP_MISMATCH: An ARP whose sender was not the source
 *	of its frame.
 * @L3CLIENT_A_COUNTERS_NO_MEMORY: Not learned for want of memory.
 */
enum l3client_counters_attr {
	L3CLIENT_A_COUNTERS_PAD = 1,
	L3CLIENT_A_COUNTERS_DROP_SOURCE_MAC,
	L3CLIENT_A_COUNTERS_DROP_RESERVED_MAC,
	L3CLIENT_A_COUNTERS_DROP_SOURCE_ADDRESS,
	L3CLIENT_A_COUNTERS_DROP_CLIENT_NODE,
	L3CLIENT_A_COUNTERS_DROP_TUNNEL,
	L3CLIENT_A_COUNTERS_DROP_CONTROL,
	L3CLIENT_A_COUNTERS_DROP_HEADER_CHAIN,
	L3CLIENT_A_COUNTERS_DROP_MALFORMED,
	L3CLIENT_A_COUNTERS_DROP_VLAN_DEPTH,
	L3CLIENT_A_COUNTERS_CLIENT_REFUSED,
	L3CLIENT_A_COUNTERS_CLIENT_EVICTED,
	L3CLIENT_A_COUNTERS_ADDRESS_REFUSED,
	L3CLIENT_A_COUNTERS_ADDRESS_EVICTED,
	L3CLIENT_A_COUNTERS_ADDRESS_CONFLICT,
	L3CLIENT_A_COUNTERS_ARP_MISMATCH,
	L3CLIENT_A_COUNTERS_NO_MEMORY,

	/* private: */
	__L3CLIENT_A_COUNTERS_MAX,
	L3CLIENT_A_COUNTERS_MAX = __L3CLIENT_A_COUNTERS_MAX - 1
};

/**
 * enum l3client_client_attr - attributes of a client
 * @L3CLIENT_A_CLIENT_MAC: (6 bytes) The client's MAC, its key.
 * @L3CLIENT_A_CLIENT_IFINDEX: (u32, at least 1) The port at which the client
 *	was heard last.
 * @L3CLIENT_A_CLIENT_IFNAME: (string) The name of the port, in replies and
 *	events only.
 * @L3CLIENT_A_CLIENT_CONFIRMED: (u8, at most 1) 1 if a lease, INFO, an
 *	answered probe or the access point vouches for the client. Clients
 *	made by client-new are, unless it says 0.
 * @L3CLIENT_A_CLIENT_IDLE: (u32) Milliseconds since the client was heard, at
 *	most 2^32 - 1.
 * @L3CLIENT_A_CLIENT_ADDRESS: (nest, repeated) An address of the client.
 * @L3CLIENT_A_CLIENT_SEQ: (u32) The number of the last change in this
 *	namespace.
 */
enum l3client_client_attr {
	L3CLIENT_A_CLIENT_MAC = 1,
	L3CLIENT_A_CLIENT_IFINDEX,
	L3CLIENT_A_CLIENT_IFNAME,
	L3CLIENT_A_CLIENT_CONFIRMED,
	L3CLIENT_A_CLIENT_IDLE,
	L3CLIENT_A_CLIENT_ADDRESS,
	L3CLIENT_A_CLIENT_SEQ,

	/* private: */
	__L3CLIENT_A_CLIENT_MAX,
	L3CLIENT_A_CLIENT_MAX = __L3CLIENT_A_CLIENT_MAX - 1
};

/**
 * enum l3client_address_attr - attributes of an address of a client
 * @L3CLIENT_A_ADDRESS_ADDRESS: (16 bytes) The address; IPv4 as
 *	::ffff:a.b.c.d.
 * @L3CLIENT_A_ADDRESS_ORIGIN: (u32, at most 2) Where it is known from. In
 *	client-new, lease unless it says so.
 * @L3CLIENT_A_ADDRESS_IDLE: (u32) Milliseconds since the address was heard,
 *	at most 2^32 - 1.
 */
enum l3client_address_attr {
	L3CLIENT_A_ADDRESS_ADDRESS = 1,
	L3CLIENT_A_ADDRESS_ORIGIN,
	L3CLIENT_A_ADDRESS_IDLE,

	/* private: */
	__L3CLIENT_A_ADDRESS_MAX,
	L3CLIENT_A_ADDRESS_MAX = __L3CLIENT_A_ADDRESS_MAX - 1
};

/**
 * enum l3client_prefix_attr - attributes of a prefix
 * @L3CLIENT_A_PREFIX_ADDRESS: (16 bytes) The prefix; IPv4 as ::ffff:a.b.c.d.
 *	Bits beyond its length are 0.
 * @L3CLIENT_A_PREFIX_PREFIX_LEN: (u8, at most 128) The length in bits; of an
 *	IPv4 prefix 96 more.
 * @L3CLIENT_A_PREFIX_ROLE: (u32, at most 3) What the prefix is for.
 * @L3CLIENT_A_PREFIX_SEQ: (u32) The number of the last change in this
 *	namespace.
 */
enum l3client_prefix_attr {
	L3CLIENT_A_PREFIX_ADDRESS = 1,
	L3CLIENT_A_PREFIX_PREFIX_LEN,
	L3CLIENT_A_PREFIX_ROLE,
	L3CLIENT_A_PREFIX_SEQ,

	/* private: */
	__L3CLIENT_A_PREFIX_MAX,
	L3CLIENT_A_PREFIX_MAX = __L3CLIENT_A_PREFIX_MAX - 1
};

/**
 * enum l3client_cmd - the requests and events of the family
 * @L3CLIENT_CMD_PORT_GET: Show a port, or dump them by ascending ifindex.
 * @L3CLIENT_CMD_PORT_NEW: Make an interface a port, or set the limits of one.
 * @L3CLIENT_CMD_PORT_DEL: Let an interface be a port no longer; its clients
 *	go with it.
 * @L3CLIENT_CMD_CLIENT_GET: Show a client, or dump those of a port or all, by
 *	ascending MAC.
 * @L3CLIENT_CMD_CLIENT_NEW: Make a client, or add to it what the request
 *	says.
 * @L3CLIENT_CMD_CLIENT_DEL: Remove the addresses that the request names, or
 *	else the client.
 * @L3CLIENT_CMD_PREFIX_GET: Dump the prefixes, by address, length and role.
 * @L3CLIENT_CMD_PREFIX_NEW: Add a prefix in a role; nothing happens if it is
 *	there.
 * @L3CLIENT_CMD_PREFIX_DEL: Remove a prefix from a role.
 * @L3CLIENT_CMD_PORT_NEW_NTF: A port was made or set.
 * @L3CLIENT_CMD_PORT_DEL_NTF: A port is gone; this is how it was.
 * @L3CLIENT_CMD_CLIENT_NEW_NTF: A client is new.
 * @L3CLIENT_CMD_CLIENT_SET_NTF: Addresses of a client, or its confirmation,
 *	have changed.
 * @L3CLIENT_CMD_CLIENT_MOVE_NTF: A client was heard at another port than
 *	before.
 * @L3CLIENT_CMD_CLIENT_DEL_NTF: A client is gone; this is how it was.
 * @L3CLIENT_CMD_PREFIX_NEW_NTF: A prefix was added.
 * @L3CLIENT_CMD_PREFIX_DEL_NTF: A prefix was removed.
 */
enum l3client_cmd {
	L3CLIENT_CMD_PORT_GET = 1,
	L3CLIENT_CMD_PORT_NEW,
	L3CLIENT_CMD_PORT_DEL,
	L3CLIENT_CMD_CLIENT_GET,
	L3CLIENT_CMD_CLIENT_NEW,
	L3CLIENT_CMD_CLIENT_DEL,
	L3CLIENT_CMD_PREFIX_GET,
	L3CLIENT_CMD_PREFIX_NEW,
	L3CLIENT_CMD_PREFIX_DEL,
	L3CLIENT_CMD_PORT_NEW_NTF,
	L3CLIENT_CMD_PORT_DEL_NTF,
	L3CLIENT_CMD_CLIENT_NEW_NTF,
	L3CLIENT_CMD_CLIENT_SET_NTF,
	L3CLIENT_CMD_CLIENT_MOVE_NTF,
	L3CLIENT_CMD_CLIENT_DEL_NTF,
	L3CLIENT_CMD_PREFIX_NEW_NTF,
	L3CLIENT_CMD_PREFIX_DEL_NTF,

	/* private: */
	__L3CLIENT_CMD_MAX,
	L3CLIENT_CMD_MAX = __L3CLIENT_CMD_MAX - 1
};

#define L3CLIENT_MCGRP_EVENTS	"events"

#endif /* _UAPI_LINUX_L3CLIENT_H */
