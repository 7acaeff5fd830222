/* SPDX-License-Identifier: GPL-2.0-only */
/* Upper-layer headers: what of them is read and rewritten. */
#ifndef _NAT426_UPPER_H
#define _NAT426_UPPER_H

#include <linux/skbuff.h>

/* The checksum of UDP is optional in IPv4; of ICMP both protocols have one. */
unsigned int nat426_upper_size(u8 protocol);
bool nat426_upper_partial_fits(const struct sk_buff *skb, unsigned int offset,
			       u8 protocol);
int nat426_upper_prepare(struct sk_buff *skb, unsigned int offset, u8 protocol);
void nat426_upper_adjust(struct sk_buff *skb, void *upper, u8 protocol,
			 __wsum delta);
bool nat426_upper_6only(u8 protocol);

#endif /* _NAT426_UPPER_H */
