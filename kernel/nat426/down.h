/* SPDX-License-Identifier: GPL-2.0-only */
/* From the mesh to the client. */
#ifndef _NAT426_DOWN_H
#define _NAT426_DOWN_H

#include <linux/netfilter.h>
#include <net/l3client.h>

#include "link.h"

unsigned int nat426_down_hook(void *priv, struct sk_buff *skb,
			      const struct nf_hook_state *state);
void nat426_down_release(struct nat426_link *link, const u8 mac[ETH_ALEN]);
void nat426_down_expired(struct nat426_pending *pending, struct sk_buff *skb);

#endif /* _NAT426_DOWN_H */
