// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "tool.h"

enum {
	DEV, CLIENT_NODE_PREFIX, METAPREFIX, EXIT_RANGE, EXIT_OUI, GATEWAY_MAC,
	GATEWAY_ADDRESS, CLIENT_RANGE, ICMP_SOURCE,
};

static const struct cmd_arg show_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_LINK },
};

static const struct cmd_arg set_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_LINK },
	[CLIENT_NODE_PREFIX] = { .names = "client-node-prefix",
				 .type = CMD_PREFIX64 },
	[METAPREFIX] = { .names = "metaprefix", .type = CMD_PREFIX64 },
	[EXIT_RANGE] = { .names = "exit-range", .type = CMD_PREFIX4 },
	[EXIT_OUI] = { .names = "exit-oui", .type = CMD_OUI },
	[GATEWAY_MAC] = { .names = "gateway-mac", .type = CMD_MAC },
	[GATEWAY_ADDRESS] = { .names = "gateway-address", .type = CMD_IPV4 },
	[CLIENT_RANGE] = { .names = "client-range", .type = CMD_PREFIX4 },
	[ICMP_SOURCE] = { .names = "icmp-source", .type = CMD_IPV4 },
};

static bool has(const struct nat426_link *link, enum nat426_link_attr attr)
{
	return link->has[attr];
}

/* The spec's attribute is the address alone, as its length is always 64. */
static void prefix64_print(struct print *print, const char *key,
			   const char *before, const struct in6_addr *address)
{
	const struct addr_prefix prefix = { *address, 64 };

	print_prefix(print, key, NULL, before, &prefix);
}

static void layer3_print(struct print *print, const struct nat426_link *link)
{
	if (has(link, NAT426_A_LINK_CLIENT_NODE_PREFIX))
		prefix64_print(print, "client-node-prefix",
			       " client-node-prefix ",
			       &link->client_node_prefix);
	if (has(link, NAT426_A_LINK_METAPREFIX))
		prefix64_print(print, "metaprefix", " metaprefix ",
			       &link->metaprefix);
	if (has(link, NAT426_A_LINK_EXIT_RANGE))
		print_prefix(print, "exit-range", "exit-range-len",
			     " exit-range ", &link->exit_range);
	if (has(link, NAT426_A_LINK_CLIENT_RANGE))
		print_prefix(print, "client-range", "client-range-len",
			     " client-range ", &link->client_range);
}

static void gateway_print(struct print *print, const struct nat426_link *link)
{
	char oui[ADDR_STRLEN];

	/* This one is always there, so the others may begin with a blank. */
	if (has(link, NAT426_A_LINK_ICMP_SOURCE))
		print_ipv4(print, "icmp-source", "icmp-source ",
			   link->icmp_source);
	if (has(link, NAT426_A_LINK_EXIT_OUI))
		print_string(print, PRINT_MAC, "exit-oui", " exit-oui ",
			     addr_oui_format(link->exit_oui, oui));
	if (has(link, NAT426_A_LINK_GATEWAY_MAC))
		print_mac(print, "gateway-mac", " gateway-mac ",
			  link->gateway_mac);
	if (has(link, NAT426_A_LINK_GATEWAY_ADDRESS))
		print_ipv4(print, "gateway-address", " gateway-address ",
			   link->gateway_address);
}

void nat426_print(struct print *print, const void *object)
{
	const struct nat426_link *link = object;

	print_uint(print, "ifindex", NULL, link->ifindex);
	print_string(print, PRINT_IFNAME, "ifname", "", link->ifname);
	layer3_print(print, link);
	if (!print_is_brief(print)) {
		print_break(print, 1);
		gateway_print(print, link);
	}
	counters_print(print, nat426_counter_names, link->counters,
		       NAT426_A_COUNTERS_MAX);
	print_uint(print, "seq", NULL, link->seq);
}

static int show(struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_item *dev = cmd_item_find(items, DEV);
	struct nat426_link link;
	struct l3nl_list list;
	int family, error;

	error = tool_family(tool, NAT426_FAMILY_NAME, &family);
	if (error)
		return error;
	if (dev) {
		error = nat426_link_get(&tool->nl, family, dev->number, &link);
		return tool_show_one(tool, error, &link, nat426_print);
	}
	error = nat426_link_list(&tool->nl, family, &list);
	return tool_show_list(tool, error, &list, nat426_print);
}

static void link_fill(struct nat426_link *link, const struct cmd_item *item)
{
	switch (item->arg) {
	case DEV:
		link->ifindex = item->number;
		break;
	case CLIENT_NODE_PREFIX:
		link->client_node_prefix = item->prefix.address;
		link->has[NAT426_A_LINK_CLIENT_NODE_PREFIX] = true;
		break;
	case METAPREFIX:
		link->metaprefix = item->prefix.address;
		link->has[NAT426_A_LINK_METAPREFIX] = true;
		break;
	case EXIT_RANGE:
		link->exit_range = item->prefix;
		link->has[NAT426_A_LINK_EXIT_RANGE] = true;
		break;
	case EXIT_OUI:
		memcpy(link->exit_oui, item->mac, sizeof(link->exit_oui));
		link->has[NAT426_A_LINK_EXIT_OUI] = true;
		break;
	case GATEWAY_MAC:
		memcpy(link->gateway_mac, item->mac, sizeof(link->gateway_mac));
		link->has[NAT426_A_LINK_GATEWAY_MAC] = true;
		break;
	case GATEWAY_ADDRESS:
		link->gateway_address = item->ipv4;
		link->has[NAT426_A_LINK_GATEWAY_ADDRESS] = true;
		break;
	case CLIENT_RANGE:
		link->client_range = item->prefix;
		link->has[NAT426_A_LINK_CLIENT_RANGE] = true;
		break;
	case ICMP_SOURCE:
		link->icmp_source = item->ipv4;
		link->has[NAT426_A_LINK_ICMP_SOURCE] = true;
		break;
	}
}

static int change(struct tool *tool, const struct cmd_items *items)
{
	struct nat426_link link = { 0 };
	int family, result;

	for (unsigned int i = 0; i < items->count; i++)
		link_fill(&link, &items->item[i]);
	if (!items->count || (items->count == 1 && link.ifindex))
		return tool_usage(tool, "there is nothing to set");
	result = tool_family(tool, NAT426_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl,
			   nat426_link_set(&tool->nl, family, &link));
}

static const struct cmd_verb verbs[] = {
	{ "show sh s list ls", show, show_args, CMD_COUNT(show_args), "[dev LINK]",
	  "show the translator" },
	{ "set", change, set_args, CMD_COUNT(set_args),
	  "[dev LINK] [client-node-prefix P/64] [metaprefix P/64] [exit-range P] [exit-oui XX:XX:XX] [gateway-mac M] [gateway-address A] [client-range P] [icmp-source A]",
	  "set what is named; the rest stays" },
};

const struct cmd_object nat426_object = {
	"nat426 nat n", "the translator between clients' IPv4 and the mesh",
	verbs, CMD_COUNT(verbs),
};
