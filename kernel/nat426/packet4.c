// SPDX-License-Identifier: GPL-2.0-only
/* An IPv4 packet as it was read, and as it is written in IPv6. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include "checksum.h"
#include "packet4.h"
#include "upper.h"

static void fill(struct nat426_packet4 *p, const struct iphdr *iph, u32 total)
{
	u16 frag = ntohs(iph->frag_off);

	p->saddr = iph->saddr;
	p->daddr = iph->daddr;
	p->id = iph->id;
	p->offset = frag & IP_OFFSET;
	p->hlen = iph->ihl * 4;
	p->payload = total - p->hlen;
	p->tos = iph->tos;
	p->ttl = iph->ttl;
	p->protocol = iph->protocol;
	p->df = frag & IP_DF;
	p->more = frag & IP_MF;
}

/**
 * nat426_packet4_quoted - read the header of a packet that an error quotes
 * @data: the quoted packet, aligned to 4 bytes
 * @len: how much there is of it
 * @p: what it says
 *
 * The checksum is left alone: routers on the way may have spoilt it.
 *
 * Return: false if the header is not whole or contradicts itself.
 */
bool nat426_packet4_quoted(const void *data, unsigned int len,
			   struct nat426_packet4 *p)
{
	const struct iphdr *iph = data;

	if (len < sizeof(*iph) || iph->version != 4 || iph->ihl < 5 ||
	    len < iph->ihl * 4 || ntohs(iph->tot_len) < iph->ihl * 4)
		return false;
	fill(p, iph, ntohs(iph->tot_len));
	return true;
}

/* The length in the header of a packet above 64 KiB is 0 (BIG TCP). */
static u32 total_length(const struct sk_buff *skb, const struct iphdr *iph)
{
	if (!iph->tot_len && skb_is_gso(skb))
		return skb->len;
	return ntohs(iph->tot_len);
}

/**
 * nat426_packet4_read - read and check the header of a packet
 * @skb: the packet, not shared, skb->data at its network header
 * @p: what the header says
 *
 * Pulls the header and cuts off what follows the packet.
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet4_read(struct sk_buff *skb, struct nat426_packet4 *p)
{
	const struct iphdr *iph;
	u32 total;

	if (!pskb_may_pull(skb, sizeof(*iph)))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	iph = ip_hdr(skb);
	if (iph->version != 4 || iph->ihl < 5 ||
	    !pskb_may_pull(skb, iph->ihl * 4))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	iph = ip_hdr(skb);
	if (ip_fast_csum(iph, iph->ihl))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	total = total_length(skb, iph);
	if (total < iph->ihl * 4 || total > skb->len ||
	    (total < skb->len && skb_is_gso(skb)))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	fill(p, iph, total);
	if (pskb_trim_rcsum(skb, total))
		return NAT426_A_COUNTERS_UP_NO_MEMORY;
	return 0;
}

/* True if a source route of @len bytes has hops left (RFC 791). */
static bool route_unexpired(const u8 *opt, unsigned int len)
{
	return len < 3 || opt[2] <= len;
}

/**
 * nat426_packet4_options - check the options, which have no counterpart
 * @skb: the packet, as nat426_packet4_read() left it
 * @p: what its header says
 *
 * Return: 0 if the packet may go on without them, or the counter of the drop.
 */
int nat426_packet4_options(const struct sk_buff *skb,
			   const struct nat426_packet4 *p)
{
	unsigned int left = p->hlen - sizeof(struct iphdr);
	const u8 *opt = (const u8 *)(ip_hdr(skb) + 1);

	while (left && *opt != IPOPT_END) {
		unsigned int len = 1;

		if (*opt != IPOPT_NOOP) {
			if (left < 2 || opt[1] < 2 || opt[1] > left)
				return NAT426_A_COUNTERS_UP_MALFORMED;
			len = opt[1];
		}
		if ((*opt == IPOPT_LSRR || *opt == IPOPT_SSRR) &&
		    route_unexpired(opt, len))
			return NAT426_A_COUNTERS_UP_SOURCE_ROUTE;
		opt += len;
		left -= len;
	}
	return 0;
}

