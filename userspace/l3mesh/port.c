// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "tool.h"

enum { DEV, MAX_CLIENTS, MAX_UNCONFIRMED, MAX_ADDRESSES, HEARD_BINDS };

static const struct cmd_arg show_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_PORT },
};

static const struct cmd_arg add_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_IFNAME, .required = true },
	[MAX_CLIENTS] = { .names = "max-clients", .type = CMD_NUMBER },
	[MAX_UNCONFIRMED] = { .names = "max-unconfirmed", .type = CMD_NUMBER },
	[MAX_ADDRESSES] = { .names = "max-addresses", .type = CMD_NUMBER },
	[HEARD_BINDS] = { .names = "heard-binds", .type = CMD_SWITCH },
};

static const struct cmd_arg set_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_PORT, .required = true },
	[MAX_CLIENTS] = { .names = "max-clients", .type = CMD_NUMBER },
	[MAX_UNCONFIRMED] = { .names = "max-unconfirmed", .type = CMD_NUMBER },
	[MAX_ADDRESSES] = { .names = "max-addresses", .type = CMD_NUMBER },
	[HEARD_BINDS] = { .names = "heard-binds", .type = CMD_SWITCH },
};

static const struct cmd_arg del_args[] = {
	[DEV] = { .names = "dev d", .type = CMD_PORT, .required = true },
};

static void brief_print(struct print *print, const struct l3client_port *port)
{
	char text[48];

	print_column(print, PRINT_IFNAME, port->ifname, 16);
	snprintf(text, sizeof(text), "%u confirmed", port->clients);
	print_column(print, PRINT_PLAIN, text, 16);
	snprintf(text, sizeof(text), "%u unconfirmed", port->unconfirmed);
	print_column(print, PRINT_PLAIN, text, 0);
}

void port_print(struct print *print, const void *object)
{
	const struct l3client_port *port = object;

	if (print_is_brief(print)) {
		brief_print(print, port);
		return;
	}
	print_uint(print, "ifindex", NULL, port->ifindex);
	print_string(print, PRINT_IFNAME, "ifname", "", port->ifname);
	print_uint(print, "max-clients", " max-clients ", port->max_clients);
	print_uint(print, "max-unconfirmed", " max-unconfirmed ",
		   port->max_unconfirmed);
	print_uint(print, "max-addresses", " max-addresses ",
		   port->max_addresses);
	print_bool(print, "heard-binds", " heard-binds ", port->heard_binds,
		   "on", "off");
	print_break(print, 1);
	print_uint(print, "clients", "clients ", port->clients);
	print_uint(print, "unconfirmed", " unconfirmed ", port->unconfirmed);
	counters_print(print, l3client_counter_names, port->counters,
		       L3CLIENT_A_COUNTERS_MAX);
	print_uint(print, "seq", NULL, port->seq);
}

static int show(struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_item *dev = cmd_item_find(items, DEV);
	struct l3client_port port;
	struct l3nl_list list;
	int family, error;

	error = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (error)
		return error;
	if (dev) {
		error = l3client_port_get(&tool->nl, family, dev->number, &port);
		return tool_show_one(tool, error, &port, port_print);
	}
	error = l3client_port_list(&tool->nl, family, &list);
	return tool_show_list(tool, error, &list, port_print);
}

static void port_take(struct l3client_port *port, const struct cmd_item *item)
{
	switch (item->arg) {
	case DEV:
		port->ifindex = item->number;
		break;
	case MAX_CLIENTS:
		port->max_clients = item->number;
		break;
	case MAX_UNCONFIRMED:
		port->max_unconfirmed = item->number;
		break;
	case MAX_ADDRESSES:
		port->max_addresses = item->number;
		break;
	case HEARD_BINDS:
		port->heard_binds = item->number;
		port->heard_binds_set = true;
		break;
	}
}

/* A limit of 0 would be left out of the request; refuse it here. */
static int port_fill(struct tool *tool, const struct cmd_items *items,
		     struct l3client_port *port)
{
	*port = (struct l3client_port){ 0 };
	for (unsigned int i = 0; i < items->count; i++) {
		const struct cmd_item *item = &items->item[i];

		if (!item->number && item->arg != HEARD_BINDS)
			return tool_usage(tool, "a limit is at least 1");
		port_take(port, item);
	}
	return TOOL_DONE;
}

static int add(struct tool *tool, const struct cmd_items *items)
{
	struct l3client_port port;
	int family, result;

	result = port_fill(tool, items, &port);
	if (!result)
		result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl,
			   l3client_port_new(&tool->nl, family, &port));
}

/* The kernel makes a port of what is none: so ask whether it is one first. */
static int change(struct tool *tool, const struct cmd_items *items)
{
	struct l3client_port port, now;
	int family, result, error;

	result = port_fill(tool, items, &port);
	if (!result && items->count == 1)
		result = tool_usage(tool, "there is nothing to set");
	if (!result)
		result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	error = l3client_port_get(&tool->nl, family, port.ifindex, &now);
	if (!error)
		error = l3client_port_new(&tool->nl, family, &port);
	return tool_result(tool, &tool->nl, error);
}

static int del(struct tool *tool, const struct cmd_items *items)
{
	int family, result;

	result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl,
			   l3client_port_del(&tool->nl, family,
					     cmd_item_find(items, DEV)->number));
}

#define LIMITS \
	"[max-clients N] [max-unconfirmed N] [max-addresses N] [heard-binds on|off]"

static const struct cmd_verb verbs[] = {
	{ "show sh s list ls", show, show_args, CMD_COUNT(show_args), "[dev IF]",
	  "show the ports" },
	{ "add a", add, add_args, CMD_COUNT(add_args), "dev IF " LIMITS,
	  "make an interface a port" },
	{ "set", change, set_args, CMD_COUNT(set_args), "dev IF " LIMITS,
	  "set the limits of a port and what binds an address" },
	{ "del d delete", del, del_args, CMD_COUNT(del_args), "dev IF",
	  "let an interface be a port no longer; its clients go with it" },
};

const struct cmd_object port_object = {
	"port p", "the interfaces behind which clients are",
	verbs, CMD_COUNT(verbs),
};
