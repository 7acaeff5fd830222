/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages to the administrator: to standard error, or to syslog. */
#ifndef L3MESH_LOG_H
#define L3MESH_LOG_H

#include <stdarg.h>
#include <stdbool.h>
#include <syslog.h>

void log_init(const char *name, bool syslog, int level);
void log_at(int level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void log_vat(int level, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

#define log_error(...)		log_at(LOG_ERR, __VA_ARGS__)
#define log_warning(...)	log_at(LOG_WARNING, __VA_ARGS__)
#define log_info(...)		log_at(LOG_INFO, __VA_ARGS__)
#define log_debug(...)		log_at(LOG_DEBUG, __VA_ARGS__)

#endif /* L3MESH_LOG_H */
