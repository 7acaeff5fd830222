// SPDX-License-Identifier: GPL-2.0-or-later
#include <confuse.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"

/* How many unknown names are told of before reading is given up. */
#define MAX_UNKNOWN	64
/* The most options that a section has. */
#define MAX_OPTIONS	16
#define MAX_FILE	(1 << 20)

enum kind {
	PREFIX4,
	PREFIX6,
	PREFIX6_LIST,
	IPV4,
	IPV6,
	MAC,
	OUI,
	PORTS,
	LINKS,
	NUMBER,
};

/**
 * struct option - an option of the file
 * @section: the section in which it stands
 * @name: its name
 * @kind: what its value is
 * @offset: where the value goes, in struct conf or struct conf_port
 */
struct option {
	const char *section;
	const char *name;
	enum kind kind;
	size_t offset;
};

#define MESH(name, kind, field) \
	{ "mesh", name, kind, offsetof(struct conf, field) }
#define NODE(name, kind, field) \
	{ "node", name, kind, offsetof(struct conf, field) }
#define PORT(name, field) \
	{ "port", name, NUMBER, offsetof(struct conf_port, field) }

static const struct option options[] = {
	MESH("client-node-prefix", PREFIX6, client_node_prefix),
	MESH("metaprefix", PREFIX6, metaprefix),
	MESH("node-prefix", PREFIX6, node_prefix),
	MESH("client-prefixes", PREFIX6_LIST, client_prefixes),
	MESH("client-net", PREFIX4, client_net),
	MESH("pool", PREFIX4, pool),
	MESH("exit-range", PREFIX4, exit_range),
	MESH("exit-oui", OUI, exit_oui),
	MESH("gateway-mac", MAC, gateway_mac),
	MESH("gateway-address", IPV4, gateway_address),
	MESH("icmp-source", IPV4, icmp_source),
	NODE("node-address", IPV6, node_address),
	NODE("ports", PORTS, ports),
	NODE("mesh-interfaces", LINKS, links),
	PORT("max-clients", max_clients),
	PORT("max-unconfirmed", max_unconfirmed),
	PORT("max-addresses", max_addresses),
};

#define OPTIONS	(sizeof(options) / sizeof(options[0]))

/**
 * struct unknown - a name of the file that nobody knows
 * @line: where it stands
 * @section: the section in which it stands
 * @name: the name
 */
struct unknown {
	unsigned int line;
	char section[32];
	char name[64];
};

/**
 * struct reader - a file that is being read
 * @conf: what was read
 * @unknown: the unknown names found, on which libconfuse would stop
 * @unknown_count: how many of them
 * @ignore: one of them is a section, into which libconfuse cannot be led
 *	otherwise than by ignoring all that are unknown
 * @again: an unknown name was found: read again with it allowed
 */
struct reader {
	struct conf *conf;
	struct unknown unknown[MAX_UNKNOWN];
	unsigned int unknown_count;
	bool ignore;
	bool again;
};

/* The callbacks of libconfuse carry no argument of ours. */
static struct reader *reader;

static bool is_list(enum kind kind)
{
	return kind == PREFIX6_LIST || kind == PORTS || kind == LINKS;
}

static const struct option *option_find(const char *section, const char *name)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		if (!strcmp(options[i].section, section) &&
		    !strcmp(options[i].name, name))
			return &options[i];
	}
	return NULL;
}

