// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

#include "l3client.h"

const char *const l3client_port_names[] = {
	[L3CLIENT_A_PORT_IFINDEX] = "ifindex",
	[L3CLIENT_A_PORT_IFNAME] = "ifname",
	[L3CLIENT_A_PORT_MAX_CLIENTS] = "max-clients",
	[L3CLIENT_A_PORT_MAX_UNCONFIRMED] = "max-unconfirmed",
	[L3CLIENT_A_PORT_MAX_ADDRESSES] = "max-addresses",
	[L3CLIENT_A_PORT_HEARD_BINDS] = "heard-binds",
	[L3CLIENT_A_PORT_CLIENTS] = "clients",
	[L3CLIENT_A_PORT_UNCONFIRMED] = "unconfirmed",
	[L3CLIENT_A_PORT_COUNTERS] = "counters",
	[L3CLIENT_A_PORT_SEQ] = "seq",
	[L3CLIENT_A_PORT_PAD] = NULL,
};

const char *const l3client_counter_names[] = {
	[L3CLIENT_A_COUNTERS_DROP_SOURCE_MAC] = "drop-source-mac",
	[L3CLIENT_A_COUNTERS_DROP_RESERVED_MAC] = "drop-reserved-mac",
	[L3CLIENT_A_COUNTERS_DROP_SOURCE_ADDRESS] = "drop-source-address",
	[L3CLIENT_A_COUNTERS_DROP_CLIENT_NODE] = "drop-client-node",
	[L3CLIENT_A_COUNTERS_DROP_TUNNEL] = "drop-tunnel",
	[L3CLIENT_A_COUNTERS_DROP_CONTROL] = "drop-control",
	[L3CLIENT_A_COUNTERS_DROP_HEADER_CHAIN] = "drop-header-chain",
	[L3CLIENT_A_COUNTERS_DROP_MALFORMED] = "drop-malformed",
	[L3CLIENT_A_COUNTERS_DROP_VLAN_DEPTH] = "drop-vlan-depth",
	[L3CLIENT_A_COUNTERS_CLIENT_REFUSED] = "client-refused",
	[L3CLIENT_A_COUNTERS_CLIENT_EVICTED] = "client-evicted",
	[L3CLIENT_A_COUNTERS_ADDRESS_REFUSED] = "address-refused",
	[L3CLIENT_A_COUNTERS_ADDRESS_EVICTED] = "address-evicted",
	[L3CLIENT_A_COUNTERS_ADDRESS_CONFLICT] = "address-conflict",
	[L3CLIENT_A_COUNTERS_ARP_MISMATCH] = "arp-mismatch",
	[L3CLIENT_A_COUNTERS_NO_MEMORY] = "no-memory",
};

const char *const l3client_client_names[] = {
	[L3CLIENT_A_CLIENT_MAC] = "mac",
	[L3CLIENT_A_CLIENT_IFINDEX] = "ifindex",
	[L3CLIENT_A_CLIENT_IFNAME] = "ifname",
	[L3CLIENT_A_CLIENT_CONFIRMED] = "confirmed",
	[L3CLIENT_A_CLIENT_IDLE] = "idle",
	[L3CLIENT_A_CLIENT_ADDRESS] = "address",
	[L3CLIENT_A_CLIENT_SEQ] = "seq",
};

const char *const l3client_prefix_names[] = {
	[L3CLIENT_A_PREFIX_ADDRESS] = "address",
	[L3CLIENT_A_PREFIX_PREFIX_LEN] = "prefix-len",
	[L3CLIENT_A_PREFIX_ROLE] = "role",
	[L3CLIENT_A_PREFIX_SEQ] = "seq",
};

static const char *const origin_names[] = {
	[L3CLIENT_ORIGIN_HEARD] = "heard",
	[L3CLIENT_ORIGIN_INFO] = "info",
	[L3CLIENT_ORIGIN_LEASE] = "lease",
};

static const char *const role_names[] = {
	[L3CLIENT_ROLE_CLIENT] = "client",
	[L3CLIENT_ROLE_CLIENT_NODE] = "client-node",
	[L3CLIENT_ROLE_META] = "meta",
	[L3CLIENT_ROLE_NODE] = "node",
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* A newer kernel may know more names than this program. */
static const char *enum_name(const char *const *names, size_t count,
			     uint32_t value)
{
	return value < count ? names[value] : "unknown";
}

static int enum_parse(const char *const *names, size_t count, const char *text,
		      uint32_t *value)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!strcmp(names[i], text)) {
			*value = i;
			return 0;
		}
	}
	return -EINVAL;
}

