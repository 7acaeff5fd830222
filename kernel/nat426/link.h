/* SPDX-License-Identifier: GPL-2.0-only */
/* The nat426 link: a namespace's translator and its face. */
#ifndef _NAT426_LINK_H
#define _NAT426_LINK_H

#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include "config.h"
#include "counters.h"
#include "pending.h"

/**
 * struct nat426_link - the private part of a nat426 device
 * @dev: the device
 * @config: written under RTNL, read under RCU
 * @counters: per CPU
 * @pending: packets that wait for a client's address
 * @hook: the hook that sees IPv6 packets first
 *
 * Receive paths may hold a link for a grace period after ndo_uninit().
 */
struct nat426_link {
	struct net_device *dev;
	struct nat426_config __rcu *config;
	struct nat426_counters __percpu *counters;
	struct nat426_pending pending;
	struct nf_hook_ops hook;
};

/**
 * struct nat426_net - what a namespace has
 * @link: its link or NULL, written under RTNL
 * @seq: number of the last change, written under RTNL
 */
struct nat426_net {
	struct nat426_link __rcu *link;
	u32 seq;
};

extern unsigned int nat426_net_id;

static inline struct nat426_net *nat426_net(struct net *net)
{
	return net_generic(net, nat426_net_id);
}

/* Context: under rcu_read_lock(). */
static inline struct nat426_link *nat426_link_rcu(struct net *net)
{
	return rcu_dereference(nat426_net(net)->link);
}

/* Whether the link translates. */
static inline bool nat426_link_works(const struct nat426_link *link,
				     const struct nat426_config *config)
{
	return config->complete && netif_running(link->dev);
}

static inline void nat426_link_count(struct nat426_link *link,
				     enum nat426_counters_attr which)
{
	nat426_counters_count(link->counters, which);
}

static inline void nat426_link_drop(struct nat426_link *link,
				    enum nat426_counters_attr why,
				    struct sk_buff *skb)
{
	nat426_counters_drop(link->counters, why, skb);
}

void nat426_link_sent(struct nat426_link *link, struct sk_buff *skb);
void nat426_link_receive(struct nat426_link *link, struct sk_buff *skb);

int nat426_link_init(void);
void nat426_link_exit(void);

#endif /* _NAT426_LINK_H */