/* How many letters to change, add or leave out to make @a of @b. */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[64];
	size_t len = strlen(b);

	if (len >= 64)
		return (unsigned int)len;
	for (unsigned int j = 0; j <= len; j++)
		row[j] = j;
	for (unsigned int i = 1; *a; a++, i++) {
		unsigned int diagonal = row[0];

		row[0] = i;
		for (unsigned int j = 1; j <= len; j++) {
			unsigned int best = diagonal + (*a != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[len];
}

static void nearest(const char *name, const char *candidate,
		    const char **best, unsigned int *best_distance)
{
	unsigned int d = distance(name, candidate);

	if (d < *best_distance) {
		*best = candidate;
		*best_distance = d;
	}
}

/* The name of a section that is most like @name, or NULL if none is. */
static const char *suggest(const char *section, const char *name)
{
	unsigned int best_distance = 1 + (unsigned int)strlen(name) / 3;
	const char *best = NULL;

	for (size_t i = 0; i < OPTIONS; i++) {
		if (!strcmp(options[i].section, section))
			nearest(name, options[i].name, &best, &best_distance);
	}
	if (!strcmp(section, "root")) {
		nearest(name, "mesh", &best, &best_distance);
		nearest(name, "node", &best, &best_distance);
	}
	if (!strcmp(section, "node"))
		nearest(name, "port", &best, &best_distance);
	return best;
}

/* An option of another section is no misspelling but misplaced. */
static const char *other_section(const char *section, const char *name)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		if (strcmp(options[i].section, section) &&
		    !strcmp(options[i].name, name))
			return options[i].section;
	}
	return NULL;
}

static void unknown_fault(struct conf *conf, const struct unknown *unknown)
{
	const char *other = other_section(unknown->section, unknown->name);
	const char *best = suggest(unknown->section, unknown->name);

	if (other)
		conf_fault(conf, unknown->line,
			   "'%s' does not belong here; move it into the section '%s'",
			   unknown->name, other);
	else if (best)
		conf_fault(conf, unknown->line,
			   "unknown name '%s'; did you mean '%s'?",
			   unknown->name, best);
	else
		conf_fault(conf, unknown->line,
			   "unknown name '%s'; remove it, l3mesh.conf(5) lists what there is",
			   unknown->name);
}

static bool unknown_has(const char *section, const char *name)
{
	for (unsigned int i = 0; i < reader->unknown_count; i++) {
		const struct unknown *unknown = &reader->unknown[i];

		if (!strcmp(unknown->section, section) &&
		    !strcmp(unknown->name, name))
			return true;
	}
	return false;
}

static bool unknown_add(const char *section, const char *name,
			unsigned int line)
{
	struct unknown *unknown = &reader->unknown[reader->unknown_count];

	if (reader->unknown_count == MAX_UNKNOWN ||
	    strlen(name) >= sizeof(unknown->name) ||
	    strlen(section) >= sizeof(unknown->section))
		return false;
	*unknown = (struct unknown){ .line = line };
	strcpy(unknown->section, section);
	strcpy(unknown->name, name);
	reader->unknown_count++;
	return true;
}

/* The name between the quotes of one of libconfuse's messages. */
static bool quoted_name(const char *text, const char *before, char *name,
			size_t size)
{
	const char *end = strrchr(text, '\'');
	size_t len;

	if (strncmp(text, before, strlen(before)) || !end)
		return false;
	text += strlen(before);
	len = end > text ? (size_t)(end - text) : 0;
	if (!len || len >= size)
		return false;
	memcpy(name, text, len);
	name[len] = '\0';
	return true;
}

/*
 * An unknown name takes an option's value at first, so that those after it are
 * found too. If it turns out to be a section all is read once more.
 */
static bool unknown_recover(cfg_t *cfg, const char *text)
{
	const char *section = cfg_name(cfg);
	char name[64];

	if (quoted_name(text, "no such option '", name, sizeof(name))) {
		reader->again = unknown_add(section, name,
					    (unsigned int)cfg->line);
	} else if (quoted_name(text, "missing equal sign after option '", name,
			     sizeof(name)) && unknown_has(section, name)) {
		reader->ignore = true;
		reader->again = true;
	}
	return reader->again;
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[256];

	vsnprintf(text, sizeof(text), fmt, ap);
	if (unknown_recover(cfg, text))
		return;
	conf_fault(reader->conf, (unsigned int)cfg->line,
		   "%s; what follows was not read", text);
}

