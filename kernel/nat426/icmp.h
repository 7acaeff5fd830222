/* SPDX-License-Identifier: GPL-2.0-only */
/* ICMP errors of one protocol in the other (RFC 7915 sections 4.2, 5.2). */
#ifndef _NAT426_ICMP_H
#define _NAT426_ICMP_H

#include <linux/skbuff.h>

#include "config.h"
#include "flow.h"
#include "packet4.h"
#include "packet6.h"

/**
 * struct nat426_icmp - the first 8 bytes of an error, but for the checksum
 * @type: type
 * @code: code
 * @pointer: of a Parameter Problem
 * @mtu: of a Packet Too Big, or Fragmentation Needed
 */
struct nat426_icmp {
	u8 type;
	u8 code;
	u32 pointer;
	u32 mtu;
};

bool nat426_icmp_map4(struct nat426_icmp *icmp);
bool nat426_icmp_map6(struct nat426_icmp *icmp);
u32 nat426_icmp_plateau(u32 len);

bool nat426_icmp_is_error4(u8 type);
int nat426_icmp_to4(struct sk_buff *skb, const struct nat426_packet6 *p,
		    const struct nat426_flow *flow,
		    const struct nat426_config *config, u32 mtu);
int nat426_icmp_to6(struct sk_buff *skb, const struct nat426_packet4 *p,
		    const struct nat426_flow *flow,
		    const struct nat426_config *config, u32 mtu);

#endif /* _NAT426_ICMP_H */
