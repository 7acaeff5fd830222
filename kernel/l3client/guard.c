// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/visibility.h>
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/udp.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include "consumer.h"
#include "guard.h"
#include "net.h"
#include "prefix.h"

/* The stack takes off nested priority tags; deeper ones are no client's. */
#define VLAN_DEPTH_MAX	4

/* RFC 8200 knows seven kinds of extension header; no stack sends more. */
#define CHAIN_MAX	16

/**
 * struct chain_end - where the headers of an IPv6 packet lead
 * @nexthdr: the first header that is no extension header
 * @offset: where it begins in the frame
 * @later: the packet is a fragment other than the first, without that header
 */
struct chain_end {
	u8 nexthdr;
	unsigned int offset;
	bool later;
};

/* The UDP ports on which nodes talk among themselves. */
static bool port_is_control(__be16 port)
{
	switch (ntohs(port)) {
	case 1234:	/* DDHCP, blocks */
	case 1235:	/* DDHCP, leases */
	case 5523:	/* roaming */
	case 6696:	/* Babel */
	case 27275:	/* multicast fan-out */
		return true;
	default:
		return false;
	}
}

/* The link-local groups in which nodes talk among themselves. */
static bool address_is_control(const struct in6_addr *address)
{
	if (address->s6_addr32[0] != htonl(0xff020000) ||
	    address->s6_addr32[1] || address->s6_addr32[2])
		return false;

	switch (ntohl(address->s6_addr32[3])) {
	case 0x00001234:	/* DDHCP */
	case 0x00005523:	/* roaming */
	case 0x00010006:	/* Babel, RFC 8966 */
	case 0x00006a8b:	/* multicast fan-out */
		return true;
	default:
		return false;
	}
}

static bool address_is_node(const struct l3client_net *ln,
			    const struct in6_addr *address)
{
	if (l3client_prefix_roles(ln, address) & BIT(L3CLIENT_ROLE_NODE))
		return true;
	return ipv6_chk_addr(ln->net, address, NULL, 0);
}

/* Steps over the extension header at end->offset. False if it is cut off. */
static bool chain_step(const struct sk_buff *skb, struct chain_end *end)
{
	struct ipv6_opt_hdr buf;
	const struct ipv6_opt_hdr *h;
	struct frag_hdr fragbuf;
	const struct frag_hdr *frag;

	if (end->nexthdr == NEXTHDR_FRAGMENT) {
		frag = skb_header_pointer(skb, end->offset, sizeof(fragbuf),
					  &fragbuf);
		if (!frag)
			return false;
		end->nexthdr = frag->nexthdr;
		end->offset += sizeof(*frag);
		end->later = frag->frag_off & htons(IP6_OFFSET);
		return true;
	}

	h = skb_header_pointer(skb, end->offset, sizeof(buf), &buf);
	if (!h)
		return false;
	end->offset += end->nexthdr == NEXTHDR_AUTH ? ipv6_authlen(h) :
						      ipv6_optlen(h);
	end->nexthdr = h->nexthdr;
	return true;
}

static bool header_is_extension(u8 nexthdr)
{
	switch (nexthdr) {
	case NEXTHDR_HOP:
	case NEXTHDR_ROUTING:
	case NEXTHDR_FRAGMENT:
	case NEXTHDR_AUTH:
	case NEXTHDR_DEST:
	case NEXTHDR_MOBILITY:
		return true;
	default:
		return false;
	}
}

/* Follows extension headers. False if they lead out of the frame. */
static bool chain_follow(const struct sk_buff *skb, struct chain_end *end)
{
	int i;

	for (i = 0; i < CHAIN_MAX; i++) {
		if (end->later || !header_is_extension(end->nexthdr))
			return true;
		if (!chain_step(skb, end))
			return false;
	}
	return false;
}

