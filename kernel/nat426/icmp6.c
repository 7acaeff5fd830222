// SPDX-License-Identifier: GPL-2.0-only
/* ICMPv4 errors, written as ICMPv6. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <net/ipv6.h>

#include "addr.h"
#include "checksum.h"
#include "icmp.h"
#include "upper.h"

/* What the IPv6 header is longer by. */
#define GROWTH (sizeof(struct ipv6hdr) - sizeof(struct iphdr))

static bool read_error(const struct sk_buff *skb,
		       const struct nat426_packet4 *p,
		       struct nat426_icmp *icmp)
{
	const struct icmphdr *hdr = (void *)skb->data + p->hlen;

	icmp->type = hdr->type;
	icmp->code = hdr->code;
	icmp->pointer = ntohl(hdr->un.gateway) >> 24;
	icmp->mtu = ntohs(hdr->un.frag.mtu);
	return nat426_icmp_map4(icmp);
}

/* What RFC 4884 lets follow the quoted packet is cut off. */
static int cut_extension(struct sk_buff *skb, const struct nat426_packet4 *p)
{
	const u8 *hdr = skb->data + p->hlen;
	unsigned int quoted = hdr[5] * 4;

	if (!quoted || quoted >= p->payload - sizeof(struct icmphdr))
		return 0;
	return pskb_trim(skb, p->hlen + sizeof(struct icmphdr) + quoted);
}

/* The MTU that the error tells the other end (RFC 7915 section 4.2). */
static u32 mtu_to6(u32 told, u32 quoted, u32 mtu)
{
	if (!told)
		told = nat426_icmp_plateau(quoted);
	return max_t(u32, IPV6_MIN_MTU, min(told, mtu) + GROWTH);
}

/* False for a quoted packet that cannot have come to the client. */
static bool inner_upper(struct sk_buff *skb, unsigned int upper,
			const struct nat426_packet4 *inner,
			const struct nat426_flow *flow)
{
	struct icmphdr *icmp = (void *)skb->data + upper;
	unsigned int size = nat426_upper_size(inner->protocol);
	__wsum delta;
	u8 from, to;

	if (nat426_upper_6only(inner->protocol))
		return false;
	if (inner->offset || !size)
		return true;
	/* The quote may end before the checksum. */
	if (skb->len - upper < size)
		return inner->protocol != IPPROTO_ICMP;
	if (inner->protocol != IPPROTO_ICMP) {
		delta = csum_sub(nat426_csum_addrs6(&flow->peer, &flow->node),
				 nat426_csum_addrs4(inner->saddr,
						    inner->daddr));
		nat426_upper_adjust(skb, icmp, inner->protocol, delta);
		return true;
	}
	from = icmp->type;
	if (from != ICMP_ECHO && from != ICMP_ECHOREPLY)
		return false;
	to = from == ICMP_ECHO ? ICMPV6_ECHO_REQUEST : ICMPV6_ECHO_REPLY;
	icmp->type = to;
	delta = csum_add(nat426_csum_type(from, to),
			 nat426_csum_pseudo6(&flow->peer, &flow->node,
					     inner->payload));
	csum_replace_by_diff(&icmp->checksum, delta);
	return true;
}

static void write_error(struct icmp6hdr *hdr, const struct nat426_icmp *icmp,
			u32 mtu, unsigned int len,
			const struct nat426_flow *flow)
{
	memset(hdr, 0, sizeof(*hdr));
	hdr->icmp6_type = icmp->type;
	hdr->icmp6_code = icmp->code;
	if (icmp->type == ICMPV6_PARAMPROB)
		hdr->icmp6_pointer = htonl(icmp->pointer);
	else if (icmp->type == ICMPV6_PKT_TOOBIG)
		hdr->icmp6_mtu = htonl(mtu);
	hdr->icmp6_cksum = csum_ipv6_magic(&flow->node, &flow->peer, len,
					   IPPROTO_ICMPV6,
					   csum_partial(hdr, len, 0));
}

/* Headers grow towards the front; the quoted upper-layer header stays. */
static void write_packet(struct sk_buff *skb, unsigned int upper,
			 struct nat426_packet4 *p,
			 const struct nat426_packet4 *inner,
			 const struct nat426_flow *flow,
			 const struct nat426_flow *quoted,
			 const struct nat426_icmp *icmp, u32 mtu)
{
	unsigned int room = nat426_packet4_room(inner);

	skb_pull(skb, upper);
	skb_push(skb, room);
	nat426_packet4_write6(skb->data, inner, &quoted->peer, &quoted->node);
	skb_push(skb, sizeof(struct icmp6hdr));
	p->payload = skb->len;
	write_error((void *)skb->data, icmp, mtu, p->payload, flow);
	skb_reset_transport_header(skb);
	skb_push(skb, sizeof(struct ipv6hdr));
	skb_reset_network_header(skb);
	nat426_packet4_write6(skb->data, p, &flow->node, &flow->peer);
}

/* The error as a whole fits the least MTU of IPv6 (RFC 4443 section 2.4). */
static int cut_quote(struct sk_buff *skb, unsigned int upper, unsigned int need)
{
	unsigned int most = IPV6_MIN_MTU - need;

	return skb->len - upper > most ? pskb_trim(skb, upper + most) : 0;
}

/**
 * nat426_icmp_to6 - translate an ICMPv4 error, in place
 * @skb: the error, after nat426_packet4_upper()
 * @packet: what its header says
 * @flow: from the client to whom the error goes
 * @config: the configuration
 * @mtu: of the port
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_icmp_to6(struct sk_buff *skb, const struct nat426_packet4 *packet,
		    const struct nat426_flow *flow,
		    const struct nat426_config *config, u32 mtu)
{
	unsigned int start = packet->hlen + sizeof(struct icmphdr);
	unsigned int upper, room, need;
	struct nat426_packet4 p = *packet, inner;
	struct nat426_flow quoted = *flow;
	struct nat426_icmp icmp;

	if (skb_linearize_cow(skb))
		return NAT426_A_COUNTERS_UP_NO_MEMORY;
	if (csum_fold(csum_partial(skb->data + p.hlen, p.payload, 0)))
		return NAT426_A_COUNTERS_UP_MALFORMED;
	if (!read_error(skb, &p, &icmp) || cut_extension(skb, &p) ||
	    !nat426_packet4_quoted(skb->data + start, skb->len - start,
				   &inner) ||
	    inner.daddr != p.saddr)
		return NAT426_A_COUNTERS_UP_ICMP;
	upper = start + inner.hlen;
	room = nat426_packet4_room(&inner);
	nat426_addr_exit_make(&quoted.peer, &config->metaprefix,
			      nat426_addr_exit(&flow->peer), inner.saddr);
	skb->ip_summed = CHECKSUM_NONE;
	if (!inner_upper(skb, upper, &inner, &quoted))
		return NAT426_A_COUNTERS_UP_ICMP;
	need = sizeof(struct ipv6hdr) + sizeof(struct icmp6hdr) + room;
	if (cut_quote(skb, upper, need) ||
	    skb_cow_head(skb, need > upper ? need - upper : 0))
		return NAT426_A_COUNTERS_UP_NO_MEMORY;
	write_packet(skb, upper, &p, &inner, flow, &quoted, &icmp,
		     mtu_to6(icmp.mtu, inner.hlen + inner.payload, mtu));
	skb->protocol = htons(ETH_P_IPV6);
	return 0;
}
