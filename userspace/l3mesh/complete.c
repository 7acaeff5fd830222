// SPDX-License-Identifier: GPL-2.0-or-later
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include "tool.h"

/*
 * "l3mesh complete -- WORDS...": the shell asks which words may stand in the
 * place of the last one, which may be empty or only begun.
 */

static void offer(const char *word, const char *begun)
{
	if (!strncmp(word, begun, strlen(begun)))
		puts(word);
}

/* Only full names are offered; abbreviations are for fingers. */
static void offer_name(const char *names, const char *begun)
{
	char word[32];

	snprintf(word, sizeof(word), "%.*s", cmd_name_len(names), names);
	offer(word, begun);
}

static void offer_words(const char *const *words, const char *begun)
{
	for (; *words; words++)
		offer(*words, begun);
}

static void offer_interfaces(const char *begun)
{
	struct if_nameindex *all = if_nameindex();

	for (struct if_nameindex *i = all; i && i->if_index; i++)
		offer(i->if_name, begun);
	if_freenameindex(all);
}

/* A completion that cannot ask the kernel keeps silent about it. */
static int family_find(struct tool *tool, const char *family)
{
	if (!tool->nl_open && l3nl_open(&tool->nl, NETLINK_GENERIC))
		return -1;
	tool->nl_open = true;
	return l3nl_family(&tool->nl, family);
}

static void offer_ports(struct tool *tool, const char *begun)
{
	int family = family_find(tool, L3CLIENT_FAMILY_NAME);
	struct l3nl_list list;

	if (family < 0 || l3client_port_list(&tool->nl, family, &list)) {
		offer_interfaces(begun);
		return;
	}
	for (size_t i = 0; i < list.count; i++)
		offer(((struct l3client_port *)list.items)[i].ifname, begun);
	l3nl_list_free(&list);
}

static void offer_links(struct tool *tool, const char *begun)
{
	int family = family_find(tool, NAT426_FAMILY_NAME);
	struct l3nl_list list;

	if (family < 0 || nat426_link_list(&tool->nl, family, &list))
		return;
	for (size_t i = 0; i < list.count; i++)
		offer(((struct nat426_link *)list.items)[i].ifname, begun);
	l3nl_list_free(&list);
}

static void offer_clients(struct tool *tool, const char *begun)
{
	int family = family_find(tool, L3CLIENT_FAMILY_NAME);
	const struct l3client_client *clients;
	struct l3nl_list list;
	char text[ADDR_STRLEN];

	if (family < 0 || l3client_client_list(&tool->nl, family, 0, &list))
		return;
	clients = list.items;
	for (size_t i = 0; i < list.count; i++)
		offer(addr_mac_format(clients[i].mac, text), begun);
	l3nl_list_free(&list);
}

static void offer_prefixes(struct tool *tool, const char *begun)
{
	int family = family_find(tool, L3CLIENT_FAMILY_NAME);
	const struct l3client_prefix *prefixes;
	struct l3nl_list list;
	char text[ADDR_STRLEN];

	if (family < 0 || l3client_prefix_list(&tool->nl, family, &list))
		return;
	prefixes = list.items;
	for (size_t i = 0; i < list.count; i++)
		offer(addr_prefix_format(&prefixes[i].prefix, text), begun);
	l3nl_list_free(&list);
}

static void offer_values(struct tool *tool, enum cmd_type type,
			 const char *begun)
{
	static const char *const origins[] = { "heard", "info", "lease", NULL };
	static const char *const roles[] = { "client", "client-node", "meta",
					     "node", NULL };
	static const char *const switches[] = { "on", "off", NULL };

	switch (type) {
	case CMD_IFNAME:
		offer_interfaces(begun);
		break;
	case CMD_PORT:
		offer_ports(tool, begun);
		break;
	case CMD_LINK:
		offer_links(tool, begun);
		break;
	case CMD_CLIENT:
		offer_clients(tool, begun);
		break;
	case CMD_PREFIX:
		offer_prefixes(tool, begun);
		break;
	case CMD_SWITCH:
		offer_words(switches, begun);
		break;
	case CMD_ORIGIN:
		offer_words(origins, begun);
		break;
	case CMD_ROLE:
		offer_words(roles, begun);
		break;
	default:
		break;
	}
}

