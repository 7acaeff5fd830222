// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/visibility.h>
#include <linux/etherdevice.h>
#include <linux/slab.h>

#include "address.h"
#include "client.h"
#include "event.h"
#include "net.h"
#include "port.h"

/* How many unconfirmed clients eviction passes over before it takes one. */
#define SECOND_CHANCES	16

/* Answers to one client: so many at once, and so many a second. */
#define ANSWERS_BURST	50
#define ANSWERS_RATE	50

const struct rhashtable_params l3client_params = {
	.head_offset = offsetof(struct l3client, node),
	.key_offset = offsetof(struct l3client, mac),
	.key_len = ETH_ALEN,
	.automatic_shrinking = true,
};

/**
 * l3client_bucket_take() - take one answer from a bucket
 * @bucket: the bucket
 * @now: jiffies
 *
 * Two CPUs that take at once may take the same token; the bound need not be
 * exact, and the packet path has no lock.
 *
 * Return: whether there was one.
 */
bool l3client_bucket_take(struct l3client_bucket *bucket, unsigned long now)
{
	unsigned int tokens = READ_ONCE(bucket->tokens);
	unsigned long passed = now - READ_ONCE(bucket->filled);
	unsigned long fresh;

	fresh = min(passed, (unsigned long)HZ * ANSWERS_BURST) *
		ANSWERS_RATE / HZ;
	if (fresh) {
		tokens = min(tokens + (unsigned int)fresh, ANSWERS_BURST);
		WRITE_ONCE(bucket->filled, now);
	}
	if (!tokens)
		return false;
	WRITE_ONCE(bucket->tokens, tokens - 1);
	return true;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_bucket_take);

/**
 * l3client_lookup() - find a client by its MAC
 * @ln: the namespace
 * @mac: the MAC
 *
 * Context: under rcu_read_lock() or the lock of @ln.
 * Return: the client or NULL.
 */
struct l3client *l3client_lookup(struct l3client_net *ln,
				 const u8 mac[ETH_ALEN])
{
	return rhashtable_lookup_fast(&ln->clients, mac, l3client_params);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_lookup);

/**
 * l3client_next() - find the client that follows a MAC in order
 * @ln: the namespace, its lock held
 * @mac: the MAC, or NULL for the first client
 *
 * Return: the client with the lowest MAC above @mac, or NULL.
 */
struct l3client *l3client_next(struct l3client_net *ln, const u8 mac[ETH_ALEN])
{
	struct rb_node *node = ln->by_mac.rb_node;
	struct l3client *next = NULL;

	lockdep_assert_held(&ln->lock);

	while (node) {
		struct l3client *here = rb_entry(node, struct l3client, ordered);

		if (!mac || memcmp(here->mac, mac, ETH_ALEN) > 0) {
			next = here;
			node = node->rb_left;
		} else {
			node = node->rb_right;
		}
	}
	return next;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_next);

static bool client_before(struct rb_node *a, const struct rb_node *b)
{
	return memcmp(rb_entry(a, struct l3client, ordered)->mac,
		      rb_entry(b, struct l3client, ordered)->mac,
		      ETH_ALEN) < 0;
}

static void client_join(struct l3client *client, struct l3client_port *port)
{
	if (client->confirmed) {
		list_add_tail(&client->port_link, &port->confirmed);
		port->confirmed_count++;
	} else {
		list_add_tail(&client->port_link, &port->unconfirmed);
		port->unconfirmed_count++;
	}
	rcu_assign_pointer(client->port, port);
}

static struct l3client_port *client_leave(struct l3client_net *ln,
					  struct l3client *client)
{
	struct l3client_port *port;

	port = rcu_dereference_protected(client->port,
					 lockdep_is_held(&ln->lock));
	list_del(&client->port_link);
	if (client->confirmed)
		port->confirmed_count--;
	else
		port->unconfirmed_count--;
	return port;
}

/**
 * l3client_remove() - take a client out of the table
 * @ln: the namespace, its lock held
 * @client: the client
 */
