// SPDX-License-Identifier: GPL-2.0-only
/* An IPv6 packet as it was read, and as it is written in IPv4. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <linux/random.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/dsfield.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include "checksum.h"
#include "packet6.h"
#include "upper.h"

/* More extension headers than this are an attack. */
#define MAX_EXTENSIONS 8
/* Above this IPv4 packets are not to be fragmented (RFC 7915 section 5.1). */
#define MAX_WITHOUT_DF 1260

/* Reads the extension header at p->upper; 0 if the chain may go on. */
static int read_extension(struct sk_buff *skb, struct nat426_packet6 *p)
{
	struct { u8 nexthdr, len, type, left; } *ext;
	unsigned int len;

	if (p->fragment)
		return NAT426_A_COUNTERS_DOWN_PROTOCOL;
	if (p->payload < 8 || !pskb_may_pull(skb, p->upper + 8))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	ext = (void *)skb->data + p->upper;
	len = (ext->len + 1) * 8;
	if (len > p->payload)
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	if (p->protocol == IPPROTO_ROUTING && ext->left) {
		/* Byte 3 of the header, the segments left. */
		p->pointer = p->upper - p->start + 3;
		return NAT426_A_COUNTERS_DOWN_PROTOCOL;
	}
	p->protocol = ext->nexthdr;
	p->upper += len;
	p->payload -= len;
	return 0;
}

static int read_fragment(struct sk_buff *skb, struct nat426_packet6 *p)
{
	const struct frag_hdr *frag;

	if (p->fragment)
		return NAT426_A_COUNTERS_DOWN_PROTOCOL;
	if (p->payload < sizeof(*frag) ||
	    !pskb_may_pull(skb, p->upper + sizeof(*frag)))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	frag = (void *)skb->data + p->upper;
	p->fragment = true;
	p->id = frag->identification;
	p->offset = ntohs(frag->frag_off) >> 3;
	p->more = ntohs(frag->frag_off) & IP6_MF;
	p->protocol = frag->nexthdr;
	p->upper += sizeof(*frag);
	p->payload -= sizeof(*frag);
	return 0;
}

static int read_chain(struct sk_buff *skb, struct nat426_packet6 *p)
{
	unsigned int i;
	int reason;

	for (i = 0; i <= MAX_EXTENSIONS; i++) {
		switch (p->protocol) {
		case 0:
		case IPPROTO_ROUTING:
		case IPPROTO_DSTOPTS:
			reason = read_extension(skb, p);
			break;
		case IPPROTO_FRAGMENT:
			reason = read_fragment(skb, p);
			break;
		default:
			return 0;
		}
		if (reason)
			return reason;
	}
	return NAT426_A_COUNTERS_DOWN_MALFORMED;
}

/**
 * nat426_packet6_read - read the headers of a packet up to the upper layer
 * @skb: the packet, or an error that quotes it; not shared
 * @start: offset of the packet's header from skb->data
 * @p: what the headers say
 *
 * Pulls the headers. A quoted packet, @start being above 0, may be cut off
 * behind them.
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet6_read(struct sk_buff *skb, unsigned int start,
			struct nat426_packet6 *p)
{
	const struct ipv6hdr *ip6h;

	if (!pskb_may_pull(skb, start + sizeof(*ip6h)))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	ip6h = (void *)skb->data + start;
	if (ip6h->version != 6)
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	*p = (struct nat426_packet6) {
		.saddr = ip6h->saddr,
		.daddr = ip6h->daddr,
		.start = start,
		.upper = start + sizeof(*ip6h),
		.payload = ntohs(ip6h->payload_len),
		.tclass = ipv6_get_dsfield(ip6h),
		.hop_limit = ip6h->hop_limit,
		.protocol = ip6h->nexthdr,
	};
	if (!start && (!p->payload || p->upper + p->payload != skb->len))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	return read_chain(skb, p);
}

/* Whether the packet, no fragment, is an ICMPv6 error (RFC 4443). */
bool nat426_packet6_error(const struct sk_buff *skb,
			  const struct nat426_packet6 *p)
{
	u8 buf;
	const u8 *type;

	if (p->protocol != IPPROTO_ICMPV6 || p->offset)
		return false;
	type = skb_header_pointer(skb, p->upper, 1, &buf);
	return type && !(*type & ICMPV6_INFOMSG_MASK);
}