const char *l3client_origin_name(uint32_t origin)
{
	return enum_name(origin_names, COUNT(origin_names), origin);
}

int l3client_origin_parse(const char *text, uint32_t *origin)
{
	return enum_parse(origin_names, COUNT(origin_names), text, origin);
}

const char *l3client_role_name(uint32_t role)
{
	return enum_name(role_names, COUNT(role_names), role);
}

int l3client_role_parse(const char *text, uint32_t *role)
{
	return enum_parse(role_names, COUNT(role_names), text, role);
}

static int counters_parse(struct nlattr *nest, uint64_t *counters)
{
	struct nlattr *tb[L3CLIENT_A_COUNTERS_MAX + 1];

	if (nla_parse_nested(tb, L3CLIENT_A_COUNTERS_MAX, nest, NULL))
		return -EBADMSG;
	for (unsigned int i = 1; i <= L3CLIENT_A_COUNTERS_MAX; i++) {
		if (tb[i] && nla_len(tb[i]) == sizeof(uint64_t))
			counters[i] = nla_get_u64(tb[i]);
	}
	return 0;
}

static const struct nla_policy port_policy[L3CLIENT_A_PORT_MAX + 1] = {
	[L3CLIENT_A_PORT_IFINDEX] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_IFNAME] = { .type = NLA_STRING, .maxlen = IFNAMSIZ },
	[L3CLIENT_A_PORT_MAX_CLIENTS] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_MAX_UNCONFIRMED] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_MAX_ADDRESSES] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_HEARD_BINDS] = { .type = NLA_U8 },
	[L3CLIENT_A_PORT_CLIENTS] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_UNCONFIRMED] = { .type = NLA_U32 },
	[L3CLIENT_A_PORT_COUNTERS] = { .type = NLA_NESTED },
	[L3CLIENT_A_PORT_SEQ] = { .type = NLA_U32 },
};

static void u32_take(const struct nlattr *attr, uint32_t *value)
{
	if (attr)
		*value = nla_get_u32(attr);
}

static void ifname_take(const struct nlattr *attr, char ifname[IFNAMSIZ])
{
	if (attr)
		nla_strlcpy(ifname, attr, IFNAMSIZ);
}

/**
 * l3client_port_parse() - read a port from a message
 * @nlh: the message
 * @arg: struct l3client_port, all zero
 *
 * Return: 0, or -EBADMSG.
 */
int l3client_port_parse(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *tb[L3CLIENT_A_PORT_MAX + 1];
	struct l3client_port *port = arg;

	if (genlmsg_parse(nlh, 0, tb, L3CLIENT_A_PORT_MAX, port_policy) ||
	    !tb[L3CLIENT_A_PORT_IFINDEX])
		return -EBADMSG;
	u32_take(tb[L3CLIENT_A_PORT_IFINDEX], &port->ifindex);
	ifname_take(tb[L3CLIENT_A_PORT_IFNAME], port->ifname);
	u32_take(tb[L3CLIENT_A_PORT_MAX_CLIENTS], &port->max_clients);
	u32_take(tb[L3CLIENT_A_PORT_MAX_UNCONFIRMED], &port->max_unconfirmed);
	u32_take(tb[L3CLIENT_A_PORT_MAX_ADDRESSES], &port->max_addresses);
	port->heard_binds = tb[L3CLIENT_A_PORT_HEARD_BINDS] &&
			    nla_get_u8(tb[L3CLIENT_A_PORT_HEARD_BINDS]);
	u32_take(tb[L3CLIENT_A_PORT_CLIENTS], &port->clients);
	u32_take(tb[L3CLIENT_A_PORT_UNCONFIRMED], &port->unconfirmed);
	u32_take(tb[L3CLIENT_A_PORT_SEQ], &port->seq);
	if (tb[L3CLIENT_A_PORT_COUNTERS])
		return counters_parse(tb[L3CLIENT_A_PORT_COUNTERS],
				      port->counters);
	return 0;
}

