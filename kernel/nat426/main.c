// SPDX-License-Identifier: GPL-2.0-only
/* The module: what it takes from the ports, and its beginning and end. */
#include <linux/module.h>
#include <net/genetlink.h>
#include <net/l3client.h>

#include "arp.h"
#include "down.h"
#include "link.h"
#include "netlink.h"
#include "up.h"

unsigned int nat426_net_id;

static struct pernet_operations net_ops = {
	.id	= &nat426_net_id,
	.size	= sizeof(struct nat426_net),
};

static bool rx(struct l3client *client, struct sk_buff *skb,
	       struct net_device *port)
{
	struct nat426_link *link = nat426_link_rcu(dev_net(port));
	const struct nat426_config *config;

	if (!link)
		return false;
	config = rcu_dereference(link->config);
	switch (skb->protocol) {
	case htons(ETH_P_IP):
		return nat426_up_rx(link, config, client, skb, port);
	case htons(ETH_P_ARP):
		return nat426_link_works(link, config) &&
		       nat426_arp_rx(link, config, client, skb, port);
	}
	return false;
}

static bool owns_mac(struct net *net, const u8 mac[ETH_ALEN])
{
	struct nat426_link *link = nat426_link_rcu(net);
	const struct nat426_config *config;

	if (!link)
		return false;
	config = rcu_dereference(link->config);
	if (nat426_config_has(config, NAT426_A_LINK_GATEWAY_MAC) &&
	    ether_addr_equal(mac, config->gateway_mac))
		return true;
	return nat426_config_exit_mac(config, mac);
}

static bool owns_address(struct net *net, const struct in6_addr *address)
{
	struct nat426_link *link = nat426_link_rcu(net);
	const struct nat426_config *config;
	__be32 addr = address->s6_addr32[3];

	if (!link || !ipv6_addr_v4mapped(address))
		return false;
	config = rcu_dereference(link->config);
	return nat426_config_is_gateway(config, addr) ||
	       nat426_config_is_exit(config, addr);
}

static void address_changed(struct net *net, struct l3client *client)
{
	struct nat426_link *link = nat426_link_rcu(net);

	if (link && l3client_ipv4(client))
		nat426_down_release(link, l3client_mac(client));
}

static const struct l3client_consumer consumer = {
	.rx		 = rx,
	.owns_mac	 = owns_mac,
	.owns_address	 = owns_address,
	.address_changed = address_changed,
};

static int __init nat426_init(void)
{
	int err;

	err = register_pernet_subsys(&net_ops);
	if (err)
		return err;
	err = nat426_netlink_init();
	if (err)
		goto unregister_net;
	err = nat426_link_init();
	if (err)
		goto unregister_netlink;
	l3client_consumer_register(L3CLIENT_SLOT_NAT426, &consumer);
	return 0;

unregister_netlink:
	nat426_netlink_exit();
unregister_net:
	unregister_pernet_subsys(&net_ops);
	return err;
}

static void __exit nat426_exit(void)
{
	l3client_consumer_unregister(L3CLIENT_SLOT_NAT426);
	nat426_link_exit();
	nat426_netlink_exit();
	unregister_pernet_subsys(&net_ops);
	rcu_barrier();
}

module_init(nat426_init);
module_exit(nat426_exit);

MODULE_DESCRIPTION("Stateless translation between clients' IPv4 and the mesh's IPv6");
MODULE_LICENSE("GPL");
MODULE_ALIAS_GENL_FAMILY(NAT426_FAMILY_NAME);
