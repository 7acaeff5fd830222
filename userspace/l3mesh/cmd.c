// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

const struct cmd_object *const cmd_objects[] = {
	&port_object,
	&client_object,
	&prefix_object,
	&nat426_object,
	&monitor_object,
	&check_object,
	&apply_object,
};

const size_t cmd_object_count = CMD_COUNT(cmd_objects);

/* True if @word is one of the names. Nothing is guessed from a beginning. */
bool cmd_names_have(const char *names, const char *word)
{
	size_t len = strlen(word);

	while (names && len && *names) {
		size_t n = strcspn(names, " ");

		if (n == len && !memcmp(names, word, n))
			return true;
		names += n + (names[n] == ' ');
	}
	return false;
}

/* The first of the names is the full one. */
int cmd_name_len(const char *names)
{
	return (int)strcspn(names, " ");
}

const struct cmd_object *cmd_object_find(const char *word)
{
	for (size_t i = 0; i < cmd_object_count; i++) {
		if (cmd_names_have(cmd_objects[i]->names, word))
			return cmd_objects[i];
	}
	return NULL;
}

bool cmd_has_verbs(const struct cmd_object *object)
{
	return object->verbs[0].names;
}

const struct cmd_verb *cmd_verb_find(const struct cmd_object *object,
				     const char *word)
{
	for (size_t i = 0; i < object->verb_count; i++) {
		if (cmd_names_have(object->verbs[i].names, word))
			return &object->verbs[i];
	}
	return NULL;
}

/* The last one given, or NULL. */
const struct cmd_item *cmd_item_find(const struct cmd_items *items,
				     unsigned int arg)
{
	for (unsigned int i = items->count; i > 0; i--) {
		if (items->item[i - 1].arg == arg)
			return &items->item[i - 1];
	}
	return NULL;
}

static void verb_usage(const struct cmd_object *object,
		       const struct cmd_verb *verb, FILE *out)
{
	fprintf(out, "l3mesh %.*s", cmd_name_len(object->names), object->names);
	if (verb->names)
		fprintf(out, " %.*s", cmd_name_len(verb->names), verb->names);
	fprintf(out, "%s%s\n", *verb->usage ? " " : "", verb->usage);
}

void cmd_object_help(const struct cmd_object *object)
{
	printf("%.*s: %s\n\n", cmd_name_len(object->names), object->names,
	       object->help);
	for (size_t i = 0; i < object->verb_count; i++) {
		printf("  ");
		verb_usage(object, &object->verbs[i], stdout);
		printf("      %s\n", object->verbs[i].help);
	}
}

static const char options_help[] =
	"\noptions:\n"
	"  -j, -json        JSON instead of text\n"
	"  -p, -pretty      JSON for the eye\n"
	"  -br, -brief      a line each, only what matters most\n"
	"  -c, -color       with colours\n"
	"  -s, -statistics  with counters\n"
	"  -t, -timestamp   with the time of each event\n"
	"  -V, -version     the version\n"
	"  -h, -help        this text\n\n"
	"exit codes: 0 done, 1 usage, 2 refused by the kernel, 3 module not loaded\n";

void cmd_help(FILE *out)
{
	fputs("usage: l3mesh [OPTIONS] OBJECT [COMMAND [ARGUMENTS]]\n", out);
	fputs("       l3mesh OBJECT help\n\nobjects:\n", out);
	for (size_t i = 0; i < cmd_object_count; i++)
		fprintf(out, "  %-10.*s %s\n",
			cmd_name_len(cmd_objects[i]->names),
			cmd_objects[i]->names, cmd_objects[i]->help);
	fputs("  help       this text\n", out);
	fputs(options_help, out);
}

static int enum_value(struct cmd_item *item, enum cmd_type type)
{
	if (type == CMD_ORIGIN)
		return l3client_origin_parse(item->word, &item->number);
	return l3client_role_parse(item->word, &item->number);
}

