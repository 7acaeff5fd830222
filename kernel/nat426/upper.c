// SPDX-License-Identifier: GPL-2.0-only
/* Upper-layer headers: what of them is read and rewritten. */
#include <linux/icmp.h>
#include <linux/in.h>
#include <linux/tcp.h>
#include <linux/udp.h>

#include "checksum.h"
#include "upper.h"

/* How much of the header must be there: 0 where nothing of it is touched. */
unsigned int nat426_upper_size(u8 protocol)
{
	switch (protocol) {
	case IPPROTO_TCP:
		return sizeof(struct tcphdr);
	case IPPROTO_UDP:
		return sizeof(struct udphdr);
	case IPPROTO_ICMP:
	case IPPROTO_ICMPV6:
		return sizeof(struct icmphdr);
	}
	return 0;
}

static unsigned int check_offset(u8 protocol)
{
	return protocol == IPPROTO_TCP ? offsetof(struct tcphdr, check) :
					 offsetof(struct udphdr, check);
}

/**
 * nat426_upper_partial_fits - whether CHECKSUM_PARTIAL means this header
 * @skb: a packet with skb->data at its network header
 * @offset: of the upper-layer header from skb->data
 * @protocol: of the upper layer
 *
 * Return: false if the checksum still to be made is one further inside.
 */
bool nat426_upper_partial_fits(const struct sk_buff *skb, unsigned int offset,
			       u8 protocol)
{
	if (protocol != IPPROTO_TCP && protocol != IPPROTO_UDP)
		return false;
	return skb_checksum_start_offset(skb) == offset &&
	       skb->csum_offset == check_offset(protocol);
}

/**
 * nat426_upper_prepare - see that deltas apply to the checksum
 * @skb: a packet with skb->data at its network header
 * @offset: of the upper-layer header from skb->data
 * @protocol: of the upper layer
 *
 * An unfinished checksum that is not the upper layer's own, or is ICMP's, is
 * made now. May move the head.
 *
 * Return: 0, or a negative error if that failed.
 */
int nat426_upper_prepare(struct sk_buff *skb, unsigned int offset, u8 protocol)
{
	if (likely(skb->ip_summed != CHECKSUM_PARTIAL) ||
	    nat426_upper_partial_fits(skb, offset, protocol))
		return 0;
	return skb_checksum_help(skb);
}

/**
 * nat426_upper_adjust - let a checksum follow the pseudo-header
 * @skb: the packet
 * @upper: its upper-layer header, writable
 * @protocol: of the upper layer, TCP and UDP being those that have the
 *	pseudo-header in both protocols
 * @delta: what the pseudo-header's sum grows by
 *
 * A checksum of 0 stays one: UDP has none then (RFC 6935 over IPv6).
 */
void nat426_upper_adjust(struct sk_buff *skb, void *upper, u8 protocol,
			 __wsum delta)
{
	struct tcphdr *tcp = upper;
	struct udphdr *udp = upper;

	switch (protocol) {
	case IPPROTO_TCP:
		nat426_csum_adjust(skb, &tcp->check, delta, false);
		break;
	case IPPROTO_UDP:
		if (udp->check || skb->ip_summed == CHECKSUM_PARTIAL)
			nat426_csum_adjust(skb, &udp->check, delta, true);
		break;
	}
}

/* Numbers that are extension headers, or ICMPv6, in IPv6 only. */
bool nat426_upper_6only(u8 protocol)
{
	switch (protocol) {
	case 0:			/* Hop-by-Hop Options */
	case IPPROTO_ROUTING:
	case IPPROTO_FRAGMENT:
	case IPPROTO_ICMPV6:
	case IPPROTO_NONE:
	case IPPROTO_DSTOPTS:
	case IPPROTO_MH:
	case 139:		/* Host Identity Protocol (RFC 7401) */
	case 140:		/* Shim6 (RFC 5533) */
		return true;
	}
	return false;
}
