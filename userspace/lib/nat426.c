// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

#include "nat426.h"

const char *const nat426_link_names[] = {
	[NAT426_A_LINK_IFINDEX] = "ifindex",
	[NAT426_A_LINK_IFNAME] = "ifname",
	[NAT426_A_LINK_CLIENT_NODE_PREFIX] = "client-node-prefix",
	[NAT426_A_LINK_METAPREFIX] = "metaprefix",
	[NAT426_A_LINK_EXIT_RANGE] = "exit-range",
	[NAT426_A_LINK_EXIT_RANGE_LEN] = "exit-range-len",
	[NAT426_A_LINK_EXIT_OUI] = "exit-oui",
	[NAT426_A_LINK_GATEWAY_MAC] = "gateway-mac",
	[NAT426_A_LINK_GATEWAY_ADDRESS] = "gateway-address",
	[NAT426_A_LINK_CLIENT_RANGE] = "client-range",
	[NAT426_A_LINK_CLIENT_RANGE_LEN] = "client-range-len",
	[NAT426_A_LINK_ICMP_SOURCE] = "icmp-source",
	[NAT426_A_LINK_COUNTERS] = "counters",
	[NAT426_A_LINK_SEQ] = "seq",
};

const char *const nat426_counter_names[] = {
	[NAT426_A_COUNTERS_UP_DISABLED] = "up-disabled",
	[NAT426_A_COUNTERS_UP_MALFORMED] = "up-malformed",
	[NAT426_A_COUNTERS_UP_SOURCE] = "up-source",
	[NAT426_A_COUNTERS_UP_EXIT] = "up-exit",
	[NAT426_A_COUNTERS_UP_SOURCE_ROUTE] = "up-source-route",
	[NAT426_A_COUNTERS_UP_TTL] = "up-ttl",
	[NAT426_A_COUNTERS_UP_PROTOCOL] = "up-protocol",
	[NAT426_A_COUNTERS_UP_ICMP] = "up-icmp",
	[NAT426_A_COUNTERS_UP_FRAGMENT] = "up-fragment",
	[NAT426_A_COUNTERS_UP_CHECKSUM] = "up-checksum",
	[NAT426_A_COUNTERS_UP_GSO] = "up-gso",
	[NAT426_A_COUNTERS_UP_NO_MEMORY] = "up-no-memory",
	[NAT426_A_COUNTERS_DOWN_MALFORMED] = "down-malformed",
	[NAT426_A_COUNTERS_DOWN_REFUSED] = "down-refused",
	[NAT426_A_COUNTERS_DOWN_NO_CLIENT] = "down-no-client",
	[NAT426_A_COUNTERS_DOWN_NO_ADDRESS] = "down-no-address",
	[NAT426_A_COUNTERS_DOWN_QUEUE_FULL] = "down-queue-full",
	[NAT426_A_COUNTERS_DOWN_EXIT] = "down-exit",
	[NAT426_A_COUNTERS_DOWN_HOP_LIMIT] = "down-hop-limit",
	[NAT426_A_COUNTERS_DOWN_PROTOCOL] = "down-protocol",
	[NAT426_A_COUNTERS_DOWN_ICMP] = "down-icmp",
	[NAT426_A_COUNTERS_DOWN_INNER] = "down-inner",
	[NAT426_A_COUNTERS_DOWN_FRAGMENT] = "down-fragment",
	[NAT426_A_COUNTERS_DOWN_GSO] = "down-gso",
	[NAT426_A_COUNTERS_DOWN_NO_MEMORY] = "down-no-memory",
	[NAT426_A_COUNTERS_ARP_ANSWERED] = "arp-answered",
	[NAT426_A_COUNTERS_ICMP_ANSWERED] = "icmp-answered",
	[NAT426_A_COUNTERS_ANSWERS_LIMITED] = "answers-limited",
};

static const struct nla_policy link_policy[NAT426_A_LINK_MAX + 1] = {
	[NAT426_A_LINK_IFINDEX] = { .type = NLA_U32 },
	[NAT426_A_LINK_IFNAME] = { .type = NLA_STRING, .maxlen = IFNAMSIZ },
	[NAT426_A_LINK_CLIENT_NODE_PREFIX] = { .minlen = 16, .maxlen = 16 },
	[NAT426_A_LINK_METAPREFIX] = { .minlen = 16, .maxlen = 16 },
	[NAT426_A_LINK_EXIT_RANGE] = { .minlen = 4, .maxlen = 4 },
	[NAT426_A_LINK_EXIT_RANGE_LEN] = { .type = NLA_U8 },
	[NAT426_A_LINK_EXIT_OUI] = { .minlen = ADDR_OUI_LEN, .maxlen = ADDR_OUI_LEN },
	[NAT426_A_LINK_GATEWAY_MAC] = { .minlen = ADDR_MAC_LEN, .maxlen = ADDR_MAC_LEN },
	[NAT426_A_LINK_GATEWAY_ADDRESS] = { .minlen = 4, .maxlen = 4 },
	[NAT426_A_LINK_CLIENT_RANGE] = { .minlen = 4, .maxlen = 4 },
	[NAT426_A_LINK_CLIENT_RANGE_LEN] = { .type = NLA_U8 },
	[NAT426_A_LINK_ICMP_SOURCE] = { .minlen = 4, .maxlen = 4 },
	[NAT426_A_LINK_COUNTERS] = { .type = NLA_NESTED },
	[NAT426_A_LINK_SEQ] = { .type = NLA_U32 },
};

