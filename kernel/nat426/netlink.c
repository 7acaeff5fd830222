// SPDX-License-Identifier: GPL-2.0-only
/* The generic netlink family nat426. */
#include <linux/module.h>
#include <linux/rtnetlink.h>
#include <net/genetlink.h>

#include "link.h"
#include "netlink.h"

static struct genl_family family;

static const struct nla_policy get_policy[NAT426_A_LINK_IFINDEX + 1] = {
	[NAT426_A_LINK_IFINDEX]		= NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy set_policy[NAT426_A_LINK_ICMP_SOURCE + 1] = {
	[NAT426_A_LINK_IFINDEX]		= NLA_POLICY_MIN(NLA_U32, 1),
	[NAT426_A_LINK_CLIENT_NODE_PREFIX] = NLA_POLICY_EXACT_LEN(16),
	[NAT426_A_LINK_METAPREFIX]	= NLA_POLICY_EXACT_LEN(16),
	[NAT426_A_LINK_EXIT_RANGE]	= { .type = NLA_BE32 },
	[NAT426_A_LINK_EXIT_RANGE_LEN]	= NLA_POLICY_RANGE(NLA_U8, 8, 32),
	[NAT426_A_LINK_EXIT_OUI]	= NLA_POLICY_EXACT_LEN(3),
	[NAT426_A_LINK_GATEWAY_MAC]	= NLA_POLICY_EXACT_LEN(6),
	[NAT426_A_LINK_GATEWAY_ADDRESS]	= { .type = NLA_BE32 },
	[NAT426_A_LINK_CLIENT_RANGE]	= { .type = NLA_BE32 },
	[NAT426_A_LINK_CLIENT_RANGE_LEN] = NLA_POLICY_MAX(NLA_U8, 32),
	[NAT426_A_LINK_ICMP_SOURCE]	= { .type = NLA_BE32 },
};

/* Context: under rcu_read_lock() or RTNL. */
static int fill(struct sk_buff *msg, struct nat426_link *link, u32 portid,
		u32 seq, int flags, u8 cmd)
{
	struct net_device *dev = link->dev;
	const struct nat426_config *config;
	void *hdr;

	hdr = genlmsg_put(msg, portid, seq, &family, flags, cmd);
	if (!hdr)
		return -EMSGSIZE;
	config = rcu_dereference_rtnl(link->config);
	if (nla_put_u32(msg, NAT426_A_LINK_IFINDEX, dev->ifindex) ||
	    nla_put_string(msg, NAT426_A_LINK_IFNAME, dev->name) ||
	    nat426_config_put(msg, config) ||
	    nat426_counters_put(msg, NAT426_A_LINK_COUNTERS, link->counters) ||
	    nla_put_u32(msg, NAT426_A_LINK_SEQ,
			READ_ONCE(nat426_net(dev_net(dev))->seq)))
		goto cancel_msg;
	genlmsg_end(msg, hdr);
	return 0;

cancel_msg:
	genlmsg_cancel(msg, hdr);
	return -EMSGSIZE;
}

/**
 * nat426_netlink_notify - number a change and tell the listeners
 * @link: what changed, still or already registered
 * @cmd: how
 *
 * Context: under RTNL.
 */
void nat426_netlink_notify(struct nat426_link *link, enum nat426_cmd cmd)
{
	struct net *net = dev_net(link->dev);
	struct nat426_net *nn = nat426_net(net);
	struct sk_buff *msg;

	ASSERT_RTNL();
	WRITE_ONCE(nn->seq, nn->seq + 1);
	if (!genl_has_listeners(&family, net, 0))
		return;
	msg = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	/* The gap in the numbers tells a listener what it missed. */
	if (!msg)
		return;
	if (fill(msg, link, 0, 0, 0, cmd)) {
		nlmsg_free(msg);
		return;
	}
	genlmsg_multicast_netns(&family, net, msg, 0, 0, GFP_KERNEL);
}

/* The link that a request means. */
static struct nat426_link *find(struct genl_info *info)
{
	struct nat426_net *nn = nat426_net(genl_info_net(info));
	struct nlattr *attr = info->attrs[NAT426_A_LINK_IFINDEX];
	struct nat426_link *link = rcu_dereference_rtnl(nn->link);

	if (link && attr && nla_get_u32(attr) != link->dev->ifindex) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ifindex is of no nat426 link");
		return ERR_PTR(-ENODEV);
	}
	if (!link) {
		NL_SET_ERR_MSG(info->extack,
			       "The namespace has no nat426 link; ip link add nat426 type nat426");
		return ERR_PTR(-ENODEV);
	}
	return link;
}

