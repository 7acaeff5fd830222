/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all commands of the tool share. */
#ifndef L3MESH_TOOL_H
#define L3MESH_TOOL_H

#include "../lib/l3client.h"
#include "../lib/nat426.h"
#include "../lib/nl.h"
#include "../lib/print.h"
#include "cmd.h"

enum tool_exit {
	TOOL_DONE = 0,
	TOOL_USAGE = 1,
	TOOL_REFUSED = 2,
	TOOL_NOT_RUNNING = 3,
};

/**
 * struct tool - one run of the tool
 * @opts: the options given
 * @object: the object at work
 * @verb: the verb at work
 * @nl: the socket of generic netlink, open once a family was asked for
 * @nl_open: it is
 */
struct tool {
	struct print_opts opts;
	const struct cmd_object *object;
	const struct cmd_verb *verb;
	struct l3nl nl;
	bool nl_open;
};

void tool_error(const struct tool *tool, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
int tool_usage(const struct tool *tool, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
int tool_family(struct tool *tool, const char *family, int *id);
int tool_result(struct tool *tool, const struct l3nl *nl, int error);
const char *tool_errno_text(int error);
struct print *tool_print(struct tool *tool);
int tool_print_end(struct tool *tool, struct print *print);

/* Shows an object as the family's structure has it. */
typedef void (*tool_printer)(struct print *print, const void *object);

int tool_show_one(struct tool *tool, int error, const void *object,
		  tool_printer printer);
int tool_show_list(struct tool *tool, int error, struct l3nl_list *list,
		   tool_printer printer);

extern const struct cmd_object port_object;
extern const struct cmd_object client_object;
extern const struct cmd_object prefix_object;
extern const struct cmd_object nat426_object;
extern const struct cmd_object monitor_object;
extern const struct cmd_object check_object;
extern const struct cmd_object apply_object;

/* How an object looks, in a list and in an event alike. */
void port_print(struct print *print, const void *object);
void client_print(struct print *print, const void *object);
void prefix_print(struct print *print, const void *object);
void nat426_print(struct print *print, const void *object);
void counters_print(struct print *print, const char *const *names,
		    const uint64_t *counters, unsigned int max);

#endif /* L3MESH_TOOL_H */
