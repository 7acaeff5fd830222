// SPDX-License-Identifier: GPL-2.0-only
/* ICMPv6 errors, written as ICMPv4. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <net/ipv6.h>

#include "addr.h"
#include "checksum.h"
#include "icmp.h"
#include "upper.h"

/* The least MTU of IPv4 (RFC 791). */
#define MIN_MTU4 68

/* An error of which a word is wrong must not become one that is right. */
static bool check_valid(const struct sk_buff *skb,
			const struct nat426_packet6 *p)
{
	__wsum sum = csum_partial(skb->data + p->upper, p->payload, 0);

	return !csum_ipv6_magic(&p->saddr, &p->daddr, p->payload,
				IPPROTO_ICMPV6, sum);
}

static bool read_error(const struct sk_buff *skb,
		       const struct nat426_packet6 *p,
		       struct nat426_icmp *icmp)
{
	const struct icmp6hdr *hdr = (void *)skb->data + p->upper;

	icmp->type = hdr->icmp6_type;
	icmp->code = hdr->icmp6_code;
	icmp->pointer = ntohl(hdr->icmp6_pointer);
	icmp->mtu = ntohl(hdr->icmp6_mtu);
	return nat426_icmp_map6(icmp);
}

/*
 * What RFC 4884 lets follow the quoted packet is cut off: its length counts
 * in other units, and its objects would be of the other protocol.
 */
static int cut_extension(struct sk_buff *skb, struct nat426_packet6 *p)
{
	const u8 *hdr = skb->data + p->upper;
	unsigned int quoted = hdr[4] * 8;

	if (hdr[0] != ICMPV6_DEST_UNREACH && hdr[0] != ICMPV6_TIME_EXCEED)
		return 0;
	if (!quoted || quoted >= p->payload - sizeof(struct icmp6hdr))
		return 0;
	p->payload = sizeof(struct icmp6hdr) + quoted;
	return pskb_trim(skb, p->upper + p->payload);
}

/* The quoted packet must be the client's, on its way to an exit. */
static int read_inner(struct sk_buff *skb, const struct nat426_packet6 *p,
		      const struct nat426_config *config,
		      struct nat426_packet6 *inner)
{
	unsigned int start = p->upper + sizeof(struct icmp6hdr);

	if (nat426_packet6_read(skb, start, inner) ||
	    !ipv6_addr_equal(&inner->saddr, &p->daddr) ||
	    !nat426_config_exit_ok(config, &inner->daddr) ||
	    nat426_packet6_length4(inner) > 0xffff)
		return NAT426_A_COUNTERS_DOWN_INNER;
	return 0;
}

static bool inner_echo(struct sk_buff *skb, const struct nat426_packet6 *inner)
{
	struct icmphdr *icmp = (void *)skb->data + inner->upper;
	u8 from = icmp->type, to;
	__wsum delta;

	if (from == ICMPV6_ECHO_REQUEST)
		to = ICMP_ECHO;
	else if (from == ICMPV6_ECHO_REPLY)
		to = ICMP_ECHOREPLY;
	else
		return false;
	icmp->type = to;
	delta = csum_sub(nat426_csum_type(from, to),
			 nat426_csum_pseudo6(&inner->saddr, &inner->daddr,
					     inner->payload));
	csum_replace_by_diff(&icmp->checksum, delta);
	return true;
}

/* False for a quoted packet that no client can have sent. */
static bool inner_upper(struct sk_buff *skb, const struct nat426_packet6 *inner,
			__be32 client, __be32 server)
{
	unsigned int size = nat426_upper_size(inner->protocol);
	__wsum delta;

	if (inner->offset || !size)
		return true;
	if (inner->protocol == IPPROTO_ICMP)
		return false;
	/* The quote may end before the checksum. */
	if (skb->len - inner->upper < size)
		return inner->protocol != IPPROTO_ICMPV6;
	if (inner->protocol == IPPROTO_ICMPV6)
		return inner_echo(skb, inner);
	delta = csum_sub(nat426_csum_addrs4(client, server),
			 nat426_csum_addrs6(&inner->saddr, &inner->daddr));
	nat426_upper_adjust(skb, skb->data + inner->upper, inner->protocol,
			    delta);
	return true;
}