static int check_fragment(const struct nat426_packet4 *p)
{
	if (p->protocol == IPPROTO_ICMP)
		return NAT426_A_COUNTERS_UP_FRAGMENT;
	if (p->more && (p->payload & 7))
		return NAT426_A_COUNTERS_UP_FRAGMENT;
	if (p->offset * 8 + p->payload > IPV6_MAXPLEN)
		return NAT426_A_COUNTERS_UP_FRAGMENT;
	return 0;
}

/**
 * nat426_packet4_upper - check fragment and upper-layer header
 * @skb: the packet, as nat426_packet4_read() left it
 * @p: what its header says
 *
 * Pulls the upper-layer header and makes its checksum one that deltas fit.
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet4_upper(struct sk_buff *skb, const struct nat426_packet4 *p)
{
	unsigned int size = p->offset ? 0 : nat426_upper_size(p->protocol);
	int reason;

	if (nat426_upper_6only(p->protocol) || p->protocol == IPPROTO_IGMP)
		return NAT426_A_COUNTERS_UP_PROTOCOL;
	if (nat426_packet4_fragment(p)) {
		reason = check_fragment(p);
		if (reason)
			return reason;
		/* No sender leaves the checksum of a fragment unfinished. */
		if (skb->ip_summed == CHECKSUM_PARTIAL)
			return NAT426_A_COUNTERS_UP_FRAGMENT;
	}
	if (p->payload < size)
		return p->more ? NAT426_A_COUNTERS_UP_FRAGMENT :
				 NAT426_A_COUNTERS_UP_MALFORMED;
	if (!pskb_may_pull(skb, p->hlen + size))
		return NAT426_A_COUNTERS_UP_NO_MEMORY;
	if (skb_is_gso(skb))
		return nat426_upper_partial_fits(skb, p->hlen, p->protocol) ?
			0 : NAT426_A_COUNTERS_UP_GSO;
	if (nat426_upper_prepare(skb, p->hlen, p->protocol))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	return 0;
}

/* The length of the IPv6 headers that the packet gets. */
unsigned int nat426_packet4_room(const struct nat426_packet4 *p)
{
	return sizeof(struct ipv6hdr) +
	       (nat426_packet4_fragment(p) ? sizeof(struct frag_hdr) : 0);
}

static void write_fragment(struct frag_hdr *frag,
			   const struct nat426_packet4 *p, u8 nexthdr)
{
	frag->nexthdr = nexthdr;
	frag->reserved = 0;
	frag->frag_off = htons(p->offset << 3 | (p->more ? IP6_MF : 0));
	frag->identification = htonl(ntohs(p->id));
}

/**
 * nat426_packet4_write6 - write the IPv6 headers of a packet
 * @to: where, nat426_packet4_room() bytes aligned to 4
 * @p: what the IPv4 header says
 * @saddr: source
 * @daddr: destination
 *
 * The hop limit is the time to live; RFC 7915 section 4.1 for the rest.
 */
void nat426_packet4_write6(void *to, const struct nat426_packet4 *p,
			   const struct in6_addr *saddr,
			   const struct in6_addr *daddr)
{
	u8 nexthdr = p->protocol == IPPROTO_ICMP ? IPPROTO_ICMPV6 : p->protocol;
	unsigned int room = nat426_packet4_room(p);
	struct ipv6hdr *ip6h = to;

	ip6_flow_hdr(ip6h, p->tos, 0);
	ip6h->payload_len = htons(room - sizeof(*ip6h) + p->payload);
	ip6h->hop_limit = p->ttl;
	ip6h->saddr = *saddr;
	ip6h->daddr = *daddr;
	ip6h->nexthdr = nexthdr;
	if (room > sizeof(*ip6h)) {
		ip6h->nexthdr = IPPROTO_FRAGMENT;
		write_fragment((struct frag_hdr *)(ip6h + 1), p, nexthdr);
	}
}

