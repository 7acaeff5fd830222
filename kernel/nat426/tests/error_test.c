// SPDX-License-Identifier: GPL-2.0-only
/* Errors that quote anything: random bytes behind checksums that are right. */
#include <kunit/test.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <linux/random.h>
#include <net/ip.h>
#include <net/ip6_checksum.h>
#include <net/ipv6.h>

#include "../icmp.h"

#define ROUNDS 3000
#define MTU 1500

static const struct nat426_config config = {
	.set = BIT(NAT426_A_LINK_EXIT_RANGE),
};

/* A packet of random bytes with room in front, as a port delivers it. */
static struct sk_buff *random_skb(struct kunit *test, unsigned int least)
{
	unsigned int len = least + get_random_u32_below(1500);
	struct sk_buff *skb = alloc_skb(len + 16, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, skb);
	skb_reserve(skb, 16);
	get_random_bytes(skb_put(skb, len), len);
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	return skb;
}

static void make_header4(struct iphdr *iph, unsigned int len, u8 protocol)
{
	iph->version = 4;
	iph->ihl = 5 + get_random_u32_below(11);
	iph->tot_len = htons(len);
	iph->frag_off = 0;
	iph->protocol = protocol;
}

/* A quoted packet that is nearly right gets further than one of noise. */
static void make_inner4(struct sk_buff *skb, unsigned int at, __be32 daddr)
{
	static const u8 protocols[] = { 1, 6, 17, 44, 99 };
	struct iphdr *inner = (void *)skb->data + at;

	if (skb->len < at + sizeof(*inner))
		return;
	make_header4(inner, get_random_u16(),
		     protocols[get_random_u32_below(ARRAY_SIZE(protocols))]);
	inner->frag_off = htons(get_random_u32_below(2) << 13);
	inner->daddr = daddr;
}

static void make_error4(struct sk_buff *skb)
{
	static const u8 types[] = { 3, 11, 12 };
	struct iphdr *iph = ip_hdr(skb);
	struct icmphdr *icmp;
	unsigned int at;

	make_header4(iph, skb->len, IPPROTO_ICMP);
	ip_send_check(iph);
	at = iph->ihl * 4;
	icmp = (void *)skb->data + at;
	icmp->type = types[get_random_u32_below(3)];
	icmp->code = 0;
	icmp->un.gateway = htonl(get_random_u32_below(256) << 16);
	make_inner4(skb, at + sizeof(*icmp), iph->saddr);
	icmp->checksum = 0;
	icmp->checksum = csum_fold(skb_checksum(skb, at, skb->len - at, 0));
}

static void expect_whole6(struct kunit *test, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	unsigned int len = skb->len - sizeof(*ip6h);

	KUNIT_EXPECT_EQ(test, ntohs(ip6h->payload_len), len);
	KUNIT_EXPECT_LE(test, skb->len, IPV6_MIN_MTU);
	KUNIT_EXPECT_EQ(test, 0, (__force u16)
			csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, len,
					IPPROTO_ICMPV6,
					skb_checksum(skb, sizeof(*ip6h), len,
						     0)));
}

static void errors_from_clients_may_quote_anything(struct kunit *test)
{
	struct nat426_flow flow = {};
	struct nat426_packet4 p;
	unsigned int i, good = 0;
	struct sk_buff *skb;

	for (i = 0; i < ROUNDS; i++) {
		skb = random_skb(test, 60 + 8);
		make_error4(skb);
		flow.client = ip_hdr(skb)->saddr;
		KUNIT_ASSERT_EQ(test, nat426_packet4_read(skb, &p), 0);
		KUNIT_ASSERT_EQ(test, nat426_packet4_upper(skb, &p), 0);
		if (!nat426_icmp_to6(skb, &p, &flow, &config, MTU)) {
			expect_whole6(test, skb);
			good++;
		}
		kfree_skb(skb);
	}
	KUNIT_EXPECT_GT(test, good, ROUNDS / 20);
}

static void make_inner6(struct sk_buff *skb, const struct in6_addr *saddr)
{
	static const u8 nexthdrs[] = { 0, 43, 44, 60, 6, 17, 58, 99 };
	unsigned int at = sizeof(struct ipv6hdr) + sizeof(struct icmp6hdr);
	struct ipv6hdr *inner = (void *)skb->data + at;

	if (skb->len < at + sizeof(*inner))
		return;
	inner->version = 6;
	inner->nexthdr = nexthdrs[get_random_u32_below(8)];
	inner->saddr = *saddr;
	memset(&inner->daddr, 0, 8);
	for (at += sizeof(*inner); at + 2 < skb->len; at += 8) {
		skb->data[at] = nexthdrs[get_random_u32_below(8)];
		skb->data[at + 1] = get_random_u32_below(3);
	}
}

static void make_error6(struct sk_buff *skb)
{
	unsigned int len = skb->len - sizeof(struct ipv6hdr);
	struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct icmp6hdr *icmp = (void *)(ip6h + 1);

	ip6h->version = 6;
	ip6h->payload_len = htons(len);
	ip6h->nexthdr = IPPROTO_ICMPV6;
	icmp->icmp6_type = 1 + get_random_u32_below(3);
	icmp->icmp6_code = 0;
	icmp->icmp6_unused = htonl(get_random_u32_below(256) << 24);
	make_inner6(skb, &ip6h->daddr);
	icmp->icmp6_cksum = 0;
	icmp->icmp6_cksum =
		csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, len, IPPROTO_ICMPV6,
				skb_checksum(skb, sizeof(*ip6h), len, 0));
}

static void expect_whole4(struct kunit *test, struct sk_buff *skb)
{
	const struct iphdr *iph = ip_hdr(skb);
	unsigned int len = skb->len - sizeof(*iph);

	KUNIT_EXPECT_EQ(test, ntohs(iph->tot_len), skb->len);
	KUNIT_EXPECT_FALSE(test, ip_fast_csum(iph, 5));
	KUNIT_EXPECT_EQ(test, 0, (__force u16)
			csum_fold(skb_checksum(skb, sizeof(*iph), len, 0)));
}

static void errors_from_the_mesh_may_quote_anything(struct kunit *test)
{
	struct nat426_flow flow = {};
	struct nat426_packet6 p;
	unsigned int i, good = 0;
	struct sk_buff *skb;

	for (i = 0; i < ROUNDS; i++) {
		skb = random_skb(test, 40 + 8);
		make_error6(skb);
		flow.node = ipv6_hdr(skb)->daddr;
		KUNIT_ASSERT_EQ(test, nat426_packet6_read(skb, 0, &p), 0);
		KUNIT_ASSERT_EQ(test, nat426_packet6_upper(skb, &p), 0);
		if (!nat426_icmp_to4(skb, &p, &flow, &config, MTU)) {
			expect_whole4(test, skb);
			good++;
		}
		kfree_skb(skb);
	}
	KUNIT_EXPECT_GT(test, good, ROUNDS / 20);
}

static struct kunit_case error_cases[] = {
	KUNIT_CASE(errors_from_clients_may_quote_anything),
	KUNIT_CASE(errors_from_the_mesh_may_quote_anything),
	{}
};

static struct kunit_suite error_suite = {
	.name = "nat426_error",
	.test_cases = error_cases,
};

kunit_test_suite(error_suite);