static int number_value(struct cmd_item *item)
{
	unsigned long number;
	char *end;

	if (*item->word < '0' || *item->word > '9')
		return -EINVAL;
	errno = 0;
	number = strtoul(item->word, &end, 10);
	if (*end || errno || number > UINT32_MAX)
		return -EINVAL;
	item->number = (uint32_t)number;
	return 0;
}

static int switch_value(struct cmd_item *item)
{
	item->number = !strcmp(item->word, "on");
	return item->number || !strcmp(item->word, "off") ? 0 : -EINVAL;
}

static int value_parse(struct cmd_item *item, enum cmd_type type)
{
	switch (type) {
	case CMD_IFNAME:
	case CMD_PORT:
	case CMD_LINK:
		item->number = if_nametoindex(item->word);
		return item->number ? 0 : -ENODEV;
	case CMD_NUMBER:
		return number_value(item);
	case CMD_SWITCH:
		return switch_value(item);
	case CMD_MAC:
	case CMD_CLIENT:
		return addr_mac_parse(item->word, item->mac);
	case CMD_OUI:
		return addr_oui_parse(item->word, item->mac);
	case CMD_ADDRESS:
		return addr_parse(item->word, &item->address);
	case CMD_IPV4:
		return addr_ipv4_parse(item->word, &item->ipv4);
	case CMD_PREFIX:
	case CMD_PREFIX4:
	case CMD_PREFIX64:
		return addr_prefix_parse(item->word, &item->prefix);
	case CMD_ORIGIN:
	case CMD_ROLE:
		return enum_value(item, type);
	case CMD_FLAG:
	case CMD_FILE:
		return 0;
	}
	return -EINVAL;
}

static const char *type_text(enum cmd_type type)
{
	static const char *const texts[] = {
		[CMD_NUMBER] = "a number",
		[CMD_SWITCH] = "one of on, off",
		[CMD_MAC] = "a MAC such as 02:00:00:00:0c:01",
		[CMD_CLIENT] = "a MAC such as 02:00:00:00:0c:01",
		[CMD_OUI] = "an OUI such as 02:00:5e",
		[CMD_ADDRESS] = "an address",
		[CMD_IPV4] = "an IPv4 address",
		[CMD_PREFIX] = "a prefix such as 2001:db8::/32 or 10.0.0.0/8",
		[CMD_PREFIX4] = "an IPv4 prefix such as 10.0.0.0/8",
		[CMD_PREFIX64] = "an IPv6 prefix of 64 bits such as fec0::/64",
		[CMD_ORIGIN] = "one of heard, info, lease",
		[CMD_ROLE] = "one of client, client-node, meta, node",
	};

	return texts[type];
}

/* A prefix may be well formed and still not of the kind that is asked for. */
static bool value_fits(const struct cmd_item *item, enum cmd_type type)
{
	if (type == CMD_PREFIX4)
		return addr_prefix_is_v4(&item->prefix);
	if (type == CMD_PREFIX64)
		return item->prefix.len == 64;
	return true;
}

static int value_take(struct tool *tool, struct cmd_item *item,
		      const struct cmd_arg *arg)
{
	int error = value_parse(item, arg->type);
	char text[ADDR_STRLEN];

	if (error == -ENODEV) {
		tool_error(tool, "there is no interface '%s' here; 'ip link' lists them",
			   item->word);
		return TOOL_REFUSED;
	}
	if (error == -ERANGE && value_fits(item, arg->type)) {
		addr_prefix_mask(&item->prefix);
		return tool_usage(tool, "'%s' has bits set beyond its length; write %s",
				  item->word,
				  addr_prefix_format(&item->prefix, text));
	}
	if (error || !value_fits(item, arg->type))
		return tool_usage(tool, "'%s' is not %s", item->word,
				  type_text(arg->type));
	return TOOL_DONE;
}

