// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/l3client.h>
#include <stdlib.h>
#include <string.h>

#include "conf_value.h"

/* What the kernel grants a port at most, see its attributes in the spec. */
#define MAX_CLIENTS	16384

#define MESH(name, kind, field) \
	{ "mesh", name, kind, offsetof(struct conf, field) }
#define NODE(name, kind, field) \
	{ "node", name, kind, offsetof(struct conf, field) }
#define PORT(name, kind, field) \
	{ "port", name, kind, offsetof(struct conf_port, field) }

const struct conf_option conf_options[] = {
	MESH("client-node-prefix", CONF_PREFIX6, client_node_prefix),
	MESH("metaprefix", CONF_PREFIX6, metaprefix),
	MESH("node-prefix", CONF_PREFIX6, node_prefix),
	MESH("client-prefixes", CONF_PREFIX6_LIST, client_prefixes),
	MESH("client-net", CONF_PREFIX4, client_net),
	MESH("pool", CONF_PREFIX4, pool),
	MESH("exit-range", CONF_PREFIX4, exit_range),
	MESH("exit-oui", CONF_OUI, exit_oui),
	MESH("gateway-mac", CONF_MAC, gateway_mac),
	MESH("gateway-address", CONF_IPV4, gateway_address),
	MESH("icmp-source", CONF_IPV4, icmp_source),
	NODE("node-address", CONF_IPV6, node_address),
	NODE("ports", CONF_PORTS, ports),
	NODE("mesh-interfaces", CONF_LINKS, links),
	PORT("max-clients", CONF_NUMBER, max_clients),
	PORT("max-unconfirmed", CONF_NUMBER, max_unconfirmed),
	PORT("max-addresses", CONF_NUMBER, max_addresses),
	PORT("heard-binds", CONF_SWITCH, heard_binds),
};

const size_t conf_option_count =
	sizeof(conf_options) / sizeof(conf_options[0]);

bool conf_option_is_list(const struct conf_option *option)
{
	return option->kind == CONF_PREFIX6_LIST ||
	       option->kind == CONF_PORTS || option->kind == CONF_LINKS;
}

const struct conf_option *conf_option_find(const char *section,
					   const char *name)
{
	for (size_t i = 0; i < conf_option_count; i++) {
		if (!strcmp(conf_options[i].section, section) &&
		    !strcmp(conf_options[i].name, name))
			return &conf_options[i];
	}
	return NULL;
}

static void prefix_store(struct conf *conf, struct conf_prefix *prefix,
			 const char *name, const char *value,
			 unsigned int line, bool v4)
{
	const char *example = v4 ? "10.0.0.0/8" : "fd00::/64";
	int error = addr_prefix_parse(value, &prefix->prefix);
	char text[ADDR_STRLEN];

	if (error == -EINVAL || addr_prefix_is_v4(&prefix->prefix) != v4) {
		conf_fault(conf, line,
			   "%s: '%s' is no IPv%c prefix; write it as in %s",
			   name, value, v4 ? '4' : '6', example);
		/* Any value, so that no other fault follows from this one. */
		prefix->line = 0;
		return;
	}
	prefix->line = line;
	if (!error)
		return;
	addr_prefix_mask(&prefix->prefix);
	conf_fault(conf, line,
		   "%s: %s has bits set beyond its length; write %s", name,
		   value, addr_prefix_format(&prefix->prefix, text));
}

static void address_store(struct conf *conf, struct conf_address *address,
			  const char *name, const char *value,
			  unsigned int line, bool v4)
{
	if (addr_parse(value, &address->address) ||
	    addr_is_v4(&address->address) != v4) {
		conf_fault(conf, line, "%s: '%s' is no IPv%c address",
			   name, value, v4 ? '4' : '6');
		return;
	}
	address->line = line;
}