static void bytes_take(struct nlattr *attr, void *value)
{
	if (attr)
		memcpy(value, nla_data(attr), (size_t)nla_len(attr));
}

static int range_take(struct nlattr *address, struct nlattr *len,
		      struct addr_prefix *range)
{
	struct in_addr ipv4;

	if (!address && !len)
		return 0;
	if (!address || !len || nla_get_u8(len) > 32)
		return -EBADMSG;
	bytes_take(address, &ipv4);
	range->address = addr_from_ipv4(ipv4);
	range->len = (uint8_t)(nla_get_u8(len) + ADDR_V4_OFFSET);
	return 0;
}

static int counters_parse(struct nlattr *nest, uint64_t *counters)
{
	struct nlattr *tb[NAT426_A_COUNTERS_MAX + 1];

	if (!nest)
		return 0;
	if (nla_parse_nested(tb, NAT426_A_COUNTERS_MAX, nest, NULL))
		return -EBADMSG;
	for (unsigned int i = 1; i <= NAT426_A_COUNTERS_MAX; i++) {
		if (tb[i] && nla_len(tb[i]) == sizeof(uint64_t))
			counters[i] = nla_get_u64(tb[i]);
	}
	return 0;
}

/**
 * nat426_link_parse() - read a link from a message
 * @nlh: the message
 * @arg: struct nat426_link, all zero
 *
 * Return: 0, or -EBADMSG.
 */
int nat426_link_parse(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *tb[NAT426_A_LINK_MAX + 1];
	struct nat426_link *link = arg;

	if (genlmsg_parse(nlh, 0, tb, NAT426_A_LINK_MAX, link_policy) ||
	    !tb[NAT426_A_LINK_IFINDEX])
		return -EBADMSG;
	for (unsigned int i = 1; i <= NAT426_A_LINK_MAX; i++)
		link->has[i] = tb[i];
	link->ifindex = nla_get_u32(tb[NAT426_A_LINK_IFINDEX]);
	if (tb[NAT426_A_LINK_IFNAME])
		nla_strlcpy(link->ifname, tb[NAT426_A_LINK_IFNAME], IFNAMSIZ);
	bytes_take(tb[NAT426_A_LINK_CLIENT_NODE_PREFIX],
		   &link->client_node_prefix);
	bytes_take(tb[NAT426_A_LINK_METAPREFIX], &link->metaprefix);
	bytes_take(tb[NAT426_A_LINK_EXIT_OUI], link->exit_oui);
	bytes_take(tb[NAT426_A_LINK_GATEWAY_MAC], link->gateway_mac);
	bytes_take(tb[NAT426_A_LINK_GATEWAY_ADDRESS], &link->gateway_address);
	bytes_take(tb[NAT426_A_LINK_ICMP_SOURCE], &link->icmp_source);
	if (tb[NAT426_A_LINK_SEQ])
		link->seq = nla_get_u32(tb[NAT426_A_LINK_SEQ]);
	if (range_take(tb[NAT426_A_LINK_EXIT_RANGE],
		       tb[NAT426_A_LINK_EXIT_RANGE_LEN], &link->exit_range) ||
	    range_take(tb[NAT426_A_LINK_CLIENT_RANGE],
		       tb[NAT426_A_LINK_CLIENT_RANGE_LEN], &link->client_range))
		return -EBADMSG;
	return counters_parse(tb[NAT426_A_LINK_COUNTERS], link->counters);
}

static struct nl_msg *request(int family, uint8_t command)
{
	return l3nl_request(family, command, 0, NAT426_FAMILY_VERSION);
}

/* The link @ifindex, or the namespace's only one for 0. */
int nat426_link_get(struct l3nl *nl, int family, uint32_t ifindex,
		    struct nat426_link *link)
{
	struct nl_msg *msg = request(family, NAT426_CMD_LINK_GET);
	int error = !msg || (ifindex && nla_put_u32(msg, NAT426_A_LINK_IFINDEX,
						    ifindex));

