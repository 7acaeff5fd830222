/* SPDX-License-Identifier: GPL-2.0-only */
/* What nat426 tells a client itself. */
#ifndef _NAT426_ANSWER_H
#define _NAT426_ANSWER_H

#include <linux/etherdevice.h>
#include <linux/skbuff.h>
#include <net/l3client.h>

#include "link.h"
#include "packet4.h"

bool nat426_answer_allowed(struct nat426_link *link, struct l3client *client);
void nat426_answer_error(struct nat426_link *link,
			 const struct nat426_config *config,
			 struct l3client *client, struct net_device *port,
			 const u8 mac[ETH_ALEN], struct sk_buff *skb,
			 const struct nat426_packet4 *p, u8 type, u8 code);

#endif /* _NAT426_ANSWER_H */
