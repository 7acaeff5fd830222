// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

#include "net.h"
#include "netlink.h"

static const struct nla_policy
address_policy[L3CLIENT_A_ADDRESS_ORIGIN + 1] = {
	[L3CLIENT_A_ADDRESS_ADDRESS] =
		NLA_POLICY_EXACT_LEN(sizeof(struct in6_addr)),
	[L3CLIENT_A_ADDRESS_ORIGIN] =
		NLA_POLICY_MAX(NLA_U32, L3CLIENT_ORIGIN_LEASE),
};

static const struct nla_policy port_policy[L3CLIENT_A_PORT_IFINDEX + 1] = {
	[L3CLIENT_A_PORT_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy
port_new_policy[L3CLIENT_A_PORT_HEARD_BINDS + 1] = {
	[L3CLIENT_A_PORT_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[L3CLIENT_A_PORT_MAX_CLIENTS] = NLA_POLICY_RANGE(NLA_U32, 1, 16384),
	[L3CLIENT_A_PORT_MAX_UNCONFIRMED] =
		NLA_POLICY_RANGE(NLA_U32, 1, 16384),
	[L3CLIENT_A_PORT_MAX_ADDRESSES] =
		NLA_POLICY_RANGE(NLA_U32, 1, L3CLIENT_MAX_ADDRESSES_LIMIT),
	[L3CLIENT_A_PORT_HEARD_BINDS] = NLA_POLICY_MAX(NLA_U8, 1),
};

static const struct nla_policy
client_get_policy[L3CLIENT_A_CLIENT_IFINDEX + 1] = {
	[L3CLIENT_A_CLIENT_MAC] = NLA_POLICY_ETH_ADDR,
	[L3CLIENT_A_CLIENT_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy
client_new_policy[L3CLIENT_A_CLIENT_ADDRESS + 1] = {
	[L3CLIENT_A_CLIENT_MAC] = NLA_POLICY_ETH_ADDR,
	[L3CLIENT_A_CLIENT_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[L3CLIENT_A_CLIENT_CONFIRMED] = NLA_POLICY_MAX(NLA_U8, 1),
	[L3CLIENT_A_CLIENT_ADDRESS] = NLA_POLICY_NESTED(address_policy),
};

static const struct nla_policy
client_del_policy[L3CLIENT_A_CLIENT_ADDRESS + 1] = {
	[L3CLIENT_A_CLIENT_MAC] = NLA_POLICY_ETH_ADDR,
	[L3CLIENT_A_CLIENT_ADDRESS] = NLA_POLICY_NESTED(address_policy),
};

static const struct nla_policy
prefix_policy[L3CLIENT_A_PREFIX_ROLE + 1] = {
	[L3CLIENT_A_PREFIX_ADDRESS] =
		NLA_POLICY_EXACT_LEN(sizeof(struct in6_addr)),
	[L3CLIENT_A_PREFIX_PREFIX_LEN] = NLA_POLICY_MAX(NLA_U8, 128),
	[L3CLIENT_A_PREFIX_ROLE] =
		NLA_POLICY_MAX(NLA_U32, L3CLIENT_ROLE_NODE),
};

static const struct genl_ops ops[] = {
	{
		.cmd = L3CLIENT_CMD_PORT_GET,
		.doit = l3client_nl_port_get,
		.dumpit = l3client_nl_port_dump,
		.policy = port_policy,
		.maxattr = L3CLIENT_A_PORT_IFINDEX,
	},
	{
		.cmd = L3CLIENT_CMD_PORT_NEW,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_port_new,
		.policy = port_new_policy,
		.maxattr = L3CLIENT_A_PORT_HEARD_BINDS,
	},
	{
		.cmd = L3CLIENT_CMD_PORT_DEL,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_port_del,
		.policy = port_policy,
		.maxattr = L3CLIENT_A_PORT_IFINDEX,
	},
	{
		.cmd = L3CLIENT_CMD_CLIENT_GET,
		.doit = l3client_nl_client_get,
		.dumpit = l3client_nl_client_dump,
		.policy = client_get_policy,
		.maxattr = L3CLIENT_A_CLIENT_IFINDEX,
	},
	{
		.cmd = L3CLIENT_CMD_CLIENT_NEW,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_client_new,
		.policy = client_new_policy,
		.maxattr = L3CLIENT_A_CLIENT_ADDRESS,
	},
	{
		.cmd = L3CLIENT_CMD_CLIENT_DEL,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_client_del,
		.policy = client_del_policy,
		.maxattr = L3CLIENT_A_CLIENT_ADDRESS,
	},
	{
		.cmd = L3CLIENT_CMD_PREFIX_GET,
		.dumpit = l3client_nl_prefix_dump,
	},
	{
		.cmd = L3CLIENT_CMD_PREFIX_NEW,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_prefix_new,
		.policy = prefix_policy,
		.maxattr = L3CLIENT_A_PREFIX_ROLE,
	},
	{
		.cmd = L3CLIENT_CMD_PREFIX_DEL,
		.flags = GENL_UNS_ADMIN_PERM,
		.doit = l3client_nl_prefix_del,
		.policy = prefix_policy,
		.maxattr = L3CLIENT_A_PREFIX_ROLE,
	},
};

static const struct genl_multicast_group groups[] = {
	{ .name = L3CLIENT_MCGRP_EVENTS },
};

struct genl_family l3client_family __ro_after_init = {
	.name = L3CLIENT_FAMILY_NAME,
	.version = L3CLIENT_FAMILY_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
	.resv_start_op = __L3CLIENT_CMD_MAX,
};

/**
 * l3client_nl_missing() - refuse a request that lacks an attribute
 * @info: the request
 * @attr: the attribute
 * @text: what to say if it is missing
 *
 * Return: 0 if it is there, else -EINVAL.
 */
int l3client_nl_missing(struct genl_info *info, int attr, const char *text)
{
	if (info->attrs[attr])
		return 0;
	NL_SET_ERR_ATTR_MISS(info->extack, NULL, attr);
	if (info->extack)
		info->extack->_msg = text;
	return -EINVAL;
}

/**
 * l3client_nl_reply() - begin the answer to a request
 * @info: the request
 * @size: the room for the attributes, in bytes
 * @cmd: the request's command
 * @hdr: gets what genlmsg_end() wants
 *
 * Return: the message or NULL.
 */
struct sk_buff *l3client_nl_reply(struct genl_info *info, size_t size,
				  int cmd, void **hdr)
{
	struct sk_buff *msg = genlmsg_new(size, GFP_KERNEL);

	if (!msg)
		return NULL;

	*hdr = genlmsg_put_reply(msg, info, &l3client_family, 0, cmd);
	if (!*hdr) {
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}

/**
 * l3client_nl_dump_put() - begin one message of a dump
 * @msg: gets it
 * @cb: the dump; its seq is set
 * @cmd: the command of the request
 *
 * Return: what genlmsg_end() wants, or NULL if it does not fit.
 */
void *l3client_nl_dump_put(struct sk_buff *msg, struct netlink_callback *cb,
			   int cmd)
{
	void *hdr;

	hdr = genlmsg_put(msg, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &l3client_family, NLM_F_MULTI, cmd);
	if (hdr)
		genl_dump_check_consistent(cb, hdr);
	return hdr;
}

int __init l3client_netlink_init(void)
{
	return genl_register_family(&l3client_family);
}

void l3client_netlink_exit(void)
{
	genl_unregister_family(&l3client_family);
}
