/* SPDX-License-Identifier: GPL-2.0-only */
/* What was dropped and why, what was answered. */
#ifndef _NAT426_COUNTERS_H
#define _NAT426_COUNTERS_H

#include <linux/percpu.h>
#include <linux/skbuff.h>
#include <linux/u64_stats_sync.h>
#include <uapi/linux/nat426.h>

/**
 * struct nat426_counters - the counters of a link on one CPU
 * @value: by attribute of enum nat426_counters_attr
 * @syncp: lets 32-bit readers see whole values
 */
struct nat426_counters {
	u64_stats_t value[NAT426_A_COUNTERS_MAX + 1];
	struct u64_stats_sync syncp;
};

struct nat426_counters __percpu *nat426_counters_alloc(void);
void nat426_counters_count(struct nat426_counters __percpu *counters,
			   enum nat426_counters_attr which);
void nat426_counters_drop(struct nat426_counters __percpu *counters,
			  enum nat426_counters_attr why, struct sk_buff *skb);
int nat426_counters_put(struct sk_buff *msg, int attr,
			const struct nat426_counters __percpu *counters);

#endif /* _NAT426_COUNTERS_H */
