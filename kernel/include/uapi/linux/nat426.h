/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause */
/* The netlink family nat426, as Documentation/netlink/specs/nat426.yaml defines it */
#ifndef _UAPI_LINUX_NAT426_H
#define _UAPI_LINUX_NAT426_H

#define NAT426_FAMILY_NAME	"nat426"
#define NAT426_FAMILY_VERSION	1

/**
 * enum nat426_link_attr - attributes of a nat426 link
 * @NAT426_A_LINK_IFINDEX: (u32, at least 1) The nat426 link; the namespace's
 *	only one if it is left out.
 * @NAT426_A_LINK_IFNAME: (string) The name of the link, in replies and events
 *	only.
 * @NAT426_A_LINK_CLIENT_NODE_PREFIX: (16 bytes) The /64 of client-node
 *	addresses. The last 64 bits are 0.
 * @NAT426_A_LINK_METAPREFIX: (16 bytes) The /64 of the exits' NAT64 prefixes.
 *	The last 64 bits are 0.
 * @NAT426_A_LINK_EXIT_RANGE: (u32 in network order) The IPv4 prefix of exit
 *	addresses. Host bits are 0.
 * @NAT426_A_LINK_EXIT_RANGE_LEN: (u8, 8 to 32) The length of the exit range
 *	in bits.
 * @NAT426_A_LINK_EXIT_OUI: (3 bytes) The first 24 bits of every exit MAC:
 *	locally administered, unicast.
 * @NAT426_A_LINK_GATEWAY_MAC: (6 bytes) The MAC of the gateway, the same on
 *	every node.
 * @NAT426_A_LINK_GATEWAY_ADDRESS: (u32 in network order) The anycast IPv4
 *	address that every node shows its clients.
 * @NAT426_A_LINK_CLIENT_RANGE: (u32 in network order) The IPv4 prefix of the
 *	clients' net. Host bits are 0.
 * @NAT426_A_LINK_CLIENT_RANGE_LEN: (u8, at most 32) The length of the client
 *	range in bits.
 * @NAT426_A_LINK_ICMP_SOURCE: (u32 in network order) The IPv4 source of ICMP
 *	errors from routers of the mesh, 192.0.0.8 unless set (RFC 7600, RFC
 *	7915 section 5.2).
 * @NAT426_A_LINK_COUNTERS: (nest) The counters, see enum
 *	nat426_counters_attr.
 * @NAT426_A_LINK_SEQ: (u32) The number of the last change in this namespace.
 */
enum nat426_link_attr {
	NAT426_A_LINK_IFINDEX = 1,
	NAT426_A_LINK_IFNAME,
	NAT426_A_LINK_CLIENT_NODE_PREFIX,
	NAT426_A_LINK_METAPREFIX,
	NAT426_A_LINK_EXIT_RANGE,
	NAT426_A_LINK_EXIT_RANGE_LEN,
	NAT426_A_LINK_EXIT_OUI,
	NAT426_A_LINK_GATEWAY_MAC,
	NAT426_A_LINK_GATEWAY_ADDRESS,
	NAT426_A_LINK_CLIENT_RANGE,
	NAT426_A_LINK_CLIENT_RANGE_LEN,
	NAT426_A_LINK_ICMP_SOURCE,
	NAT426_A_LINK_COUNTERS,
	NAT426_A_LINK_SEQ,

	/* private: */
	__NAT426_A_LINK_MAX,
	NAT426_A_LINK_MAX = __NAT426_A_LINK_MAX - 1
};

