// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/visibility.h>
#include <linux/inetdevice.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/route.h>

#include "address.h"
#include "client.h"
#include "consumer.h"
#include "event.h"
#include "net.h"
#include "port.h"
#include "prefix.h"

/*
 * For so long after it was heard a client keeps an address that another one
 * is heard with; a device that changed its MAC has it back after that.
 */
#define HEARD_HOLD	(60 * HZ)

const struct rhashtable_params l3client_address_params = {
	.head_offset = offsetof(struct l3client_address, node),
	.key_offset = offsetof(struct l3client_address, address),
	.key_len = sizeof(struct in6_addr),
	.automatic_shrinking = true,
};

/**
 * l3client_address_find() - find an address
 * @ln: the namespace
 * @address: the address; IPv4 as ::ffff:a.b.c.d
 *
 * Context: under rcu_read_lock() or the lock of @ln.
 * Return: the address or NULL.
 */
struct l3client_address *l3client_address_find(struct l3client_net *ln,
					       const struct in6_addr *address)
{
	return rhashtable_lookup_fast(&ln->addresses, address,
				      l3client_address_params);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_address_find);

/* The strongest origin wins; among equals the one heard last. */
static bool ipv4_better(const struct l3client_address *a,
			const struct l3client_address *b)
{
	if (a->origin != b->origin)
		return a->origin > b->origin;
	return time_after(READ_ONCE(a->last_seen), READ_ONCE(b->last_seen));
}

static void client_choose_ipv4(struct l3client *client)
{
	struct l3client_address *address, *best = NULL;

	list_for_each_entry(address, &client->addresses, link)
		if (ipv6_addr_v4mapped(&address->address) &&
		    (!best || ipv4_better(address, best)))
			best = address;
	rcu_assign_pointer(client->ipv4, best);
}

/**
 * l3client_address_unbind() - take an address from its client
 * @ln: the namespace, its lock held
 * @address: the address
 */
void l3client_address_unbind(struct l3client_net *ln,
			     struct l3client_address *address)
{
	struct l3client *client = address->client;

	lockdep_assert_held(&ln->lock);

	list_del(&address->link);
	client->address_count--;
	if (rcu_access_pointer(client->ipv4) == address)
		client_choose_ipv4(client);
	rhashtable_remove_fast(&ln->addresses, &address->node,
			       l3client_address_params);
	kfree_rcu(address, rcu);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_address_unbind);

/* Whether another client may have @held for a reason of @origin. */
static bool address_yields(const struct l3client_address *held,
			   enum l3client_origin origin)
{
	if (origin != held->origin)
		return origin > held->origin;
	return origin != L3CLIENT_ORIGIN_HEARD ||
	       time_after(jiffies, READ_ONCE(held->last_seen) + HEARD_HOLD);
}

static struct l3client_address *oldest_heard(const struct l3client *client)
{
	struct l3client_address *address, *oldest = NULL;

	list_for_each_entry(address, &client->addresses, link)
		if (address->origin == L3CLIENT_ORIGIN_HEARD &&
		    (!oldest || time_before(READ_ONCE(address->last_seen),
					    READ_ONCE(oldest->last_seen))))
			oldest = address;
	return oldest;
}

static struct l3client_port *client_port(struct l3client_net *ln,
					 const struct l3client *client)
{
	return rcu_dereference_protected(client->port,
					 lockdep_is_held(&ln->lock));
}

/**
 * l3client_address_check() - tell whether a client could have an address
 * @ln: the namespace, its lock held
 * @client: the client, NULL for one yet to be made
 * @address: the address
 * @origin: where it is known from
 *
 * Return: 0; -EEXIST if another client has a better right to it; -ENOSPC if
 * all places of the client are bound by lease or INFO.
 */
int l3client_address_check(struct l3client_net *ln, struct l3client *client,
			   const struct in6_addr *address,
			   enum l3client_origin origin)
{
	struct l3client_address *held = l3client_address_find(ln, address);

	lockdep_assert_held(&ln->lock);

	if (held && held->client == client)
		return 0;
	if (held && !address_yields(held, origin))
		return -EEXIST;
	if (!client ||
	    client->address_count < client_port(ln, client)->limits.addresses)
		return 0;
	return oldest_heard(client) ? 0 : -ENOSPC;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_address_check);

