/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of l3mesh.conf, and their values one by one. For conf.c only. */
#ifndef L3MESH_CONF_VALUE_H
#define L3MESH_CONF_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

#define CONF_NOT_IFNAME \
	"is no name of an interface; it has 1 to 15 letters, none of them / : or blank"

enum conf_kind {
	CONF_PREFIX4,
	CONF_PREFIX6,
	CONF_PREFIX6_LIST,
	CONF_IPV4,
	CONF_IPV6,
	CONF_MAC,
	CONF_OUI,
	CONF_PORTS,
	CONF_LINKS,
	CONF_NUMBER,
	CONF_SWITCH,
};

/**
 * struct conf_option - an option of the file
 * @section: the section in which it stands
 * @name: its name
 * @kind: what its value is
 * @offset: where the value goes, in struct conf or struct conf_port
 */
struct conf_option {
	const char *section;
	const char *name;
	enum conf_kind kind;
	size_t offset;
};

extern const struct conf_option conf_options[];
extern const size_t conf_option_count;

const struct conf_option *conf_option_find(const char *section,
					   const char *name);
bool conf_option_is_list(const struct conf_option *option);
void conf_value_store(struct conf *conf, const struct conf_option *option,
		      const char *title, const char *value, unsigned int line,
		      bool fresh);
struct conf_port *conf_port_add(struct conf *conf, const char *ifname,
				unsigned int line);

#endif /* L3MESH_CONF_VALUE_H */
