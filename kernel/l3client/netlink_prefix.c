// SPDX-License-Identifier: GPL-2.0-only
#include <net/sock.h>

#include "message.h"
#include "net.h"
#include "netlink.h"
#include "prefix.h"

/**
 * struct prefix_cursor - where a dump of prefixes goes on
 * @last: the last one that was shown
 * @begun: whether @last holds
 */
struct prefix_cursor {
	struct l3client_prefix last;
	bool begun;
};

static int prefix_put(struct sk_buff *msg, struct netlink_callback *cb,
		      struct l3client_net *ln,
		      const struct l3client_prefix *prefix)
{
	void *hdr = l3client_nl_dump_put(msg, cb, L3CLIENT_CMD_PREFIX_GET);

	if (!hdr)
		return -EMSGSIZE;
	if (l3client_message_prefix(msg, ln, prefix)) {
		genlmsg_cancel(msg, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return 0;
}

/* PREFIX_GET of all. */
int l3client_nl_prefix_dump(struct sk_buff *msg, struct netlink_callback *cb)
{
	struct l3client_net *ln = l3client_pernet(sock_net(msg->sk));
	struct prefix_cursor *cursor = (void *)cb->ctx;
	const struct l3client_prefixes *prefixes;
	u32 i;

	BUILD_BUG_ON(sizeof(*cursor) > sizeof(cb->ctx));

	spin_lock_bh(&ln->lock);
	cb->seq = ln->seq;
	prefixes = rcu_dereference_protected(ln->prefixes,
					     lockdep_is_held(&ln->lock));
	for (i = 0; prefixes && i < prefixes->count; i++) {
		const struct l3client_prefix *prefix = &prefixes->entries[i];

		if (cursor->begun &&
		    l3client_prefix_cmp(prefix, &cursor->last) <= 0)
			continue;
		if (prefix_put(msg, cb, ln, prefix))
			break;
		cursor->last = *prefix;
		cursor->begun = true;
	}
	spin_unlock_bh(&ln->lock);
	return msg->len;
}

static int prefix_parse(struct genl_info *info, struct l3client_prefix *prefix)
{
	struct nlattr **attrs = info->attrs;

	if (l3client_nl_missing(info, L3CLIENT_A_PREFIX_ADDRESS,
				"address: missing; names the prefix") ||
	    l3client_nl_missing(info, L3CLIENT_A_PREFIX_PREFIX_LEN,
				"prefix-len: missing") ||
	    l3client_nl_missing(info, L3CLIENT_A_PREFIX_ROLE,
				"role: missing; says what the prefix is for"))
		return -EINVAL;

	prefix->address = nla_get_in6_addr(attrs[L3CLIENT_A_PREFIX_ADDRESS]);
	prefix->len = nla_get_u8(attrs[L3CLIENT_A_PREFIX_PREFIX_LEN]);
	prefix->role = nla_get_u32(attrs[L3CLIENT_A_PREFIX_ROLE]);
	return 0;
}

/* PREFIX_NEW. */
int l3client_nl_prefix_new(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client_prefix prefix;
	const char *why;
	int err;

	if (prefix_parse(info, &prefix))
		return -EINVAL;

	err = l3client_prefix_check(&prefix, &why);
	if (err) {
		if (info->extack)
			info->extack->_msg = why;
		return err;
	}

	err = l3client_prefix_add(ln, &prefix);
	if (err == -ENOSPC)
		NL_SET_ERR_MSG(info->extack,
			       "address: the namespace has max-prefixes");
	return err;
}

/* PREFIX_DEL. */
int l3client_nl_prefix_del(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client_prefix prefix;
	int err;

	if (prefix_parse(info, &prefix))
		return -EINVAL;

	err = l3client_prefix_del(ln, &prefix);
	if (err == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "address: no such prefix in this role");
	return err;
}
