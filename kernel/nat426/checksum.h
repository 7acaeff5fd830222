/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Differences between checksums. A checksum is never made anew from the data
 * where a difference does, so that a wrong one stays as wrong as it was.
 */
#ifndef _NAT426_CHECKSUM_H
#define _NAT426_CHECKSUM_H

#include <linux/in6.h>
#include <linux/skbuff.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>

static inline __wsum nat426_csum_addrs4(__be32 saddr, __be32 daddr)
{
	return csum_add((__force __wsum)saddr, (__force __wsum)daddr);
}

static inline __wsum nat426_csum_addrs6(const struct in6_addr *saddr,
					const struct in6_addr *daddr)
{
	return csum_partial(daddr, sizeof(*daddr),
			    csum_partial(saddr, sizeof(*saddr), 0));
}

/* The pseudo-header of ICMPv6, which ICMP lacks (RFC 4443 section 2.3). */
static inline __wsum nat426_csum_pseudo6(const struct in6_addr *saddr,
					 const struct in6_addr *daddr, u32 len)
{
	return csum_unfold(~csum_ipv6_magic(saddr, daddr, len, IPPROTO_ICMPV6,
					    0));
}

/* What changes when an ICMP type, the high byte of its word, changes. */
static inline __wsum nat426_csum_type(u8 from, u8 to)
{
	return csum_sub((__force __wsum)htons(to << 8),
			(__force __wsum)htons(from << 8));
}

/**
 * nat426_csum_adjust - add a difference to an upper layer's checksum
 * @skb: the packet; its own sum over the data follows if it has one
 * @check: the checksum, at an even offset
 * @delta: what the sum over data and pseudo-header grows by
 * @mangle: write 0xffff for 0, as UDP wants it
 *
 * With CHECKSUM_PARTIAL the field holds the sum of the pseudo-header itself
 * rather than its complement, hence the opposite sign.
 */
static inline void nat426_csum_adjust(struct sk_buff *skb, __sum16 *check,
				      __wsum delta, bool mangle)
{
	__sum16 old = *check;

	if (skb->ip_summed == CHECKSUM_PARTIAL) {
		*check = ~csum_fold(csum_add(delta, csum_unfold(old)));
		return;
	}
	csum_replace_by_diff(check, delta);
	if (mangle && !*check)
		*check = CSUM_MANGLED_0;
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->csum = csum_add(csum_sub(skb->csum, csum_unfold(old)),
				     csum_unfold(*check));
}

#endif /* _NAT426_CHECKSUM_H */
