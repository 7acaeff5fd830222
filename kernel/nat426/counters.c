// SPDX-License-Identifier: GPL-2.0-only
/* What was dropped and why, what was answered. */
#include <net/netlink.h>

#include "counters.h"

struct nat426_counters __percpu *nat426_counters_alloc(void)
{
	struct nat426_counters __percpu *counters;
	int cpu;

	counters = alloc_percpu(struct nat426_counters);
	if (!counters)
		return NULL;
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(counters, cpu)->syncp);
	return counters;
}

/* Context: bottom halves are off. */
void nat426_counters_count(struct nat426_counters __percpu *counters,
			   enum nat426_counters_attr which)
{
	struct nat426_counters *here = this_cpu_ptr(counters);

	u64_stats_update_begin(&here->syncp);
	u64_stats_inc(&here->value[which]);
	u64_stats_update_end(&here->syncp);
}

static enum skb_drop_reason drop_reason(enum nat426_counters_attr why)
{
	switch (why) {
	case NAT426_A_COUNTERS_UP_NO_MEMORY:
	case NAT426_A_COUNTERS_DOWN_NO_MEMORY:
		return SKB_DROP_REASON_NOMEM;
	case NAT426_A_COUNTERS_UP_MALFORMED:
	case NAT426_A_COUNTERS_DOWN_MALFORMED:
		return SKB_DROP_REASON_IP_INHDR;
	case NAT426_A_COUNTERS_UP_PROTOCOL:
	case NAT426_A_COUNTERS_DOWN_PROTOCOL:
		return SKB_DROP_REASON_UNHANDLED_PROTO;
	default:
		return SKB_DROP_REASON_NETFILTER_DROP;
	}
}

/* Context: bottom halves are off. */
void nat426_counters_drop(struct nat426_counters __percpu *counters,
			  enum nat426_counters_attr why, struct sk_buff *skb)
{
	nat426_counters_count(counters, why);
	kfree_skb_reason(skb, drop_reason(why));
}

static u64 total(const struct nat426_counters __percpu *counters,
		 unsigned int which)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct nat426_counters *at = per_cpu_ptr(counters, cpu);
		unsigned int start;
		u64 value;

		do {
			start = u64_stats_fetch_begin(&at->syncp);
			value = u64_stats_read(&at->value[which]);
		} while (u64_stats_fetch_retry(&at->syncp, start));
		sum += value;
	}
	return sum;
}

/* Puts the nest @attr with all counters. */
int nat426_counters_put(struct sk_buff *msg, int attr,
			const struct nat426_counters __percpu *counters)
{
	struct nlattr *nest = nla_nest_start(msg, attr);
	unsigned int i;

	if (!nest)
		return -EMSGSIZE;
	for (i = NAT426_A_COUNTERS_PAD + 1; i <= NAT426_A_COUNTERS_MAX; i++)
		if (nla_put_u64_64bit(msg, i, total(counters, i),
				      NAT426_A_COUNTERS_PAD))
			goto cancel_nest;
	nla_nest_end(msg, nest);
	return 0;

cancel_nest:
	nla_nest_cancel(msg, nest);
	return -EMSGSIZE;
}