static void write_error(struct icmphdr *hdr, const struct nat426_icmp *icmp,
			u32 mtu, unsigned int len)
{
	memset(hdr, 0, sizeof(*hdr));
	hdr->type = icmp->type;
	hdr->code = icmp->code;
	if (icmp->type == ICMP_PARAMETERPROB)
		hdr->un.gateway = htonl(icmp->pointer << 24);
	else if (icmp->type == ICMP_DEST_UNREACH &&
		 icmp->code == ICMP_FRAG_NEEDED)
		hdr->un.frag.mtu = htons(mtu);
	hdr->checksum = csum_fold(csum_partial(hdr, len, 0));
}

static u32 mtu_to4(u32 told, u32 mtu)
{
	told = told > sizeof(struct ipv6hdr) ?
		told - (sizeof(struct ipv6hdr) - sizeof(struct iphdr)) : 0;
	return clamp_t(u32, told, MIN_MTU4, min_t(u32, mtu, 0xffff));
}

/* Everything moves towards the quoted upper-layer header, which stays. */
static void write_packet(struct sk_buff *skb, struct nat426_packet6 *p,
			 const struct nat426_packet6 *inner,
			 const struct nat426_flow *flow,
			 const struct nat426_icmp *icmp, u32 mtu)
{
	unsigned int size = sizeof(struct iphdr) + sizeof(struct icmphdr);
	unsigned int at = inner->upper - sizeof(struct iphdr);
	__be32 server = nat426_addr_server(&inner->daddr);

	nat426_packet6_write4((void *)skb->data + at, inner,
			      nat426_packet6_length4(inner),
			      flow->client, server);
	skb_pull(skb, at - size);
	p->payload = skb->len - sizeof(struct iphdr);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, sizeof(struct iphdr));
	write_error(icmp_hdr(skb), icmp, mtu_to4(icmp->mtu, mtu), p->payload);
	nat426_packet6_write4(ip_hdr(skb), p, nat426_packet6_length4(p),
			      flow->server, flow->client);
}

/**
 * nat426_icmp_to4 - translate an ICMPv6 error, in place
 * @skb: the error, after nat426_packet6_upper()
 * @packet: what its headers say
 * @flow: from whom it comes, and the client
 * @config: the configuration
 * @mtu: of the port
 *
 * Return: 0, or the counter of the drop.
 */
int nat426_icmp_to4(struct sk_buff *skb, const struct nat426_packet6 *packet,
		    const struct nat426_flow *flow,
		    const struct nat426_config *config, u32 mtu)
{
	struct nat426_packet6 p = *packet, inner;
	struct nat426_icmp icmp;
	int reason;

	if (skb_linearize_cow(skb))
		return NAT426_A_COUNTERS_DOWN_NO_MEMORY;
	if (!check_valid(skb, &p))
		return NAT426_A_COUNTERS_DOWN_MALFORMED;
	if (!read_error(skb, &p, &icmp))
		return NAT426_A_COUNTERS_DOWN_ICMP;
	if (cut_extension(skb, &p))
		return NAT426_A_COUNTERS_DOWN_NO_MEMORY;
	reason = read_inner(skb, &p, config, &inner);
	if (reason)
		return reason;
	skb->ip_summed = CHECKSUM_NONE;
	if (!inner_upper(skb, &inner, flow->client,
			 nat426_addr_server(&inner.daddr)))
		return NAT426_A_COUNTERS_DOWN_INNER;
	write_packet(skb, &p, &inner, flow, &icmp, mtu);
	skb->protocol = htons(ETH_P_IP);
	return 0;
}
