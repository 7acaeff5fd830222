/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one layer through which everything shown goes: as text or as JSON. */
#ifndef L3MESH_PRINT_H
#define L3MESH_PRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "addr.h"

enum print_colour {
	PRINT_PLAIN,
	PRINT_IFNAME,
	PRINT_MAC,
	PRINT_INET,
	PRINT_INET6,
	PRINT_GOOD,
	PRINT_BAD,
};

/**
 * struct print_opts - how to show
 * @json: as JSON; text has no colour then
 * @pretty: JSON for the eye
 * @brief: one line of text an item, only what matters most
 * @colour: with colours
 * @statistics: with counters
 * @timestamp: each item of a stream with its time
 * @stream: items come one by one: a line each, written out at once
 */
struct print_opts {
	bool json;
	bool pretty;
	bool brief;
	bool colour;
	bool statistics;
	bool timestamp;
	bool stream;
};

struct print;

struct print *print_alloc(FILE *out, const struct print_opts *opts);
void print_free(struct print *print);
const struct print_opts *print_options(const struct print *print);
bool print_is_brief(const struct print *print);

/* A list of items; each item is an object in JSON, one or more lines in text. */
void print_list_begin(struct print *print);
int print_list_end(struct print *print);
void print_item_begin(struct print *print);
int print_item_end(struct print *print);

/*
 * One value. @before is the text before it, NULL for nothing in text; @key is
 * its name in JSON, NULL for nothing in JSON.
 */
void print_string(struct print *print, enum print_colour colour,
		  const char *key, const char *before, const char *value);
void print_uint(struct print *print, const char *key, const char *before,
		uint64_t value);
void print_bool(struct print *print, const char *key, const char *before,
		bool value, const char *yes, const char *no);
void print_msec(struct print *print, const char *key, const char *before,
		uint32_t value);
void print_mac(struct print *print, const char *key, const char *before,
	       const uint8_t mac[ADDR_MAC_LEN]);
void print_address(struct print *print, const char *key, const char *before,
		   const struct in6_addr *address);
void print_ipv4(struct print *print, const char *key, const char *before,
		struct in_addr ipv4);
void print_prefix(struct print *print, const char *key, const char *key_len,
		  const char *before, const struct addr_prefix *prefix);
void print_column(struct print *print, enum print_colour colour,
		  const char *value, int width);

void print_object_begin(struct print *print, const char *key);
void print_object_end(struct print *print);
void print_array_begin(struct print *print, const char *key);
void print_array_end(struct print *print);

/* Text only: words, and a new line that belongs to the same item. */
void print_text(struct print *print, const char *text);
void print_break(struct print *print, unsigned int depth);

#endif /* L3MESH_PRINT_H */
