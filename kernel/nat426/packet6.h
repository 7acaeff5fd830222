/* SPDX-License-Identifier: GPL-2.0-only */
/* An IPv6 packet as it was read, and as it is written in IPv4. */
#ifndef _NAT426_PACKET6_H
#define _NAT426_PACKET6_H

#include <linux/ip.h>
#include <linux/skbuff.h>
#include <uapi/linux/nat426.h>

#include "flow.h"

/**
 * struct nat426_packet6 - what an IPv6 header and its extensions say
 * @saddr: source
 * @daddr: destination
 * @id: identification, if @fragment
 * @start: offset of the header from skb->data
 * @upper: offset of the upper-layer header from skb->data
 * @payload: length from @upper on; of a quoted packet what it once was
 * @pointer: offset from @start of the routing header that has segments left
 * @offset: fragment offset in units of 8 bytes
 * @tclass: traffic class
 * @hop_limit: hop limit
 * @protocol: of the upper layer
 * @fragment: there is a Fragment header
 * @more: more fragments follow
 */
struct nat426_packet6 {
	struct in6_addr saddr;
	struct in6_addr daddr;
	__be32 id;
	unsigned int start;
	unsigned int upper;
	u32 payload;
	u16 pointer;
	u16 offset;
	u8 tclass;
	u8 hop_limit;
	u8 protocol;
	bool fragment;
	bool more;
};

/* An atomic fragment (RFC 6946) is a whole packet. */
static inline bool nat426_packet6_fragment(const struct nat426_packet6 *p)
{
	return p->offset || p->more;
}

bool nat426_packet6_error(const struct sk_buff *skb,
			  const struct nat426_packet6 *p);
int nat426_packet6_read(struct sk_buff *skb, unsigned int start,
			struct nat426_packet6 *p);
int nat426_packet6_upper(struct sk_buff *skb, const struct nat426_packet6 *p);
u32 nat426_packet6_length4(const struct nat426_packet6 *p);
void nat426_packet6_write4(struct iphdr *iph, const struct nat426_packet6 *p,
			   u32 segment, __be32 saddr, __be32 daddr);
int nat426_packet6_to4(struct sk_buff *skb, const struct nat426_packet6 *p,
		       const struct nat426_flow *flow, unsigned int headroom);

#endif /* _NAT426_PACKET6_H */
