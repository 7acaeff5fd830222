// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/log.h"
#include "tool.h"

/* The command at work, as "port add: "; "" if there is none yet. */
static const char *command_text(const struct tool *tool, char *buf, size_t size)
{
	const struct cmd_object *object = tool->object;
	const struct cmd_verb *verb = tool->verb;
	bool named = verb && verb->names;

	if (!object)
		return "";
	snprintf(buf, size, "%.*s%s%.*s: ", cmd_name_len(object->names),
		 object->names, named ? " " : "",
		 named ? cmd_name_len(verb->names) : 0, named ? verb->names : "");
	return buf;
}

static void tool_verror(const struct tool *tool, const char *fmt, va_list ap)
{
	char command[64], text[1024];

	vsnprintf(text, sizeof(text), fmt, ap);
	log_error("%s%s", command_text(tool, command, sizeof(command)), text);
}

void tool_error(const struct tool *tool, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tool_verror(tool, fmt, ap);
	va_end(ap);
}

static void usage_line(const struct cmd_object *object,
		       const struct cmd_verb *verb)
{
	fprintf(stderr, "usage: l3mesh %.*s%s%.*s%s%s\n",
		cmd_name_len(object->names), object->names,
		verb->names ? " " : "",
		verb->names ? cmd_name_len(verb->names) : 0,
		verb->names ? verb->names : "",
		*verb->usage ? " " : "", verb->usage);
}

/* Tell of a wrong word, and how the command is used that it came in. */
int tool_usage(const struct tool *tool, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tool_verror(tool, fmt, ap);
	va_end(ap);
	if (!tool->object) {
		fputs("usage: l3mesh [OPTIONS] OBJECT [COMMAND]; 'l3mesh help' lists the objects\n",
		      stderr);
	} else if (tool->verb) {
		usage_line(tool->object, tool->verb);
	} else {
		for (size_t i = 0; i < tool->object->verb_count; i++)
			usage_line(tool->object, &tool->object->verbs[i]);
	}
	return TOOL_USAGE;
}

/**
 * tool_family() - find a family, which opens the socket too
 * @tool: the tool
 * @family: the family's name, which is its module's too
 * @id: where to put its number
 *
 * Return: an exit code; what is wrong has been said.
 */
int tool_family(struct tool *tool, const char *family, int *id)
{
	int error = 0;

	if (!tool->nl_open)
		error = l3nl_open(&tool->nl, NETLINK_GENERIC);
	if (error) {
		tool_error(tool, "netlink: %s", strerror(-error));
		return TOOL_REFUSED;
	}
	tool->nl_open = true;
	*id = l3nl_family(&tool->nl, family);
	if (*id >= 0)
		return TOOL_DONE;
	if (*id == -ENOENT) {
		tool_error(tool, "the module %s is not loaded; run 'modprobe %s'",
			   family, family);
		return TOOL_NOT_RUNNING;
	}
	tool_error(tool, "family %s: %s", family, strerror(-*id));
	return TOOL_REFUSED;
}

/* What an error of the kernel means to the one at the keyboard. */
const char *tool_errno_text(int error)
{
	switch (-error) {
	case EPERM:
		return "not permitted; run it as root (CAP_NET_ADMIN)";
	case EBADMSG:
		return "the kernel's answer makes no sense; tool and module differ in version";
	default:
		return strerror(-error);
	}
}

/**
 * tool_result() - tell how a request ended
 * @tool: the tool
 * @nl: the socket over which it went
 * @error: 0 or -errno
 *
 * Return: an exit code.
 */
int tool_result(struct tool *tool, const struct l3nl *nl, int error)
{
	if (!error && *nl->warning)
		tool_error(tool, "warning: %s", nl->warning);
	if (!error)
		return TOOL_DONE;
	if (*nl->error)
		tool_error(tool, "%s (%s)", nl->error, strerror(-error));
	else
		tool_error(tool, "%s", tool_errno_text(error));
	return TOOL_REFUSED;
}

struct print *tool_print(struct tool *tool)
{
	struct print *print = print_alloc(stdout, &tool->opts);

	if (!print) {
		tool_error(tool, "out of memory");
		exit(TOOL_REFUSED);
	}
	return print;
}

/* A reader that went away ("| head") is no fault of the command. */
int tool_print_end(struct tool *tool, struct print *print)
{
	int error = print_list_end(print);

	print_free(print);
	if (!error || errno == EPIPE)
		return TOOL_DONE;
	tool_error(tool, "standard output: %s", strerror(errno));
	return TOOL_REFUSED;
}

static void item_print(struct print *print, const void *object,
		       tool_printer printer)
{
	print_item_begin(print);
	printer(print, object);
	print_item_end(print);
}

/* Show what a get brought, or tell of its @error. Returns an exit code. */
int tool_show_one(struct tool *tool, int error, const void *object,
		  tool_printer printer)
{
	struct print *print;

	if (error)
		return tool_result(tool, &tool->nl, error);
	print = tool_print(tool);
	print_list_begin(print);
	item_print(print, object, printer);
	return tool_print_end(tool, print);
}

/* Show what a dump brought, and free it, or tell of its @error. */
int tool_show_list(struct tool *tool, int error, struct l3nl_list *list,
		   tool_printer printer)
{
	struct print *print;

	error = tool_result(tool, &tool->nl, error);
	if (error)
		return error;
	print = tool_print(tool);
	print_list_begin(print);
	for (size_t i = 0; i < list->count; i++)
		item_print(print, (char *)list->items + i * list->size, printer);
	l3nl_list_free(list);
	return tool_print_end(tool, print);
}

/* An object of counters, in text only those that have counted. */
void counters_print(struct print *print, const char *const *names,
		    const uint64_t *counters, unsigned int max)
{
	const struct print_opts *opts = print_options(print);
	unsigned int shown = 0;

	/* An event tells of a change; counters change all the time. */
	if (!opts->statistics || opts->stream || print_is_brief(print))
		return;
	print_object_begin(print, "counters");
	for (unsigned int i = 1; i <= max; i++) {
		char before[48];

		if (!names[i])
			continue;
		snprintf(before, sizeof(before), "%s ", names[i]);
		if (counters[i] && shown++ % 4 == 0)
			print_break(print, 1);
		else if (counters[i])
			print_text(print, " ");
		print_uint(print, names[i], counters[i] ? before : NULL,
			   counters[i]);
	}
	print_object_end(print);
}
