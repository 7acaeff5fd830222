// SPDX-License-Identifier: GPL-2.0-or-later
#include <confuse.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "conf_value.h"

/* How many unknown names are told of before reading is given up. */
#define MAX_UNKNOWN	64
/* The most options that a section has. */
#define MAX_OPTIONS	16
#define MAX_FILE	(1 << 20)
/*
 * libconfuse does not mind a section that is never closed. An option that only
 * the outermost level has, after all else, is not found there then.
 */
#define END		"end-of-file"

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
 * @last: the last line
 * @unknown: the unknown names found, on which libconfuse would stop
 * @unknown_count: how many of them
 * @ignore: one of them is a section, into which libconfuse cannot be led
 *	otherwise than by ignoring all that are unknown
 * @again: an unknown name was found: read again with it allowed
 */
struct reader {
	struct conf *conf;
	unsigned int last;
	struct unknown unknown[MAX_UNKNOWN];
	unsigned int unknown_count;
	bool ignore;
	bool again;
};

/* The callbacks of libconfuse carry no argument of ours. */
static struct reader *reader;

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
	unsigned int best_distance = 2 + (unsigned int)strlen(name) / 3;
	const char *best = NULL;

	for (size_t i = 0; i < conf_option_count; i++) {
		if (!strcmp(conf_options[i].section, section))
			nearest(name, conf_options[i].name, &best, &best_distance);
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
	for (size_t i = 0; i < conf_option_count; i++) {
		if (strcmp(conf_options[i].section, section) &&
		    !strcmp(conf_options[i].name, name))
			return conf_options[i].section;
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
	unsigned int line = (unsigned int)cfg->line;
	char text[256];

	vsnprintf(text, sizeof(text), fmt, ap);
	if (!strcmp(text, "no such option '" END "'"))
		conf_fault(reader->conf, reader->last,
			   "the section '%s' is not closed; add a }",
			   cfg_name(cfg));
	else if (!unknown_recover(cfg, text) && !reader->ignore)
		/* An unknown section is told of; it goes before all else. */
		conf_fault(reader->conf, line < reader->last ? line : reader->last,
			   "%s; what follows was not read", text);
}

/* Each value of the file comes by here while its line is known. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	const struct conf_option *option =
		conf_option_find(cfg_name(cfg), opt->name);

	*(const char **)result = value;
	/* libconfuse begins a list anew where it is not appended to. */
	if (option)
		conf_value_store(reader->conf, option, cfg_title(cfg), value,
				 (unsigned int)cfg->line,
				 cfg_opt_size(opt) <= 1);
	return 0;
}

/* The options of a section as libconfuse wants them, the unknown included. */
static unsigned int section_options(const char *section, cfg_opt_t *opts)
{
	unsigned int n = 0;

	for (size_t i = 0; i < conf_option_count; i++) {
		if (strcmp(conf_options[i].section, section))
			continue;
		opts[n++] = (cfg_opt_t){
			.name = conf_options[i].name,
			.type = CFGT_STR,
			.flags = conf_option_is_list(&conf_options[i]) ? CFGF_LIST : CFGF_NONE,
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
	cfg_opt_t root[MAX_UNKNOWN + 4], mesh[MAX_UNKNOWN + MAX_OPTIONS];
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
	root[n++] = (cfg_opt_t){ .name = END, .type = CFGT_STR };
	root[n] = end;
	return cfg_init(root, reader->ignore ? CFGF_IGNORE_UNKNOWN : CFGF_NONE);
}

/* True if a line has the word "port" and then @title. */
static bool is_title(const char *text, size_t len, const char *title)
{
	const char *port = memmem(text, len, "port", 4);
	size_t left;

	if (!port)
		return false;
	port += 4;
	left = len - (size_t)(port - text);
	return left && strchr(" \t\"'", *port) &&
	       memmem(port, left, title, strlen(title));
}

/* The line from @from on to @to that has the title of a port, else @to. */
static unsigned int title_line(const char *text, unsigned int from,
			       unsigned int to, const char *title)
{
	for (unsigned int line = 1; line < to; line++) {
		size_t len = strcspn(text, "\n");

		if (line >= from && is_title(text, len, title))
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
		unsigned int line = title_line(text, from, end, title);
		struct conf_port *port;

		from = end;
		if (!conf_ifname_valid(title)) {
			conf_fault(reader->conf, line,
				   "port: '%s' " CONF_NOT_IFNAME, title);
			continue;
		}
		port = conf_port_find(reader->conf, title);
		if (!port)
			conf_port_add(reader->conf, title, line);
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

static unsigned int line_count(const char *text)
{
	unsigned int count = 0;

	for (; *text; count++) {
		size_t len = strcspn(text, "\n");

		text += len + (text[len] == '\n');
	}
	return count;
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
	struct reader here = { .conf = conf, .last = line_count(text) };
	char *whole;
	int error;

	if (!conf || asprintf(&whole, "%s\n" END " = 0\n", text) < 0) {
		free(conf);
		return NULL;
	}
	reader = &here;
	do {
		faults_free(conf);
		memset(conf, 0, sizeof(*conf));
		error = pass(whole);
	} while (error && here.again);
	reader = NULL;
	free(whole);
	if (error == -ENOMEM) {
		conf_free(conf);
		return NULL;
	}
	for (unsigned int i = 0; i < here.unknown_count; i++)
		unknown_fault(conf, &here.unknown[i]);
	/* Of half a file nothing can be said to be missing. */
	if (!error)
		conf_check(conf);
	if (conf->fault_count)
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
		if (conf && strlen(text) < len)
			conf_fault(conf, line_count(text),
				   "a NUL byte; what follows was not read");
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
	/* A value may go over lines; a fault does not. */
	for (char *c = text; *c; c++)
		*c = *c > 0 && *c < ' ' ? ' ' : *c;
	conf->faults = faults;
	faults[conf->fault_count++] = (struct conf_fault){ line, text };
}
