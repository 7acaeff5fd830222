/* SPDX-License-Identifier: GPL-2.0-only */
/* Batches of segments: which translate as one. */
#ifndef _NAT426_OFFLOAD_H
#define _NAT426_OFFLOAD_H

#include <linux/skbuff.h>

#include "../include/compat.h"

#define NAT426_GSO_KEPT (SKB_GSO_TCP_ECN | SKB_GSO_TCP_FIXEDID |	\
			 SKB_GSO_UDP_L4 | SKB_GSO_DODGY)
#define NAT426_GSO_UP	(NAT426_GSO_KEPT | SKB_GSO_TCPV4)
#define NAT426_GSO_DOWN	(NAT426_GSO_KEPT | SKB_GSO_TCPV6)

/*
 * Whether segments are to be made before translating: of what is no batch of
 * plain TCP or UDP segments, of a list of packets whose headers are not one,
 * and of what is too long for a header that tells its length.
 */
static inline bool nat426_offload_splits(const struct sk_buff *skb,
					 unsigned int kept)
{
	return skb_is_gso(skb) &&
	       ((skb_shinfo(skb)->gso_type & ~kept) ||
		skb->ip_summed != CHECKSUM_PARTIAL || skb->encapsulation ||
		skb->len > 0xffff);
}

/* The segments as a list, or NULL; the packet stays the caller's. */
static inline struct sk_buff *nat426_offload_split(struct sk_buff *skb)
{
	struct sk_buff *segs;

	segs = __skb_gso_segment(skb, NETIF_F_SG | NETIF_F_HW_CSUM, false);
	return IS_ERR(segs) ? NULL : segs;
}

#endif /* _NAT426_OFFLOAD_H */