/* IPv6 wants a checksum where the sender made none (RFC 7915 section 4.5). */
static int make_udp_check(struct sk_buff *skb, const struct nat426_packet4 *p,
			  const struct nat426_flow *flow)
{
	struct udphdr *udp = (void *)skb->data + p->hlen;
	u16 len = ntohs(udp->len);
	__wsum sum;

	if (nat426_packet4_fragment(p))
		return NAT426_A_COUNTERS_UP_CHECKSUM;
	if (len < sizeof(*udp) || len > p->payload)
		return NAT426_A_COUNTERS_UP_MALFORMED;
	sum = skb_checksum(skb, p->hlen, len, 0);
	udp->check = csum_ipv6_magic(&flow->node, &flow->peer, len,
				     IPPROTO_UDP, sum);
	if (!udp->check)
		udp->check = CSUM_MANGLED_0;
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->csum = csum_add(skb->csum, csum_unfold(udp->check));
	return 0;
}

static int echo_to6(struct sk_buff *skb, const struct nat426_packet4 *p,
		    const struct nat426_flow *flow)
{
	struct icmphdr *icmp = (void *)skb->data + p->hlen;
	u8 from = icmp->type, to;
	__wsum delta;

	if (icmp->code)
		return NAT426_A_COUNTERS_UP_ICMP;
	if (from == ICMP_ECHO)
		to = ICMPV6_ECHO_REQUEST;
	else if (from == ICMP_ECHOREPLY)
		to = ICMPV6_ECHO_REPLY;
	else
		return NAT426_A_COUNTERS_UP_ICMP;
	icmp->type = to;
	delta = nat426_csum_type(from, to);
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->csum = csum_add(skb->csum, delta);
	delta = csum_add(delta, nat426_csum_pseudo6(&flow->node, &flow->peer,
						    p->payload));
	nat426_csum_adjust(skb, &icmp->checksum, delta, false);
	return 0;
}

static int upper_to6(struct sk_buff *skb, const struct nat426_packet4 *p,
		     const struct nat426_flow *flow)
{
	struct udphdr *udp = (void *)skb->data + p->hlen;
	__wsum delta;

	if (p->offset)
		return 0;
	if (p->protocol == IPPROTO_ICMP)
		return echo_to6(skb, p, flow);
	if (p->protocol == IPPROTO_UDP && !udp->check &&
	    skb->ip_summed != CHECKSUM_PARTIAL)
		return make_udp_check(skb, p, flow);
	delta = csum_sub(nat426_csum_addrs6(&flow->node, &flow->peer),
			 nat426_csum_addrs4(p->saddr, p->daddr));
	nat426_upper_adjust(skb, udp, p->protocol, delta);
	return 0;
}

/* Options and fragments go with the header: segments can do without. */
static void gso_to6(struct sk_buff *skb)
{
	struct skb_shared_info *shinfo = skb_shinfo(skb);

	if (shinfo->gso_type & SKB_GSO_TCPV4)
		shinfo->gso_type |= SKB_GSO_TCPV6;
	shinfo->gso_type &= ~(SKB_GSO_TCPV4 | SKB_GSO_TCP_FIXEDID);
}

/**
 * nat426_packet4_to6 - translate a packet that is no ICMP error, in place
 * @skb: the packet, after nat426_packet4_upper()
 * @p: what its header says
 * @flow: between whom it goes, from the client to the server
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_packet4_to6(struct sk_buff *skb, const struct nat426_packet4 *p,
		       const struct nat426_flow *flow)
{
	unsigned int room = nat426_packet4_room(p);
	int reason;

	if (skb_cow_head(skb, room > p->hlen ? room - p->hlen : 0))
		return NAT426_A_COUNTERS_UP_NO_MEMORY;
	reason = upper_to6(skb, p, flow);
	if (reason)
		return reason;
	if (skb_is_gso(skb))
		gso_to6(skb);
	skb_pull_rcsum(skb, p->hlen);
	skb_push(skb, room);
	nat426_packet4_write6(skb->data, p, &flow->node, &flow->peer);
	skb_postpush_rcsum(skb, skb->data, room);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, room);
	skb->protocol = htons(ETH_P_IPV6);
	return 0;
}
