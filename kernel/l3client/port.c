// SPDX-License-Identifier: GPL-2.0-only
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/inetdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/l3client.h>

#include "client.h"
#include "consumer.h"
#include "event.h"
#include "guard.h"
#include "learn.h"
#include "net.h"
#include "port.h"

const struct l3client_limits l3client_limits_default = {
	.clients = 1024,
	.unconfirmed = 256,
	.addresses = 16,
	.heard_binds = 1,
};

/* The netdev ingress hook: behind the taps and tc, before the bridge. */
static unsigned int port_rx(void *priv, struct sk_buff *skb,
			    const struct nf_hook_state *state)
{
	struct l3client_port *port = priv;
	struct l3client *client;
	int reason;

	if (!skb_mac_header_was_set(skb) || skb_mac_header_len(skb) < ETH_HLEN)
		return NF_ACCEPT;

	reason = l3client_guard(port->ln, skb);
	if (reason) {
		l3client_count(port->counters, reason);
		return NF_DROP;
	}

	client = l3client_learn(port, skb);
	if (!skb_vlan_tag_present(skb) &&
	    l3client_consumer_rx(client, skb, port->dev))
		return NF_STOLEN;
	return NF_ACCEPT;
}

/**
 * l3client_port_find() - find a port by its interface
 * @ln: the namespace, its lock held
 * @ifindex: of the interface
 *
 * Return: the port or NULL.
 */
struct l3client_port *l3client_port_find(struct l3client_net *ln, int ifindex)
{
	struct l3client_port *port;

	lockdep_assert_held(&ln->lock);

	list_for_each_entry(port, &ln->ports, link)
		if (port->dev->ifindex == ifindex)
			return port;
	return NULL;
}

/**
 * l3client_dev_faces_clients() - whether an interface is on the clients' side
 * @dev: the interface
 *
 * Context: under rcu_read_lock().
 * Return: true for a port, and for the bridge that a port is in.
 */
bool l3client_dev_faces_clients(const struct net_device *dev)
{
	struct l3client_net *ln = l3client_pernet(dev_net(dev));
	struct l3client_port *port;

	list_for_each_entry_rcu(port, &ln->ports, link)
		if (port->dev == dev ||
		    netdev_master_upper_dev_get_rcu(port->dev) == dev)
			return true;
	return false;
}
EXPORT_SYMBOL_GPL(l3client_dev_faces_clients);

static int port_check(const struct net_device *dev,
		      struct netlink_ext_ack *extack)
{
	if (dev->type != ARPHRD_ETHER || dev->flags & IFF_LOOPBACK)
		NL_SET_ERR_MSG(extack, "ifindex: no Ethernet interface");
	else if (netif_is_bridge_master(dev))
		NL_SET_ERR_MSG(extack,
			       "ifindex: a bridge; add the interfaces in it");
	else if (netif_is_lag_port(dev))
		NL_SET_ERR_MSG(extack,
			       "ifindex: in a bond or team; add that instead");
	else
		return 0;
	return -EINVAL;
}

static void lro_take(struct l3client_port *port)
{
	port->lro_taken = port->dev->features & NETIF_F_LRO;
	dev_disable_lro(port->dev);
}

/* Others may need it off by now: a bridge, or forwarding. */
static bool lro_unwanted(struct net_device *dev)
{
	struct in_device *in = __in_dev_get_rtnl(dev);
	struct inet6_dev *in6 = __in6_dev_get(dev);

	return netif_is_bridge_port(dev) || (in && IN_DEV_FORWARD(in)) ||
	       (in6 && READ_ONCE(in6->cnf.forwarding));
}

static void lro_give_back(struct l3client_port *port)
{
	struct net_device *dev = port->dev;

	if (!port->lro_taken || dev->reg_state != NETREG_REGISTERED ||
	    lro_unwanted(dev))
		return;
	dev->wanted_features |= NETIF_F_LRO;
	netdev_update_features(dev);
}

static struct l3client_port *port_alloc(struct l3client_net *ln,
					struct net_device *dev)
{
	struct l3client_port *port;

	port = kzalloc(sizeof(*port), GFP_KERNEL_ACCOUNT);
	if (!port)
		return NULL;

	port->counters = l3client_counters_alloc();
	if (!port->counters) {
		kfree(port);
		return NULL;
	}
	port->dev = dev;
	port->ln = ln;
	port->limits = l3client_limits_default;
	port->hook.hook = port_rx;
	port->hook.pf = NFPROTO_NETDEV;
	port->hook.hooknum = NF_NETDEV_INGRESS;
	port->hook.priority = INT_MIN;
	port->hook.dev = dev;
	port->hook.priv = port;
	INIT_LIST_HEAD(&port->confirmed);
	INIT_LIST_HEAD(&port->unconfirmed);
	return port;
}

static void port_free(struct l3client_port *port)
{
	free_percpu(port->counters);
	kfree(port);
}

static void port_free_rcu(struct rcu_head *rcu)
{
	port_free(container_of(rcu, struct l3client_port, rcu));
}

static void port_link(struct l3client_port *port)
{
	struct list_head *before = &port->ln->ports;
	struct l3client_port *other;

	list_for_each_entry(other, &port->ln->ports, link) {
		if (other->dev->ifindex > port->dev->ifindex) {
			before = &other->link;
			break;
		}
	}
	list_add_tail_rcu(&port->link, before);
}