static const struct nla_policy address_policy[L3CLIENT_A_ADDRESS_MAX + 1] = {
	[L3CLIENT_A_ADDRESS_ADDRESS] = {
		.type = NLA_UNSPEC, .minlen = 16, .maxlen = 16,
	},
	[L3CLIENT_A_ADDRESS_ORIGIN] = { .type = NLA_U32 },
	[L3CLIENT_A_ADDRESS_IDLE] = { .type = NLA_U32 },
};

static int address_parse(struct nlattr *nest, struct l3client_address *address)
{
	struct nlattr *tb[L3CLIENT_A_ADDRESS_MAX + 1];

	if (nla_parse_nested(tb, L3CLIENT_A_ADDRESS_MAX, nest, address_policy) ||
	    !tb[L3CLIENT_A_ADDRESS_ADDRESS])
		return -EBADMSG;
	memcpy(&address->address, nla_data(tb[L3CLIENT_A_ADDRESS_ADDRESS]),
	       sizeof(address->address));
	u32_take(tb[L3CLIENT_A_ADDRESS_ORIGIN], &address->origin);
	u32_take(tb[L3CLIENT_A_ADDRESS_IDLE], &address->idle);
	return 0;
}

/* The attribute address comes once for each; nla_parse() keeps only one. */
static int addresses_parse(struct nlmsghdr *nlh, struct l3client_client *client)
{
	struct genlmsghdr *header = nlmsg_data(nlh);
	struct nlattr *attr;
	int left;

	nla_for_each_attr(attr, genlmsg_attrdata(header, 0),
			  genlmsg_attrlen(header, 0), left) {
		if (nla_type(attr) != L3CLIENT_A_CLIENT_ADDRESS)
			continue;
		if (client->address_count == L3CLIENT_MAX_ADDRESSES_LIMIT ||
		    address_parse(attr, &client->addresses[client->address_count]))
			return -EBADMSG;
		client->address_count++;
	}
	return 0;
}

static const struct nla_policy client_policy[L3CLIENT_A_CLIENT_MAX + 1] = {
	[L3CLIENT_A_CLIENT_MAC] = {
		.type = NLA_UNSPEC, .minlen = ADDR_MAC_LEN, .maxlen = ADDR_MAC_LEN,
	},
	[L3CLIENT_A_CLIENT_IFINDEX] = { .type = NLA_U32 },
	[L3CLIENT_A_CLIENT_IFNAME] = { .type = NLA_STRING, .maxlen = IFNAMSIZ },
	[L3CLIENT_A_CLIENT_CONFIRMED] = { .type = NLA_U8 },
	[L3CLIENT_A_CLIENT_IDLE] = { .type = NLA_U32 },
	[L3CLIENT_A_CLIENT_ADDRESS] = { .type = NLA_NESTED },
	[L3CLIENT_A_CLIENT_SEQ] = { .type = NLA_U32 },
};

/**
 * l3client_client_parse() - read a client from a message
 * @nlh: the message
 * @arg: struct l3client_client, all zero
 *
 * Return: 0, or -EBADMSG.
 */
int l3client_client_parse(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *tb[L3CLIENT_A_CLIENT_MAX + 1];
	struct l3client_client *client = arg;

	if (genlmsg_parse(nlh, 0, tb, L3CLIENT_A_CLIENT_MAX, client_policy) ||
	    !tb[L3CLIENT_A_CLIENT_MAC])
		return -EBADMSG;
	memcpy(client->mac, nla_data(tb[L3CLIENT_A_CLIENT_MAC]), ADDR_MAC_LEN);
	u32_take(tb[L3CLIENT_A_CLIENT_IFINDEX], &client->ifindex);
	ifname_take(tb[L3CLIENT_A_CLIENT_IFNAME], client->ifname);
	client->confirmed = tb[L3CLIENT_A_CLIENT_CONFIRMED] &&
			    nla_get_u8(tb[L3CLIENT_A_CLIENT_CONFIRMED]);
	u32_take(tb[L3CLIENT_A_CLIENT_IDLE], &client->idle);
	u32_take(tb[L3CLIENT_A_CLIENT_SEQ], &client->seq);
	return addresses_parse(nlh, client);
}

static const struct nla_policy prefix_policy[L3CLIENT_A_PREFIX_MAX + 1] = {
	[L3CLIENT_A_PREFIX_ADDRESS] = {
		.type = NLA_UNSPEC, .minlen = 16, .maxlen = 16,
	},
	[L3CLIENT_A_PREFIX_PREFIX_LEN] = { .type = NLA_U8 },
	[L3CLIENT_A_PREFIX_ROLE] = { .type = NLA_U32 },
	[L3CLIENT_A_PREFIX_SEQ] = { .type = NLA_U32 },
};

