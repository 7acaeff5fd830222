/* SPDX-License-Identifier: GPL-2.0-only */
/* The clients of a namespace. */
#ifndef _L3CLIENT_CLIENT_H
#define _L3CLIENT_CLIENT_H

#include <linux/if_ether.h>
#include <linux/jiffies.h>
#include <linux/rbtree.h>
#include <linux/rhashtable.h>
#include <net/l3client.h>
#include <uapi/linux/l3client.h>

struct l3client_address;
struct l3client_net;
struct l3client_port;

/**
 * struct l3client_bucket - how much may still be answered to a client
 * @tokens: answers left
 * @filled: jiffies when tokens were added last
 */
struct l3client_bucket {
	unsigned int tokens;
	unsigned long filled;
};

/**
 * struct l3client - a client
 * @node: in l3client_net.clients
 * @ordered: in l3client_net.by_mac
 * @mac: the key
 * @confirmed: whether somebody vouches for it
 * @heard_again: set by each frame but the first; eviction clears it once
 *	before it takes the client
 * @dead: set when the client has left the table
 * @port: where it was heard last
 * @port_link: in the confirmed or the unconfirmed of @port
 * @last_seen: jiffies when it was heard, or made
 * @addresses: its struct l3client_address, as they came
 * @address_count: how many
 * @ipv4: which of them is its IPv4 address, or NULL
 * @answers: bounds what is answered to it
 * @rcu: for the readers that found it before it was removed
 *
 * Readers hold it under RCU only; it is freed a grace period after it left
 * the hash. All but @last_seen, @heard_again and @answers is written under
 * l3client_net.lock.
 */
struct l3client {
	struct rhash_head node;
	struct rb_node ordered;
	u8 mac[ETH_ALEN];
	bool confirmed;
	bool heard_again;
	bool dead;
	struct l3client_port __rcu *port;
	struct list_head port_link;
	unsigned long last_seen;
	struct list_head addresses;
	unsigned int address_count;
	struct l3client_address __rcu *ipv4;
	struct l3client_bucket answers;
	struct rcu_head rcu;
};

extern const struct rhashtable_params l3client_params;

bool l3client_bucket_take(struct l3client_bucket *bucket, unsigned long now);

struct l3client *l3client_lookup(struct l3client_net *ln,
				 const u8 mac[ETH_ALEN]);
struct l3client *l3client_next(struct l3client_net *ln,
			       const u8 mac[ETH_ALEN]);
struct l3client *l3client_heard(struct l3client_port *port,
				const u8 mac[ETH_ALEN]);
struct l3client *l3client_add(struct l3client_port *port,
			      const u8 mac[ETH_ALEN], bool confirmed);
int l3client_confirm(struct l3client_net *ln, struct l3client *client,
		     bool confirmed);
void l3client_move(struct l3client_net *ln, struct l3client *client,
		   struct l3client_port *port);
void l3client_remove(struct l3client_net *ln, struct l3client *client);

/* Sets a last_seen to now; a store each frame would bounce its cache line. */
static inline void l3client_touch(unsigned long *last_seen)
{
	unsigned long now = jiffies;

	if (READ_ONCE(*last_seen) != now)
		WRITE_ONCE(*last_seen, now);
}

#endif /* _L3CLIENT_CLIENT_H */
