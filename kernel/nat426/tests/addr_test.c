// SPDX-License-Identifier: GPL-2.0-only
/* The forms of addresses. */
#include <kunit/test.h>
#include <linux/random.h>

#include "../addr.h"

#define V4(a, b, c, d) htonl((u32)(a) << 24 | (b) << 16 | (c) << 8 | (d))

static const u8 mac[ETH_ALEN] = { 0x02, 0x11, 0x22, 0x33, 0x44, 0x55 };
static const u8 oui[NAT426_OUI_LEN] = { 0x02, 0x26, 0x04 };

static void client_node_address_is_the_prefix_and_an_eui64(struct kunit *test)
{
	static const u8 expected[16] = {
		0xfd, 0x26, 0, 0x0c, 0, 0, 0, 0,
		0x00, 0x11, 0x22, 0xff, 0xfe, 0x33, 0x44, 0x55,
	};
	struct in6_addr prefix = {}, addr;

	memcpy(&prefix, expected, 8);
	nat426_addr_node_make(&addr, &prefix, mac);
	KUNIT_EXPECT_MEMEQ(test, &addr, expected, sizeof(expected));
	KUNIT_EXPECT_TRUE(test, nat426_addr_in64(&addr, &prefix));
	prefix.s6_addr[7] = 1;
	KUNIT_EXPECT_FALSE(test, nat426_addr_in64(&addr, &prefix));
}

static void mac_comes_back_out_of_the_address(struct kunit *test)
{
	struct in6_addr prefix = {}, addr;
	u8 in[ETH_ALEN], out[ETH_ALEN];
	int i;

	for (i = 0; i < 1000; i++) {
		get_random_bytes(in, sizeof(in));
		nat426_addr_node_make(&addr, &prefix, in);
		KUNIT_EXPECT_TRUE(test, nat426_addr_node_mac(&addr, out));
		KUNIT_EXPECT_MEMEQ(test, in, out, ETH_ALEN);
	}
}

static void without_fffe_there_is_no_mac(struct kunit *test)
{
	struct in6_addr prefix = {}, addr;
	u8 out[ETH_ALEN];

	nat426_addr_node_make(&addr, &prefix, mac);
	addr.s6_addr[11] = 0xfe;
	KUNIT_EXPECT_FALSE(test, nat426_addr_node_mac(&addr, out));
	addr.s6_addr[11] = 0xff;
	addr.s6_addr[12] = 0xff;
	KUNIT_EXPECT_FALSE(test, nat426_addr_node_mac(&addr, out));
}

static void exit_prefix_holds_exit_and_server(struct kunit *test)
{
	static const u8 expected[16] = {
		0xfd, 0x26, 0, 0x0e, 0, 0, 0, 0, 10, 4, 2, 6, 192, 0, 2, 7,
	};
	struct in6_addr meta = {}, addr;

	memcpy(&meta, expected, 8);
	nat426_addr_exit_make(&addr, &meta, V4(10, 4, 2, 6), V4(192, 0, 2, 7));
	KUNIT_EXPECT_MEMEQ(test, &addr, expected, sizeof(expected));
	KUNIT_EXPECT_TRUE(test, nat426_addr_exit(&addr) == V4(10, 4, 2, 6));
	KUNIT_EXPECT_TRUE(test, nat426_addr_server(&addr) == V4(192, 0, 2, 7));
}

static void exit_mac_is_the_oui_and_24_bits(struct kunit *test)
{
	static const u8 expected[ETH_ALEN] = { 0x02, 0x26, 0x04, 4, 2, 6 };
	u8 out[ETH_ALEN];

	nat426_mac_exit_make(out, oui, V4(10, 4, 2, 6));
	KUNIT_EXPECT_MEMEQ(test, out, expected, ETH_ALEN);
	KUNIT_EXPECT_TRUE(test, nat426_mac_has_oui(out, oui));
	KUNIT_EXPECT_FALSE(test, nat426_mac_has_oui(mac, oui));
}

static void exit_comes_back_out_of_the_mac(struct kunit *test)
{
	u8 out[ETH_ALEN];
	__be32 exit;
	int i;

	for (i = 0; i < 1000; i++) {
		exit = htonl(10 << 24 | (get_random_u32() & 0xffffff));
		nat426_mac_exit_make(out, oui, exit);
		KUNIT_EXPECT_TRUE(test, nat426_mac_exit(out, V4(10, 4, 0, 0)) ==
					exit);
	}
}

static void range_begins_and_ends_where_its_length_says(struct kunit *test)
{
	static const struct {
		__be32 net;
		u8 len;
		__be32 addr;
		bool in;
	} cases[] = {
		{ V4(10, 4, 0, 0), 16, V4(10, 4, 0, 0), true },
		{ V4(10, 4, 0, 0), 16, V4(10, 4, 255, 255), true },
		{ V4(10, 4, 0, 0), 16, V4(10, 5, 0, 0), false },
		{ V4(10, 4, 0, 0), 16, V4(10, 3, 255, 255), false },
		{ V4(10, 0, 0, 0), 8, V4(10, 255, 1, 2), true },
		{ V4(10, 0, 0, 0), 8, V4(11, 0, 0, 0), false },
		{ V4(10, 4, 2, 6), 32, V4(10, 4, 2, 6), true },
		{ V4(10, 4, 2, 6), 32, V4(10, 4, 2, 7), false },
		{ V4(0, 0, 0, 0), 0, V4(203, 0, 113, 1), true },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		KUNIT_EXPECT_EQ(test, cases[i].in,
				nat426_net_has(cases[i].net, cases[i].len,
					       cases[i].addr));
}

static void edges_are_network_and_broadcast(struct kunit *test)
{
	__be32 net = V4(10, 4, 0, 0);

	KUNIT_EXPECT_TRUE(test, nat426_net_edge(net, 16, net));
	KUNIT_EXPECT_TRUE(test, nat426_net_edge(net, 16, V4(10, 4, 255, 255)));
	KUNIT_EXPECT_FALSE(test, nat426_net_edge(net, 16, V4(10, 4, 0, 255)));
	KUNIT_EXPECT_FALSE(test, nat426_net_edge(net, 31, net));
	KUNIT_EXPECT_FALSE(test, nat426_net_edge(net, 32, net));
}

static struct kunit_case addr_cases[] = {
	KUNIT_CASE(client_node_address_is_the_prefix_and_an_eui64),
	KUNIT_CASE(mac_comes_back_out_of_the_address),
	KUNIT_CASE(without_fffe_there_is_no_mac),
	KUNIT_CASE(exit_prefix_holds_exit_and_server),
	KUNIT_CASE(exit_mac_is_the_oui_and_24_bits),
	KUNIT_CASE(exit_comes_back_out_of_the_mac),
	KUNIT_CASE(range_begins_and_ends_where_its_length_says),
	KUNIT_CASE(edges_are_network_and_broadcast),
	{}
};

static struct kunit_suite addr_suite = {
	.name = "nat426_addr",
	.test_cases = addr_cases,
};

kunit_test_suite(addr_suite);
