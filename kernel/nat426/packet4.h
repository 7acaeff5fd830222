/* SPDX-License-Identifier: GPL-2.0-only */
/* An IPv4 packet as it was read, and as it is written in IPv6. */
#ifndef _NAT426_PACKET4_H
#define _NAT426_PACKET4_H

#include <linux/skbuff.h>
#include <uapi/linux/nat426.h>

#include "flow.h"

/**
 * struct nat426_packet4 - what an IPv4 header says
 * @saddr: source
 * @daddr: destination
 * @id: identification
 * @offset: fragment offset in units of 8 bytes
 * @payload: length without the header; of a quoted packet what it once was
 * @hlen: length of the header in bytes
 * @tos: type of service
 * @ttl: time to live
 * @protocol: of the upper layer
 * @df: do not fragment
 * @more: more fragments follow
 */
struct nat426_packet4 {
	__be32 saddr;
	__be32 daddr;
	__be16 id;
	u16 offset;
	u32 payload;
	u8 hlen;
	u8 tos;
	u8 ttl;
	u8 protocol;
	bool df;
	bool more;
};

static inline bool nat426_packet4_fragment(const struct nat426_packet4 *p)
{
	return p->offset || p->more;
}

bool nat426_packet4_quoted(const void *data, unsigned int len,
			   struct nat426_packet4 *p);
int nat426_packet4_read(struct sk_buff *skb, struct nat426_packet4 *p);
int nat426_packet4_options(const struct sk_buff *skb,
			   const struct nat426_packet4 *p);
int nat426_packet4_upper(struct sk_buff *skb, const struct nat426_packet4 *p);
unsigned int nat426_packet4_room(const struct nat426_packet4 *p);
void nat426_packet4_write6(void *to, const struct nat426_packet4 *p,
			   const struct in6_addr *saddr,
			   const struct in6_addr *daddr);
int nat426_packet4_to6(struct sk_buff *skb, const struct nat426_packet4 *p,
		       const struct nat426_flow *flow);

#endif /* _NAT426_PACKET4_H */
