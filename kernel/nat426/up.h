/* SPDX-License-Identifier: GPL-2.0-only */
/* From the client into the mesh. */
#ifndef _NAT426_UP_H
#define _NAT426_UP_H

#include <net/l3client.h>

#include "link.h"

bool nat426_up_rx(struct nat426_link *link, const struct nat426_config *config,
		  struct l3client *client, struct sk_buff *skb,
		  struct net_device *port);

#endif /* _NAT426_UP_H */
