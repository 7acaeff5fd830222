// SPDX-License-Identifier: GPL-2.0-only
/* Random packets: what deltas make of a checksum, against making it anew. */
#include <kunit/test.h>
#include <linux/icmp.h>
#include <linux/in.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include "../checksum.h"
#include "../packet4.h"
#include "../packet6.h"

#define ROUNDS 200

/* How a packet is made: each is tried with each. */
struct shape {
	u8 protocol;
	u8 ip_summed;
	bool paged;
	bool wrong;
	bool cloned;
};

static struct nat426_flow random_flow(void)
{
	struct nat426_flow flow;

	get_random_bytes(&flow, sizeof(flow));
	return flow;
}

static __sum16 *check_of(struct sk_buff *skb, unsigned int upper, u8 protocol)
{
	unsigned int at = protocol == IPPROTO_TCP ? 16 :
			  protocol == IPPROTO_UDP ? 6 : 2;

	return (void *)skb->data + upper + at;
}

/* The whole checksum, made anew: 0 if the field in the packet is right. */
static __sum16 full4(struct sk_buff *skb)
{
	const struct iphdr *iph = ip_hdr(skb);
	unsigned int len = skb->len - sizeof(*iph);
	__wsum sum = skb_checksum(skb, sizeof(*iph), len, 0);

	if (iph->protocol == IPPROTO_ICMP)
		return csum_fold(sum);
	return csum_tcpudp_magic(iph->saddr, iph->daddr, len, iph->protocol,
				 sum);
}

static __sum16 full6(struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	unsigned int len = skb->len - sizeof(*ip6h);

	return csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, len, ip6h->nexthdr,
			       skb_checksum(skb, sizeof(*ip6h), len, 0));
}

static void add_page(struct kunit *test, struct sk_buff *skb, unsigned int len)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_random_bytes(page_address(page), len);
	skb_add_rx_frag(skb, 0, page, 0, len, PAGE_SIZE);
}

static void write_header4(struct sk_buff *skb, const struct nat426_flow *flow,
			  u8 protocol)
{
	struct iphdr *iph = ip_hdr(skb);

	memset(iph, 0, sizeof(*iph));
	iph->version = 4;
	iph->ihl = 5;
	iph->tos = get_random_u8();
	iph->tot_len = htons(skb->len);
	iph->frag_off = htons(IP_DF);
	iph->ttl = 64;
	iph->protocol = protocol;
	iph->saddr = flow->client;
	iph->daddr = flow->server;
	ip_send_check(iph);
}

static void write_upper(struct sk_buff *skb, u8 protocol)
{
	struct tcphdr *tcp = (void *)skb->data + sizeof(struct iphdr);
	struct udphdr *udp = (void *)tcp;
	struct icmphdr *icmp = (void *)tcp;

	if (protocol == IPPROTO_TCP)
		tcp->doff = 5;
	if (protocol == IPPROTO_UDP)
		udp->len = htons(skb->len - sizeof(struct iphdr));
	if (protocol == IPPROTO_ICMP) {
		icmp->type = get_random_u32_below(2) ? ICMP_ECHO :
						       ICMP_ECHOREPLY;
		icmp->code = 0;
	}
}

/* Makes the checksum right, or wrong, or leaves it to be finished. */
static void write_check(struct sk_buff *skb, const struct shape *shape)
{
	const struct iphdr *iph = ip_hdr(skb);
	__sum16 *check = check_of(skb, sizeof(*iph), shape->protocol);
	unsigned int len = skb->len - sizeof(*iph);

	*check = 0;
	if (shape->ip_summed == CHECKSUM_PARTIAL) {
		*check = ~csum_tcpudp_magic(iph->saddr, iph->daddr, len,
					    iph->protocol, 0);
		skb->csum_start = skb->data + sizeof(*iph) - skb->head;
		skb->csum_offset = (void *)check - (void *)(iph + 1);
		return;
	}
	*check = full4(skb);
	if (!*check && shape->protocol == IPPROTO_UDP)
		*check = CSUM_MANGLED_0;
	/* Neither of the two zeros, nor a UDP checksum that says "none". */
	if (shape->wrong)
		*check = (__force __sum16)htons(1 + ntohs(*(__be16 *)check) %
						0xfffd);
}

static struct sk_buff *make(struct kunit *test, const struct shape *shape,
			    const struct nat426_flow *flow)
{
	unsigned int room = get_random_u32_below(65) & ~3;
	unsigned int len = 40 + get_random_u32_below(1400);
	struct sk_buff *skb = alloc_skb(room + len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, skb);
	skb_reserve(skb, room);
	get_random_bytes(skb_put(skb, len), len);
	if (shape->paged)
		add_page(test, skb, 1 + get_random_u32_below(1000));
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, sizeof(struct iphdr));
	write_header4(skb, flow, shape->protocol);
	write_upper(skb, shape->protocol);
	skb->ip_summed = shape->ip_summed;
	write_check(skb, shape);
	if (shape->ip_summed == CHECKSUM_COMPLETE)
		skb->csum = skb_checksum(skb, 0, skb->len, 0);
	return skb;
}

