// SPDX-License-Identifier: GPL-2.0-only
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/udp.h>

#include "../guard.h"
#include "fixture.h"

#define ANY	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define LOCAL	"\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\1"
#define CLIENT	"\xfd\x12\0\0\0\0\0\0\0\0\0\0\0\0\0\1"
#define NODE	"\xfd\x6c\0\0\0\0\0\0\0\0\0\0\0\0\0\1"
#define META	"\xfd\x64\0\0\0\0\0\0\x0a\x40\0\1\xc0\0\2\1"
#define CLINODE	"\xfe\xc0\0\0\0\0\0\0\0\0\0\xff\xfe\0\x0c\1"
#define OTHER	"\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"
#define BABEL	"\xff\2\0\0\0\0\0\0\0\0\0\0\0\1\0\6"
#define NODES	"\xff\2\0\0\0\0\0\0\0\0\0\0\0\0\0\1"

/**
 * struct guard_row - a frame and what the guard says of it
 * @name: what must hold
 * @source: IPv6 source, 16 bytes
 * @destination: IPv6 destination, 16 bytes
 * @nexthdr: of the IPv6 header
 * @payload: what follows that
 * @len: its length in bytes
 * @want: 0 or the reason
 */
struct guard_row {
	const char *name;
	const char *source;
	const char *destination;
	u8 nexthdr;
	const char *payload;
	u32 len;
	int want;
};

#define REASON(r)	L3CLIENT_A_COUNTERS_DROP_##r
#define BYTES(s)	.payload = (s), .len = sizeof(s) - 1

/* UDP to Babel's port, alone and behind extension headers */
#define UDP_BABEL	"\x30\x39\x1a\x28\0\x08\0\0"
#define UDP_DNS		"\x30\x39\0\x35\0\x08\0\0"

/* Extension headers, by what they say comes next */
#define NEXT_UDP	"\x11\0\1\4\0\0\0\0"
#define NEXT_OPTIONS	"\x3c\0\0\0\0\0\0\0"
#define AUTH_UDP	"\x11\4\0\0\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0"

static const struct guard_row rows[] = {
	{ "unspecified source passes", ANY, NODES, 58, BYTES("") },
	{ "link-local source passes", LOCAL, NODE, 58, BYTES("") },
	{ "client source passes", CLIENT, OTHER, 6, BYTES("") },
	{ "foreign source is dropped", OTHER, CLIENT, 6, BYTES(""),
	  REASON(SOURCE_ADDRESS) },
	{ "node source is dropped", NODE, OTHER, 6, BYTES(""),
	  REASON(SOURCE_ADDRESS) },
	{ "metaprefix source is dropped", META, CLIENT, 6, BYTES(""),
	  REASON(SOURCE_ADDRESS) },
	{ "client-node source is dropped", CLINODE, OTHER, 6, BYTES(""),
	  REASON(SOURCE_ADDRESS) },
	{ "multicast source is dropped", NODES, OTHER, 6, BYTES(""),
	  REASON(SOURCE_ADDRESS) },
	{ "client-node destination is dropped", CLIENT, CLINODE, 6, BYTES(""),
	  REASON(CLIENT_NODE) },
	{ "tunnel to a node is dropped", CLIENT, NODE, 41, BYTES(""),
	  REASON(TUNNEL) },
	{ "tunnel to others passes", CLIENT, OTHER, 41, BYTES("") },
	{ "tunnel behind options is dropped", CLIENT, NODE, 60,
	  BYTES("\x29\0\1\4\0\0\0\0"), REASON(TUNNEL) },
	{ "tunnel in a later fragment is dropped", CLIENT, NODE, 44,
	  BYTES("\x29\0\0\x08\0\0\0\1"), REASON(TUNNEL) },
	{ "Babel to a node is dropped", CLIENT, NODE, 17, BYTES(UDP_BABEL),
	  REASON(CONTROL) },
	{ "Babel to its group is dropped", LOCAL, BABEL, 17, BYTES(UDP_BABEL),
	  REASON(CONTROL) },
	{ "Babel to others passes", CLIENT, OTHER, 17, BYTES(UDP_BABEL) },
	{ "DNS to a node passes", CLIENT, NODE, 17, BYTES(UDP_DNS) },
	{ "Babel behind hop-by-hop is dropped", CLIENT, NODE, 0,
	  BYTES(NEXT_UDP UDP_BABEL), REASON(CONTROL) },
	{ "Babel behind routing and options is dropped", CLIENT, NODE, 43,
	  BYTES(NEXT_OPTIONS NEXT_UDP UDP_BABEL),
	  REASON(CONTROL) },
	{ "Babel behind authentication is dropped", CLIENT, NODE, 51,
	  BYTES(AUTH_UDP UDP_BABEL), REASON(CONTROL) },
	{ "Babel in a first fragment is dropped", CLIENT, NODE, 44,
	  BYTES("\x11\0\0\1\0\0\0\1" UDP_BABEL), REASON(CONTROL) },
	{ "tiny first fragment is dropped", CLIENT, NODE, 44,
	  BYTES("\x11\0\0\1\0\0\0\1\x30\x39"), REASON(HEADER_CHAIN) },
	{ "options that end beyond the frame are dropped", CLIENT, NODE, 60,
	  BYTES("\x11\xff\1\4\0\0\0\0"), REASON(HEADER_CHAIN) },
	{ "cut-off options to others pass", CLIENT, OTHER, 60, BYTES("\x11") },
	{ "endless options are dropped", CLIENT, NODE, 60,
	  BYTES(NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS
		NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS
		NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS
		NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS NEXT_OPTIONS
		NEXT_UDP UDP_BABEL), REASON(HEADER_CHAIN) },
};