static void port_limit(struct l3client_port *port,
		       const struct l3client_limits *limits)
{
	if (limits->clients)
		port->limits.clients = limits->clients;
	if (limits->unconfirmed)
		port->limits.unconfirmed = limits->unconfirmed;
	if (limits->addresses)
		port->limits.addresses = limits->addresses;
	if (limits->heard_binds != L3CLIENT_UNSET)
		WRITE_ONCE(port->limits.heard_binds, limits->heard_binds);
}

static void port_drop_clients(struct l3client_port *port,
			      struct list_head *clients)
{
	struct l3client *client, *next;

	list_for_each_entry_safe(client, next, clients, port_link)
		l3client_remove(port->ln, client);
}

/*
 * Takes a port without its hook out of the table. The hook may still run on
 * other CPUs and readers may hold the port until a grace period is over; once
 * it is dead they can add no client to it.
 */
static void port_retire(struct l3client_port *port)
{
	struct l3client_net *ln = port->ln;

	spin_lock_bh(&ln->lock);
	port->dead = true;
	port_drop_clients(port, &port->confirmed);
	port_drop_clients(port, &port->unconfirmed);
	l3client_event_port(port, L3CLIENT_CMD_PORT_DEL_NTF);
	list_del_rcu(&port->link);
	spin_unlock_bh(&ln->lock);

	lro_give_back(port);
	dev_set_promiscuity(port->dev, -1);
	call_rcu(&port->rcu, port_free_rcu);
}

static int port_make(struct l3client_net *ln, struct net_device *dev,
		     const struct l3client_limits *limits,
		     struct netlink_ext_ack *extack)
{
	struct l3client_port *port;
	int err;

	err = port_check(dev, extack);
	if (err)
		return err;

	port = port_alloc(ln, dev);
	if (!port)
		return -ENOMEM;

	port_limit(port, limits);
	err = dev_set_promiscuity(dev, 1);
	if (err) {
		NL_SET_ERR_MSG(extack, "ifindex: refuses to be promiscuous");
		goto free;
	}
	lro_take(port);

	spin_lock_bh(&ln->lock);
	port_link(port);
	l3client_event_port(port, L3CLIENT_CMD_PORT_NEW_NTF);
	spin_unlock_bh(&ln->lock);

	err = nf_register_net_hook(ln->net, &port->hook);
	if (err) {
		NL_SET_ERR_MSG(extack, "ifindex: takes no ingress hook");
		port_retire(port);
	}
	return err;

free:
	port_free(port);
	return err;
}

static bool limits_equal(const struct l3client_limits *a,
			 const struct l3client_limits *b)
{
	return a->clients == b->clients && a->unconfirmed == b->unconfirmed &&
	       a->addresses == b->addresses &&
	       a->heard_binds == b->heard_binds;
}

static void port_change(struct l3client_port *port,
			const struct l3client_limits *limits)
{
	struct l3client_limits old = port->limits;

	port_limit(port, limits);
	if (!limits_equal(&old, &port->limits))
		l3client_event_port(port, L3CLIENT_CMD_PORT_NEW_NTF);
}

/**
 * l3client_port_set() - make an interface a port, or set the bounds of one
 * @ln: the namespace
 * @dev: the interface
 * @limits: its bounds; 0, and L3CLIENT_UNSET, leave one as it is
 * @extack: says why not
 *
 * Context: under RTNL.
 * Return: 0; -EINVAL if the interface can be no port; what promiscuity and
 * the hook answer; -ENOMEM.
 */
int l3client_port_set(struct l3client_net *ln, struct net_device *dev,
		      const struct l3client_limits *limits,
		      struct netlink_ext_ack *extack)
{
	struct l3client_port *port;

	ASSERT_RTNL();

	spin_lock_bh(&ln->lock);
	port = l3client_port_find(ln, dev->ifindex);
	if (port)
		port_change(port, limits);
	spin_unlock_bh(&ln->lock);

	return port ? 0 : port_make(ln, dev, limits, extack);
}

/**
 * l3client_port_remove() - let an interface be a port no longer
 * @port: the port; its clients go with it
 *
 * Context: under RTNL.
 */
void l3client_port_remove(struct l3client_port *port)
{
	ASSERT_RTNL();

	nf_unregister_net_hook(port->ln->net, &port->hook);
	port_retire(port);
}

/**
 * l3client_port_event() - follow what befalls interfaces
 * @nb: the notifier
 * @event: what befell it
 * @ptr: names the interface
 *
 * NETDEV_UNREGISTER comes when an interface goes, when it moves to another
 * namespace, when its namespace dies, and when this module is unloaded.
 *
 * Context: under RTNL.
 * Return: NOTIFY_DONE.
 */
int l3client_port_event(struct notifier_block *nb, unsigned long event,
			void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct l3client_net *ln = l3client_pernet(dev_net(dev));
	struct l3client_port *port;

	if (event != NETDEV_UNREGISTER && event != NETDEV_CHANGENAME)
		return NOTIFY_DONE;

	spin_lock_bh(&ln->lock);
	port = l3client_port_find(ln, dev->ifindex);
	if (port && event == NETDEV_CHANGENAME)
		l3client_event_port(port, L3CLIENT_CMD_PORT_NEW_NTF);
	spin_unlock_bh(&ln->lock);

	if (port && event == NETDEV_UNREGISTER)
		l3client_port_remove(port);
	return NOTIFY_DONE;
}