static struct sk_buff *go_up(struct kunit *test, struct sk_buff *skb,
			     const struct nat426_flow *flow)
{
	struct nat426_packet4 p;

	KUNIT_ASSERT_EQ(test, nat426_packet4_read(skb, &p), 0);
	KUNIT_ASSERT_EQ(test, nat426_packet4_upper(skb, &p), 0);
	KUNIT_ASSERT_EQ(test, nat426_packet4_to6(skb, &p, flow), 0);
	return skb;
}

static void go_down(struct kunit *test, struct sk_buff *skb,
		    const struct nat426_flow *flow)
{
	struct nat426_flow back = {
		.client = flow->server,
		.server = flow->client,
	};
	struct nat426_packet6 p;

	KUNIT_ASSERT_EQ(test, nat426_packet6_read(skb, 0, &p), 0);
	KUNIT_ASSERT_EQ(test, nat426_packet6_upper(skb, &p), 0);
	KUNIT_ASSERT_EQ(test, nat426_packet6_to4(skb, &p, &back, 14), 0);
}

static void expect_complete(struct kunit *test, struct sk_buff *skb)
{
	if (skb->ip_summed != CHECKSUM_COMPLETE)
		return;
	KUNIT_EXPECT_EQ(test, (__force u16)csum_fold(skb->csum),
			(__force u16)csum_fold(skb_checksum(skb, 0, skb->len,
							    0)));
}

static void expect_right6(struct kunit *test, struct sk_buff *skb)
{
	struct sk_buff *copy = skb_copy(skb, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	if (copy->ip_summed == CHECKSUM_PARTIAL)
		KUNIT_ASSERT_EQ(test, skb_checksum_help(copy), 0);
	KUNIT_EXPECT_EQ(test, (__force u16)full6(copy), 0);
	kfree_skb(copy);
}

static void expect_same_upper(struct kunit *test, struct sk_buff *skb,
			      struct sk_buff *before)
{
	unsigned int len = before->len - sizeof(struct iphdr);
	u8 *a = kunit_kmalloc(test, len, GFP_KERNEL);
	u8 *b = kunit_kmalloc(test, len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_ASSERT_EQ(test, skb->len, before->len);
	skb_copy_bits(skb, sizeof(struct iphdr), a, len);
	skb_copy_bits(before, sizeof(struct iphdr), b, len);
	KUNIT_EXPECT_MEMEQ(test, a, b, len);
	KUNIT_EXPECT_EQ(test, ip_hdr(skb)->tos, ip_hdr(before)->tos);
	KUNIT_EXPECT_TRUE(test, ip_hdr(skb)->saddr == ip_hdr(before)->saddr);
	KUNIT_EXPECT_TRUE(test, ip_hdr(skb)->daddr == ip_hdr(before)->daddr);
	KUNIT_EXPECT_FALSE(test, ip_fast_csum(ip_hdr(skb), 5));
	kunit_kfree(test, a);
	kunit_kfree(test, b);
}

/* Up, checked against the slow way, and down again, which must undo it. */
static void round_trip(struct kunit *test, const struct shape *shape)
{
	struct sk_buff *skb, *before, *clone = NULL;
	struct nat426_flow flow = random_flow();

	skb = make(test, shape, &flow);
	before = skb_copy(skb, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, before);
	if (shape->cloned)
		clone = skb_clone(skb, GFP_KERNEL);
	go_up(test, skb, &flow);
	if (!shape->wrong)
		expect_right6(test, skb);
	expect_complete(test, skb);
	KUNIT_EXPECT_TRUE(test, skb->ip_summed == shape->ip_summed);
	if (clone)
		expect_same_upper(test, clone, before);
	go_down(test, skb, &flow);
	expect_same_upper(test, skb, before);
	kfree_skb(clone);
	kfree_skb(before);
	kfree_skb(skb);
}

static void try_all(struct kunit *test, u8 ip_summed)
{
	static const u8 protocols[] = { IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP };
	struct shape shape = { .ip_summed = ip_summed };
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		shape.protocol = protocols[i % 3];
		shape.paged = i & 4;
		shape.cloned = i & 8;
		shape.wrong = (i & 16) && ip_summed != CHECKSUM_PARTIAL;
		if (ip_summed == CHECKSUM_PARTIAL &&
		    shape.protocol == IPPROTO_ICMP)
			continue;
		round_trip(test, &shape);
	}
}

static void none_is_as_right_as_before(struct kunit *test)
{
	try_all(test, CHECKSUM_NONE);
}

static void unnecessary_is_as_right_as_before(struct kunit *test)
{
	try_all(test, CHECKSUM_UNNECESSARY);
}

static void complete_follows_exactly(struct kunit *test)
{
	try_all(test, CHECKSUM_COMPLETE);
}

static void partial_finishes_right(struct kunit *test)
{
	try_all(test, CHECKSUM_PARTIAL);
}

static void no_udp_checksum_is_made(struct kunit *test)
{
	struct shape shape = { .protocol = IPPROTO_UDP };
	struct nat426_flow flow;
	struct sk_buff *skb;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		shape.ip_summed = i & 1 ? CHECKSUM_COMPLETE : CHECKSUM_NONE;
		shape.paged = i & 2;
		flow = random_flow();
		skb = make(test, &shape, &flow);
		*check_of(skb, sizeof(struct iphdr), IPPROTO_UDP) = 0;
		if (shape.ip_summed == CHECKSUM_COMPLETE)
			skb->csum = skb_checksum(skb, 0, skb->len, 0);
		go_up(test, skb, &flow);
		expect_right6(test, skb);
		expect_complete(test, skb);
		KUNIT_EXPECT_NE(test, 0, (__force u16)
				*check_of(skb, sizeof(struct ipv6hdr),
					  IPPROTO_UDP));
		kfree_skb(skb);
	}
}