static int check_fragment(const struct nat426_packet6 *p)
{
	if (p->protocol == IPPROTO_ICMPV6)
		return NAT426_A_COUNTERS_DOWN_FRAGMENT;
	if (p->more && (p->payload & 7))
		return NAT426_A_COUNTERS_DOWN_FRAGMENT;
	if (p->offset * 8 + p->payload > 0xffff - sizeof(struct iphdr))
		return NAT426_A_COUNTERS_DOWN_FRAGMENT;
	return 0;
}

/**
 * nat426_packet6_upper - check fragment and upper-layer header
 * @skb: the packet, as nat426_packet6_read() left it
 * @p: what its headers say
 *
 * Pulls the upper-layer header and makes its checksum one that deltas fit.
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet6_upper(struct sk_buff *skb, const struct nat426_packet6 *p)
{
	unsigned int size = p->offset ? 0 : nat426_upper_size(p->protocol);
	int reason;

	if (p->protocol == IPPROTO_ICMP || p->protocol == IPPROTO_IGMP ||
	    p->protocol == IPPROTO_NONE)
		return NAT426_A_COUNTERS_DOWN_PROTOCOL;
	if (nat426_packet6_fragment(p)) {
		reason = check_fragment(p);
		if (reason)
			return reason;
		/* No sender leaves the checksum of a fragment unfinished. */
		if (skb->ip_summed == CHECKSUM_PARTIAL)
			return NAT426_A_COUNTERS_DOWN_FRAGMENT;
	}
	if (p->payload < size)
		return p->more ? NAT426_A_COUNTERS_DOWN_FRAGMENT :
				 NAT426_A_COUNTERS_DOWN_MALFORMED;
	if (!pskb_may_pull(skb, p->upper + size))
		return NAT426_A_COUNTERS_DOWN_NO_MEMORY;
	if (skb_is_gso(skb))
		return nat426_upper_partial_fits(skb, p->upper, p->protocol) ?
			0 : NAT426_A_COUNTERS_DOWN_GSO;
	if (nat426_upper_prepare(skb, p->upper, p->protocol))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	return 0;
}

/* The length of the packet in IPv4. */
u32 nat426_packet6_length4(const struct nat426_packet6 *p)
{
	return sizeof(struct iphdr) + p->payload;
}

static void write_id(struct iphdr *iph, const struct nat426_packet6 *p,
		     u32 segment)
{
	iph->id = 0;
	iph->frag_off = 0;
	if (p->fragment) {
		iph->id = htons(ntohl(p->id));
		iph->frag_off = htons(p->offset | (p->more ? IP_MF : 0));
	} else if (segment > MAX_WITHOUT_DF) {
		iph->frag_off = htons(IP_DF);
	} else {
		iph->id = htons(get_random_u16());
	}
}

/**
 * nat426_packet6_write4 - write the IPv4 header of a packet
 * @iph: where
 * @p: what the IPv6 headers say
 * @segment: length in IPv4 of the packet, or of a segment of it
 * @saddr: source
 * @daddr: destination
 *
 * The time to live is the hop limit; RFC 7915 section 5.1 for the rest.
 */
