/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets that wait until their client's IPv4 address is known. */
#ifndef _NAT426_PENDING_H
#define _NAT426_PENDING_H

#include <linux/etherdevice.h>
#include <linux/list.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#define NAT426_PENDING_BUCKETS 64

/**
 * struct nat426_pending - the queues of a link
 * @lock: guards everything below, and the queues of clients
 * @clients: queues by MAC
 * @packets: how many wait in all
 * @dead: the link is going, nothing is queued any more
 * @timer: runs when the oldest packet expires
 */
struct nat426_pending {
	spinlock_t lock; /* of all that follows */
	struct hlist_head clients[NAT426_PENDING_BUCKETS];
	unsigned int packets;
	bool dead;
	struct timer_list timer;
};

struct nat426_link;

void nat426_pending_init(struct nat426_pending *pending);
void nat426_pending_stop(struct nat426_pending *pending);
bool nat426_pending_add(struct nat426_pending *pending,
			const u8 mac[ETH_ALEN], struct sk_buff *skb);
void nat426_pending_take(struct nat426_pending *pending,
			 const u8 mac[ETH_ALEN], struct sk_buff_head *to);

#endif /* _NAT426_PENDING_H */