static void mac_store(struct conf *conf, struct conf_mac *mac,
		      const char *name, const char *value, unsigned int line,
		      enum conf_kind kind)
{
	if (kind == CONF_MAC && addr_mac_parse(value, mac->mac))
		conf_fault(conf, line,
			   "%s: '%s' is no MAC; write six bytes as in 02:00:5e:00:00:01",
			   name, value);
	else if (kind == CONF_OUI && addr_oui_parse(value, mac->mac))
		conf_fault(conf, line,
			   "%s: '%s' is no OUI; write three bytes as in 02:00:5e",
			   name, value);
	else
		mac->line = line;
}

bool conf_ifname_valid(const char *ifname)
{
	if (!*ifname || strlen(ifname) >= IFNAMSIZ || !strcmp(ifname, ".") ||
	    !strcmp(ifname, ".."))
		return false;
	return !strpbrk(ifname, "/: \t\n\v\f\r");
}

static bool ifname_check(struct conf *conf, const char *name,
			 const char *value, unsigned int line)
{
	if (conf_ifname_valid(value))
		return true;
	conf_fault(conf, line,
		   "%s: '%s' " CONF_NOT_IFNAME,
		   name, value);
	return false;
}

struct conf_port *conf_port_find(struct conf *conf, const char *ifname)
{
	for (unsigned int i = 0; i < conf->port_count; i++) {
		if (!strcmp(conf->ports[i].ifname, ifname))
			return &conf->ports[i];
	}
	return NULL;
}

struct conf_port *conf_port_add(struct conf *conf, const char *ifname,
				unsigned int line)
{
	struct conf_port *port = &conf->ports[conf->port_count];

	if (conf->port_count == CONF_MAX_PORTS) {
		conf_fault(conf, line, "more than %d ports", CONF_MAX_PORTS);
		return NULL;
	}
	conf->port_count++;
	*port = (struct conf_port){ .line = line };
	strcpy(port->ifname, ifname);
	return port;
}

static void port_store(struct conf *conf, const char *name, const char *value,
		       unsigned int line)
{
	struct conf_port *port = conf_port_find(conf, value);

	if (!ifname_check(conf, name, value, line))
		return;
	if (!port)
		conf_port_add(conf, value, line);
	else if (!port->line)
		port->line = line;
	else
		conf_fault(conf, line,
			   "%s: '%s' stands in line %u already; remove one",
			   name, value, port->line);
}

static void link_store(struct conf *conf, const char *name, const char *value,
		       unsigned int line)
{
	struct conf_link *link = &conf->links[conf->link_count];

	if (!ifname_check(conf, name, value, line))
		return;
	for (unsigned int i = 0; i < conf->link_count; i++) {
		if (!strcmp(conf->links[i].ifname, value)) {
			conf_fault(conf, line,
				   "%s: '%s' stands in line %u already; remove one",
				   name, value, conf->links[i].line);
			return;
		}
	}
	if (conf->link_count == CONF_MAX_LINKS) {
		conf_fault(conf, line, "%s: more than %d", name, CONF_MAX_LINKS);
		return;
	}
	conf->link_count++;
	link->line = line;
	strcpy(link->ifname, value);
}

static void client_prefix_store(struct conf *conf, const char *name,
				const char *value, unsigned int line)
{
	struct conf_prefix *prefix;

	if (conf->client_prefix_count == CONF_MAX_PREFIXES) {
		conf_fault(conf, line, "%s: more than %d", name,
			   CONF_MAX_PREFIXES);
		return;
	}
	prefix = &conf->client_prefixes[conf->client_prefix_count];
	prefix_store(conf, prefix, name, value, line, false);
	if (prefix->line)
		conf->client_prefix_count++;
}

static bool number_parse(struct conf *conf, const struct conf_option *option,
			 const char *value, unsigned int line, uint32_t *number)
{
	bool addresses =
		option->offset == offsetof(struct conf_port, max_addresses);
	uint32_t max = addresses ? L3CLIENT_MAX_ADDRESSES_LIMIT : MAX_CLIENTS;
	unsigned long wide;
	char *end;

	wide = strtoul(value, &end, 10);
	*number = (uint32_t)wide;
	if (*value >= '0' && *value <= '9' && !*end && wide && wide <= max)
		return true;
	conf_fault(conf, line,
		   "%s: '%s' is out of range; write a number from 1 to %u",
		   option->name, value, max);
	return false;
}

