/* SPDX-License-Identifier: GPL-2.0-only */
/* What a port refused, by reason and CPU. */
#ifndef _L3CLIENT_COUNTERS_H
#define _L3CLIENT_COUNTERS_H

#include <linux/percpu.h>
#include <linux/u64_stats_sync.h>
#include <uapi/linux/l3client.h>

struct sk_buff;

/**
 * struct l3client_counters - the counters of one CPU
 * @value: by enum l3client_counters_attr
 * @syncp: lets 32-bit readers see whole values
 */
struct l3client_counters {
	u64_stats_t value[L3CLIENT_A_COUNTERS_MAX + 1];
	struct u64_stats_sync syncp;
};

struct l3client_counters __percpu *l3client_counters_alloc(void);
void l3client_count(struct l3client_counters __percpu *counters,
		    enum l3client_counters_attr reason);
int l3client_counters_put(struct sk_buff *msg, int attr,
			  const struct l3client_counters __percpu *counters);

/* The room that l3client_counters_put() takes in a message, in bytes. */
#define L3CLIENT_COUNTERS_SIZE	(L3CLIENT_A_COUNTERS_MAX * 16 + 8)

#endif /* _L3CLIENT_COUNTERS_H */