static void prefix_store(struct conf_prefix *prefix, const char *name,
			 const char *value, unsigned int line, bool v4)
{
	const char *example = v4 ? "10.0.0.0/8" : "fd00::/64";
	int error = addr_prefix_parse(value, &prefix->prefix);
	char text[ADDR_STRLEN];

	if (error == -EINVAL || addr_prefix_is_v4(&prefix->prefix) != v4) {
		conf_fault(reader->conf, line,
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
	conf_fault(reader->conf, line,
		   "%s: %s has bits set beyond its length; write %s", name,
		   value, addr_prefix_format(&prefix->prefix, text));
}

static void address_store(struct conf_address *address, const char *name,
			  const char *value, unsigned int line, bool v4)
{
	if (addr_parse(value, &address->address) ||
	    addr_is_v4(&address->address) != v4) {
		conf_fault(reader->conf, line, "%s: '%s' is no IPv%c address",
			   name, value, v4 ? '4' : '6');
		return;
	}
	address->line = line;
}

static void mac_store(struct conf_mac *mac, const char *name,
		      const char *value, unsigned int line, enum kind kind)
{
	if (kind == MAC && addr_mac_parse(value, mac->mac))
		conf_fault(reader->conf, line,
			   "%s: '%s' is no MAC; write six bytes as in 02:00:5e:00:00:01",
			   name, value);
	else if (kind == OUI && addr_oui_parse(value, mac->mac))
		conf_fault(reader->conf, line,
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

static bool ifname_check(const char *name, const char *value, unsigned int line)
{
	if (conf_ifname_valid(value))
		return true;
	conf_fault(reader->conf, line,
		   "%s: '%s' is no name of an interface; it has 1 to 15 letters, none of them / : or blank",
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

static struct conf_port *port_add(const char *ifname, unsigned int line)
{
	struct conf *conf = reader->conf;
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

static void port_store(const char *name, const char *value, unsigned int line)
{
	struct conf_port *port = conf_port_find(reader->conf, value);

	if (!ifname_check(name, value, line))
		return;
	if (!port)
		port_add(value, line);
	else if (!port->line)
		port->line = line;
	else
		conf_fault(reader->conf, line,
			   "%s: '%s' stands in line %u already; remove one",
			   name, value, port->line);
}

static void link_store(const char *name, const char *value, unsigned int line)
{
	struct conf *conf = reader->conf;
	struct conf_link *link = &conf->links[conf->link_count];

	if (!ifname_check(name, value, line))
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

static void client_prefix_store(const char *name, const char *value,
				unsigned int line)
{
	struct conf *conf = reader->conf;
	struct conf_prefix *prefix;

	if (conf->client_prefix_count == CONF_MAX_PREFIXES) {
		conf_fault(conf, line, "%s: more than %d", name,
			   CONF_MAX_PREFIXES);
		return;
	}
	prefix = &conf->client_prefixes[conf->client_prefix_count];
	prefix_store(prefix, name, value, line, false);
	if (prefix->line)
		conf->client_prefix_count++;
}

/* A limit of the port that the section's title names. */
static void number_store(cfg_t *cfg, const struct option *option,
			 const char *value, unsigned int line)
{
	uint32_t max = option->offset == offsetof(struct conf_port, max_addresses) ?
		32 : 65536;
	const char *ifname = cfg_title(cfg);
	struct conf_port *port;
	unsigned long number;
	uint32_t *limit;
	char *end;

	number = strtoul(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || !number || number > max) {
		conf_fault(reader->conf, line,
			   "%s: '%s' is out of range; write a number from 1 to %u",
			   option->name, value, max);
		return;
	}
	/* The title itself is judged when the section ends. */
	if (!conf_ifname_valid(ifname))
		return;
	port = conf_port_find(reader->conf, ifname);
	if (!port)
		port = port_add(ifname, 0);
	if (!port)
		return;
	limit = (uint32_t *)((char *)port + option->offset);
	if (*limit)
		conf_fault(reader->conf, line,
			   "%s is given twice for the port '%s'; remove one",
			   option->name, ifname);
	*limit = (uint32_t)number;
}

static void store(cfg_t *cfg, const struct option *option, const char *value,
		  unsigned int line)
{
	void *field = (char *)reader->conf + option->offset;

	switch (option->kind) {
	case PREFIX4:
	case PREFIX6:
		prefix_store(field, option->name, value, line,
			     option->kind == PREFIX4);
		break;
	case PREFIX6_LIST:
		client_prefix_store(option->name, value, line);
		break;
	case IPV4:
	case IPV6:
		address_store(field, option->name, value, line,
			      option->kind == IPV4);
		break;
	case MAC:
	case OUI:
		mac_store(field, option->name, value, line, option->kind);
		break;
	case PORTS:
		port_store(option->name, value, line);
		break;
	case LINKS:
		link_store(option->name, value, line);
		break;
	case NUMBER:
		number_store(cfg, option, value, line);
		break;
	}
}

/* The line at which an option stands already, or 0. */
static unsigned int line_before(const struct option *option, cfg_opt_t *opt)
{
	struct conf *conf = reader->conf;

	if (option->kind == NUMBER)
		return 0;
	if (!is_list(option->kind))
		return *(unsigned int *)((char *)conf + option->offset);
	/* libconfuse begins a list anew where it is not appended to. */
	if (cfg_opt_size(opt) > 1)
		return 0;
	switch (option->kind) {
	case PREFIX6_LIST:
		return conf->client_prefixes[0].line;
	case PORTS:
		return conf->port_count ? conf->ports[0].line : 0;
	default:
		return conf->links[0].line;
	}
}

/* Each value of the file comes by here while its line is known. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	const struct option *option = option_find(cfg_name(cfg), opt->name);
	unsigned int line = (unsigned int)cfg->line;
	unsigned int before;

	*(const char **)result = value;
	if (!option)
		return 0;
	before = line_before(option, opt);
	if (before)
		conf_fault(reader->conf, line,
			   "%s stands in line %u already; remove one%s",
			   option->name, before,
			   is_list(option->kind) ? ", or append with +=" : "");
	else
		store(cfg, option, value, line);
	return 0;
}

/* The options of a section as libconfuse wants them, the unknown included. */
static unsigned int section_options(const char *section, cfg_opt_t *opts)
{
	unsigned int n = 0;

	for (size_t i = 0; i < OPTIONS; i++) {
		if (strcmp(options[i].section, section))
			continue;
		opts[n++] = (cfg_opt_t){
			.name = options[i].name,
			.type = CFGT_STR,
			.flags = is_list(options[i].kind) ? CFGF_LIST : CFGF_NONE,
			.parsecb = on_value,
		};
	}
	for (unsigned int i = 0; i < reader->unknown_count; i++) {
		const struct unknown *unknown = &reader->unknown[i];

		if (reader->ignore || strcmp(unknown->section, section))
			continue;
		opts[n++] = (cfg_opt_t){
			.name = unknown->name,
			.type = CFGT_STR,
			.flags = CFGF_LIST,
		};
	}
	return n;
}

#define SECTION(section, options, how) ((cfg_opt_t){ \
	.name = (section), .type = CFGT_SEC, .flags = (how), \
	.subopts = (options) })

static cfg_t *cfg_make(void)
{
	/* All zero, as CFG_END() is. */
	static const cfg_opt_t end;
	cfg_opt_t root[MAX_UNKNOWN + 3], mesh[MAX_UNKNOWN + MAX_OPTIONS];
	cfg_opt_t node[MAX_UNKNOWN + MAX_OPTIONS];
	cfg_opt_t port[MAX_UNKNOWN + MAX_OPTIONS];
	unsigned int n;

	mesh[section_options("mesh", mesh)] = end;
	port[section_options("port", port)] = end;
	n = section_options("node", node);
	node[n++] = SECTION("port", port, CFGF_MULTI | CFGF_TITLE);
	node[n] = end;
	n = section_options("root", root);
	root[n++] = SECTION("mesh", mesh, CFGF_NONE);
	root[n++] = SECTION("node", node, CFGF_NONE);
	root[n] = end;
	return cfg_init(root, reader->ignore ? CFGF_IGNORE_UNKNOWN : CFGF_NONE);
}

/* The first line from @from on to @to that has @word in it, else @to. */
static unsigned int line_of(const char *text, unsigned int from,
			    unsigned int to, const char *word)
{
	for (unsigned int line = 1; line < to; line++) {
		size_t len = strcspn(text, "\n");

		if (line >= from && memmem(text, len, word, strlen(word)))
			return line;
		text += len + (text[len] == '\n');
	}
	return to;
}

/* libconfuse tells only where a section ends; look for its title before. */
static void port_sections_read(cfg_t *node, const char *text)
{
	unsigned int from = 1;

	for (unsigned int i = 0; i < cfg_size(node, "port"); i++) {
		cfg_t *section = cfg_getnsec(node, "port", i);
		const char *title = cfg_title(section);
		unsigned int end = (unsigned int)section->line;
		unsigned int line = line_of(text, from, end, title);
		struct conf_port *port;

		from = end;
		if (!ifname_check("port", title, line))
			continue;
		port = conf_port_find(reader->conf, title);
		if (!port)
			port_add(title, line);
		else if (!port->line)
			port->line = line;
	}
}

static int pass(const char *text)
{
	cfg_t *cfg = cfg_make();
	int error;

	if (!cfg)
		return -ENOMEM;
	reader->again = false;
	cfg_set_error_function(cfg, on_error);
	error = cfg_parse_buf(cfg, text);
	if (error == CFG_SUCCESS) {
		reader->conf->mesh_line =
			(unsigned int)cfg_getsec(cfg, "mesh")->line;
		port_sections_read(cfg_getsec(cfg, "node"), text);
	}
	cfg_free(cfg);
	return error == CFG_SUCCESS ? 0 : -EINVAL;
}

static void faults_free(struct conf *conf)
{
	while (conf->fault_count)
		free(conf->faults[--conf->fault_count].text);
	free(conf->faults);
	conf->faults = NULL;
}

static int fault_compare(const void *a, const void *b)
{
	const struct conf_fault *left = a, *right = b;

	return (left->line > right->line) - (left->line < right->line);
}

/**
 * conf_parse() - read a configuration
 * @text: the text of the file
 *
 * Return: the configuration with all its faults, or NULL for want of memory.
 */
struct conf *conf_parse(const char *text)
{
	struct conf *conf = calloc(1, sizeof(*conf));
	struct reader here = { .conf = conf };
	int error;

	if (!conf)
		return NULL;
	reader = &here;
	do {
		faults_free(conf);
		memset(conf, 0, sizeof(*conf));
		error = pass(text);
	} while (error && here.again);
	reader = NULL;
	if (error == -ENOMEM) {
		conf_free(conf);
		return NULL;
	}
	for (unsigned int i = 0; i < here.unknown_count; i++)
		unknown_fault(conf, &here.unknown[i]);
	/* Of half a file nothing can be said to be missing. */
	if (!error)
		conf_check(conf);
	qsort(conf->faults, conf->fault_count, sizeof(*conf->faults),
	      fault_compare);
	return conf;
}

/**
 * conf_read() - read a configuration file
 * @path: the file
 *
 * Return: the configuration with all its faults, or NULL with errno set if the
 * file could not be read.
 */
struct conf *conf_read(const char *path)
{
	FILE *file = fopen(path, "re");
	struct conf *conf = NULL;
	char *text;
	size_t len;

	if (!file)
		return NULL;
	text = malloc(MAX_FILE + 1);
	len = text ? fread(text, 1, MAX_FILE + 1, file) : 0;
	if (text && ferror(file)) {
		errno = errno ? errno : EIO;
	} else if (text && len > MAX_FILE) {
		errno = EFBIG;
	} else if (text) {
		text[len] = '\0';
		conf = conf_parse(text);
	}
	free(text);
	fclose(file);
	return conf;
}

void conf_free(struct conf *conf)
{
	if (!conf)
		return;
	faults_free(conf);
	free(conf);
}

/* Note a fault. Without memory to note it in there is no going on. */
void conf_fault(struct conf *conf, unsigned int line, const char *fmt, ...)
{
	struct conf_fault *faults;
	char *text;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	faults = reallocarray(conf->faults, conf->fault_count + 1,
			      sizeof(*faults));
	if (len < 0 || !faults)
		abort();
	conf->faults = faults;
	faults[conf->fault_count++] = (struct conf_fault){ line, text };
}