	l3nl_names(nl, nat426_link_names, NAT426_A_LINK_MAX);
	memset(link, 0, sizeof(*link));
	return l3nl_send(nl, msg, error, nat426_link_parse, link);
}

static int put(struct nl_msg *msg, const struct nat426_link *link, int attr,
	       int len, const void *value)
{
	return link->has[attr] ? nla_put(msg, attr, len, value) : 0;
}

static int range_put(struct nl_msg *msg, const struct nat426_link *link,
		     int attr, int attr_len, const struct addr_prefix *range)
{
	struct in_addr ipv4 = addr_to_ipv4(&range->address);

	if (!link->has[attr])
		return 0;
	return nla_put(msg, attr, sizeof(ipv4), &ipv4) ||
	       nla_put_u8(msg, attr_len, addr_prefix_len(range));
}

/* Set what @link has; @link->ifindex 0 means the namespace's only link. */
int nat426_link_set(struct l3nl *nl, int family,
		    const struct nat426_link *link)
{
	struct nl_msg *msg = request(family, NAT426_CMD_LINK_SET);
	int error = !msg ||
		(link->ifindex &&
		 nla_put_u32(msg, NAT426_A_LINK_IFINDEX, link->ifindex)) ||
		put(msg, link, NAT426_A_LINK_CLIENT_NODE_PREFIX, 16,
		    &link->client_node_prefix) ||
		put(msg, link, NAT426_A_LINK_METAPREFIX, 16,
		    &link->metaprefix) ||
		range_put(msg, link, NAT426_A_LINK_EXIT_RANGE,
			  NAT426_A_LINK_EXIT_RANGE_LEN, &link->exit_range) ||
		put(msg, link, NAT426_A_LINK_EXIT_OUI, ADDR_OUI_LEN,
		    link->exit_oui) ||
		put(msg, link, NAT426_A_LINK_GATEWAY_MAC, ADDR_MAC_LEN,
		    link->gateway_mac) ||
		put(msg, link, NAT426_A_LINK_GATEWAY_ADDRESS, 4,
		    &link->gateway_address) ||
		range_put(msg, link, NAT426_A_LINK_CLIENT_RANGE,
			  NAT426_A_LINK_CLIENT_RANGE_LEN,
			  &link->client_range) ||
		put(msg, link, NAT426_A_LINK_ICMP_SOURCE, 4,
		    &link->icmp_source);

	l3nl_names(nl, nat426_link_names, NAT426_A_LINK_MAX);
	return l3nl_send(nl, msg, error, NULL, NULL);
}

int nat426_link_list(struct l3nl *nl, int family, struct l3nl_list *list)
{
	const struct l3nl_dump dump = {
		.family = family,
		.version = NAT426_FAMILY_VERSION,
		.command = NAT426_CMD_LINK_GET,
		.parse = nat426_link_parse,
	};

	*list = (struct l3nl_list){ .size = sizeof(struct nat426_link) };
	return l3nl_dump(nl, &dump, list);
}

static struct nl_msg *route_request(int flags, const struct ifinfomsg *info)
{
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_NEWLINK,
						flags | NLM_F_REQUEST);

	if (msg && !nlmsg_append(msg, (void *)(uintptr_t)info, sizeof(*info),
				 NLMSG_ALIGNTO))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

/**
 * nat426_link_create() - make a nat426 link
 * @route: a socket of NETLINK_ROUTE
 * @name: the link's name
 *
 * Return: 0 or -errno; -EOPNOTSUPP if the module is not there.
 */
int nat426_link_create(struct l3nl *route, const char *name)
{
	const struct ifinfomsg info = { .ifi_family = AF_UNSPEC };
	struct nl_msg *msg = route_request(NLM_F_CREATE | NLM_F_EXCL, &info);
	struct nlattr *nest = NULL;
	int error = !msg || nla_put_string(msg, IFLA_IFNAME, name);

	l3nl_names(route, NULL, 0);
	if (!error)
		nest = nla_nest_start(msg, IFLA_LINKINFO);
	error = !nest || nla_put_string(msg, IFLA_INFO_KIND, "nat426");
	if (!error)
		nla_nest_end(msg, nest);
	return l3nl_send(route, msg, error, NULL, NULL);
}

/* Bring a link up; nothing happens if it is. */
int nat426_link_up(struct l3nl *route, uint32_t ifindex)
{
	const struct ifinfomsg info = {
		.ifi_family = AF_UNSPEC,
		.ifi_index = (int)ifindex,
		.ifi_flags = IFF_UP,
		.ifi_change = IFF_UP,
	};
	struct nl_msg *msg = route_request(0, &info);

	l3nl_names(route, NULL, 0);
	return l3nl_send(route, msg, !msg, NULL, NULL);
}