static int link_get(struct sk_buff *skb, struct genl_info *info)
{
	struct nat426_link *link;
	struct sk_buff *msg;
	int err;

	msg = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;
	rcu_read_lock();
	link = find(info);
	err = PTR_ERR_OR_ZERO(link);
	if (!err)
		err = fill(msg, link, info->snd_portid, info->snd_seq, 0,
			   NAT426_CMD_LINK_GET);
	rcu_read_unlock();
	if (!err)
		return genlmsg_reply(msg, info);
	nlmsg_free(msg);
	return err;
}

/* There is one link at most, so one message holds the dump. */
static int link_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nat426_net *nn = nat426_net(sock_net(skb->sk));
	struct nat426_link *link;
	int err = 0;

	if (cb->args[0])
		return 0;
	rcu_read_lock();
	cb->seq = READ_ONCE(nn->seq);
	link = rcu_dereference(nn->link);
	if (link)
		err = fill(skb, link, NETLINK_CB(cb->skb).portid,
			   cb->nlh->nlmsg_seq, NLM_F_MULTI,
			   NAT426_CMD_LINK_GET);
	rcu_read_unlock();
	cb->args[0] = 1;
	return err ?: skb->len;
}

static int set(struct genl_info *info)
{
	struct nat426_config *old, *new;
	struct nat426_link *link;

	ASSERT_RTNL();
	link = find(info);
	if (IS_ERR(link))
		return PTR_ERR(link);
	old = rtnl_dereference(link->config);
	new = nat426_config_change(old, info->attrs, info->extack);
	if (IS_ERR(new))
		return PTR_ERR(new);
	if (nat426_config_same(old, new)) {
		kfree(new);
		return 0;
	}
	rcu_assign_pointer(link->config, new);
	kfree_rcu(old, rcu);
	nat426_netlink_notify(link, NAT426_CMD_LINK_SET_NTF);
	return 0;
}

static int link_set(struct sk_buff *skb, struct genl_info *info)
{
	int err;

	rtnl_lock();
	err = set(info);
	rtnl_unlock();
	return err;
}

static const struct genl_ops ops[] = {
	{
		.cmd		= NAT426_CMD_LINK_GET,
		.doit		= link_get,
		.dumpit		= link_dump,
		.policy		= get_policy,
		.maxattr	= ARRAY_SIZE(get_policy) - 1,
	},
	{
		.cmd		= NAT426_CMD_LINK_SET,
		.doit		= link_set,
		.policy		= set_policy,
		.maxattr	= ARRAY_SIZE(set_policy) - 1,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
};

static const struct genl_multicast_group groups[] = {
	{ .name = NAT426_MCGRP_EVENTS },
};

static struct genl_family family __ro_after_init = {
	.name		= NAT426_FAMILY_NAME,
	.version	= NAT426_FAMILY_VERSION,
	.netnsok	= true,
	.parallel_ops	= true,
	.module		= THIS_MODULE,
	.ops		= ops,
	.n_ops		= ARRAY_SIZE(ops),
	.mcgrps		= groups,
	.n_mcgrps	= ARRAY_SIZE(groups),
	.resv_start_op	= NAT426_CMD_MAX + 1,
};

int __init nat426_netlink_init(void)
{
	return genl_register_family(&family);
}

void nat426_netlink_exit(void)
{
	genl_unregister_family(&family);
}
