/* SPDX-License-Identifier: GPL-2.0-only */
/* The addresses of clients. */
#ifndef _L3CLIENT_ADDRESS_H
#define _L3CLIENT_ADDRESS_H

#include <linux/in6.h>
#include <linux/jiffies.h>
#include <linux/rhashtable.h>
#include <uapi/linux/l3client.h>

struct l3client;
struct l3client_net;

/**
 * struct l3client_address - an address of a client
 * @node: in l3client_net.addresses
 * @link: in l3client.addresses
 * @address: the key; IPv4 as ::ffff:a.b.c.d
 * @client: whose it is
 * @last_seen: jiffies when it was heard, or made
 * @origin: enum l3client_origin
 * @rcu: for the readers that found it before it was removed
 *
 * Readers hold it under RCU only; it is freed a grace period after it left
 * both the hash and its client.
 */
struct l3client_address {
	struct rhash_head node;
	struct list_head link;
	struct in6_addr address;
	struct l3client *client;
	unsigned long last_seen;
	u8 origin;
	struct rcu_head rcu;
};

extern const struct rhashtable_params l3client_address_params;

int l3client_address_check(struct l3client_net *ln, struct l3client *client,
			   const struct in6_addr *address,
			   enum l3client_origin origin);
int l3client_address_bind(struct l3client_net *ln, struct l3client *client,
			  const struct in6_addr *address,
			  enum l3client_origin origin);
void l3client_address_unbind(struct l3client_net *ln,
			     struct l3client_address *address);
struct l3client_address *l3client_address_find(struct l3client_net *ln,
					       const struct in6_addr *address);
void l3client_address_heard(struct l3client *client,
			    const struct in6_addr *address);

#endif /* _L3CLIENT_ADDRESS_H */