/* A packet to a node or to a control group: 0 or why to drop it. */
static int guard_control(const struct sk_buff *skb, struct chain_end *end,
			 bool to_node)
{
	struct udphdr buf;
	const struct udphdr *udp;

	if (!chain_follow(skb, end))
		return L3CLIENT_A_COUNTERS_DROP_HEADER_CHAIN;
	if (end->nexthdr == IPPROTO_IPV6 && to_node)
		return L3CLIENT_A_COUNTERS_DROP_TUNNEL;
	if (end->later || end->nexthdr != IPPROTO_UDP)
		return 0;

	udp = skb_header_pointer(skb, end->offset, sizeof(buf), &buf);
	if (!udp)
		return L3CLIENT_A_COUNTERS_DROP_HEADER_CHAIN;
	return port_is_control(udp->dest) ? L3CLIENT_A_COUNTERS_DROP_CONTROL :
					    0;
}

static bool source_is_allowed(const struct l3client_net *ln,
			      const struct in6_addr *source)
{
	if (ipv6_addr_any(source))
		return true;
	if (ipv6_addr_type(source) & IPV6_ADDR_LINKLOCAL)
		return !ipv6_addr_is_multicast(source);
	return l3client_roles_allow(l3client_prefix_roles(ln, source));
}

/* The IPv6 packet at @offset: 0 or why to drop it. */
static int guard_ipv6(const struct l3client_net *ln, const struct sk_buff *skb,
		      unsigned int offset)
{
	struct chain_end end = { .offset = offset + sizeof(struct ipv6hdr) };
	const struct ipv6hdr *ip6h;
	struct ipv6hdr buf;
	bool to_node;

	ip6h = skb_header_pointer(skb, offset, sizeof(buf), &buf);
	if (!ip6h || ip6h->version != 6)
		return L3CLIENT_A_COUNTERS_DROP_MALFORMED;
	if (!source_is_allowed(ln, &ip6h->saddr))
		return L3CLIENT_A_COUNTERS_DROP_SOURCE_ADDRESS;
	if (l3client_prefix_roles(ln, &ip6h->daddr) &
	    BIT(L3CLIENT_ROLE_CLIENT_NODE))
		return L3CLIENT_A_COUNTERS_DROP_CLIENT_NODE;

	end.nexthdr = ip6h->nexthdr;
	if (end.nexthdr == IPPROTO_TCP || end.nexthdr == IPPROTO_ICMPV6)
		return 0;

	to_node = address_is_node(ln, &ip6h->daddr);
	if (!to_node && !address_is_control(&ip6h->daddr))
		return 0;
	return guard_control(skb, &end, to_node);
}

/*
 * Finds what is below the VLAN tags in the payload: the stack follows nested
 * priority tags too, so a tag must not hide a packet from the guard. -1 if
 * there are too many, else the EtherType, 0 for a frame that ends in a tag.
 */
static int frame_protocol(const struct sk_buff *skb, unsigned int *offset)
{
	__be16 protocol = skb->protocol;
	int depth;

	for (depth = 0; eth_type_vlan(protocol); depth++) {
		struct vlan_hdr buf;
		const struct vlan_hdr *tag;

		if (depth == VLAN_DEPTH_MAX)
			return -1;
		tag = skb_header_pointer(skb, *offset, sizeof(buf), &buf);
		if (!tag)
			return 0;
		*offset += sizeof(*tag);
		protocol = tag->h_vlan_encapsulated_proto;
	}
	return ntohs(protocol);
}

/**
 * l3client_guard() - tell whether a frame from a port may pass
 * @ln: the namespace of the port
 * @skb: the frame, its network header at skb->data and its MAC header set;
 *	it is not changed
 *
 * The rules are those of the port's guard in Documentation/l3client.rst.
 *
 * Context: softirq under rcu_read_lock().
 * Return: 0, or the enum l3client_counters_attr that says why not.
 */
int l3client_guard(const struct l3client_net *ln, const struct sk_buff *skb)
{
	const u8 *source = eth_hdr(skb)->h_source;
	unsigned int offset = 0;
	int protocol;

	if (!is_valid_ether_addr(source))
		return L3CLIENT_A_COUNTERS_DROP_SOURCE_MAC;
	if (l3client_consumer_owns_mac(ln->net, source))
		return L3CLIENT_A_COUNTERS_DROP_RESERVED_MAC;

	protocol = frame_protocol(skb, &offset);
	if (protocol < 0)
		return L3CLIENT_A_COUNTERS_DROP_VLAN_DEPTH;
	if (protocol == ETH_P_IPV6)
		return guard_ipv6(ln, skb, offset);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_guard);