/* The argument whose keyword @word is, or the next without a keyword. */
static const struct cmd_arg *arg_find(const struct cmd_verb *verb,
				      const struct cmd_items *items,
				      const char *word)
{
	const struct cmd_arg *free_arg = NULL;

	for (size_t i = 0; i < verb->arg_count; i++) {
		const struct cmd_arg *arg = &verb->args[i];

		if (arg->names && cmd_names_have(arg->names, word))
			return arg;
		if (!arg->names && !free_arg &&
		    (arg->repeat || !cmd_item_find(items, (unsigned int)i)))
			free_arg = arg;
	}
	return free_arg;
}

static int items_parse(struct tool *tool, int argc, char **argv,
		       struct cmd_items *items)
{
	const struct cmd_verb *verb = tool->verb;
	int result = TOOL_DONE;

	for (int i = 0; i < argc && result == TOOL_DONE; i++) {
		const struct cmd_arg *arg = arg_find(verb, items, argv[i]);
		struct cmd_item item = { .word = argv[i] };

		if (!arg)
			return tool_usage(tool, "unknown word '%s'", argv[i]);
		item.arg = (unsigned int)(arg - verb->args);
		if (!arg->repeat && cmd_item_find(items, item.arg))
			return tool_usage(tool, "'%s' is given twice", argv[i]);
		if (items->count == CMD_MAX_ITEMS)
			return tool_usage(tool, "more than %d arguments",
					  CMD_MAX_ITEMS);
		if (arg->names && arg->type != CMD_FLAG) {
			if (i + 1 == argc)
				return tool_usage(tool, "'%s' lacks its value",
						  argv[i]);
			item.word = argv[++i];
		}
		result = value_take(tool, &item, arg);
		items->item[items->count++] = item;
	}
	return result;
}

static int items_check(const struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_verb *verb = tool->verb;

	for (size_t i = 0; i < verb->arg_count; i++) {
		const struct cmd_arg *arg = &verb->args[i];

		if (!arg->required || cmd_item_find(items, (unsigned int)i))
			continue;
		if (!arg->names)
			return tool_usage(tool, "%s is missing",
					  type_text(arg->type));
		return tool_usage(tool, "'%.*s' is missing",
				  cmd_name_len(arg->names), arg->names);
	}
	return TOOL_DONE;
}

static int verb_run(struct tool *tool, int argc, char **argv)
{
	struct cmd_items items = { 0 };
	int result = items_parse(tool, argc, argv, &items);

	if (result == TOOL_DONE)
		result = items_check(tool, &items);
	return result == TOOL_DONE ? tool->verb->run(tool, &items) : result;
}

/**
 * cmd_run() - do what a command line says
 * @tool: the tool
 * @argc: how many words there are after the options
 * @argv: the words
 *
 * Return: an exit code.
 */
int cmd_run(struct tool *tool, int argc, char **argv)
{
	const struct cmd_object *object;

	if (!argc) {
		cmd_help(stderr);
		return TOOL_USAGE;
	}
	if (!strcmp(argv[0], "help")) {
		cmd_help(stdout);
		return TOOL_DONE;
	}
	if (!strcmp(argv[0], "complete"))
		return cmd_complete(tool, argc - 1, argv + 1);
	object = cmd_object_find(argv[0]);
	if (!object)
		return tool_usage(tool, "unknown object '%s'", argv[0]);
	tool->object = object;
	if (argc > 1 && !strcmp(argv[1], "help")) {
		cmd_object_help(object);
		return TOOL_DONE;
	}
	tool->verb = &object->verbs[0];
	if (!cmd_has_verbs(object))
		return verb_run(tool, argc - 1, argv + 1);
	if (argc == 1)
		return verb_run(tool, 0, NULL);
	tool->verb = cmd_verb_find(object, argv[1]);
	if (!tool->verb)
		return tool_usage(tool, "unknown command '%s'", argv[1]);
	if (argc > 2 && !strcmp(argv[2], "help")) {
		cmd_object_help(object);
		return TOOL_DONE;
	}
	return verb_run(tool, argc - 2, argv + 2);
}