/**
 * l3client_prefix_parse() - read a prefix from a message
 * @nlh: the message
 * @arg: struct l3client_prefix, all zero
 *
 * Return: 0, or -EBADMSG.
 */
int l3client_prefix_parse(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *tb[L3CLIENT_A_PREFIX_MAX + 1];
	struct l3client_prefix *prefix = arg;

	if (genlmsg_parse(nlh, 0, tb, L3CLIENT_A_PREFIX_MAX, prefix_policy) ||
	    !tb[L3CLIENT_A_PREFIX_ADDRESS] ||
	    !tb[L3CLIENT_A_PREFIX_PREFIX_LEN] || !tb[L3CLIENT_A_PREFIX_ROLE])
		return -EBADMSG;
	memcpy(&prefix->prefix.address, nla_data(tb[L3CLIENT_A_PREFIX_ADDRESS]),
	       sizeof(prefix->prefix.address));
	prefix->prefix.len = nla_get_u8(tb[L3CLIENT_A_PREFIX_PREFIX_LEN]);
	u32_take(tb[L3CLIENT_A_PREFIX_ROLE], &prefix->role);
	u32_take(tb[L3CLIENT_A_PREFIX_SEQ], &prefix->seq);
	return prefix->prefix.len <= 128 ? 0 : -EBADMSG;
}

static struct nl_msg *request(int family, uint8_t command)
{
	return l3nl_request(family, command, 0, L3CLIENT_FAMILY_VERSION);
}

int l3client_port_get(struct l3nl *nl, int family, uint32_t ifindex,
		      struct l3client_port *port)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_PORT_GET);
	int error = !msg || nla_put_u32(msg, L3CLIENT_A_PORT_IFINDEX, ifindex);

	l3nl_names(nl, l3client_port_names, L3CLIENT_A_PORT_MAX);
	memset(port, 0, sizeof(*port));
	return l3nl_send(nl, msg, error, l3client_port_parse, port);
}

static int limit_put(struct nl_msg *msg, int type, uint32_t limit)
{
	return limit ? nla_put_u32(msg, type, limit) : 0;
}

int l3client_port_new(struct l3nl *nl, int family,
		      const struct l3client_port *port)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_PORT_NEW);
	int error = !msg ||
		nla_put_u32(msg, L3CLIENT_A_PORT_IFINDEX, port->ifindex) ||
		limit_put(msg, L3CLIENT_A_PORT_MAX_CLIENTS, port->max_clients) ||
		limit_put(msg, L3CLIENT_A_PORT_MAX_UNCONFIRMED,
			  port->max_unconfirmed) ||
		limit_put(msg, L3CLIENT_A_PORT_MAX_ADDRESSES,
			  port->max_addresses) ||
		(port->heard_binds_set &&
		 nla_put_u8(msg, L3CLIENT_A_PORT_HEARD_BINDS,
			    port->heard_binds));

	l3nl_names(nl, l3client_port_names, L3CLIENT_A_PORT_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int l3client_port_del(struct l3nl *nl, int family, uint32_t ifindex)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_PORT_DEL);
	int error = !msg || nla_put_u32(msg, L3CLIENT_A_PORT_IFINDEX, ifindex);

	l3nl_names(nl, l3client_port_names, L3CLIENT_A_PORT_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int l3client_port_list(struct l3nl *nl, int family, struct l3nl_list *list)
{
	const struct l3nl_dump dump = {
		.family = family,
		.version = L3CLIENT_FAMILY_VERSION,
		.command = L3CLIENT_CMD_PORT_GET,
		.parse = l3client_port_parse,
	};

	*list = (struct l3nl_list){ .size = sizeof(struct l3client_port) };
	return l3nl_dump(nl, &dump, list);
}

int l3client_client_get(struct l3nl *nl, int family,
			const uint8_t mac[ADDR_MAC_LEN],
			struct l3client_client *client)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_CLIENT_GET);
	int error = !msg ||
		nla_put(msg, L3CLIENT_A_CLIENT_MAC, ADDR_MAC_LEN, mac);

	l3nl_names(nl, l3client_client_names, L3CLIENT_A_CLIENT_MAX);
	memset(client, 0, sizeof(*client));
	return l3nl_send(nl, msg, error, l3client_client_parse, client);
}

