// SPDX-License-Identifier: GPL-2.0-only
#include <linux/rtnetlink.h>
#include <net/sock.h>

#include "message.h"
#include "net.h"
#include "netlink.h"
#include "port.h"

/**
 * struct port_cursor - where a dump of ports goes on
 * @ifindex: of the last port that was shown
 */
struct port_cursor {
	int ifindex;
};

static int ifindex_missing(struct genl_info *info)
{
	return l3client_nl_missing(info, L3CLIENT_A_PORT_IFINDEX,
				   "ifindex: missing; names the interface");
}

static int no_port(struct genl_info *info)
{
	NL_SET_ERR_MSG_ATTR(info->extack,
			    info->attrs[L3CLIENT_A_PORT_IFINDEX],
			    "ifindex: not a port");
	return -ENOENT;
}

/* PORT_GET of one. */
int l3client_nl_port_get(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client_port *port;
	struct sk_buff *msg;
	int err = -ENOENT;
	void *hdr;

	if (ifindex_missing(info))
		return -EINVAL;

	msg = l3client_nl_reply(info, l3client_message_port_size(),
				L3CLIENT_CMD_PORT_GET, &hdr);
	if (!msg)
		return -ENOMEM;

	spin_lock_bh(&ln->lock);
	port = l3client_port_find(ln, nla_get_u32(info->attrs[L3CLIENT_A_PORT_IFINDEX]));
	if (port)
		err = l3client_message_port(msg, port);
	spin_unlock_bh(&ln->lock);

	if (err) {
		nlmsg_free(msg);
		return port ? err : no_port(info);
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static int port_put(struct sk_buff *msg, struct netlink_callback *cb,
		    const struct l3client_port *port)
{
	void *hdr = l3client_nl_dump_put(msg, cb, L3CLIENT_CMD_PORT_GET);

	if (!hdr)
		return -EMSGSIZE;
	if (l3client_message_port(msg, port)) {
		genlmsg_cancel(msg, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return 0;
}

/* PORT_GET of all. */
int l3client_nl_port_dump(struct sk_buff *msg, struct netlink_callback *cb)
{
	struct l3client_net *ln = l3client_pernet(sock_net(msg->sk));
	struct port_cursor *cursor = (void *)cb->ctx;
	struct l3client_port *port;

	spin_lock_bh(&ln->lock);
	cb->seq = ln->seq;
	list_for_each_entry(port, &ln->ports, link) {
		if (port->dev->ifindex <= cursor->ifindex)
			continue;
		if (port_put(msg, cb, port))
			break;
		cursor->ifindex = port->dev->ifindex;
	}
	spin_unlock_bh(&ln->lock);
	return msg->len;
}

static u32 limit_get(const struct nlattr *attr)
{
	return attr ? nla_get_u32(attr) : 0;
}

/* PORT_NEW. */
int l3client_nl_port_new(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	struct l3client_limits limits = {
		.clients = limit_get(attrs[L3CLIENT_A_PORT_MAX_CLIENTS]),
		.unconfirmed =
			limit_get(attrs[L3CLIENT_A_PORT_MAX_UNCONFIRMED]),
		.addresses = limit_get(attrs[L3CLIENT_A_PORT_MAX_ADDRESSES]),
		.heard_binds = L3CLIENT_UNSET,
	};
	struct net *net = genl_info_net(info);
	struct net_device *dev;
	int err;

	if (ifindex_missing(info))
		return -EINVAL;
	if (attrs[L3CLIENT_A_PORT_HEARD_BINDS])
		limits.heard_binds =
			nla_get_u8(attrs[L3CLIENT_A_PORT_HEARD_BINDS]);

	rtnl_lock();
	dev = __dev_get_by_index(net,
				 nla_get_u32(attrs[L3CLIENT_A_PORT_IFINDEX]));
	if (dev) {
		err = l3client_port_set(l3client_pernet(net), dev, &limits,
					info->extack);
	} else {
		NL_SET_ERR_MSG(info->extack, "ifindex: no such interface");
		err = -ENODEV;
	}
	rtnl_unlock();
	if (err)
		NL_SET_BAD_ATTR(info->extack, attrs[L3CLIENT_A_PORT_IFINDEX]);
	return err;
}

/* PORT_DEL. */
int l3client_nl_port_del(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client_port *port;

	if (ifindex_missing(info))
		return -EINVAL;

	rtnl_lock();
	spin_lock_bh(&ln->lock);
	port = l3client_port_find(ln, nla_get_u32(info->attrs[L3CLIENT_A_PORT_IFINDEX]));
	spin_unlock_bh(&ln->lock);
	if (port)
		l3client_port_remove(port);
	rtnl_unlock();
	return port ? 0 : no_port(info);
}
