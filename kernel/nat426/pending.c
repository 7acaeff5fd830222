// SPDX-License-Identifier: GPL-2.0-only
/* Packets that wait until their client's IPv4 address is known. */
#include <linux/ipv6.h>
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/slab.h>

#include "../include/compat.h"
#include "down.h"
#include "pending.h"

#define MAX_CLIENT 64
#define MAX_TOTAL 1024
#define MAX_WAIT msecs_to_jiffies(500)

/* The queue of a client; there is none without a packet in it. */
struct queue {
	struct hlist_node node;
	struct sk_buff_head packets;
	u8 mac[ETH_ALEN];
};

/* The control block of a packet that waits: ICMPv6 still needs IPv6's part. */
struct waiting {
	struct inet6_skb_parm ip6;
	unsigned long expires;
};

static struct waiting *waiting(struct sk_buff *skb)
{
	BUILD_BUG_ON(sizeof(struct waiting) > sizeof(skb->cb));
	return (struct waiting *)skb->cb;
}

static struct hlist_head *bucket(struct nat426_pending *pending,
				 const u8 mac[ETH_ALEN])
{
	return &pending->clients[jhash(mac, ETH_ALEN, 0) %
				 NAT426_PENDING_BUCKETS];
}

static struct queue *queue_find(struct nat426_pending *pending,
				const u8 mac[ETH_ALEN])
{
	struct queue *queue;

	lockdep_assert_held(&pending->lock);
	hlist_for_each_entry(queue, bucket(pending, mac), node)
		if (!memcmp(queue->mac, mac, ETH_ALEN))
			return queue;
	return NULL;
}

static struct queue *queue_get(struct nat426_pending *pending,
			       const u8 mac[ETH_ALEN])
{
	struct queue *queue = queue_find(pending, mac);

	if (queue)
		return queue;
	queue = kmalloc(sizeof(*queue), GFP_ATOMIC);
	if (!queue)
		return NULL;
	__skb_queue_head_init(&queue->packets);
	memcpy(queue->mac, mac, ETH_ALEN);
	hlist_add_head(&queue->node, bucket(pending, mac));
	return queue;
}

static void queue_free(struct queue *queue)
{
	hlist_del(&queue->node);
	kfree(queue);
}

/* Moves what has expired by @now to @to; false if the queue is empty then. */
static bool queue_expire(struct nat426_pending *pending, struct queue *queue,
			 unsigned long now, struct sk_buff_head *to)
{
	struct sk_buff *skb;

	while ((skb = skb_peek(&queue->packets)) &&
	       time_after_eq(now, waiting(skb)->expires)) {
		__skb_unlink(skb, &queue->packets);
		__skb_queue_tail(to, skb);
		pending->packets--;
	}
	return skb;
}

/* Moves what has expired to @to and arms the timer for the next. */
static void expire(struct nat426_pending *pending, struct sk_buff_head *to)
{
	unsigned long now = jiffies, next = now + MAX_WAIT;
	struct hlist_node *tmp;
	struct queue *queue;
	unsigned int i;

	lockdep_assert_held(&pending->lock);
	for (i = 0; i < NAT426_PENDING_BUCKETS; i++)
		hlist_for_each_entry_safe(queue, tmp, &pending->clients[i],
					  node) {
			unsigned long expires;

			if (!queue_expire(pending, queue, now, to)) {
				queue_free(queue);
				continue;
			}
			expires = waiting(skb_peek(&queue->packets))->expires;
			if (time_before(expires, next))
				next = expires;
		}
	if (pending->packets && !pending->dead)
		mod_timer(&pending->timer, next);
}

static void timer_run(struct timer_list *timer)
{
	struct nat426_pending *pending =
		container_of(timer, struct nat426_pending, timer);
	struct sk_buff_head expired;
	struct sk_buff *skb;

	__skb_queue_head_init(&expired);
	spin_lock(&pending->lock);
	expire(pending, &expired);
	spin_unlock(&pending->lock);
	while ((skb = __skb_dequeue(&expired)))
		nat426_down_expired(pending, skb);
}

void nat426_pending_init(struct nat426_pending *pending)
{
	unsigned int i;

	spin_lock_init(&pending->lock);
	for (i = 0; i < NAT426_PENDING_BUCKETS; i++)
		INIT_HLIST_HEAD(&pending->clients[i]);
	pending->packets = 0;
	pending->dead = false;
	timer_setup(&pending->timer, timer_run, 0);
}

/* Drops everything; nothing is queued and the timer does not run any more. */
void nat426_pending_stop(struct nat426_pending *pending)
{
	struct hlist_node *tmp;
	struct queue *queue;
	unsigned int i;

	spin_lock_bh(&pending->lock);
	pending->dead = true;
	for (i = 0; i < NAT426_PENDING_BUCKETS; i++)
		hlist_for_each_entry_safe(queue, tmp, &pending->clients[i],
					  node) {
			__skb_queue_purge(&queue->packets);
			queue_free(queue);
		}
	pending->packets = 0;
	spin_unlock_bh(&pending->lock);
	compat_timer_delete_sync(&pending->timer);
}

static bool add(struct nat426_pending *pending, const u8 mac[ETH_ALEN],
		struct sk_buff *skb)
{
	struct queue *queue;

	lockdep_assert_held(&pending->lock);
	if (pending->dead || pending->packets >= MAX_TOTAL)
		return false;
	queue = queue_get(pending, mac);
	if (!queue || skb_queue_len(&queue->packets) >= MAX_CLIENT)
		return false;
	waiting(skb)->expires = jiffies + MAX_WAIT;
	__skb_queue_tail(&queue->packets, skb);
	if (!pending->packets++)
		mod_timer(&pending->timer, waiting(skb)->expires);
	return true;
}

/**
 * nat426_pending_add - let a packet wait
 * @pending: where
 * @mac: of its client
 * @skb: the packet, which is kept if there is room
 *
 * Context: bottom halves are off.
 *
 * Return: false if there is no room; the caller still owns the packet then.
 */
bool nat426_pending_add(struct nat426_pending *pending,
			const u8 mac[ETH_ALEN], struct sk_buff *skb)
{
	bool added;

	/* What a receive path lent to the packet ends with that path. */
	skb_dst_drop(skb);
	spin_lock(&pending->lock);
	added = add(pending, mac, skb);
	spin_unlock(&pending->lock);
	return added;
}

/**
 * nat426_pending_take - take a client's packets, in their order
 * @pending: where they wait
 * @mac: of the client
 * @to: receives them
 *
 * Context: bottom halves are off.
 */
void nat426_pending_take(struct nat426_pending *pending,
			 const u8 mac[ETH_ALEN], struct sk_buff_head *to)
{
	struct queue *queue;

	if (!READ_ONCE(pending->packets))
		return;
	spin_lock(&pending->lock);
	queue = queue_find(pending, mac);
	if (queue) {
		pending->packets -= skb_queue_len(&queue->packets);
		skb_queue_splice_tail(&queue->packets, to);
		queue_free(queue);
	}
	spin_unlock(&pending->lock);
}
