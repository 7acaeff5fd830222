// SPDX-License-Identifier: GPL-2.0-or-later
/* lib/l3client and lib/nat426: messages of the kernel, whole and broken. */
#include <errno.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <stdio.h>
#include <string.h>

#include "l3client.h"
#include "nat426.h"
#include "test.h"

#define FAMILY	0x20

static struct nl_msg *message(uint8_t command)
{
	struct nl_msg *msg = l3nl_request(FAMILY, command, 0, 1);

	assert_non_null(msg);
	return msg;
}

static int read_as(struct nl_msg *msg, l3nl_handler handler,
		   void *object, size_t size)
{
	int result;

	memset(object, 0, size);
	result = handler(nlmsg_hdr(msg), object);
	nlmsg_free(msg);
	return result;
}

static void a_port_is_read(void **state)
{
	struct nl_msg *msg = message(L3CLIENT_CMD_PORT_GET);
	struct l3client_port port;
	struct nlattr *nest;

	(void)state;
	nla_put_u32(msg, L3CLIENT_A_PORT_IFINDEX, 7);
	nla_put_string(msg, L3CLIENT_A_PORT_IFNAME, "wlan0");
	nla_put_u32(msg, L3CLIENT_A_PORT_MAX_CLIENTS, 10);
	nest = nla_nest_start(msg, L3CLIENT_A_PORT_COUNTERS);
	nla_put_u64(msg, L3CLIENT_A_COUNTERS_NO_MEMORY, 5000000000);
	/* A counter of a kernel that is newer than this program. */
	nla_put_u64(msg, L3CLIENT_A_COUNTERS_MAX + 1, 9);
	nla_nest_end(msg, nest);
	/* An attribute likewise. */
	nla_put_u32(msg, L3CLIENT_A_PORT_MAX + 3, 9);
	nla_put_u32(msg, L3CLIENT_A_PORT_SEQ, 42);
	assert_int_equal(read_as(msg, l3client_port_parse, &port, sizeof(port)),
			 0);
	assert_int_equal(port.ifindex, 7);
	assert_string_equal(port.ifname, "wlan0");
	assert_int_equal(port.max_clients, 10);
	assert_true(port.counters[L3CLIENT_A_COUNTERS_NO_MEMORY] == 5000000000);
	assert_int_equal(port.seq, 42);
}

static void put_address(struct nl_msg *msg, const char *text, uint32_t origin)
{
	struct nlattr *nest = nla_nest_start(msg, L3CLIENT_A_CLIENT_ADDRESS);
	struct in6_addr address;

	assert_int_equal(addr_parse(text, &address), 0);
	nla_put(msg, L3CLIENT_A_ADDRESS_ADDRESS, sizeof(address), &address);
	nla_put_u32(msg, L3CLIENT_A_ADDRESS_ORIGIN, origin);
	nla_nest_end(msg, nest);
}

static void a_client_is_read_with_all_its_addresses(void **state)
{
	static const uint8_t mac[] = { 2, 0, 0, 0, 0x0c, 1 };
	struct nl_msg *msg = message(L3CLIENT_CMD_CLIENT_GET);
	struct l3client_client client;
	char text[ADDR_STRLEN];

	(void)state;
	nla_put(msg, L3CLIENT_A_CLIENT_MAC, sizeof(mac), mac);
	nla_put_u8(msg, L3CLIENT_A_CLIENT_CONFIRMED, 1);
	put_address(msg, "10.0.0.5", L3CLIENT_ORIGIN_LEASE);
	put_address(msg, "2001:db8::5", L3CLIENT_ORIGIN_HEARD);
	assert_int_equal(read_as(msg, l3client_client_parse, &client,
				 sizeof(client)), 0);
	assert_memory_equal(client.mac, mac, sizeof(mac));
	assert_true(client.confirmed);
	assert_int_equal(client.address_count, 2);
	assert_string_equal(addr_format(&client.addresses[0].address, text),
			    "10.0.0.5");
	assert_int_equal(client.addresses[0].origin, L3CLIENT_ORIGIN_LEASE);
	assert_string_equal(addr_format(&client.addresses[1].address, text),
			    "2001:db8::5");
}

static void broken_clients_are_refused(void **state)
{
	static const uint8_t mac[] = { 2, 0, 0, 0, 0x0c, 1 };
	struct l3client_client client;
	struct nl_msg *msg;

	(void)state;
	msg = message(L3CLIENT_CMD_CLIENT_GET);
	assert_int_equal(read_as(msg, l3client_client_parse, &client,
				 sizeof(client)), -EBADMSG);
	msg = message(L3CLIENT_CMD_CLIENT_GET);
	nla_put(msg, L3CLIENT_A_CLIENT_MAC, 5, mac);
	assert_int_equal(read_as(msg, l3client_client_parse, &client,
				 sizeof(client)), -EBADMSG);
	msg = message(L3CLIENT_CMD_CLIENT_GET);
	nla_put(msg, L3CLIENT_A_CLIENT_MAC, sizeof(mac), mac);
	for (unsigned int i = 0; i <= L3CLIENT_MAX_ADDRESSES_LIMIT; i++)
		put_address(msg, "10.0.0.5", 0);
	assert_int_equal(read_as(msg, l3client_client_parse, &client,
				 sizeof(client)), -EBADMSG);
}

