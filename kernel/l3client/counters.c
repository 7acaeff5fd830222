// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/visibility.h>
#include <linux/netdevice.h>
#include <net/netlink.h>

#include "counters.h"

/**
 * l3client_counters_alloc() - make counters, all 0
 *
 * Return: the counters, to be freed by free_percpu(), or NULL.
 */
struct l3client_counters __percpu *l3client_counters_alloc(void)
{
	return netdev_alloc_pcpu_stats(struct l3client_counters);
}
EXPORT_SYMBOL_IF_KUNIT(l3client_counters_alloc);

/**
 * l3client_count() - count one frame
 * @counters: of the port
 * @reason: what befell the frame
 *
 * Context: softirq, or bottom halves off.
 */
void l3client_count(struct l3client_counters __percpu *counters,
		    enum l3client_counters_attr reason)
{
	struct l3client_counters *mine = this_cpu_ptr(counters);

	u64_stats_update_begin(&mine->syncp);
	u64_stats_inc(&mine->value[reason]);
	u64_stats_update_end(&mine->syncp);
}

static u64 counters_sum(const struct l3client_counters __percpu *counters,
			enum l3client_counters_attr reason)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct l3client_counters *one;
		unsigned int start;
		u64 value;

		one = per_cpu_ptr(counters, cpu);
		do {
			start = u64_stats_fetch_begin(&one->syncp);
			value = u64_stats_read(&one->value[reason]);
		} while (u64_stats_fetch_retry(&one->syncp, start));
		sum += value;
	}
	return sum;
}

/**
 * l3client_counters_put() - add all counters to a message
 * @msg: the message
 * @attr: the type of the nest that holds them
 * @counters: of the port
 *
 * Return: 0, or -EMSGSIZE if they do not fit.
 */
int l3client_counters_put(struct sk_buff *msg, int attr,
			  const struct l3client_counters __percpu *counters)
{
	struct nlattr *nest = nla_nest_start(msg, attr);
	int reason;

	if (!nest)
		return -EMSGSIZE;

	for (reason = L3CLIENT_A_COUNTERS_PAD + 1;
	     reason <= L3CLIENT_A_COUNTERS_MAX; reason++) {
		if (nla_put_u64_64bit(msg, reason,
				      counters_sum(counters, reason),
				      L3CLIENT_A_COUNTERS_PAD)) {
			nla_nest_cancel(msg, nest);
			return -EMSGSIZE;
		}
	}
	nla_nest_end(msg, nest);
	return 0;
}