void l3client_remove(struct l3client_net *ln, struct l3client *client)
{
	struct l3client_address *address, *next;

	lockdep_assert_held(&ln->lock);

	l3client_event_client(ln, client, L3CLIENT_CMD_CLIENT_DEL_NTF);
	list_for_each_entry_safe(address, next, &client->addresses, link)
		l3client_address_unbind(ln, address);
	client_leave(ln, client);
	rb_erase(&client->ordered, &ln->by_mac);
	rhashtable_remove_fast(&ln->clients, &client->node, l3client_params);
	client->dead = true;
	kfree_rcu(client, rcu);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_remove);

/* One that was heard again since it was looked at last goes to the end. */
static struct l3client *eviction_candidate(struct l3client_port *port)
{
	struct l3client *client;
	int i;

	for (i = 0; i < SECOND_CHANCES; i++) {
		client = list_first_entry(&port->unconfirmed, struct l3client,
					  port_link);
		if (!READ_ONCE(client->heard_again))
			return client;
		WRITE_ONCE(client->heard_again, false);
		list_move_tail(&client->port_link, &port->unconfirmed);
	}
	return list_first_entry(&port->unconfirmed, struct l3client, port_link);
}

static void unconfirmed_make_room(struct l3client_port *port)
{
	while (port->unconfirmed_count >= port->limits.unconfirmed) {
		l3client_remove(port->ln, eviction_candidate(port));
		l3client_count(port->counters,
			       L3CLIENT_A_COUNTERS_CLIENT_EVICTED);
	}
}

/* Makes room in @port. False if confirmed clients have it all. */
static bool port_admits(struct l3client_port *port, bool confirmed)
{
	if (!confirmed) {
		unconfirmed_make_room(port);
		return true;
	}
	if (port->confirmed_count < port->limits.clients)
		return true;
	l3client_count(port->counters, L3CLIENT_A_COUNTERS_CLIENT_REFUSED);
	return false;
}

/**
 * l3client_add() - make a client
 * @port: where it is, not dead, the lock of its namespace held
 * @mac: its MAC, not in the table
 * @confirmed: whether somebody vouches for it
 *
 * Return: the client, ERR_PTR(-ENOSPC) if the port has its most, or
 * ERR_PTR(-ENOMEM).
 */
struct l3client *l3client_add(struct l3client_port *port,
			      const u8 mac[ETH_ALEN], bool confirmed)
{
	struct l3client_net *ln = port->ln;
	struct l3client *client;
	int err;

	lockdep_assert_held(&ln->lock);

	if (!port_admits(port, confirmed))
		return ERR_PTR(-ENOSPC);

	client = kzalloc(sizeof(*client),
			 GFP_ATOMIC | __GFP_NOWARN | __GFP_ACCOUNT);
	if (!client)
		goto no_memory;

	ether_addr_copy(client->mac, mac);
	client->confirmed = confirmed;
	client->last_seen = jiffies;
	client->answers.tokens = ANSWERS_BURST;
	client->answers.filled = jiffies;
	INIT_LIST_HEAD(&client->addresses);
	client_join(client, port);

	err = rhashtable_insert_fast(&ln->clients, &client->node,
				     l3client_params);
	if (err)
		goto leave;

	rb_add(&client->ordered, &ln->by_mac, client_before);
	l3client_event_client(ln, client, L3CLIENT_CMD_CLIENT_NEW_NTF);
	return client;

leave:
	client_leave(ln, client);
	kfree(client);
no_memory:
	l3client_count(port->counters, L3CLIENT_A_COUNTERS_NO_MEMORY);
	return ERR_PTR(-ENOMEM);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_add);

/**
 * l3client_move() - note that a client is at another port
 * @ln: the namespace, its lock held
 * @client: the client
 * @port: where it is now, not dead
 *
 * A confirmed client that finds its new port full of confirmed ones goes on
 * there as an unconfirmed one.
 */
void l3client_move(struct l3client_net *ln, struct l3client *client,
		   struct l3client_port *port)
{
	lockdep_assert_held(&ln->lock);

	client_leave(ln, client);
	if (!port_admits(port, client->confirmed)) {
		client->confirmed = false;
		unconfirmed_make_room(port);
	}
	client_join(client, port);
	l3client_event_client(ln, client, L3CLIENT_CMD_CLIENT_MOVE_NTF);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_move);