static void padding_is_cut_off_of_the_sum_too(struct kunit *test)
{
	struct shape shape = {
		.protocol = IPPROTO_UDP,
		.ip_summed = CHECKSUM_COMPLETE,
	};
	struct nat426_flow flow = random_flow();
	struct sk_buff *skb = make(test, &shape, &flow), *padded;
	unsigned int len = skb->len;

	padded = skb_copy_expand(skb, 64, 64, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, padded);
	memset(skb_put(padded, 17), 0xee, 17);
	padded->csum = skb_checksum(padded, 0, padded->len, 0);
	go_up(test, padded, &flow);
	KUNIT_EXPECT_EQ(test, padded->len, len + 20);
	expect_right6(test, padded);
	expect_complete(test, padded);
	kfree_skb(padded);
	kfree_skb(skb);
}

/* Random bytes with a good header: nothing but a clean drop may come of it. */
static void garbage_is_survived(struct kunit *test)
{
	struct nat426_flow flow = random_flow();
	struct nat426_packet4 p;
	struct sk_buff *skb;
	struct iphdr *iph;
	unsigned int i;

	for (i = 0; i < 10 * ROUNDS; i++) {
		unsigned int len = 20 + get_random_u32_below(120);

		skb = alloc_skb(len, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, skb);
		get_random_bytes(skb_put(skb, len), len);
		skb_reset_network_header(skb);
		iph = ip_hdr(skb);
		iph->version = 4;
		iph->tot_len = htons(len);
		if (iph->ihl >= 5 && iph->ihl * 4 <= len)
			ip_send_check(iph);
		if (!nat426_packet4_read(skb, &p) &&
		    !nat426_packet4_options(skb, &p) &&
		    !nat426_packet4_upper(skb, &p))
			nat426_packet4_to6(skb, &p, &flow);
		kfree_skb(skb);
	}
}

static void garbage_from_the_mesh_is_survived(struct kunit *test)
{
	static const u8 nexthdrs[] = { 0, 43, 44, 60, 6, 17, 58, 99 };
	struct nat426_flow flow = random_flow();
	struct nat426_packet6 p;
	struct ipv6hdr *ip6h;
	struct sk_buff *skb;
	unsigned int i, at;

	for (i = 0; i < 10 * ROUNDS; i++) {
		unsigned int len = 40 + get_random_u32_below(120);

		skb = alloc_skb(len, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, skb);
		get_random_bytes(skb_put(skb, len), len);
		skb_reset_network_header(skb);
		ip6h = ipv6_hdr(skb);
		ip6h->version = 6;
		ip6h->payload_len = htons(len - 40);
		ip6h->nexthdr = nexthdrs[get_random_u32_below(8)];
		for (at = 40; at + 2 < len; at += 8) {
			skb->data[at] = nexthdrs[get_random_u32_below(8)];
			skb->data[at + 1] = get_random_u32_below(3);
		}
		if (!nat426_packet6_read(skb, 0, &p) &&
		    !nat426_packet6_upper(skb, &p))
			nat426_packet6_to4(skb, &p, &flow, 14);
		kfree_skb(skb);
	}
}

static struct kunit_case packet_cases[] = {
	KUNIT_CASE(none_is_as_right_as_before),
	KUNIT_CASE(unnecessary_is_as_right_as_before),
	KUNIT_CASE(complete_follows_exactly),
	KUNIT_CASE(partial_finishes_right),
	KUNIT_CASE(no_udp_checksum_is_made),
	KUNIT_CASE(padding_is_cut_off_of_the_sum_too),
	KUNIT_CASE(garbage_is_survived),
	KUNIT_CASE(garbage_from_the_mesh_is_survived),
	{}
};

static struct kunit_suite packet_suite = {
	.name = "nat426_packet",
	.test_cases = packet_cases,
};

kunit_test_suite(packet_suite);

MODULE_DESCRIPTION("KUnit tests of nat426");
MODULE_LICENSE("GPL");
