// SPDX-License-Identifier: GPL-2.0-only
/* The nat426 link: a namespace's translator and its face. */
#include <linux/if_arp.h>
#include <linux/module.h>
#include <linux/netfilter_ipv6.h>
#include <linux/rtnetlink.h>
#include <net/addrconf.h>
#include <uapi/linux/netfilter/nf_conntrack_common.h>

#include "../include/compat.h"
#include "down.h"
#include "link.h"
#include "netlink.h"

/* Nothing passes the hook below conntrack, so it goes before defragmenting. */
static const struct nf_hook_ops hook_template = {
	.hook		= nat426_down_hook,
	.pf		= NFPROTO_IPV6,
	.hooknum	= NF_INET_PRE_ROUTING,
	.priority	= NF_IP6_PRI_RAW_BEFORE_DEFRAG,
};

/* The first half of a translation belongs to another protocol's packet. */
static void scrub(struct sk_buff *skb)
{
	skb_scrub_packet(skb, false);
	skb_clear_tstamp(skb);
	memset(skb->cb, 0, sizeof(skb->cb));
	/* Conntrack would see but one direction of the flow. */
	skb_set_nfct(skb, IP_CT_UNTRACKED);
}

/**
 * nat426_link_sent - show and count a packet that is about to go down
 * @link: the link
 * @skb: the IPv6 packet, skb->data at its network header
 *
 * The packet loses what belongs to it as an IPv6 packet.
 */
void nat426_link_sent(struct nat426_link *link, struct sk_buff *skb)
{
	scrub(skb);
	skb->dev = link->dev;
	if (dev_nit_active(link->dev))
		dev_queue_xmit_nit(skb, link->dev);
	dev_sw_netstats_tx_add(link->dev, 1, skb->len);
}

/**
 * nat426_link_receive - let the stack receive a packet from the link
 * @link: the link
 * @skb: the IPv6 packet, skb->data at its network header
 */
void nat426_link_receive(struct nat426_link *link, struct sk_buff *skb)
{
	scrub(skb);
	skb->dev = link->dev;
	skb_reset_mac_header(skb);
	skb_reset_mac_len(skb);
	dev_sw_netstats_rx_add(link->dev, skb->len);
	netif_receive_skb(skb);
}

static int link_dev_init(struct net_device *dev)
{
	struct nat426_link *link = netdev_priv(dev);
	struct nat426_net *nn = nat426_net(dev_net(dev));
	struct nat426_config *config;
	int err = -ENOMEM;

	if (rtnl_dereference(nn->link))
		return -EEXIST;
	link->dev = dev;
	config = nat426_config_alloc();
	if (!config)
		return -ENOMEM;
	RCU_INIT_POINTER(link->config, config);
	link->counters = nat426_counters_alloc();
	if (!link->counters)
		goto free_config;
	dev->tstats = netdev_alloc_pcpu_stats(struct pcpu_sw_netstats);
	if (!dev->tstats)
		goto free_counters;
	nat426_pending_init(&link->pending);
	link->hook = hook_template;
	link->hook.priv = link;
	err = nf_register_net_hook(dev_net(dev), &link->hook);
	if (err)
		goto free_stats;
	rcu_assign_pointer(nn->link, link);
	return 0;

free_stats:
	free_percpu(dev->tstats);
free_counters:
	free_percpu(link->counters);
free_config:
	kfree(config);
	return err;
}

/* The core waits for a grace period between this and link_dev_free(). */
static void link_dev_uninit(struct net_device *dev)
{
	struct nat426_link *link = netdev_priv(dev);
	struct nat426_net *nn = nat426_net(dev_net(dev));

	RCU_INIT_POINTER(nn->link, NULL);
	nf_unregister_net_hook(dev_net(dev), &link->hook);
	nat426_pending_stop(&link->pending);
}

static void link_dev_free(struct net_device *dev)
{
	struct nat426_link *link = netdev_priv(dev);

	free_percpu(dev->tstats);
	free_percpu(link->counters);
	kfree(rcu_dereference_protected(link->config, 1));
}

static int link_dev_open(struct net_device *dev)
{
	struct inet6_dev *idev = __in6_dev_get(dev);

	/* Nobody is there to speak to by a link-local address. */
	if (idev)
		WRITE_ONCE(idev->cnf.addr_gen_mode, IN6_ADDR_GEN_MODE_NONE);
	return 0;
}

static int link_dev_stop(struct net_device *dev)
{
	return 0;
}

/* Only a stray route leads here: the translator needs none. */
static netdev_tx_t link_dev_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev_core_stats_tx_dropped_inc(dev);
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops link_dev_ops = {
	.ndo_init		= link_dev_init,
	.ndo_uninit		= link_dev_uninit,
	.ndo_open		= link_dev_open,
	.ndo_stop		= link_dev_stop,
	.ndo_start_xmit		= link_dev_xmit,
	.ndo_get_stats64	= dev_get_tstats64,
};

static const struct device_type link_dev_type = { .name = "nat426" };

/* An MTU of the link would limit nothing, so it is the greatest. */
static void link_dev_setup(struct net_device *dev)
{
	dev->netdev_ops = &link_dev_ops;
	dev->type = ARPHRD_NONE;
	dev->flags = IFF_POINTOPOINT | IFF_NOARP;
	dev->priv_flags |= IFF_NO_QUEUE;
	dev->mtu = ETH_MAX_MTU;
	dev->min_mtu = IPV6_MIN_MTU;
	dev->max_mtu = ETH_MAX_MTU;
	dev->needs_free_netdev = true;
	dev->priv_destructor = link_dev_free;
	compat_netns_bind(dev);
	SET_NETDEV_DEVTYPE(dev, &link_dev_type);
}

static COMPAT_NEWLINK(link_new)
{
	int err;

	if (rtnl_dereference(nat426_net(dev_net(dev))->link)) {
		NL_SET_ERR_MSG(extack, "The namespace has a nat426 link already");
		return -EEXIST;
	}
	err = register_netdevice(dev);
	if (err)
		return err;
	nat426_netlink_notify(netdev_priv(dev), NAT426_CMD_LINK_SET_NTF);
	return 0;
}

static void link_del(struct net_device *dev, struct list_head *head)
{
	nat426_netlink_notify(netdev_priv(dev), NAT426_CMD_LINK_DEL_NTF);
	unregister_netdevice_queue(dev, head);
}

static struct rtnl_link_ops link_ops __read_mostly = {
	.kind		= "nat426",
	.priv_size	= sizeof(struct nat426_link),
	.setup		= link_dev_setup,
	.newlink	= link_new,
	.dellink	= link_del,
};

int nat426_link_init(void)
{
	return rtnl_link_register(&link_ops);
}

/* Deletes all links of all namespaces. */
void nat426_link_exit(void)
{
	rtnl_link_unregister(&link_ops);
}

MODULE_ALIAS_RTNL_LINK("nat426");
