/* SPDX-License-Identifier: GPL-2.0-only */
/* The modules that take frames from the ports; see net/l3client.h. */
#ifndef _L3CLIENT_CONSUMER_H
#define _L3CLIENT_CONSUMER_H

#include <net/l3client.h>

bool l3client_consumer_rx(struct l3client *client, struct sk_buff *skb,
			  struct net_device *dev);
bool l3client_consumer_owns_mac(struct net *net, const u8 mac[ETH_ALEN]);
bool l3client_consumer_owns_address(struct net *net,
				    const struct in6_addr *address);
void l3client_consumer_address_changed(struct net *net,
				       struct l3client *client);

#endif /* _L3CLIENT_CONSUMER_H */
