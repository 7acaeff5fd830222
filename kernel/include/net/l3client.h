/* SPDX-License-Identifier: GPL-2.0-only */
/* What l3client offers to the modules that take clients' frames. */
#ifndef _NET_L3CLIENT_H
#define _NET_L3CLIENT_H

#include <linux/if_ether.h>
#include <linux/in6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct l3client;

/**
 * enum l3client_slot - the places of consumers
 * @L3CLIENT_SLOT_NAT426: nat426
 * @L3CLIENT_SLOTS: their number
 */
enum l3client_slot {
	L3CLIENT_SLOT_NAT426,
	L3CLIENT_SLOTS
};

/**
 * struct l3client_consumer - a module that takes frames from the ports
 * @rx: Offered each untagged frame that passed the guard, from softirq under
 *	rcu_read_lock(). The network header is at skb->data, the MAC header is
 *	set; the head may be cloned and the skb shared. @client is the sender,
 *	or NULL if the table has no place for it. Returns true if it took the
 *	frame over, false to let it pass on untouched.
 * @owns_mac: True if @mac is a MAC that no client may use as its own.
 *	Called under rcu_read_lock().
 * @owns_address: True if @address is one that no client may have: the
 *	gateway's or an exit's. Called under rcu_read_lock().
 * @address_changed: A client's addresses have changed; l3client_ipv4() gives
 *	what now holds. Called under rcu_read_lock() with bottom halves off and
 *	no lock of l3client held.
 */
struct l3client_consumer {
	bool (*rx)(struct l3client *client, struct sk_buff *skb,
		   struct net_device *dev);
	bool (*owns_mac)(struct net *net, const u8 mac[ETH_ALEN]);
	bool (*owns_address)(struct net *net, const struct in6_addr *address);
	void (*address_changed)(struct net *net, struct l3client *client);
};

void l3client_consumer_register(enum l3client_slot slot,
				const struct l3client_consumer *consumer);
void l3client_consumer_unregister(enum l3client_slot slot);

struct l3client *l3client_find(struct net *net, const u8 mac[ETH_ALEN]);
const u8 *l3client_mac(const struct l3client *client);
struct net_device *l3client_dev(const struct l3client *client);
__be32 l3client_ipv4(const struct l3client *client);
bool l3client_binds_ipv4(const struct l3client *client, __be32 ipv4);
bool l3client_answer_allowed(struct l3client *client);
bool l3client_dev_faces_clients(const struct net_device *dev);

#endif /* _NET_L3CLIENT_H */