/* False if every place of the client is bound by lease or INFO. */
static bool client_make_room(struct l3client_net *ln, struct l3client *client)
{
	struct l3client_port *port = client_port(ln, client);

	while (client->address_count >= port->limits.addresses) {
		struct l3client_address *oldest = oldest_heard(client);

		if (!oldest)
			return false;
		l3client_address_unbind(ln, oldest);
		l3client_count(port->counters,
			       L3CLIENT_A_COUNTERS_ADDRESS_EVICTED);
	}
	return true;
}

/* A client has at most one leased IPv4 address: a new one replaces it. */
static void client_drop_lease(struct l3client_net *ln, struct l3client *client)
{
	struct l3client_address *address, *next;

	list_for_each_entry_safe(address, next, &client->addresses, link)
		if (address->origin == L3CLIENT_ORIGIN_LEASE &&
		    ipv6_addr_v4mapped(&address->address))
			l3client_address_unbind(ln, address);
}

static void address_take_over(struct l3client_net *ln,
			      struct l3client_address *held)
{
	struct l3client *loser = held->client;

	l3client_address_unbind(ln, held);
	l3client_event_client(ln, loser, L3CLIENT_CMD_CLIENT_SET_NTF);
}

static int address_add(struct l3client_net *ln, struct l3client *client,
		       const struct in6_addr *address,
		       enum l3client_origin origin)
{
	struct l3client_address *fresh;
	int err;

	fresh = kzalloc(sizeof(*fresh),
			GFP_ATOMIC | __GFP_NOWARN | __GFP_ACCOUNT);
	if (!fresh)
		return -ENOMEM;

	fresh->address = *address;
	fresh->client = client;
	fresh->origin = origin;
	fresh->last_seen = jiffies;
	err = rhashtable_insert_fast(&ln->addresses, &fresh->node,
				     l3client_address_params);
	if (err) {
		kfree(fresh);
		return -ENOMEM;
	}
	list_add_tail(&fresh->link, &client->addresses);
	client->address_count++;
	return 0;
}

/**
 * l3client_address_bind() - give a client an address
 * @ln: the namespace, its lock held
 * @client: the client
 * @address: what l3client_address_check() has passed
 * @origin: where it is known from
 *
 * An address that the client has gets the stronger of both origins.
 *
 * Return: 1 if something changed that others may want to know, 0 if nothing
 * did, -ENOSPC if the addresses bound since the check took the last place,
 * -ENOMEM.
 */
int l3client_address_bind(struct l3client_net *ln, struct l3client *client,
			  const struct in6_addr *address,
			  enum l3client_origin origin)
{
	struct l3client_address *held = l3client_address_find(ln, address);
	struct l3client_address *ipv4 = rcu_access_pointer(client->ipv4);
	int changed = 0;
	int err;

	lockdep_assert_held(&ln->lock);

	if (held && held->client != client) {
		address_take_over(ln, held);
		held = NULL;
	}
	if (!held || held->origin < origin) {
		if (origin == L3CLIENT_ORIGIN_LEASE &&
		    ipv6_addr_v4mapped(address))
			client_drop_lease(ln, client);
		changed = 1;
	}
	if (held) {
		WRITE_ONCE(held->origin, max_t(u8, held->origin, origin));
		WRITE_ONCE(held->last_seen, jiffies);
	} else {
		if (!client_make_room(ln, client))
			return -ENOSPC;
		err = address_add(ln, client, address, origin);
		if (err)
			return err;
	}
	client_choose_ipv4(client);
	return changed || rcu_access_pointer(client->ipv4) != ipv4;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_address_bind);

/**
 * l3client_binds_ipv4() - whether an IPv4 source is a client's own
 * @client: the client
 * @ipv4: the source
 *
 * A lease or INFO binds an address; being heard binds it where the port says
 * that clients get none by DHCP, and nobody else has it.
 *
 * Context: under rcu_read_lock().
 * Return: true if the client may send from it.
 */