/**
 * enum nat426_counters_attr - why frames or packets were dropped, each a u64
 * @NAT426_A_COUNTERS_PAD: Aligns what follows to 64 bits.
 * @NAT426_A_COUNTERS_UP_DISABLED: The link is down or its configuration is
 *	not complete.
 * @NAT426_A_COUNTERS_UP_MALFORMED: No IPv4 packet, bad checksum, or lengths
 *	that contradict.
 * @NAT426_A_COUNTERS_UP_SOURCE: The source is outside the client range, no
 *	unicast address, or not bound to the client by l3client.
 * @NAT426_A_COUNTERS_UP_EXIT: The exit MAC is of no address in the exit
 *	range.
 * @NAT426_A_COUNTERS_UP_SOURCE_ROUTE: A source route that is not at its end
 *	(RFC 7915 section 4.1).
 * @NAT426_A_COUNTERS_UP_TTL: The time to live ended here; ICMP 11/0 was due.
 * @NAT426_A_COUNTERS_UP_PROTOCOL: A protocol number that means something else
 *	in IPv6.
 * @NAT426_A_COUNTERS_UP_ICMP: An ICMP message that has no counterpart.
 * @NAT426_A_COUNTERS_UP_FRAGMENT: A fragment of ICMP, or a first fragment
 *	without a whole header.
 * @NAT426_A_COUNTERS_UP_CHECKSUM: A UDP checksum of 0 in a fragment.
 * @NAT426_A_COUNTERS_UP_GSO: A batch of segments that cannot be translated.
 * @NAT426_A_COUNTERS_UP_NO_MEMORY: No memory to translate.
 * @NAT426_A_COUNTERS_DOWN_MALFORMED: No IPv6 packet, or lengths that
 *	contradict.
 * @NAT426_A_COUNTERS_DOWN_REFUSED: To a client-node address, but from nobody
 *	who may send there.
 * @NAT426_A_COUNTERS_DOWN_NO_CLIENT: The client is not here, and no route
 *	leads on.
 * @NAT426_A_COUNTERS_DOWN_NO_ADDRESS: The client's IPv4 address was not
 *	learned in time.
 * @NAT426_A_COUNTERS_DOWN_QUEUE_FULL: Too many packets waited for a client's
 *	IPv4 address.
 * @NAT426_A_COUNTERS_DOWN_EXIT: The exit in the source lies outside the exit
 *	range.
 * @NAT426_A_COUNTERS_DOWN_HOP_LIMIT: The hop limit ended here; ICMPv6 3/0 was
 *	due.
 * @NAT426_A_COUNTERS_DOWN_PROTOCOL: An extension or upper-layer header that
 *	is not translated.
 * @NAT426_A_COUNTERS_DOWN_ICMP: An ICMPv6 message that has no counterpart.
 * @NAT426_A_COUNTERS_DOWN_INNER: An ICMPv6 error about a packet that is not
 *	the client's.
 * @NAT426_A_COUNTERS_DOWN_FRAGMENT: A fragment of ICMPv6, or a first one
 *	without a whole header.
 * @NAT426_A_COUNTERS_DOWN_GSO: A batch of segments that cannot be translated.
 * @NAT426_A_COUNTERS_DOWN_NO_MEMORY: No memory to translate.
 * @NAT426_A_COUNTERS_ARP_ANSWERED: ARP requests answered.
 * @NAT426_A_COUNTERS_ICMP_ANSWERED: ICMP errors sent to clients.
 * @NAT426_A_COUNTERS_ANSWERS_LIMITED: Answers that a client's rate limit kept
 *	back.
 */
enum nat426_counters_attr {
	NAT426_A_COUNTERS_PAD = 1,
	NAT426_A_COUNTERS_UP_DISABLED,
	NAT426_A_COUNTERS_UP_MALFORMED,
	NAT426_A_COUNTERS_UP_SOURCE,
	NAT426_A_COUNTERS_UP_EXIT,
	NAT426_A_COUNTERS_UP_SOURCE_ROUTE,
	NAT426_A_COUNTERS_UP_TTL,
	NAT426_A_COUNTERS_UP_PROTOCOL,
	NAT426_A_COUNTERS_UP_ICMP,
	NAT426_A_COUNTERS_UP_FRAGMENT,
	NAT426_A_COUNTERS_UP_CHECKSUM,
	NAT426_A_COUNTERS_UP_GSO,
	NAT426_A_COUNTERS_UP_NO_MEMORY,
	NAT426_A_COUNTERS_DOWN_MALFORMED,
	NAT426_A_COUNTERS_DOWN_REFUSED,
	NAT426_A_COUNTERS_DOWN_NO_CLIENT,
	NAT426_A_COUNTERS_DOWN_NO_ADDRESS,
	NAT426_A_COUNTERS_DOWN_QUEUE_FULL,
	NAT426_A_COUNTERS_DOWN_EXIT,
	NAT426_A_COUNTERS_DOWN_HOP_LIMIT,
	NAT426_A_COUNTERS_DOWN_PROTOCOL,
	NAT426_A_COUNTERS_DOWN_ICMP,
	NAT426_A_COUNTERS_DOWN_INNER,
	NAT426_A_COUNTERS_DOWN_FRAGMENT,
	NAT426_A_COUNTERS_DOWN_GSO,
	NAT426_A_COUNTERS_DOWN_NO_MEMORY,
	NAT426_A_COUNTERS_ARP_ANSWERED,
	NAT426_A_COUNTERS_ICMP_ANSWERED,
	NAT426_A_COUNTERS_ANSWERS_LIMITED,

	/* private: */
	__NAT426_A_COUNTERS_MAX,
	NAT426_A_COUNTERS_MAX = __NAT426_A_COUNTERS_MAX - 1
};

/**
 * enum nat426_cmd - the requests and events of the family
 * @NAT426_CMD_LINK_GET: Show a link, or dump the namespace's.
 * @NAT426_CMD_LINK_SET: Set what the request names; the rest stays.
 * @NAT426_CMD_LINK_SET_NTF: A link was made or set.
 * @NAT426_CMD_LINK_DEL_NTF: The link is gone; this is how it was.
 */
enum nat426_cmd {
	NAT426_CMD_LINK_GET = 1,
	NAT426_CMD_LINK_SET,
	NAT426_CMD_LINK_SET_NTF,
	NAT426_CMD_LINK_DEL_NTF,

	/* private: */
	__NAT426_CMD_MAX,
	NAT426_CMD_MAX = __NAT426_CMD_MAX - 1
};

#define NAT426_MCGRP_EVENTS	"events"

#endif /* _UAPI_LINUX_NAT426_H */
