// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "../lib/conf.h"
#include "tool.h"

enum { FILE_NAME };

static const struct cmd_arg args[] = {
	[FILE_NAME] = { .type = CMD_FILE },
};

static void fault_print(struct print *print, const char *path,
			const struct conf_fault *fault)
{
	print_item_begin(print);
	print_string(print, PRINT_PLAIN, "file", "", path);
	if (fault->line)
		print_uint(print, "line", ":", fault->line);
	print_string(print, PRINT_PLAIN, "fault", ": ", fault->text);
	print_item_end(print);
}

static int check(struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_item *file = cmd_item_find(items, FILE_NAME);
	const char *path = file ? file->word : CONF_FILE;
	struct conf *conf = conf_read(path);
	struct print *print;
	unsigned int count;
	int result;

	if (!conf) {
		tool_error(tool, "%s: %s%s", path, strerror(errno),
			   errno == ENOENT ? "; l3mesh.conf(5) tells how to write one" : "");
		return TOOL_USAGE;
	}
	print = tool_print(tool);
	print_list_begin(print);
	count = conf->fault_count;
	for (unsigned int i = 0; i < count; i++)
		fault_print(print, path, &conf->faults[i]);
	conf_free(conf);
	result = tool_print_end(tool, print);
	return count ? TOOL_USAGE : result;
}

static const struct cmd_verb verbs[] = {
	{ NULL, check, args, CMD_COUNT(args), "[FILE]",
	  "tell each fault of a configuration file, " CONF_FILE
	  " unless another is named" },
};

const struct cmd_object check_object = {
	"check", "find what is wrong with a configuration file",
	verbs, CMD_COUNT(verbs),
};
