// SPDX-License-Identifier: GPL-2.0-only
#include <linux/rcupdate.h>

#include "consumer.h"

static const struct l3client_consumer __rcu *consumers[L3CLIENT_SLOTS];

/**
 * l3client_consumer_register() - start to offer frames to a module
 * @slot: the module's place, which is free
 * @consumer: its functions
 *
 * Context: process.
 */
void l3client_consumer_register(enum l3client_slot slot,
				const struct l3client_consumer *consumer)
{
	WARN_ON(rcu_access_pointer(consumers[slot]));
	rcu_assign_pointer(consumers[slot], consumer);
}
EXPORT_SYMBOL_GPL(l3client_consumer_register);

/**
 * l3client_consumer_unregister() - offer no more frames to a module
 * @slot: the module's place
 *
 * Context: process. On return none of the functions is running.
 */
void l3client_consumer_unregister(enum l3client_slot slot)
{
	RCU_INIT_POINTER(consumers[slot], NULL);
	synchronize_net();
}
EXPORT_SYMBOL_GPL(l3client_consumer_unregister);

/* The first consumer at or behind *slot, which is moved behind it, or NULL. */
static const struct l3client_consumer *consumer_next(int *slot)
{
	const struct l3client_consumer *consumer = NULL;

	while (!consumer && *slot < L3CLIENT_SLOTS)
		consumer = rcu_dereference(consumers[(*slot)++]);
	return consumer;
}

/* Offers a frame to each in turn; true if one took it. */
bool l3client_consumer_rx(struct l3client *client, struct sk_buff *skb,
			  struct net_device *dev)
{
	const struct l3client_consumer *consumer;
	int slot = 0;

	while ((consumer = consumer_next(&slot)))
		if (consumer->rx(client, skb, dev))
			return true;
	return false;
}

/* Whether a MAC is the gateway's or an exit's, so that no client has it. */
bool l3client_consumer_owns_mac(struct net *net, const u8 mac[ETH_ALEN])
{
	const struct l3client_consumer *consumer;
	int slot = 0;

	while ((consumer = consumer_next(&slot)))
		if (consumer->owns_mac(net, mac))
			return true;
	return false;
}

/* Whether an address is the gateway's or an exit's. */
bool l3client_consumer_owns_address(struct net *net,
				    const struct in6_addr *address)
{
	const struct l3client_consumer *consumer;
	int slot = 0;

	while ((consumer = consumer_next(&slot)))
		if (consumer->owns_address(net, address))
			return true;
	return false;
}

/* Tells all that the addresses of a client have changed. */
void l3client_consumer_address_changed(struct net *net,
				       struct l3client *client)
{
	const struct l3client_consumer *consumer;
	int slot = 0;

	while ((consumer = consumer_next(&slot)))
		consumer->address_changed(net, client);
}