/**
 * l3client_confirm() - say whether somebody vouches for a client
 * @ln: the namespace, its lock held
 * @client: the client
 * @confirmed: whether so
 *
 * Return: 1 if it changed, 0 if it was so before, -ENOSPC if the port has
 * its most confirmed clients.
 */
int l3client_confirm(struct l3client_net *ln, struct l3client *client,
		     bool confirmed)
{
	struct l3client_port *port;

	lockdep_assert_held(&ln->lock);

	if (client->confirmed == confirmed)
		return 0;

	port = rcu_dereference_protected(client->port, true);
	if (!port_admits(port, confirmed))
		return -ENOSPC;

	client_leave(ln, client);
	client->confirmed = confirmed;
	client_join(client, port);
	return 1;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_confirm);

static struct l3client *client_learn(struct l3client_port *port,
				     const u8 mac[ETH_ALEN])
{
	struct l3client_net *ln = port->ln;
	struct l3client *client = NULL;

	spin_lock_bh(&ln->lock);
	if (port->dead)
		goto unlock;

	client = l3client_lookup(ln, mac);
	if (!client) {
		client = l3client_add(port, mac, false);
		if (IS_ERR(client))
			client = NULL;
	} else if (rcu_access_pointer(client->port) != port) {
		l3client_move(ln, client, port);
	}

unlock:
	spin_unlock_bh(&ln->lock);
	return client;
}

/**
 * l3client_heard() - note that a client was heard
 * @port: where
 * @mac: its MAC
 *
 * Context: softirq under rcu_read_lock().
 * Return: the client; NULL if there is no memory for it, or the port is gone.
 */
struct l3client *l3client_heard(struct l3client_port *port,
				const u8 mac[ETH_ALEN])
{
	struct l3client *client = l3client_lookup(port->ln, mac);

	if (!client || rcu_access_pointer(client->port) != port)
		return client_learn(port, mac);

	l3client_touch(&client->last_seen);
	if (!READ_ONCE(client->heard_again))
		WRITE_ONCE(client->heard_again, true);
	return client;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_heard);

/**
 * l3client_find() - find a client by its MAC
 * @net: the namespace
 * @mac: the MAC
 *
 * Context: under rcu_read_lock().
 * Return: the client, for as long as the lock is held, or NULL.
 */
struct l3client *l3client_find(struct net *net, const u8 mac[ETH_ALEN])
{
	return l3client_lookup(l3client_pernet(net), mac);
}
EXPORT_SYMBOL_GPL(l3client_find);

/**
 * l3client_mac() - the MAC of a client
 * @client: the client
 *
 * Return: the MAC, which never changes.
 */
const u8 *l3client_mac(const struct l3client *client)
{
	return client->mac;
}
EXPORT_SYMBOL_GPL(l3client_mac);

/**
 * l3client_dev() - the interface at which a client is
 * @client: the client
 *
 * Context: under rcu_read_lock().
 * Return: the port's interface, for as long as the lock is held.
 */
struct net_device *l3client_dev(const struct l3client *client)
{
	return rcu_dereference(client->port)->dev;
}
EXPORT_SYMBOL_GPL(l3client_dev);

/**
 * l3client_ipv4() - the IPv4 address of a client
 * @client: the client
 *
 * Of several the one with the strongest origin, of those the one heard last.
 *
 * Context: under rcu_read_lock().
 * Return: the address, or 0 if none is known.
 */
__be32 l3client_ipv4(const struct l3client *client)
{
	const struct l3client_address *ipv4 = rcu_dereference(client->ipv4);

	return ipv4 ? ipv4->address.s6_addr32[3] : 0;
}
EXPORT_SYMBOL_GPL(l3client_ipv4);

/**
 * l3client_answer_allowed() - bound what is answered to a client
 * @client: the client
 *
 * Context: any.
 * Return: whether one more frame of our own making may be sent to it now.
 */
bool l3client_answer_allowed(struct l3client *client)
{
	return l3client_bucket_take(&client->answers, jiffies);
}
EXPORT_SYMBOL_GPL(l3client_answer_allowed);
