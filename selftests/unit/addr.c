// SPDX-License-Identifier: GPL-2.0-or-later
/* lib/addr: text of addresses, and how one follows from another. */
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "addr.h"
#include "test.h"

static void mac_survives_text(void **state)
{
	uint8_t mac[ADDR_MAC_LEN];
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_mac_parse("02:00:5E:aB:00:ff", mac), 0);
	assert_string_equal(addr_mac_format(mac, text), "02:00:5e:ab:00:ff");
}

static void no_mac_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "02", "02:00:00:00:00", "02:00:00:00:00:00:",
		"02:00:00:00:00:00:00", "2:0:0:0:0:0", "02-00-00-00-00-00",
		"02:00:00:00:00:0g", "02:00:00:00:00:0", " 02:00:00:00:00:00",
	};
	uint8_t mac[ADDR_MAC_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(addr_mac_parse(bad[i], mac), -EINVAL);
}

static void group_and_zero_are_no_unicast_macs(void **state)
{
	static const uint8_t group[] = { 0x33, 0x33, 0, 0, 0, 1 };
	static const uint8_t station[] = { 0x02, 0, 0, 0, 0, 1 };
	static const uint8_t zero[6];

	(void)state;
	assert_false(addr_mac_is_unicast(group));
	assert_false(addr_mac_is_unicast(zero));
	assert_true(addr_mac_is_unicast(station));
}

static void an_oui_is_local_and_unicast_by_two_bits(void **state)
{
	uint8_t oui[ADDR_OUI_LEN];

	(void)state;
	assert_int_equal(addr_oui_parse("02:00:5e", oui), 0);
	assert_true(addr_oui_is_local_unicast(oui));
	assert_int_equal(addr_oui_parse("00:00:5e", oui), 0);
	assert_false(addr_oui_is_local_unicast(oui));
	assert_int_equal(addr_oui_parse("03:00:5e", oui), 0);
	assert_false(addr_oui_is_local_unicast(oui));
	assert_int_equal(addr_oui_parse("02:00:5e:00", oui), -EINVAL);
}

static void ipv4_is_kept_mapped(void **state)
{
	struct in6_addr address;
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_parse("10.1.2.3", &address), 0);
	assert_true(addr_is_v4(&address));
	assert_int_equal(address.s6_addr[10], 0xff);
	assert_int_equal(address.s6_addr[15], 3);
	assert_string_equal(addr_format(&address, text), "10.1.2.3");
	assert_int_equal(addr_parse("fec0::1", &address), 0);
	assert_false(addr_is_v4(&address));
	assert_string_equal(addr_format(&address, text), "fec0::1");
	assert_int_equal(addr_parse("10.1.2", &address), -EINVAL);
	assert_int_equal(addr_parse("fec0:::1", &address), -EINVAL);
}

static void prefix_ok(const char *text, uint8_t len, const char *back)
{
	struct addr_prefix prefix;
	char buf[ADDR_STRLEN];

	assert_int_equal(addr_prefix_parse(text, &prefix), 0);
	assert_int_equal(prefix.len, len);
	assert_string_equal(addr_prefix_format(&prefix, buf), back);
}

static void prefixes_survive_text(void **state)
{
	(void)state;
	prefix_ok("10.0.0.0/8", 104, "10.0.0.0/8");
	prefix_ok("0.0.0.0/0", 96, "0.0.0.0/0");
	prefix_ok("10.0.0.1", 128, "10.0.0.1/32");
	prefix_ok("fec0::/64", 64, "fec0::/64");
	prefix_ok("::/0", 0, "::/0");
	prefix_ok("2001:db8::1", 128, "2001:db8::1/128");
	prefix_ok("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", 128,
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
}

static void no_prefix_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
		"10.0.0.0/8/8", "10.0.0.0/0008", "fec0::/129", "fec0::/ 64",
		"fec0::/x", "10/8",
		"1111111111111111111111111111111111111111111111111111/8",
	};
	struct addr_prefix prefix;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(addr_prefix_parse(bad[i], &prefix), -EINVAL);
}

static void host_bits_are_refused_and_can_be_cleared(void **state)
{
	struct addr_prefix prefix;
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_prefix_parse("10.1.2.3/9", &prefix), -ERANGE);
	addr_prefix_mask(&prefix);
	assert_string_equal(addr_prefix_format(&prefix, text), "10.0.0.0/9");
	assert_int_equal(addr_prefix_parse("fec0::1/127", &prefix), -ERANGE);
	addr_prefix_mask(&prefix);
	assert_string_equal(addr_prefix_format(&prefix, text), "fec0::/127");
}

static struct addr_prefix prefix_of(const char *text)
{
	struct addr_prefix prefix;

	assert_int_equal(addr_prefix_parse(text, &prefix), 0);
	return prefix;
}