static const struct cmd_arg *keyword_find(const struct cmd_verb *verb,
					  const char *word)
{
	for (size_t i = 0; i < verb->arg_count; i++) {
		if (cmd_names_have(verb->args[i].names, word))
			return &verb->args[i];
	}
	return NULL;
}

static bool keyword_used(const struct cmd_arg *arg, int argc, char **argv)
{
	for (int i = 0; i < argc && !arg->repeat; i++) {
		if (cmd_names_have(arg->names, argv[i]))
			return true;
	}
	return false;
}

/* How many of the words are values without a keyword. */
static size_t free_count(const struct cmd_verb *verb, int argc, char **argv)
{
	size_t count = 0;

	for (int i = 0; i < argc; i++) {
		const struct cmd_arg *arg = keyword_find(verb, argv[i]);

		if (!arg)
			count++;
		else if (arg->type != CMD_FLAG)
			i++;
	}
	return count;
}

static void offer_args(struct tool *tool, const struct cmd_verb *verb, int argc,
		       char **argv)
{
	const char *begun = argv[argc - 1];
	const struct cmd_arg *last = argc > 1 ?
		keyword_find(verb, argv[argc - 2]) : NULL;
	size_t used = free_count(verb, argc - 1, argv);

	if (last && last->type != CMD_FLAG) {
		offer_values(tool, last->type, begun);
		return;
	}
	for (size_t i = 0; i < verb->arg_count; i++) {
		const struct cmd_arg *arg = &verb->args[i];

		if (arg->names && !keyword_used(arg, argc - 1, argv))
			offer_name(arg->names, begun);
		else if (!arg->names && used-- == 0)
			offer_values(tool, arg->type, begun);
	}
}

static void offer_verbs(const struct cmd_object *object, const char *begun)
{
	for (size_t i = 0; i < object->verb_count; i++)
		offer_name(object->verbs[i].names, begun);
	offer("help", begun);
}

static void offer_objects(const char *begun)
{
	static const char *const options[] = {
		"-json", "-pretty", "-brief", "-color", "-statistics",
		"-timestamp", "-version", "-help", NULL,
	};

	if (*begun == '-') {
		offer_words(options, begun);
		return;
	}
	for (size_t i = 0; i < cmd_object_count; i++)
		offer_name(cmd_objects[i]->names, begun);
	offer("help", begun);
}

/**
 * cmd_complete() - say what may stand in the place of the last word
 * @tool: the tool
 * @argc: how many words there are
 * @argv: "--" and the words of the command line after the program's name
 *
 * Return: an exit code.
 */
int cmd_complete(struct tool *tool, int argc, char **argv)
{
	const struct cmd_object *object;
	const struct cmd_verb *verb;

	if (argc && !strcmp(argv[0], "--")) {
		argc--;
		argv++;
	}
	for (; argc > 1 && argv[0][0] == '-'; argc--)
		argv++;
	if (argc < 2) {
		offer_objects(argc ? argv[0] : "");
		return TOOL_DONE;
	}
	object = cmd_object_find(argv[0]);
	if (!object)
		return TOOL_DONE;
	if (!cmd_has_verbs(object)) {
		offer_args(tool, &object->verbs[0], argc - 1, argv + 1);
		return TOOL_DONE;
	}
	if (argc == 2) {
		offer_verbs(object, argv[1]);
		return TOOL_DONE;
	}
	verb = cmd_verb_find(object, argv[1]);
	if (verb)
		offer_args(tool, verb, argc - 2, argv + 2);
	return TOOL_DONE;
}
