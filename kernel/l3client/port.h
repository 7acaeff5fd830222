/* SPDX-License-Identifier: GPL-2.0-only */
/* Ports, the client-facing interfaces. */
#ifndef _L3CLIENT_PORT_H
#define _L3CLIENT_PORT_H

#include <linux/netdevice.h>
#include <linux/netfilter.h>

#include "counters.h"

struct l3client_net;
struct netlink_ext_ack;

/**
 * struct l3client_limits - what is set of a port
 * @clients: the most confirmed clients
 * @unconfirmed: the most unconfirmed clients
 * @addresses: the most addresses of a client
 * @heard_binds: 1 if a heard IPv4 address may be a client's source, else 0
 */
struct l3client_limits {
	u32 clients;
	u32 unconfirmed;
	u32 addresses;
	u8 heard_binds;
};

/* The heard_binds of a request that leaves it as it is. */
#define L3CLIENT_UNSET	0xff

/**
 * struct l3client_port - a port
 * @link: in l3client_net.ports
 * @dev: its interface; no reference is held, the port leaves when it does
 * @ln: its namespace
 * @hook: sees each frame that comes in
 * @limits: its bounds
 * @confirmed: its confirmed clients
 * @unconfirmed: its unconfirmed clients, in the order of eviction
 * @confirmed_count: how many of the former
 * @unconfirmed_count: how many of the latter
 * @counters: what it refused
 * @lro_taken: large receive offload was on before
 * @dead: set when the port has left; nobody adds clients any more
 * @rcu: for the hook and the readers that run still
 */
struct l3client_port {
	struct list_head link;
	struct net_device *dev;
	struct l3client_net *ln;
	struct nf_hook_ops hook;
	struct l3client_limits limits;
	struct list_head confirmed;
	struct list_head unconfirmed;
	unsigned int confirmed_count;
	unsigned int unconfirmed_count;
	struct l3client_counters __percpu *counters;
	bool lro_taken;
	bool dead;
	struct rcu_head rcu;
};

extern const struct l3client_limits l3client_limits_default;

int l3client_port_set(struct l3client_net *ln, struct net_device *dev,
		      const struct l3client_limits *limits,
		      struct netlink_ext_ack *extack);
void l3client_port_remove(struct l3client_port *port);
struct l3client_port *l3client_port_find(struct l3client_net *ln, int ifindex);
int l3client_port_event(struct notifier_block *nb, unsigned long event,
			void *ptr);

#endif /* _L3CLIENT_PORT_H */
