// SPDX-License-Identifier: GPL-2.0-only
#include <net/genetlink.h>

#include "address.h"
#include "client.h"
#include "message.h"
#include "net.h"
#include "port.h"
#include "prefix.h"

/* A rename may run at the same time: what is sent must end all the same. */
static int put_ifname(struct sk_buff *msg, int attr,
		      const struct net_device *dev)
{
	char name[IFNAMSIZ];

	strscpy(name, dev->name, sizeof(name));
	return nla_put_string(msg, attr, name);
}

static u32 idle_ms(unsigned long last_seen)
{
	long idle = (long)(jiffies - last_seen);

	return idle > 0 ? jiffies_to_msecs(idle) : 0;
}

/* The room for a port, in bytes. */
size_t l3client_message_port_size(void)
{
	return 7 * nla_total_size(sizeof(u32)) + nla_total_size(sizeof(u8)) +
	       nla_total_size(IFNAMSIZ) +
	       nla_total_size(L3CLIENT_COUNTERS_SIZE);
}

/**
 * l3client_message_port() - describe a port
 * @msg: gets it
 * @port: the port, the lock of its namespace held
 *
 * Return: 0, or -EMSGSIZE if it does not fit.
 */
int l3client_message_port(struct sk_buff *msg, const struct l3client_port *port)
{
	lockdep_assert_held(&port->ln->lock);

	if (nla_put_u32(msg, L3CLIENT_A_PORT_IFINDEX, port->dev->ifindex) ||
	    put_ifname(msg, L3CLIENT_A_PORT_IFNAME, port->dev) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_MAX_CLIENTS,
			port->limits.clients) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_MAX_UNCONFIRMED,
			port->limits.unconfirmed) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_MAX_ADDRESSES,
			port->limits.addresses) ||
	    nla_put_u8(msg, L3CLIENT_A_PORT_HEARD_BINDS,
		       port->limits.heard_binds) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_CLIENTS, port->confirmed_count) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_UNCONFIRMED,
			port->unconfirmed_count) ||
	    l3client_counters_put(msg, L3CLIENT_A_PORT_COUNTERS,
				  port->counters) ||
	    nla_put_u32(msg, L3CLIENT_A_PORT_SEQ, port->ln->seq))
		return -EMSGSIZE;
	return 0;
}

static int put_address(struct sk_buff *msg,
		       const struct l3client_address *address)
{
	struct nlattr *nest = nla_nest_start(msg, L3CLIENT_A_CLIENT_ADDRESS);

	if (!nest)
		return -EMSGSIZE;
	if (nla_put_in6_addr(msg, L3CLIENT_A_ADDRESS_ADDRESS,
			     &address->address) ||
	    nla_put_u32(msg, L3CLIENT_A_ADDRESS_ORIGIN, address->origin) ||
	    nla_put_u32(msg, L3CLIENT_A_ADDRESS_IDLE,
			idle_ms(READ_ONCE(address->last_seen))))
		return -EMSGSIZE;
	nla_nest_end(msg, nest);
	return 0;
}

/* The room for @client, in bytes. */
size_t l3client_message_client_size(const struct l3client *client)
{
	size_t address = nla_total_size(nla_total_size(sizeof(struct in6_addr)) +
					2 * nla_total_size(sizeof(u32)));

	return nla_total_size(ETH_ALEN) + nla_total_size(IFNAMSIZ) +
	       nla_total_size(sizeof(u8)) + 3 * nla_total_size(sizeof(u32)) +
	       client->address_count * address;
}

/**
 * l3client_message_client() - describe a client
 * @msg: gets it
 * @ln: the namespace, its lock held
 * @client: the client
 *
 * Return: 0, or -EMSGSIZE if it does not fit.
 */
int l3client_message_client(struct sk_buff *msg, const struct l3client_net *ln,
			    const struct l3client *client)
{
	const struct l3client_address *address;
	const struct l3client_port *port;

	port = rcu_dereference_protected(client->port,
					 lockdep_is_held(&ln->lock));
	if (nla_put(msg, L3CLIENT_A_CLIENT_MAC, ETH_ALEN, client->mac) ||
	    nla_put_u32(msg, L3CLIENT_A_CLIENT_IFINDEX, port->dev->ifindex) ||
	    put_ifname(msg, L3CLIENT_A_CLIENT_IFNAME, port->dev) ||
	    nla_put_u8(msg, L3CLIENT_A_CLIENT_CONFIRMED, client->confirmed) ||
	    nla_put_u32(msg, L3CLIENT_A_CLIENT_IDLE,
			idle_ms(READ_ONCE(client->last_seen))))
		return -EMSGSIZE;
	list_for_each_entry(address, &client->addresses, link)
		if (put_address(msg, address))
			return -EMSGSIZE;
	return nla_put_u32(msg, L3CLIENT_A_CLIENT_SEQ, ln->seq);
}

/* The room for a prefix, in bytes. */
size_t l3client_message_prefix_size(void)
{
	return nla_total_size(sizeof(struct in6_addr)) +
	       nla_total_size(sizeof(u8)) + 2 * nla_total_size(sizeof(u32));
}

/**
 * l3client_message_prefix() - describe a prefix in a role
 * @msg: gets it
 * @ln: the namespace, its lock held
 * @prefix: the prefix
 *
 * Return: 0, or -EMSGSIZE if it does not fit.
 */
int l3client_message_prefix(struct sk_buff *msg, const struct l3client_net *ln,
			    const struct l3client_prefix *prefix)
{
	lockdep_assert_held(&ln->lock);

	if (nla_put_in6_addr(msg, L3CLIENT_A_PREFIX_ADDRESS,
			     &prefix->address) ||
	    nla_put_u8(msg, L3CLIENT_A_PREFIX_PREFIX_LEN, prefix->len) ||
	    nla_put_u32(msg, L3CLIENT_A_PREFIX_ROLE, prefix->role) ||
	    nla_put_u32(msg, L3CLIENT_A_PREFIX_SEQ, ln->seq))
		return -EMSGSIZE;
	return 0;
}