static void containment_and_overlap(void **state)
{
	struct addr_prefix net = prefix_of("10.0.0.0/8");
	struct addr_prefix part = prefix_of("10.64.0.0/10");
	struct addr_prefix other = prefix_of("11.0.0.0/8");
	struct addr_prefix v6 = prefix_of("fec0::/64");
	struct addr_prefix all = prefix_of("::/0");

	(void)state;
	assert_true(addr_prefix_contains(&net, &part));
	assert_true(addr_prefix_contains(&net, &net));
	assert_false(addr_prefix_contains(&part, &net));
	assert_true(addr_prefix_overlaps(&part, &net));
	assert_false(addr_prefix_overlaps(&net, &other));
	assert_false(addr_prefix_overlaps(&net, &v6));
	assert_true(addr_prefix_contains(&all, &v6));
}

/* The vector of the roaming protocol: 02:00:00:00:0c:01 is fec0::ff:fe00:c01. */
static void client_node_address_follows_from_mac(void **state)
{
	static const uint8_t mac[] = { 0x02, 0, 0, 0, 0x0c, 0x01 };
	struct addr_prefix prefix = prefix_of("fec0::/64");
	struct in6_addr address = addr_client_node(&prefix.address, mac);
	uint8_t back[ADDR_MAC_LEN];
	char text[ADDR_STRLEN];

	(void)state;
	assert_string_equal(addr_format(&address, text), "fec0::ff:fe00:c01");
	assert_int_equal(addr_client_node_mac(&prefix.address, &address, back),
			 0);
	assert_memory_equal(back, mac, sizeof(mac));
}

static void universal_mac_flips_its_bit(void **state)
{
	static const uint8_t mac[] = { 0xac, 0xde, 0x48, 0x12, 0x34, 0x56 };
	struct addr_prefix prefix = prefix_of("fd00:1:2:3::/64");
	struct in6_addr address = addr_client_node(&prefix.address, mac);
	char text[ADDR_STRLEN];

	(void)state;
	assert_string_equal(addr_format(&address, text),
			    "fd00:1:2:3:aede:48ff:fe12:3456");
}

static void other_addresses_are_no_client_node_addresses(void **state)
{
	static const char *const bad[] = {
		"fec0::1", "fec0::ff:fd00:c01", "fec0:0:0:1:0:ff:fe00:c01",
	};
	struct addr_prefix prefix = prefix_of("fec0::/64");
	struct in6_addr address;
	uint8_t mac[ADDR_MAC_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(addr_parse(bad[i], &address), 0);
		assert_int_equal(addr_client_node_mac(&prefix.address, &address,
						      mac), -EINVAL);
	}
}

static void exit_mac_keeps_24_bits_of_the_address(void **state)
{
	static const uint8_t oui[] = { 0x02, 0, 0x5e };
	struct addr_prefix range = prefix_of("10.1.0.0/16");
	uint8_t mac[ADDR_MAC_LEN];
	struct in_addr exit, back;
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_ipv4_parse("10.1.2.3", &exit), 0);
	addr_exit_mac(oui, exit, mac);
	assert_string_equal(addr_mac_format(mac, text), "02:00:5e:01:02:03");
	assert_int_equal(addr_exit_from_mac(oui, &range, mac, &back), 0);
	assert_int_equal(back.s_addr, exit.s_addr);
}

static void mac_of_no_exit_is_told_apart(void **state)
{
	static const uint8_t oui[] = { 0x02, 0, 0x5e };
	static const uint8_t outside[] = { 0x02, 0, 0x5e, 2, 0, 1 };
	static const uint8_t foreign[] = { 0x02, 0, 0x5f, 1, 0, 1 };
	struct addr_prefix range = prefix_of("10.1.0.0/16");
	struct in_addr exit;

	(void)state;
	assert_int_equal(addr_exit_from_mac(oui, &range, outside, &exit),
			 -ERANGE);
	assert_int_equal(addr_exit_from_mac(oui, &range, foreign, &exit),
			 -EINVAL);
}

static void exit_prefix_is_metaprefix_and_address(void **state)
{
	struct addr_prefix meta = prefix_of("64:ff9b:1:fffe::/64");
	struct addr_prefix prefix;
	struct in_addr exit;
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_ipv4_parse("10.1.2.3", &exit), 0);
	prefix = addr_exit_prefix(&meta.address, exit);
	assert_string_equal(addr_prefix_format(&prefix, text),
			    "64:ff9b:1:fffe:a01:203::/96");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mac_survives_text),
		cmocka_unit_test(no_mac_is_refused),
		cmocka_unit_test(group_and_zero_are_no_unicast_macs),
		cmocka_unit_test(an_oui_is_local_and_unicast_by_two_bits),
		cmocka_unit_test(ipv4_is_kept_mapped),
		cmocka_unit_test(prefixes_survive_text),
		cmocka_unit_test(no_prefix_is_refused),
		cmocka_unit_test(host_bits_are_refused_and_can_be_cleared),
		cmocka_unit_test(containment_and_overlap),
		cmocka_unit_test(client_node_address_follows_from_mac),
		cmocka_unit_test(universal_mac_flips_its_bit),
		cmocka_unit_test(other_addresses_are_no_client_node_addresses),
		cmocka_unit_test(exit_mac_keeps_24_bits_of_the_address),
		cmocka_unit_test(mac_of_no_exit_is_told_apart),
		cmocka_unit_test(exit_prefix_is_metaprefix_and_address),
	};

	return cmocka_run_group_tests_name("addr", tests, NULL, NULL);
}