static int addresses_put(struct nl_msg *msg,
			 const struct l3client_client *client, bool origin)
{
	for (unsigned int i = 0; i < client->address_count; i++) {
		const struct l3client_address *address = &client->addresses[i];
		struct nlattr *nest;

		nest = nla_nest_start(msg, L3CLIENT_A_CLIENT_ADDRESS |
					   NLA_F_NESTED);
		if (!nest || nla_put(msg, L3CLIENT_A_ADDRESS_ADDRESS,
				     sizeof(address->address), &address->address))
			return -ENOMEM;
		if (origin && nla_put_u32(msg, L3CLIENT_A_ADDRESS_ORIGIN,
					  address->origin))
			return -ENOMEM;
		nla_nest_end(msg, nest);
	}
	return 0;
}

int l3client_client_new(struct l3nl *nl, int family,
			const struct l3client_client *client)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_CLIENT_NEW);
	int error = !msg ||
		nla_put(msg, L3CLIENT_A_CLIENT_MAC, ADDR_MAC_LEN, client->mac) ||
		nla_put_u32(msg, L3CLIENT_A_CLIENT_IFINDEX, client->ifindex) ||
		nla_put_u8(msg, L3CLIENT_A_CLIENT_CONFIRMED, client->confirmed) ||
		addresses_put(msg, client, true);

	l3nl_names(nl, l3client_client_names, L3CLIENT_A_CLIENT_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int l3client_client_del(struct l3nl *nl, int family,
			const struct l3client_client *client)
{
	struct nl_msg *msg = request(family, L3CLIENT_CMD_CLIENT_DEL);
	int error = !msg ||
		nla_put(msg, L3CLIENT_A_CLIENT_MAC, ADDR_MAC_LEN, client->mac) ||
		addresses_put(msg, client, false);

	l3nl_names(nl, l3client_client_names, L3CLIENT_A_CLIENT_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int l3client_client_list(struct l3nl *nl, int family, uint32_t ifindex,
			 struct l3nl_list *list)
{
	const struct l3nl_dump dump = {
		.family = family,
		.version = L3CLIENT_FAMILY_VERSION,
		.command = L3CLIENT_CMD_CLIENT_GET,
		.filter = ifindex ? L3CLIENT_A_CLIENT_IFINDEX : 0,
		.value = ifindex,
		.parse = l3client_client_parse,
	};

	l3nl_names(nl, l3client_client_names, L3CLIENT_A_CLIENT_MAX);
	*list = (struct l3nl_list){ .size = sizeof(struct l3client_client) };
	return l3nl_dump(nl, &dump, list);
}

static int prefix_send(struct l3nl *nl, int family, uint8_t command,
		       const struct l3client_prefix *prefix)
{
	struct nl_msg *msg = request(family, command);
	int error = !msg ||
		nla_put(msg, L3CLIENT_A_PREFIX_ADDRESS,
			sizeof(prefix->prefix.address),
			&prefix->prefix.address) ||
		nla_put_u8(msg, L3CLIENT_A_PREFIX_PREFIX_LEN,
			   prefix->prefix.len) ||
		nla_put_u32(msg, L3CLIENT_A_PREFIX_ROLE, prefix->role);

	l3nl_names(nl, l3client_prefix_names, L3CLIENT_A_PREFIX_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int l3client_prefix_new(struct l3nl *nl, int family,
			const struct l3client_prefix *prefix)
{
	return prefix_send(nl, family, L3CLIENT_CMD_PREFIX_NEW, prefix);
}

int l3client_prefix_del(struct l3nl *nl, int family,
			const struct l3client_prefix *prefix)
{
	return prefix_send(nl, family, L3CLIENT_CMD_PREFIX_DEL, prefix);
}

int l3client_prefix_list(struct l3nl *nl, int family, struct l3nl_list *list)
{
	const struct l3nl_dump dump = {
		.family = family,
		.version = L3CLIENT_FAMILY_VERSION,
		.command = L3CLIENT_CMD_PREFIX_GET,
		.parse = l3client_prefix_parse,
	};

	*list = (struct l3nl_list){ .size = sizeof(struct l3client_prefix) };
	return l3nl_dump(nl, &dump, list);
}