static bool switch_parse(struct conf *conf, const struct conf_option *option,
			 const char *value, unsigned int line, uint32_t *number)
{
	*number = strcmp(value, "on") ? CONF_OFF : CONF_ON;
	if (*number == CONF_ON || !strcmp(value, "off"))
		return true;
	conf_fault(conf, line, "%s: '%s' is neither on nor off", option->name,
		   value);
	return false;
}

/* Something of the port that the section's title names. */
static void port_option_store(struct conf *conf,
			      const struct conf_option *option,
			      const char *ifname, const char *value,
			      unsigned int line)
{
	struct conf_port *port;
	uint32_t number, *field;
	bool right;

	right = option->kind == CONF_NUMBER ?
		number_parse(conf, option, value, line, &number) :
		switch_parse(conf, option, value, line, &number);
	/* The title itself is judged when the section ends. */
	if (!right || !conf_ifname_valid(ifname))
		return;
	port = conf_port_find(conf, ifname);
	if (!port)
		port = conf_port_add(conf, ifname, 0);
	if (!port)
		return;
	field = (uint32_t *)((char *)port + option->offset);
	if (*field)
		conf_fault(conf, line,
			   "%s is given twice for the port '%s'; remove one",
			   option->name, ifname);
	*field = number;
}

static void store(struct conf *conf, const struct conf_option *option,
		  const char *title, const char *value, unsigned int line)
{
	void *field = (char *)conf + option->offset;

	switch (option->kind) {
	case CONF_PREFIX4:
	case CONF_PREFIX6:
		prefix_store(conf, field, option->name, value, line,
			     option->kind == CONF_PREFIX4);
		break;
	case CONF_PREFIX6_LIST:
		client_prefix_store(conf, option->name, value, line);
		break;
	case CONF_IPV4:
	case CONF_IPV6:
		address_store(conf, field, option->name, value, line,
			      option->kind == CONF_IPV4);
		break;
	case CONF_MAC:
	case CONF_OUI:
		mac_store(conf, field, option->name, value, line, option->kind);
		break;
	case CONF_PORTS:
		port_store(conf, option->name, value, line);
		break;
	case CONF_LINKS:
		link_store(conf, option->name, value, line);
		break;
	case CONF_NUMBER:
	case CONF_SWITCH:
		port_option_store(conf, option, title, value, line);
		break;
	}
}

/* The line at which an option stands already, or 0. */
static unsigned int line_before(const struct conf *conf,
				const struct conf_option *option, bool fresh)
{
	if (option->kind == CONF_NUMBER || option->kind == CONF_SWITCH)
		return 0;
	if (!conf_option_is_list(option))
		return *(const unsigned int *)((const char *)conf + option->offset);
	/* libconfuse begins a list anew where it is not appended to. */
	if (!fresh)
		return 0;
	switch (option->kind) {
	case CONF_PREFIX6_LIST:
		return conf->client_prefixes[0].line;
	case CONF_PORTS:
		return conf->port_count ? conf->ports[0].line : 0;
	default:
		return conf->links[0].line;
	}
}

/**
 * conf_value_store() - take a value of the file
 * @conf: where it goes, or the fault that it has
 * @option: the option whose value it is
 * @title: the title of the section that it stands in, or NULL
 * @value: its text
 * @line: where it stands
 * @fresh: it is not appended to a list
 */
void conf_value_store(struct conf *conf, const struct conf_option *option,
		      const char *title, const char *value, unsigned int line,
		      bool fresh)
{
	unsigned int before = line_before(conf, option, fresh);

	if (before)
		conf_fault(conf, line, "%s stands in line %u already; remove one%s",
			   option->name, before, conf_option_is_list(option) ?
			   ", or append with +=" : "");
	else
		store(conf, option, title, value, line);
}