bool l3client_binds_ipv4(const struct l3client *client, __be32 ipv4)
{
	const struct l3client_port *port = rcu_dereference(client->port);
	const struct l3client_address *held = rcu_dereference(client->ipv4);
	struct in6_addr mapped;

	if (!held || held->address.s6_addr32[3] != ipv4) {
		ipv6_addr_set_v4mapped(ipv4, &mapped);
		held = l3client_address_find(port->ln, &mapped);
	}
	if (!held || held->client != client)
		return false;
	return READ_ONCE(held->origin) != L3CLIENT_ORIGIN_HEARD ||
	       READ_ONCE(port->limits.heard_binds);
}
EXPORT_SYMBOL_GPL(l3client_binds_ipv4);

static bool ipv4_is_ours(struct net *net, __be32 address)
{
	if (ipv4_is_zeronet(address) || ipv4_is_multicast(address) ||
	    ipv4_is_loopback(address) || ipv4_is_lbcast(address))
		return true;
	return inet_addr_type(net, address) == RTN_LOCAL;
}

/* Neither a group nor anything that the gateway, an exit or the node has. */
static bool address_is_free(struct net *net, const struct in6_addr *address)
{
	if (l3client_consumer_owns_address(net, address))
		return false;
	if (ipv6_addr_v4mapped(address))
		return !ipv4_is_ours(net, address->s6_addr32[3]);
	if (ipv6_addr_any(address) || ipv6_addr_loopback(address) ||
	    ipv6_addr_is_multicast(address))
		return false;
	return !ipv6_chk_addr(net, address, NULL, 0);
}

/* Counts a refusal; true if the client's addresses have changed. */
static bool address_learn_locked(struct l3client_net *ln,
				 struct l3client *client,
				 const struct in6_addr *address)
{
	struct l3client_counters __percpu *counters;
	int result;

	counters = client_port(ln, client)->counters;
	result = l3client_address_check(ln, client, address,
					L3CLIENT_ORIGIN_HEARD);
	if (!result)
		result = l3client_address_bind(ln, client, address,
					       L3CLIENT_ORIGIN_HEARD);
	if (result == -EEXIST)
		l3client_count(counters, L3CLIENT_A_COUNTERS_ADDRESS_CONFLICT);
	else if (result == -ENOSPC)
		l3client_count(counters, L3CLIENT_A_COUNTERS_ADDRESS_REFUSED);
	else if (result == -ENOMEM)
		l3client_count(counters, L3CLIENT_A_COUNTERS_NO_MEMORY);
	if (result > 0)
		l3client_event_client(ln, client, L3CLIENT_CMD_CLIENT_SET_NTF);
	return result > 0;
}

static void address_learn(struct l3client_net *ln, struct l3client *client,
			  const struct in6_addr *address)
{
	bool changed = false;

	if (!l3client_roles_allow(l3client_prefix_roles(ln, address)) ||
	    !address_is_free(ln->net, address))
		return;

	spin_lock_bh(&ln->lock);
	if (!client->dead)
		changed = address_learn_locked(ln, client, address);
	spin_unlock_bh(&ln->lock);

	if (changed)
		l3client_consumer_address_changed(ln->net, client);
}

/* Whether the client's entry has all that this address could tell. */
static bool address_is_known(struct l3client_net *ln, struct l3client *client,
			     const struct in6_addr *address)
{
	struct l3client_address *known = rcu_dereference(client->ipv4);

	if (ipv6_addr_v4mapped(address)) {
		if (!known || !ipv6_addr_equal(&known->address, address))
			return false;
	} else {
		known = l3client_address_find(ln, address);
		if (!known || known->client != client)
			return false;
	}
	l3client_touch(&known->last_seen);
	return true;
}

/**
 * l3client_address_heard() - note that a client was heard with an address
 * @client: the client
 * @address: the address; IPv4 as ::ffff:a.b.c.d
 *
 * It is learned if it lies in a client prefix and nobody else has it.
 *
 * Context: softirq under rcu_read_lock().
 */
void l3client_address_heard(struct l3client *client,
			    const struct in6_addr *address)
{
	struct l3client_net *ln = rcu_dereference(client->port)->ln;

	if (!address_is_known(ln, client, address))
		address_learn(ln, client, address);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_address_heard);
