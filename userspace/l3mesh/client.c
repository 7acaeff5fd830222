// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "tool.h"

enum { MAC, DEV, ADDRESS, ORIGIN, UNCONFIRMED };

static const struct cmd_arg show_args[] = {
	[MAC] = { .type = CMD_CLIENT },
	[DEV] = { .names = "dev d", .type = CMD_PORT },
};

static const struct cmd_arg add_args[] = {
	[MAC] = { .type = CMD_MAC, .required = true },
	[DEV] = { .names = "dev d", .type = CMD_PORT, .required = true },
	[ADDRESS] = { .names = "address addr", .type = CMD_ADDRESS,
		      .repeat = true },
	[ORIGIN] = { .names = "origin", .type = CMD_ORIGIN, .repeat = true },
	[UNCONFIRMED] = { .names = "unconfirmed", .type = CMD_FLAG },
};

enum { DEL_MAC, DEL_ADDRESS };

static const struct cmd_arg del_args[] = {
	[DEL_MAC] = { .type = CMD_CLIENT, .required = true },
	[DEL_ADDRESS] = { .names = "address addr", .type = CMD_ADDRESS,
			  .repeat = true },
};

static void brief_print(struct print *print,
			const struct l3client_client *client)
{
	print_mac(print, NULL, "", client->mac);
	print_text(print, " ");
	print_column(print, PRINT_IFNAME, client->ifname, 16);
	print_bool(print, NULL, "", client->confirmed, "confirmed",
		   "unconfirmed");
	for (unsigned int i = 0; i < client->address_count; i++)
		print_address(print, NULL, " ", &client->addresses[i].address);
}

static void addresses_print(struct print *print,
			    const struct l3client_client *client)
{
	print_array_begin(print, "address");
	for (unsigned int i = 0; i < client->address_count; i++) {
		const struct l3client_address *address = &client->addresses[i];

		print_object_begin(print, NULL);
		print_break(print, 1);
		print_address(print, "address", "", &address->address);
		print_string(print, PRINT_PLAIN, "origin", " origin ",
			     l3client_origin_name(address->origin));
		print_msec(print, "idle", " idle ", address->idle);
		print_object_end(print);
	}
	print_array_end(print);
}

void client_print(struct print *print, const void *object)
{
	const struct l3client_client *client = object;

	if (print_is_brief(print)) {
		brief_print(print, client);
		return;
	}
	print_mac(print, "mac", "", client->mac);
	print_uint(print, "ifindex", NULL, client->ifindex);
	print_string(print, PRINT_IFNAME, "ifname", " dev ", client->ifname);
	print_bool(print, "confirmed", " ", client->confirmed, "confirmed",
		   "unconfirmed");
	print_msec(print, "idle", " idle ", client->idle);
	addresses_print(print, client);
	print_uint(print, "seq", NULL, client->seq);
}

static int show(struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_item *mac = cmd_item_find(items, MAC);
	const struct cmd_item *dev = cmd_item_find(items, DEV);
	struct l3client_client client;
	struct l3nl_list list;
	int family, error;

	if (mac && dev)
		return tool_usage(tool, "it is either a MAC or a port");
	error = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (error)
		return error;
	if (mac) {
		error = l3client_client_get(&tool->nl, family, mac->mac, &client);
		return tool_show_one(tool, error, &client, client_print);
	}
	error = l3client_client_list(&tool->nl, family, dev ? dev->number : 0,
				     &list);
	return tool_show_list(tool, error, &list, client_print);
}

static int address_add(struct tool *tool, struct l3client_client *client,
		       const struct cmd_item *item)
{
	struct l3client_address *address;

	if (client->address_count == L3CLIENT_MAX_ADDRESSES_LIMIT)
		return tool_usage(tool, "more than %d addresses",
				  L3CLIENT_MAX_ADDRESSES_LIMIT);
	address = &client->addresses[client->address_count++];
	address->address = item->address;
	address->origin = L3CLIENT_ORIGIN_LEASE;
	return TOOL_DONE;
}

/* An origin belongs to the address before it. */
static int client_fill(struct tool *tool, const struct cmd_items *items,
		       struct l3client_client *client)
{
	int result = TOOL_DONE;

	*client = (struct l3client_client){ .confirmed = true };
	for (unsigned int i = 0; i < items->count && !result; i++) {
		const struct cmd_item *item = &items->item[i];

		switch (item->arg) {
		case MAC:
			memcpy(client->mac, item->mac, sizeof(client->mac));
			break;
		case DEV:
			client->ifindex = item->number;
			break;
		case ADDRESS:
			result = address_add(tool, client, item);
			break;
		case ORIGIN:
			if (!client->address_count)
				return tool_usage(tool, "'origin' comes after its address");
			client->addresses[client->address_count - 1].origin =
				item->number;
			break;
		case UNCONFIRMED:
			client->confirmed = false;
			break;
		}
	}
	return result;
}

static int add(struct tool *tool, const struct cmd_items *items)
{
	struct l3client_client client;
	int family, result;

	result = client_fill(tool, items, &client);
	if (!result)
		result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl,
			   l3client_client_new(&tool->nl, family, &client));
}

static int del(struct tool *tool, const struct cmd_items *items)
{
	struct l3client_client client = { 0 };
	int family, result = TOOL_DONE;

	memcpy(client.mac, cmd_item_find(items, DEL_MAC)->mac,
	       sizeof(client.mac));
	for (unsigned int i = 0; i < items->count && !result; i++) {
		if (items->item[i].arg == DEL_ADDRESS)
			result = address_add(tool, &client, &items->item[i]);
	}
	if (!result)
		result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl,
			   l3client_client_del(&tool->nl, family, &client));
}

static const struct cmd_verb verbs[] = {
	{ "show sh s list ls", show, show_args, CMD_COUNT(show_args), "[MAC | dev IF]",
	  "show the clients, one of them, or those of a port" },
	{ "add a", add, add_args, CMD_COUNT(add_args),
	  "MAC dev IF [unconfirmed] [address A [origin heard|info|lease]]...",
	  "make a client, or add to it; an address is a lease unless it is said" },
	{ "del d delete", del, del_args, CMD_COUNT(del_args), "MAC [address A]...",
	  "remove addresses of a client, or the client" },
};

const struct cmd_object client_object = {
	"client cl c", "who is here, and with which addresses",
	verbs, CMD_COUNT(verbs),
};
