// SPDX-License-Identifier: GPL-2.0-or-later
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "print.h"

#define PRINT_DEPTH	8

/**
 * struct print - a place to show things
 * @out: where it goes
 * @opts: how
 * @stack: in JSON, the arrays and objects that are open, outermost first
 * @depth: how many they are
 */
struct print {
	FILE *out;
	struct print_opts opts;
	struct json_object *stack[PRINT_DEPTH];
	unsigned int depth;
};

static const char *const colours[] = {
	[PRINT_PLAIN] = "",
	[PRINT_IFNAME] = "\033[36m",
	[PRINT_MAC] = "\033[33m",
	[PRINT_INET] = "\033[35m",
	[PRINT_INET6] = "\033[34m",
	[PRINT_GOOD] = "\033[32m",
	[PRINT_BAD] = "\033[31m",
};

/**
 * print_alloc() - make a place to show things
 * @out: where it goes
 * @opts: how, copied
 *
 * Return: the place, or NULL for want of memory.
 */
struct print *print_alloc(FILE *out, const struct print_opts *opts)
{
	struct print *print = calloc(1, sizeof(*print));

	if (!print)
		return NULL;
	print->out = out;
	print->opts = *opts;
	if (opts->json)
		print->opts.colour = false;
	return print;
}

void print_free(struct print *print)
{
	if (!print)
		return;
	if (print->depth)
		json_object_put(print->stack[0]);
	free(print);
}

const struct print_opts *print_options(const struct print *print)
{
	return &print->opts;
}

/* Brief is a form of text; JSON always says everything. */
bool print_is_brief(const struct print *print)
{
	return print->opts.brief && !print->opts.json;
}

static void json_add(struct print *print, const char *key, struct json_object *value)
{
	struct json_object *parent;

	if (!print->depth)
		return;
	parent = print->stack[print->depth - 1];
	if (json_object_is_type(parent, json_type_array))
		json_object_array_add(parent, value);
	else
		json_object_object_add(parent, key, value);
}

static void json_push(struct print *print, const char *key, struct json_object *value)
{
	assert(print->depth < PRINT_DEPTH);
	json_add(print, key, value);
	print->stack[print->depth++] = value;
}

/* Close the innermost; with the outermost the JSON is whole and goes out. */
static int json_pop(struct print *print)
{
	int flags = JSON_C_TO_STRING_NOSLASHESCAPE;
	struct json_object *value;

	assert(print->depth);
	value = print->stack[--print->depth];
	if (print->depth)
		return 0;
	if (print->opts.pretty)
		flags |= JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED;
	fprintf(print->out, "%s\n", json_object_to_json_string_ext(value, flags));
	json_object_put(value);
	return ferror(print->out) ? -EIO : 0;
}

void print_list_begin(struct print *print)
{
	if (print->opts.json && !print->opts.stream)
		json_push(print, NULL, json_object_new_array());
}

/**
 * print_list_end() - end a list of items
 * @print: where it is shown
 *
 * Return: 0, or -EIO if it could not be written.
 */
int print_list_end(struct print *print)
{
	if (print->opts.json && !print->opts.stream)
		json_pop(print);
	return fflush(print->out) || ferror(print->out) ? -EIO : 0;
}

static void timestamp_print(struct print *print)
{
	struct timespec now;
	char date[32], stamp[64];
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &now);
	localtime_r(&now.tv_sec, &tm);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(stamp, sizeof(stamp), "%s.%06ld", date, now.tv_nsec / 1000);
	print_string(print, PRINT_PLAIN, "timestamp", "[", stamp);
	print_text(print, "] ");
}

void print_item_begin(struct print *print)
{
	if (print->opts.json)
		json_push(print, NULL, json_object_new_object());
	if (print->opts.stream && print->opts.timestamp)
		timestamp_print(print);
}

/**
 * print_item_end() - end an item
 * @print: where it is shown
 *
 * Return: 0, or -EIO if it could not be written.
 */
int print_item_end(struct print *print)
{
	if (print->opts.json)
		json_pop(print);
	else
		fputc('\n', print->out);
	if (print->opts.stream && fflush(print->out))
		return -EIO;
	return ferror(print->out) ? -EIO : 0;
}

