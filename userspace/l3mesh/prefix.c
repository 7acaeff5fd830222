// SPDX-License-Identifier: GPL-2.0-or-later
#include "tool.h"

enum { PREFIX, ROLE };

static const struct cmd_arg set_args[] = {
	[PREFIX] = { .type = CMD_PREFIX, .required = true },
	[ROLE] = { .names = "role r", .type = CMD_ROLE, .required = true },
};

void prefix_print(struct print *print, const void *object)
{
	const struct l3client_prefix *prefix = object;

	print_prefix(print, "address", "prefix-len", "", &prefix->prefix);
	print_string(print, PRINT_PLAIN, "role",
		     print_is_brief(print) ? " " : " role ",
		     l3client_role_name(prefix->role));
	print_uint(print, "seq", NULL, prefix->seq);
}

static int show(struct tool *tool, const struct cmd_items *items)
{
	struct l3nl_list list;
	int family, error;

	(void)items;
	error = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (error)
		return error;
	error = l3client_prefix_list(&tool->nl, family, &list);
	return tool_show_list(tool, error, &list, prefix_print);
}

static int request(struct tool *tool, const struct cmd_items *items,
		   int (*send)(struct l3nl *nl, int family,
			       const struct l3client_prefix *prefix))
{
	struct l3client_prefix prefix = {
		.prefix = cmd_item_find(items, PREFIX)->prefix,
		.role = cmd_item_find(items, ROLE)->number,
	};
	int family, result;

	result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	return tool_result(tool, &tool->nl, send(&tool->nl, family, &prefix));
}

static int add(struct tool *tool, const struct cmd_items *items)
{
	return request(tool, items, l3client_prefix_new);
}

static int del(struct tool *tool, const struct cmd_items *items)
{
	return request(tool, items, l3client_prefix_del);
}

static const struct cmd_verb verbs[] = {
	{ "show sh s list ls", show, NULL, 0, "", "show the prefixes" },
	{ "add a", add, set_args, CMD_COUNT(set_args),
	  "PREFIX role client|client-node|meta|node",
	  "add a prefix in a role; nothing happens if it is there" },
	{ "del d delete", del, set_args, CMD_COUNT(set_args),
	  "PREFIX role client|client-node|meta|node",
	  "remove a prefix from a role" },
};

const struct cmd_object prefix_object = {
	"prefix pr", "what is believed of clients' addresses",
	verbs, CMD_COUNT(verbs),
};
