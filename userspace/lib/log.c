// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "log.h"

static struct {
	const char *name;
	bool syslog;
	int level;
} log_state = { .name = "l3mesh", .level = LOG_NOTICE };

/**
 * log_init() - say where messages go
 * @name: the program's name, kept by reference
 * @syslog: true for syslog, false for standard error
 * @level: the least urgent level to let through, LOG_ERR to LOG_DEBUG
 */
void log_init(const char *name, bool syslog, int level)
{
	log_state.name = name;
	log_state.syslog = syslog;
	log_state.level = level;
	if (syslog)
		openlog(name, LOG_PID, LOG_DAEMON);
}

static const char *level_word(int level)
{
	switch (level) {
	case LOG_WARNING:
		return "warning: ";
	case LOG_DEBUG:
		return "debug: ";
	default:
		return "";
	}
}

void log_vat(int level, const char *fmt, va_list ap)
{
	if (level > log_state.level)
		return;
	if (log_state.syslog) {
		vsyslog(level, fmt, ap);
		return;
	}
	/* Standard output may be a pipe: what was said before comes first. */
	fflush(stdout);
	fprintf(stderr, "%s: %s", log_state.name, level_word(level));
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void log_at(int level, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_vat(level, fmt, ap);
	va_end(ap);
}