static void text_value(struct print *print, enum print_colour colour,
		       const char *before, const char *value)
{
	if (print->opts.json || !before)
		return;
	fputs(before, print->out);
	if (print->opts.colour && colour != PRINT_PLAIN)
		fprintf(print->out, "%s%s\033[0m", colours[colour], value);
	else
		fputs(value, print->out);
}

void print_string(struct print *print, enum print_colour colour,
		  const char *key, const char *before, const char *value)
{
	if (print->opts.json && key)
		json_add(print, key, json_object_new_string(value));
	text_value(print, colour, before, value);
}

void print_uint(struct print *print, const char *key, const char *before,
		uint64_t value)
{
	char text[24];

	if (print->opts.json && key)
		json_add(print, key, json_object_new_uint64(value));
	snprintf(text, sizeof(text), "%" PRIu64, value);
	text_value(print, PRINT_PLAIN, before, text);
}

/* In text a truth is a word of its own, and may be none: "". */
void print_bool(struct print *print, const char *key, const char *before,
		bool value, const char *yes, const char *no)
{
	if (print->opts.json && key)
		json_add(print, key, json_object_new_boolean(value));
	if (*(value ? yes : no))
		text_value(print, value ? PRINT_GOOD : PRINT_BAD, before,
			   value ? yes : no);
}

/* In JSON milliseconds, in text seconds. */
void print_msec(struct print *print, const char *key, const char *before,
		uint32_t value)
{
	char text[24];

	if (print->opts.json && key)
		json_add(print, key, json_object_new_uint64(value));
	snprintf(text, sizeof(text), "%u.%03us", value / 1000, value % 1000);
	text_value(print, PRINT_PLAIN, before, text);
}

void print_mac(struct print *print, const char *key, const char *before,
	       const uint8_t mac[ADDR_MAC_LEN])
{
	char text[ADDR_STRLEN];

	print_string(print, PRINT_MAC, key, before, addr_mac_format(mac, text));
}

void print_address(struct print *print, const char *key, const char *before,
		   const struct in6_addr *address)
{
	enum print_colour colour = addr_is_v4(address) ? PRINT_INET : PRINT_INET6;
	char text[ADDR_STRLEN];

	print_string(print, colour, key, before, addr_format(address, text));
}

void print_ipv4(struct print *print, const char *key, const char *before,
		struct in_addr ipv4)
{
	char text[ADDR_STRLEN];

	print_string(print, PRINT_INET, key, before,
		     addr_ipv4_format(ipv4, text));
}

/*
 * In JSON two values, address and length. The length belongs to the address as
 * it is written: 10.0.0.0 has 8, not the 104 of netlink.
 */
void print_prefix(struct print *print, const char *key, const char *key_len,
		  const char *before, const struct addr_prefix *prefix)
{
	bool v4 = addr_prefix_is_v4(prefix);
	char text[ADDR_STRLEN];

	if (print->opts.json && key)
		print_address(print, key, NULL, &prefix->address);
	if (print->opts.json && key_len)
		print_uint(print, key_len, NULL, addr_prefix_len(prefix));
	text_value(print, v4 ? PRINT_INET : PRINT_INET6, before,
		   addr_prefix_format(prefix, text));
}

/* A column of brief text; the padding stays outside of the colour. */
void print_column(struct print *print, enum print_colour colour,
		  const char *value, int width)
{
	int len = (int)strlen(value);

	text_value(print, colour, "", value);
	if (!print->opts.json)
		fprintf(print->out, "%*s", len < width ? width - len + 1 : 1, "");
}

void print_object_begin(struct print *print, const char *key)
{
	if (print->opts.json)
		json_push(print, key, json_object_new_object());
}

void print_object_end(struct print *print)
{
	if (print->opts.json)
		json_pop(print);
}

void print_array_begin(struct print *print, const char *key)
{
	if (print->opts.json)
		json_push(print, key, json_object_new_array());
}

void print_array_end(struct print *print)
{
	if (print->opts.json)
		json_pop(print);
}

void print_text(struct print *print, const char *text)
{
	if (!print->opts.json)
		fputs(text, print->out);
}

/* In a stream an item is one line, so that each line can be read by itself. */
void print_break(struct print *print, unsigned int depth)
{
	if (print->opts.json)
		return;
	if (print->opts.stream)
		fputc(' ', print->out);
	else
		fprintf(print->out, "\n%*s", (int)depth * 4, "");
}
