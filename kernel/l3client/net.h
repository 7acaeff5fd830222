/* SPDX-License-Identifier: GPL-2.0-only */
/* What l3client keeps of a network namespace. */
#ifndef _L3CLIENT_NET_H
#define _L3CLIENT_NET_H

#include <linux/rbtree.h>
#include <linux/rhashtable.h>
#include <linux/spinlock.h>
#include <net/netns/generic.h>

struct l3client_prefixes;

/**
 * struct l3client_net - the ports, clients and prefixes of a namespace
 * @net: the namespace
 * @lock: guards every write to the tables below and to what is in them, and
 *	the order of events; readers of ports, clients, addresses and prefixes
 *	go under RCU. Ports are made and removed under RTNL as well.
 * @clients: struct l3client by MAC
 * @by_mac: the same in ascending order, for dumps; read under @lock
 * @addresses: struct l3client_address by address
 * @ports: struct l3client_port by ascending ifindex
 * @prefixes: the prefixes and their roles, replaced as a whole
 * @seq: the number of the last change
 */
struct l3client_net {
	struct net *net;
	spinlock_t lock; /* what is below, see above */
	struct rhashtable clients;
	struct rb_root by_mac;
	struct rhashtable addresses;
	struct list_head ports;
	struct l3client_prefixes __rcu *prefixes;
	u32 seq;
};

extern unsigned int l3client_net_id;

static inline struct l3client_net *l3client_pernet(const struct net *net)
{
	return net_generic(net, l3client_net_id);
}

int l3client_net_setup(struct l3client_net *ln, struct net *net);
void l3client_net_cleanup(struct l3client_net *ln);

#endif /* _L3CLIENT_NET_H */