void nat426_packet6_write4(struct iphdr *iph, const struct nat426_packet6 *p,
			   u32 segment, __be32 saddr, __be32 daddr)
{
	iph->version = 4;
	iph->ihl = 5;
	iph->tos = p->tclass;
	iph->tot_len = htons(nat426_packet6_length4(p));
	write_id(iph, p, segment);
	iph->ttl = p->hop_limit;
	iph->protocol = p->protocol == IPPROTO_ICMPV6 ? IPPROTO_ICMP :
							p->protocol;
	iph->check = 0;
	iph->saddr = saddr;
	iph->daddr = daddr;
	iph->check = ip_fast_csum(iph, iph->ihl);
}

static int echo_to4(struct sk_buff *skb, const struct nat426_packet6 *p)
{
	struct icmphdr *icmp = (void *)skb->data + p->upper;
	u8 from = icmp->type, to;
	__wsum delta;

	if (icmp->code)
		return NAT426_A_COUNTERS_DOWN_ICMP;
	if (from == ICMPV6_ECHO_REQUEST)
		to = ICMP_ECHO;
	else if (from == ICMPV6_ECHO_REPLY)
		to = ICMP_ECHOREPLY;
	else
		return NAT426_A_COUNTERS_DOWN_ICMP;
	icmp->type = to;
	delta = csum_sub(nat426_csum_type(from, to),
			 nat426_csum_pseudo6(&p->saddr, &p->daddr, p->payload));
	nat426_csum_adjust(skb, &icmp->checksum, delta, false);
	return 0;
}

static int upper_to4(struct sk_buff *skb, const struct nat426_packet6 *p,
		     const struct nat426_flow *flow)
{
	__wsum delta;

	if (p->offset)
		return 0;
	if (p->protocol == IPPROTO_ICMPV6)
		return echo_to4(skb, p);
	delta = csum_sub(nat426_csum_addrs4(flow->server, flow->client),
			 nat426_csum_addrs6(&p->saddr, &p->daddr));
	nat426_upper_adjust(skb, skb->data + p->upper, p->protocol, delta);
	return 0;
}

static void gso_to4(struct sk_buff *skb)
{
	struct skb_shared_info *shinfo = skb_shinfo(skb);

	if (shinfo->gso_type & SKB_GSO_TCPV6)
		shinfo->gso_type |= SKB_GSO_TCPV4;
	shinfo->gso_type &= ~SKB_GSO_TCPV6;
}

/* The length in IPv4 of a segment, or of the packet where it is but one. */
static u32 segment_length(const struct sk_buff *skb,
			  const struct nat426_packet6 *p)
{
	unsigned int header;

	if (!skb_is_gso(skb))
		return nat426_packet6_length4(p);
	header = p->protocol == IPPROTO_TCP ? tcp_hdrlen(skb) :
					      sizeof(struct udphdr);
	return sizeof(struct iphdr) + header + skb_shinfo(skb)->gso_size;
}

/**
 * nat426_packet6_to4 - translate a packet that is no ICMPv6 error, in place
 * @skb: the packet, after nat426_packet6_upper(), transport header set
 * @p: what its headers say
 * @flow: between whom it goes, from the server to the client
 * @headroom: what the link layer wants
 *
 * CHECKSUM_COMPLETE becomes CHECKSUM_NONE, as wherever a packet is sent on.
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet6_to4(struct sk_buff *skb, const struct nat426_packet6 *p,
		       const struct nat426_flow *flow, unsigned int headroom)
{
	unsigned int gone = p->upper - sizeof(struct iphdr);
	int reason;

	if (skb_cow_head(skb, headroom > gone ? headroom - gone : 0))
		return NAT426_A_COUNTERS_DOWN_NO_MEMORY;
	skb_forward_csum(skb);
	reason = upper_to4(skb, p, flow);
	if (reason)
		return reason;
	if (skb_is_gso(skb))
		gso_to4(skb);
	skb_pull(skb, gone);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, sizeof(struct iphdr));
	nat426_packet6_write4(ip_hdr(skb), p, segment_length(skb, p),
			      flow->server, flow->client);
	skb->protocol = htons(ETH_P_IP);
	return 0;
}
