// SPDX-License-Identifier: GPL-2.0-only
#include <linux/etherdevice.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "address.h"
#include "client.h"
#include "compat.h"
#include "consumer.h"
#include "event.h"
#include "message.h"
#include "net.h"
#include "netlink.h"
#include "port.h"

/**
 * struct client_cursor - where a dump of clients goes on
 * @mac: of the last client that was looked at
 * @begun: whether @mac holds
 */
struct client_cursor {
	u8 mac[ETH_ALEN];
	bool begun;
};

/**
 * struct address_request - an address that a request names
 * @address: the address
 * @origin: where it is known from
 */
struct address_request {
	struct in6_addr address;
	enum l3client_origin origin;
};

static int mac_missing(struct genl_info *info)
{
	return l3client_nl_missing(info, L3CLIENT_A_CLIENT_MAC,
				   "mac: missing; names the client");
}

static const u8 *request_mac(struct genl_info *info)
{
	return nla_data(info->attrs[L3CLIENT_A_CLIENT_MAC]);
}

static int no_client(struct genl_info *info)
{
	NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[L3CLIENT_A_CLIENT_MAC],
			    "mac: no client has it");
	return -ENOENT;
}

/* CLIENT_GET of one. */
int l3client_nl_client_get(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client *client;
	struct sk_buff *msg;
	int err = -ENOENT;
	void *hdr;

	if (mac_missing(info))
		return -EINVAL;

	msg = l3client_nl_reply(info, NLMSG_GOODSIZE, L3CLIENT_CMD_CLIENT_GET,
				&hdr);
	if (!msg)
		return -ENOMEM;

	spin_lock_bh(&ln->lock);
	client = l3client_lookup(ln, request_mac(info));
	if (client)
		err = l3client_message_client(msg, ln, client);
	spin_unlock_bh(&ln->lock);

	if (err) {
		nlmsg_free(msg);
		return client ? err : no_client(info);
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static int client_put(struct sk_buff *msg, struct netlink_callback *cb,
		      struct l3client_net *ln, const struct l3client *client)
{
	void *hdr = l3client_nl_dump_put(msg, cb, L3CLIENT_CMD_CLIENT_GET);

	if (!hdr)
		return -EMSGSIZE;
	if (l3client_message_client(msg, ln, client)) {
		genlmsg_cancel(msg, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return 0;
}

static void clients_put(struct sk_buff *msg, struct netlink_callback *cb,
			struct l3client_net *ln,
			const struct l3client_port *only)
{
	struct client_cursor *cursor = (void *)cb->ctx;
	struct l3client *client;

	while ((client = l3client_next(ln, cursor->begun ? cursor->mac :
							    NULL))) {
		if ((!only || rcu_access_pointer(client->port) == only) &&
		    client_put(msg, cb, ln, client))
			break;
		ether_addr_copy(cursor->mac, client->mac);
		cursor->begun = true;
	}
}

/* CLIENT_GET of all, or of those of a port. */
int l3client_nl_client_dump(struct sk_buff *msg, struct netlink_callback *cb)
{
	struct l3client_net *ln = l3client_pernet(sock_net(msg->sk));
	struct nlattr **attrs = compat_genl_dump_attrs(cb);
	const struct nlattr *ifindex = attrs[L3CLIENT_A_CLIENT_IFINDEX];
	const struct l3client_port *only = NULL;
	int err = 0;

	spin_lock_bh(&ln->lock);
	cb->seq = ln->seq;
	if (ifindex) {
		only = l3client_port_find(ln, nla_get_u32(ifindex));
		if (!only) {
			NL_SET_ERR_MSG_ATTR(cb->extack, ifindex,
					    "ifindex: not a port");
			err = -ENOENT;
		}
	}
	if (!err)
		clients_put(msg, cb, ln, only);
	spin_unlock_bh(&ln->lock);
	return err ?: msg->len;
}

/* Reads one nest of CLIENT_ADDRESS, which the policy has passed. */
static int address_parse(struct genl_info *info, const struct nlattr *nest,
			 struct address_request *request)
{
	struct nlattr *attrs[L3CLIENT_A_ADDRESS_ORIGIN + 1];
	int err;

	err = nla_parse_nested(attrs, L3CLIENT_A_ADDRESS_ORIGIN, nest, NULL,
			       info->extack);
	if (err)
		return err;

	if (!attrs[L3CLIENT_A_ADDRESS_ADDRESS]) {
		NL_SET_ERR_ATTR_MISS(info->extack, nest,
				     L3CLIENT_A_ADDRESS_ADDRESS);
		NL_SET_ERR_MSG(info->extack, "address: empty");
		return -EINVAL;
	}
	request->address =
		nla_get_in6_addr(attrs[L3CLIENT_A_ADDRESS_ADDRESS]);
	request->origin = L3CLIENT_ORIGIN_LEASE;
	if (attrs[L3CLIENT_A_ADDRESS_ORIGIN])
		request->origin =
			nla_get_u32(attrs[L3CLIENT_A_ADDRESS_ORIGIN]);
	return 0;
}

static bool address_is_unicast(const struct in6_addr *address)
{
	__be32 ipv4 = address->s6_addr32[3];

	if (ipv6_addr_v4mapped(address))
		return !ipv4_is_zeronet(ipv4) && !ipv4_is_multicast(ipv4) &&
		       !ipv4_is_loopback(ipv4) && !ipv4_is_lbcast(ipv4);
	return !ipv6_addr_any(address) && !ipv6_addr_loopback(address) &&
	       !ipv6_addr_is_multicast(address);
}

/* The CLIENT_ADDRESS behind @nla, or the first if that is NULL. */
static const struct nlattr *address_next(struct genl_info *info,
					 const struct nlattr *nla, int *rem)
{
	if (!nla) {
		nla = genlmsg_data(info->genlhdr);
		*rem = genlmsg_len(info->genlhdr);
	} else {
		nla = nla_next(nla, rem);
	}
	while (nla_ok(nla, *rem) && nla_type(nla) != L3CLIENT_A_CLIENT_ADDRESS)
		nla = nla_next(nla, rem);
	return nla_ok(nla, *rem) ? nla : NULL;
}

static int address_refuse(struct genl_info *info, const struct nlattr *nla,
			  int err)
{
	NL_SET_BAD_ATTR(info->extack, nla);
	if (err == -EEXIST)
		NL_SET_ERR_MSG(info->extack,
			       "address: another client has it");
	else if (err == -ENOSPC)
		NL_SET_ERR_MSG(info->extack,
			       "address: the client has max-addresses");
	else if (err == -EADDRNOTAVAIL)
		NL_SET_ERR_MSG(info->extack,
			       "address: not one that a client can have");
	else if (err == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "address: not one of this client");
	return err;
}

/* Whether all addresses of the request can be bound; nothing changes yet. */
static int addresses_check(struct genl_info *info, struct l3client_net *ln,
			   struct l3client *client, u32 limit)
{
	struct address_request request;
	const struct nlattr *nla = NULL;
	u32 count = 0;
	int rem, err;

	while ((nla = address_next(info, nla, &rem))) {
		err = address_parse(info, nla, &request);
		if (err)
			return err;
		if (!address_is_unicast(&request.address))
			err = -EADDRNOTAVAIL;
		else if (++count > limit)
			err = -ENOSPC;
		else
			err = l3client_address_check(ln, client,
						     &request.address,
						     request.origin);
		if (err)
			return address_refuse(info, nla, err);
	}
	return 0;
}

/* 1 if something changed, 0 if not, or an error. */
static int addresses_bind(struct genl_info *info, struct l3client_net *ln,
			  struct l3client *client)
{
	struct address_request request;
	const struct nlattr *nla = NULL;
	int changed = 0;
	int rem, err;

	while ((nla = address_next(info, nla, &rem))) {
		err = address_parse(info, nla, &request);
		if (err)
			return err;
		err = l3client_address_bind(ln, client, &request.address,
					    request.origin);
		if (err < 0)
			return address_refuse(info, nla, err);
		changed |= err;
	}
	return changed;
}

/* The port that the request names, or else the client's own. */
static struct l3client_port *request_port(struct genl_info *info,
					  struct l3client_net *ln,
					  const struct l3client *client)
{
	const struct nlattr *ifindex = info->attrs[L3CLIENT_A_CLIENT_IFINDEX];
	struct l3client_port *port;

	if (!ifindex && client)
		return rcu_dereference_protected(client->port,
						 lockdep_is_held(&ln->lock));
	if (l3client_nl_missing(info, L3CLIENT_A_CLIENT_IFINDEX,
				"ifindex: missing; a new client needs a port"))
		return ERR_PTR(-EINVAL);

	port = l3client_port_find(ln, nla_get_u32(ifindex));
	if (!port) {
		NL_SET_ERR_MSG_ATTR(info->extack, ifindex,
				    "ifindex: not a port");
		return ERR_PTR(-ENOENT);
	}
	return port;
}

static bool request_confirmed(struct genl_info *info)
{
	const struct nlattr *confirmed =
		info->attrs[L3CLIENT_A_CLIENT_CONFIRMED];

	return !confirmed || nla_get_u8(confirmed);
}

static int client_full(struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack,
		       "confirmed: the port has max-clients; raise that");
	return -ENOSPC;
}

/* Makes the client or changes it. 1 if that is not told yet, 0, or an error. */
static int client_set(struct genl_info *info, struct l3client_net *ln,
		      struct l3client_port *port, struct l3client **client)
{
	bool confirmed = request_confirmed(info);
	int changed;

	if (!*client) {
		*client = l3client_add(port, request_mac(info), confirmed);
		if (!IS_ERR(*client))
			return 0;
		changed = PTR_ERR(*client);
		*client = NULL;
	} else {
		if (rcu_access_pointer((*client)->port) != port)
			l3client_move(ln, *client, port);
		changed = l3client_confirm(ln, *client, confirmed);
	}
	return changed == -ENOSPC ? client_full(info) : changed;
}

static int client_new(struct genl_info *info, struct l3client_net *ln,
		      struct l3client **client)
{
	struct l3client_port *port;
	int changed, bound;
	int err;

	*client = l3client_lookup(ln, request_mac(info));
	port = request_port(info, ln, *client);
	if (IS_ERR(port))
		return PTR_ERR(port);

	err = addresses_check(info, ln, *client, port->limits.addresses);
	if (err)
		return err;

	changed = client_set(info, ln, port, client);
	if (changed < 0)
		return changed;

	bound = addresses_bind(info, ln, *client);
	if (changed || bound)
		l3client_event_client(ln, *client, L3CLIENT_CMD_CLIENT_SET_NTF);
	return bound;
}

/* CLIENT_NEW. */
int l3client_nl_client_new(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	struct l3client *client;
	int result;

	if (mac_missing(info))
		return -EINVAL;
	if (!is_valid_ether_addr(request_mac(info))) {
		NL_SET_ERR_MSG_ATTR(info->extack,
				    info->attrs[L3CLIENT_A_CLIENT_MAC],
				    "mac: not the MAC of one station");
		return -EINVAL;
	}

	rcu_read_lock();
	spin_lock_bh(&ln->lock);
	result = client_new(info, ln, &client);
	spin_unlock_bh(&ln->lock);
	if (result > 0) {
		local_bh_disable();
		l3client_consumer_address_changed(ln->net, client);
		local_bh_enable();
	}
	rcu_read_unlock();
	return min(result, 0);
}

/* The addresses that the request names, if all are the client's: their count */
static int addresses_del(struct genl_info *info, struct l3client_net *ln,
			 struct l3client *client, bool check_only)
{
	struct l3client_address *address;
	struct address_request request;
	const struct nlattr *nla = NULL;
	int count = 0;
	int rem, err;

	while ((nla = address_next(info, nla, &rem))) {
		err = address_parse(info, nla, &request);
		if (err)
			return err;
		address = l3client_address_find(ln, &request.address);
		if (check_only && (!address || address->client != client))
			return address_refuse(info, nla, -ENOENT);
		if (!check_only && address)
			l3client_address_unbind(ln, address);
		count++;
	}
	return count;
}

static int client_del(struct genl_info *info, struct l3client_net *ln)
{
	struct l3client *client = l3client_lookup(ln, request_mac(info));
	int count;

	if (!client)
		return no_client(info);

	count = addresses_del(info, ln, client, true);
	if (count < 0)
		return count;
	if (count) {
		addresses_del(info, ln, client, false);
		l3client_event_client(ln, client, L3CLIENT_CMD_CLIENT_SET_NTF);
	} else {
		l3client_remove(ln, client);
	}
	return 0;
}

/* CLIENT_DEL. */
int l3client_nl_client_del(struct sk_buff *skb, struct genl_info *info)
{
	struct l3client_net *ln = l3client_pernet(genl_info_net(info));
	int err;

	if (mac_missing(info))
		return -EINVAL;

	spin_lock_bh(&ln->lock);
	err = client_del(info, ln);
	spin_unlock_bh(&ln->lock);
	return err;
}
