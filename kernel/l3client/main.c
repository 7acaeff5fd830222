// SPDX-License-Identifier: GPL-2.0-only
/* l3client: the clients of a mesh node, learned from the frames they send. */
#include <kunit/visibility.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <net/net_namespace.h>

#include "address.h"
#include "client.h"
#include "net.h"
#include "netlink.h"
#include "port.h"
#include "prefix.h"

unsigned int l3client_net_id;

/**
 * l3client_net_setup() - make the empty tables of a namespace
 * @ln: gets them
 * @net: the namespace
 *
 * Return: 0 or -ENOMEM.
 */
int l3client_net_setup(struct l3client_net *ln, struct net *net)
{
	int err;

	ln->net = net;
	spin_lock_init(&ln->lock);
	INIT_LIST_HEAD(&ln->ports);
	ln->by_mac = RB_ROOT;
	ln->seq = 1;

	err = rhashtable_init(&ln->clients, &l3client_params);
	if (err)
		return err;

	err = rhashtable_init(&ln->addresses, &l3client_address_params);
	if (err)
		rhashtable_destroy(&ln->clients);
	return err;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_net_setup);

/**
 * l3client_net_cleanup() - free the tables of a namespace
 * @ln: the namespace, which has no ports and so no clients any more
 */
void l3client_net_cleanup(struct l3client_net *ln)
{
	WARN_ON(!list_empty(&ln->ports));
	rhashtable_destroy(&ln->addresses);
	rhashtable_destroy(&ln->clients);
	kfree(rcu_dereference_protected(ln->prefixes, true));
}
EXPORT_SYMBOL_IF_KUNIT(l3client_net_cleanup);

static int __net_init net_init(struct net *net)
{
	return l3client_net_setup(l3client_pernet(net), net);
}

static void __net_exit net_exit(struct net *net)
{
	l3client_net_cleanup(l3client_pernet(net));
}

static struct pernet_operations net_ops = {
	.init = net_init,
	.exit = net_exit,
	.id = &l3client_net_id,
	.size = sizeof(struct l3client_net),
};

static struct notifier_block port_notifier = {
	.notifier_call = l3client_port_event,
};

static int __init l3client_init(void)
{
	int err;

	err = register_pernet_subsys(&net_ops);
	if (err)
		return err;

	err = register_netdevice_notifier(&port_notifier);
	if (err)
		goto unregister_net;

	err = l3client_netlink_init();
	if (err)
		goto unregister_notifier;
	return 0;

unregister_notifier:
	unregister_netdevice_notifier(&port_notifier);
unregister_net:
	unregister_pernet_subsys(&net_ops);
	return err;
}

static void __exit l3client_exit(void)
{
	/* No request makes a port any more; then all ports are told to go. */
	l3client_netlink_exit();
	unregister_netdevice_notifier(&port_notifier);
	unregister_pernet_subsys(&net_ops);
	/* Ports free themselves by call_rcu() with a function of ours. */
	rcu_barrier();
}

module_init(l3client_init);
module_exit(l3client_exit);

MODULE_DESCRIPTION("The clients of a mesh node");
MODULE_LICENSE("GPL");
