// SPDX-License-Identifier: GPL-2.0-or-later
#include "tool.h"

enum { PREFIX, ROLE };

static const struct cmd_arg set_args[] = {
	[PREFIX] = { .type = CMD_PREFIX, .required = true },
	[ROLE] = { .names = "role r", .type = CMD_ROLE, .required = true },
};

void prefix_print(struct print *print, const struct l3client_prefix *prefix)
{
	print_prefix(print, "address", "prefix-len", "", &prefix->prefix);
	print_string(print, PRINT_PLAIN, "role",
		     print_is_brief(print) ? " " : " role ",
		     l3client_role_name(prefix->role));
	print_uint(print, "seq", NULL, prefix->seq);
}

static int show(struct tool *tool, const struct cmd_items *items)
{
	struct l3nl_list list;
	struct print *print;
	int family, result;

	(void)items;
	result = tool_family(tool, L3CLIENT_FAMILY_NAME, &family);
	if (result)
		return result;
	result = tool_result(tool, &tool->nl,
			     l3client_prefix_list(&tool->nl, family, &list));
	if (result)
		return result;
	print = tool_print(tool);
	print_list_begin(print);
	for (size_t i = 0; i < list.count; i++) {
		print_item_begin(print);
		prefix_print(print, (struct l3client_prefix *)list.items + i);
		print_item_end(print);
	}
	l3nl_list_free(&list);
	return tool_print_end(tool, print);
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