static void a_prefix_needs_all_its_parts(void **state)
{
	struct nl_msg *msg = message(L3CLIENT_CMD_PREFIX_GET);
	struct l3client_prefix prefix;
	struct in6_addr address;

	(void)state;
	assert_int_equal(addr_parse("fec0::", &address), 0);
	nla_put(msg, L3CLIENT_A_PREFIX_ADDRESS, sizeof(address), &address);
	nla_put_u8(msg, L3CLIENT_A_PREFIX_PREFIX_LEN, 64);
	assert_int_equal(read_as(msg, l3client_prefix_parse, &prefix,
				 sizeof(prefix)), -EBADMSG);
	msg = message(L3CLIENT_CMD_PREFIX_GET);
	nla_put(msg, L3CLIENT_A_PREFIX_ADDRESS, sizeof(address), &address);
	nla_put_u8(msg, L3CLIENT_A_PREFIX_PREFIX_LEN, 129);
	nla_put_u32(msg, L3CLIENT_A_PREFIX_ROLE, L3CLIENT_ROLE_NODE);
	assert_int_equal(read_as(msg, l3client_prefix_parse, &prefix,
				 sizeof(prefix)), -EBADMSG);
}

static void a_link_is_read_and_knows_what_it_has(void **state)
{
	struct nl_msg *msg = message(NAT426_CMD_LINK_GET);
	struct nat426_link link;
	struct in_addr range;
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(addr_ipv4_parse("10.1.0.0", &range), 0);
	nla_put_u32(msg, NAT426_A_LINK_IFINDEX, 3);
	nla_put(msg, NAT426_A_LINK_EXIT_RANGE, sizeof(range), &range);
	nla_put_u8(msg, NAT426_A_LINK_EXIT_RANGE_LEN, 16);
	assert_int_equal(read_as(msg, nat426_link_parse, &link, sizeof(link)), 0);
	assert_true(link.has[NAT426_A_LINK_EXIT_RANGE]);
	assert_false(link.has[NAT426_A_LINK_METAPREFIX]);
	assert_string_equal(addr_prefix_format(&link.exit_range, text),
			    "10.1.0.0/16");
}

static void half_a_range_is_refused(void **state)
{
	struct nl_msg *msg = message(NAT426_CMD_LINK_GET);
	struct nat426_link link;

	(void)state;
	nla_put_u32(msg, NAT426_A_LINK_IFINDEX, 3);
	nla_put_u8(msg, NAT426_A_LINK_EXIT_RANGE_LEN, 16);
	assert_int_equal(read_as(msg, nat426_link_parse, &link, sizeof(link)),
			 -EBADMSG);
}

/* The names of an attribute set in a spec, in their order. */
struct spec {
	FILE *file;
	char line[256];
};

static void spec_open(struct spec *spec, const char *path, const char *set)
{
	char want[64];

	snprintf(want, sizeof(want), "    name: %s\n", set);
	spec->file = fopen(path, "r");
	assert_non_null(spec->file);
	while (fgets(spec->line, sizeof(spec->line), spec->file)) {
		if (!strcmp(spec->line, "attribute-sets:\n"))
			break;
	}
	while (fgets(spec->line, sizeof(spec->line), spec->file)) {
		if (!strcmp(spec->line, want))
			return;
	}
	fail_msg("%s has no set %s", path, set);
}

static const char *spec_next(struct spec *spec)
{
	static const char before[] = "        name: ";

	while (fgets(spec->line, sizeof(spec->line), spec->file)) {
		if (!strncmp(spec->line, "  -", 3))
			break;
		if (strncmp(spec->line, before, sizeof(before) - 1))
			continue;
		spec->line[strcspn(spec->line, "\n")] = '\0';
		return spec->line + sizeof(before) - 1;
	}
	fclose(spec->file);
	return NULL;
}

static void agree(const char *path, const char *set, const char *const *names,
		  unsigned int max)
{
	unsigned int count = 0;
	struct spec spec;
	const char *name;

	spec_open(&spec, path, set);
	while ((name = spec_next(&spec))) {
		count++;
		assert_in_range(count, 1, max);
		if (strcmp(name, "pad"))
			assert_string_equal(names[count], name);
		else
			assert_null(names[count]);
	}
	assert_int_equal(count, max);
}

static void the_names_are_those_of_the_specs(void **state)
{
	static const char l3client[] =
		SRCTREE "/Documentation/netlink/specs/l3client.yaml";
	static const char nat426[] =
		SRCTREE "/Documentation/netlink/specs/nat426.yaml";

	(void)state;
	agree(l3client, "port", l3client_port_names, L3CLIENT_A_PORT_MAX);
	agree(l3client, "counters", l3client_counter_names,
	      L3CLIENT_A_COUNTERS_MAX);
	agree(l3client, "client", l3client_client_names, L3CLIENT_A_CLIENT_MAX);
	agree(l3client, "prefix", l3client_prefix_names, L3CLIENT_A_PREFIX_MAX);
	agree(nat426, "link", nat426_link_names, NAT426_A_LINK_MAX);
	agree(nat426, "counters", nat426_counter_names, NAT426_A_COUNTERS_MAX);
}

static void names_of_enums_go_both_ways(void **state)
{
	uint32_t value;

	(void)state;
	assert_int_equal(l3client_origin_parse("info", &value), 0);
	assert_int_equal(value, L3CLIENT_ORIGIN_INFO);
	assert_string_equal(l3client_origin_name(value), "info");
	assert_int_equal(l3client_role_parse("meta", &value), 0);
	assert_int_equal(value, L3CLIENT_ROLE_META);
	assert_int_equal(l3client_role_parse("met", &value), -EINVAL);
	assert_string_equal(l3client_role_name(99), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_is_read),
		cmocka_unit_test(a_client_is_read_with_all_its_addresses),
		cmocka_unit_test(broken_clients_are_refused),
		cmocka_unit_test(a_prefix_needs_all_its_parts),
		cmocka_unit_test(a_link_is_read_and_knows_what_it_has),
		cmocka_unit_test(half_a_range_is_refused),
		cmocka_unit_test(the_names_are_those_of_the_specs),
		cmocka_unit_test(names_of_enums_go_both_ways),
	};

	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
