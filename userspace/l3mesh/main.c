// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tool.h"

static const struct option {
	const char *names;
	size_t field;
} options[] = {
	{ "-j -json --json", offsetof(struct print_opts, json) },
	{ "-p -pretty --pretty", offsetof(struct print_opts, pretty) },
	{ "-br -brief --brief", offsetof(struct print_opts, brief) },
	{ "-c -color --color", offsetof(struct print_opts, colour) },
	{ "-s -statistics --statistics",
	  offsetof(struct print_opts, statistics) },
	{ "-t -timestamp --timestamp", offsetof(struct print_opts, timestamp) },
};

static bool option_take(struct print_opts *opts, const char *word)
{
	for (size_t i = 0; i < CMD_COUNT(options); i++) {
		if (cmd_names_have(options[i].names, word)) {
			*(bool *)((char *)opts + options[i].field) = true;
			return true;
		}
	}
	return false;
}

int main(int argc, char **argv)
{
	struct tool tool = { 0 };
	int result, i;

	/* A reader that goes away shows as a write error, where it is handled. */
	signal(SIGPIPE, SIG_IGN);
	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (cmd_names_have("-V -version --version", argv[i])) {
			puts("l3mesh " VERSION);
			return TOOL_DONE;
		}
		if (cmd_names_have("-h -help --help", argv[i])) {
			cmd_help(stdout);
			return TOOL_DONE;
		}
		if (!option_take(&tool.opts, argv[i]))
			return tool_usage(&tool, "unknown option '%s'", argv[i]);
	}
	result = cmd_run(&tool, argc - i, argv + i);
	if (tool.nl_open)
		l3nl_close(&tool.nl);
	return result;
}