static struct sk_buff *frame_of(struct kunit *test, const struct guard_row *row)
{
	struct ipv6hdr *ip6h;
	struct ethhdr *eth;
	struct sk_buff *skb;

	skb = alloc_skb(512, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	eth = skb_put_zero(skb, sizeof(*eth));
	eth->h_source[0] = 2;
	eth->h_proto = htons(ETH_P_IPV6);
	skb_reset_mac_header(skb);
	ip6h = skb_put_zero(skb, sizeof(*ip6h));
	ip6h->version = 6;
	ip6h->nexthdr = row->nexthdr;
	ip6h->payload_len = htons(row->len);
	memcpy(&ip6h->saddr, row->source, sizeof(ip6h->saddr));
	memcpy(&ip6h->daddr, row->destination, sizeof(ip6h->daddr));
	skb_put_data(skb, row->payload, row->len);
	skb_pull(skb, sizeof(*eth));
	skb_reset_network_header(skb);
	skb->protocol = htons(ETH_P_IPV6);
	return skb;
}

static int ask_guard(struct fixture *f, const struct sk_buff *skb)
{
	int reason;

	rcu_read_lock();
	local_bh_disable();
	reason = l3client_guard(&f->ln, skb);
	local_bh_enable();
	rcu_read_unlock();
	return reason;
}

static int guard_init(struct kunit *test)
{
	static const struct { const char *address; u8 role; } prefixes[] = {
		{ CLIENT, L3CLIENT_ROLE_CLIENT },
		{ NODE, L3CLIENT_ROLE_NODE },
		{ META, L3CLIENT_ROLE_META },
		{ CLINODE, L3CLIENT_ROLE_CLIENT_NODE },
		{ NODE, L3CLIENT_ROLE_CLIENT },
	};
	int err = fixture_init(test);
	struct fixture *f = test->priv;
	int i;

	for (i = 0; !err && i < ARRAY_SIZE(prefixes); i++) {
		struct l3client_prefix p = {
			.len = 64, .role = prefixes[i].role,
		};

		memcpy(&p.address, prefixes[i].address, 8);
		err = l3client_prefix_add(&f->ln, &p);
	}
	return err;
}

static void rows_hold(struct kunit *test)
{
	struct fixture *f = test->priv;
	int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct sk_buff *skb = frame_of(test, &rows[i]);

		KUNIT_EXPECT_EQ_MSG(test, ask_guard(f, skb), rows[i].want,
				    "%s", rows[i].name);
		kfree_skb(skb);
	}
}

/* The guard reads a frame that ends anywhere; KASAN sees what it reads. */
static void cut_frames_are_survived(struct kunit *test)
{
	struct fixture *f = test->priv;
	int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct sk_buff *skb = frame_of(test, &rows[i]);
		u32 len = skb->len;

		while (len--) {
			skb_trim(skb, len);
			if (len < sizeof(struct ipv6hdr))
				KUNIT_EXPECT_EQ(test, ask_guard(f, skb),
						REASON(MALFORMED));
			else
				ask_guard(f, skb);
		}
		kfree_skb(skb);
	}
}

static void group_bit_source_is_dropped(struct kunit *test)
{
	struct sk_buff *skb = frame_of(test, &rows[0]);

	eth_hdr(skb)->h_source[0] |= 1;
	KUNIT_EXPECT_EQ(test, ask_guard(test->priv, skb), REASON(SOURCE_MAC));
	eth_zero_addr(eth_hdr(skb)->h_source);
	KUNIT_EXPECT_EQ(test, ask_guard(test->priv, skb), REASON(SOURCE_MAC));
	kfree_skb(skb);
}

/* Priority tags, one within the other, before a packet that must not pass. */
static void tags_hide_nothing(struct kunit *test)
{
	struct sk_buff *skb;
	int depth, i;

	for (depth = 1; depth <= 5; depth++) {
		skb = frame_of(test, &rows[3]);
		KUNIT_ASSERT_FALSE(test, pskb_expand_head(skb, 64, 0,
							  GFP_KERNEL));
		for (i = 0; i < depth; i++) {
			struct vlan_hdr *tag = skb_push(skb, sizeof(*tag));

			tag->h_vlan_TCI = 0;
			tag->h_vlan_encapsulated_proto = skb->protocol;
			skb->protocol = htons(ETH_P_8021Q);
		}
		skb_reset_network_header(skb);
		skb_push(skb, ETH_HLEN);
		skb_reset_mac_header(skb);
		eth_hdr(skb)->h_source[0] = 2;
		eth_hdr(skb)->h_source[5] = 1;
		skb_pull(skb, ETH_HLEN);
		KUNIT_EXPECT_EQ(test, ask_guard(test->priv, skb),
				depth <= 4 ? REASON(SOURCE_ADDRESS) :
					     REASON(VLAN_DEPTH));
		kfree_skb(skb);
	}
}

static struct kunit_case guard_cases[] = {
	KUNIT_CASE(rows_hold),
	KUNIT_CASE(cut_frames_are_survived),
	KUNIT_CASE(group_bit_source_is_dropped),
	KUNIT_CASE(tags_hide_nothing),
	{}
};

static struct kunit_suite guard_suite = {
	.name = "l3client_guard",
	.init = guard_init,
	.exit = fixture_exit,
	.test_cases = guard_cases,
};

kunit_test_suite(guard_suite);
