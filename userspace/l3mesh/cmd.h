/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the tool: objects, verbs and arguments, declared in tables. */
#ifndef L3MESH_CMD_H
#define L3MESH_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../lib/addr.h"

#define CMD_MAX_ITEMS	64

struct tool;

/* What an argument takes. */
enum cmd_type {
	CMD_FLAG,	/* nothing */
	CMD_IFNAME,	/* any interface; number: its ifindex */
	CMD_PORT,	/* an interface that is a port */
	CMD_LINK,	/* an interface that is a nat426 link */
	CMD_NUMBER,
	CMD_SWITCH,	/* on or off; number: 1 or 0 */
	CMD_MAC,
	CMD_CLIENT,	/* the MAC of a client */
	CMD_OUI,
	CMD_ADDRESS,
	CMD_IPV4,
	CMD_PREFIX,
	CMD_PREFIX4,
	CMD_PREFIX64,
	CMD_ORIGIN,
	CMD_ROLE,
	CMD_FILE,
};

/**
 * struct cmd_arg - an argument of a verb
 * @names: its keyword and the abbreviations of it, with blanks between them;
 *	NULL for a value without a keyword
 * @type: what it takes
 * @required: the verb does not go without it
 * @repeat: it may come more than once
 */
struct cmd_arg {
	const char *names;
	enum cmd_type type;
	bool required;
	bool repeat;
};

/**
 * struct cmd_item - an argument as it was given
 * @arg: which one, its place in the verb's table
 * @word: the value's text
 * @number: CMD_NUMBER, an ifindex, or a value of an enum
 * @mac: CMD_MAC, and CMD_OUI in the first three bytes
 * @address: CMD_ADDRESS
 * @ipv4: CMD_IPV4
 * @prefix: CMD_PREFIX and its like
 */
struct cmd_item {
	unsigned int arg;
	const char *word;
	union {
		uint32_t number;
		uint8_t mac[ADDR_MAC_LEN];
		struct in6_addr address;
		struct in_addr ipv4;
		struct addr_prefix prefix;
	};
};

/**
 * struct cmd_items - the arguments given, in their order
 * @count: how many
 * @item: the arguments
 */
struct cmd_items {
	unsigned int count;
	struct cmd_item item[CMD_MAX_ITEMS];
};

/**
 * struct cmd_verb - what can be done with an object
 * @names: its name and abbreviations; NULL if the object needs no verb
 * @run: does it; returns an exit code
 * @args: its arguments
 * @arg_count: how many
 * @usage: the arguments for people to read
 * @help: what it does, a line
 */
struct cmd_verb {
	const char *names;
	int (*run)(struct tool *tool, const struct cmd_items *items);
	const struct cmd_arg *args;
	size_t arg_count;
	const char *usage;
	const char *help;
};

/**
 * struct cmd_object - what the tool knows about
 * @names: its name and abbreviations
 * @help: what it is, a line
 * @verbs: what can be done with it; the first is done if none is given
 * @verb_count: how many
 */
struct cmd_object {
	const char *names;
	const char *help;
	const struct cmd_verb *verbs;
	size_t verb_count;
};

#define CMD_COUNT(array)	(sizeof(array) / sizeof((array)[0]))

extern const struct cmd_object *const cmd_objects[];
extern const size_t cmd_object_count;

bool cmd_names_have(const char *names, const char *word);
int cmd_name_len(const char *names);
const struct cmd_object *cmd_object_find(const char *word);
const struct cmd_verb *cmd_verb_find(const struct cmd_object *object,
				     const char *word);
bool cmd_has_verbs(const struct cmd_object *object);
const struct cmd_item *cmd_item_find(const struct cmd_items *items,
				     unsigned int arg);

int cmd_run(struct tool *tool, int argc, char **argv);
void cmd_help(FILE *out);
void cmd_object_help(const struct cmd_object *object);

/* complete.c */
int cmd_complete(struct tool *tool, int argc, char **argv);

#endif /* L3MESH_CMD_H */
