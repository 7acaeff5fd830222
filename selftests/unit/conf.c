// SPDX-License-Identifier: GPL-2.0-or-later
/* lib/conf: what is read, and that each rule that is broken is told of. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "test.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define MAX_TEXT	8192

/* A faultless file. Line 1 is "mesh {", so an option's line is its place + 1. */
static const char *const mesh_lines[] = {
	"client-node-prefix = fec0::/64",		/* 2 */
	"metaprefix = 64:ff9b:1:fffe::/64",		/* 3 */
	"node-prefix = fd6d:6573:6800::/64",		/* 4 */
	"client-prefixes = { 2001:db8:1::/64, 2001:db8:2::/64 }", /* 5 */
	"client-net = 10.0.0.0/8",			/* 6 */
	"gateway-address = 10.0.0.1",			/* 7 */
	"exit-range = 10.1.0.0/16",			/* 8 */
	"pool = 10.128.0.0/9",				/* 9 */
	"gateway-mac = 02:00:5f:00:00:01",		/* 10 */
	"exit-oui = 02:00:5e",				/* 11 */
	"icmp-source = 192.0.0.8",			/* 12 */
};

/* Line 13 is "}", line 14 "node {". */
static const char *const node_lines[] = {
	"node-address = fd6d:6573:6800::1",		/* 15 */
	"mesh-interfaces = { mesh0, mesh1 }",		/* 16 */
	"ports = { wlan0, eth1 }",			/* 17 */
	"port eth2 {",					/* 18 */
	"max-clients = 64",				/* 19 */
	"max-unconfirmed = 32",				/* 20 */
	"max-addresses = 8",				/* 21 */
	"}",						/* 22 */
};

/* The faultless file with another text in one of its lines. */
static struct conf *conf_with(unsigned int line, const char *text)
{
	static char file[MAX_TEXT];
	int len = snprintf(file, sizeof(file), "%s\n",
			   line == 1 ? text : "mesh {");

	for (size_t i = 0; i < COUNT(mesh_lines); i++)
		len += snprintf(file + len, sizeof(file) - (size_t)len, "%s\n",
				line == i + 2 ? text : mesh_lines[i]);
	len += snprintf(file + len, sizeof(file) - (size_t)len, "}\nnode {\n");
	for (size_t i = 0; i < COUNT(node_lines); i++)
		len += snprintf(file + len, sizeof(file) - (size_t)len, "%s\n",
				line == i + 15 ? text : node_lines[i]);
	snprintf(file + len, sizeof(file) - (size_t)len, "}\n%s\n",
		 line == 24 ? text : "");
	return conf_parse(file);
}

static void dump(const struct conf *conf)
{
	for (unsigned int i = 0; i < conf->fault_count; i++)
		printf("# %u: %s\n", conf->faults[i].line,
		       conf->faults[i].text);
}

/* With @text in line @line there is one fault, in line @at, with these words. */
static void fault_at(unsigned int line, const char *text, unsigned int at,
		     const char *words)
{
	struct conf *conf = conf_with(line, text);

	assert_non_null(conf);
	if (conf->fault_count != 1 || conf->faults[0].line != at ||
	    !strstr(conf->faults[0].text, words)) {
		printf("# wanted %u: %s\n", at, words);
		dump(conf);
		fail();
	}
	conf_free(conf);
}

static void fault(unsigned int line, const char *text, const char *words)
{
	fault_at(line, text, line, words);
}

static void accepted(unsigned int line, const char *text)
{
	struct conf *conf = conf_with(line, text);

	assert_non_null(conf);
	dump(conf);
	assert_int_equal(conf->fault_count, 0);
	conf_free(conf);
}

static void everything_is_read(void **state)
{
	struct conf *conf = conf_with(0, NULL);
	char text[ADDR_STRLEN];

	(void)state;
	assert_int_equal(conf->fault_count, 0);
	assert_int_equal(conf->client_prefix_count, 2);
	assert_string_equal(addr_prefix_format(&conf->client_prefixes[1].prefix,
					       text), "2001:db8:2::/64");
	assert_string_equal(addr_prefix_format(&conf->exit_range.prefix, text),
			    "10.1.0.0/16");
	assert_int_equal(conf->exit_range.line, 8);
	assert_string_equal(addr_format(&conf->gateway_address.address, text),
			    "10.0.0.1");
	assert_string_equal(addr_mac_format(conf->gateway_mac.mac, text),
			    "02:00:5f:00:00:01");
	assert_string_equal(addr_oui_format(conf->exit_oui.mac, text),
			    "02:00:5e");
	assert_int_equal(conf->link_count, 2);
	assert_string_equal(conf->links[1].ifname, "mesh1");
	assert_int_equal(conf->port_count, 3);
	assert_string_equal(conf->ports[2].ifname, "eth2");
	assert_int_equal(conf->ports[2].line, 18);
	assert_int_equal(conf->ports[2].max_clients, 64);
	assert_int_equal(conf->ports[2].max_unconfirmed, 32);
	assert_int_equal(conf->ports[2].max_addresses, 8);
	assert_int_equal(conf->ports[0].max_clients, 0);
	conf_free(conf);
}

static void the_example_is_faultless(void **state)
{
	struct conf *conf =
		conf_read(SRCTREE "/Documentation/l3mesh.conf.example");

	(void)state;
	assert_non_null(conf);
	dump(conf);
	assert_int_equal(conf->fault_count, 0);
	conf_free(conf);
}

static void what_may_be_left_out_may(void **state)
{
	(void)state;
	accepted(5, "");
	accepted(9, "");
	accepted(12, "");
	accepted(15, "");
	accepted(16, "");
	accepted(17, "");
	accepted(5, "client-prefixes = 2001:db8::/64");
	accepted(5, "client-prefixes = \"2001:db8::/64\" # why");
	accepted(5, "client-prefixes = {}");
	accepted(24, "node { }");
	accepted(21, "heard-binds = off");
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	fault_at(2, "", 13, "client-node-prefix is missing");
	fault_at(3, "", 13, "metaprefix is missing");
	fault_at(4, "", 13, "node-prefix is missing");
	fault_at(6, "", 13, "client-net is missing");
	fault_at(7, "", 13, "gateway-address is missing");
	fault_at(8, "", 13, "exit-range is missing");
	fault_at(10, "", 13, "gateway-mac is missing");
	fault_at(11, "", 13, "exit-oui is missing");
}

static void a_file_without_mesh_is_named(void **state)
{
	struct conf *conf = conf_parse("node {\n}\n");

	(void)state;
	assert_int_equal(conf->fault_count, 1);
	assert_int_equal(conf->faults[0].line, 1);
	assert_non_null(strstr(conf->faults[0].text, "'mesh' is missing"));
	conf_free(conf);
}

static void values_must_be_of_their_kind(void **state)
{
	(void)state;
	fault(2, "client-node-prefix = 10.0.0.0/8", "no IPv6 prefix");
	fault(6, "client-net = fec0::/64", "no IPv4 prefix");
	fault(5, "client-prefixes = { 2001:db8:1::/64, bogus }",
	      "'bogus' is no IPv6 prefix");
	fault(7, "gateway-address = 10.0.0", "no IPv4 address");
	fault(15, "node-address = 10.0.0.1", "no IPv6 address");
	fault(10, "gateway-mac = 02:00:5f", "is no MAC");
	fault(11, "exit-oui = 02:00:5e:00:00:00", "is no OUI");
	fault(19, "max-clients = 0", "from 1 to 16384");
	fault(19, "max-clients = 16385", "from 1 to 16384");
	fault(19, "max-clients = 99999999999999999999", "from 1 to 16384");
	fault(20, "max-unconfirmed = -1", "from 1 to 16384");
	fault(21, "max-addresses = 33", "from 1 to 32");
	fault(21, "heard-binds = 1", "neither on nor off");
	fault(17, "ports = { wlan0, abcdefghijklmnop }", "no name");
	fault(16, "mesh-interfaces = { \"mesh 0\" }", "no name");
	fault(18, "port \"a/b\" {", "no name");
}

static void host_bits_are_named_with_the_right_prefix(void **state)
{
	(void)state;
	fault(8, "exit-range = 10.1.2.3/16", "write 10.1.0.0/16");
	fault(2, "client-node-prefix = fec0::1/64", "write fec0::/64");
	fault(5, "client-prefixes = 2001:db8:1::/32", "write 2001:db8::/32");
}

static void the_two_64s_are_64s(void **state)
{
	(void)state;
	fault(2, "client-node-prefix = fec0::/48", "not 64; write fec0::/64");
	fault(3, "metaprefix = 64:ff9b:1::/96", "not 64; write 64:ff9b:1::/64");
}

static void ipv6_prefixes_are_disjoint(void **state)
{
	(void)state;
	fault(3, "metaprefix = fec0::/64", "overlaps client-node-prefix");
	fault_at(2, "client-node-prefix = fd6d:6573:6800::/64", 4,
		 "overlaps client-node-prefix");
	fault(5, "client-prefixes = { fec0::/48 }",
	      "overlaps client-node-prefix");
	fault(5, "client-prefixes = { 64:ff9b:1::/48 }", "overlaps metaprefix");
	fault(5, "client-prefixes = { fd6d:6573::/32 }",
	      "overlaps node-prefix");
	fault(5, "client-prefixes = { 2001:db8::/32, 2001:db8:1::/64 }",
	      "overlaps client-prefixes");
}

static void prefixes_are_routable(void **state)
{
	(void)state;
	fault(2, "client-node-prefix = fe80::/64", "routable");
	fault(3, "metaprefix = ff05::/64", "routable");
}

static void the_client_net_contains_what_clients_ask_for(void **state)
{
	(void)state;
	fault(7, "gateway-address = 11.0.0.1", "lies outside client-net");
	fault(8, "exit-range = 11.0.0.0/16", "lies outside client-net");
	fault(9, "pool = 11.0.0.0/8", "lies outside client-net");
}

static void parts_of_the_client_net_are_disjoint(void **state)
{
	(void)state;
	fault_at(7, "gateway-address = 10.1.0.1", 8,
		 "exit-range 10.1.0.0/16 overlaps gateway-address");
	fault(9, "pool = 10.0.0.0/16", "overlaps gateway-address");
	fault(9, "pool = 10.1.128.0/17", "overlaps exit-range");
}

static void the_gateway_is_a_host(void **state)
{
	(void)state;
	fault(7, "gateway-address = 10.0.0.0", "first or the last");
	accepted(7, "gateway-address = 10.0.0.255");
}

static void an_exit_range_fits_into_24_bits(void **state)
{
	struct conf *conf;

	(void)state;
	accepted(8, "exit-range = 10.1.2.3/32");
	conf = conf_with(8, "exit-range = 0.0.0.0/0");
	assert_true(conf->fault_count > 1);
	dump(conf);
	for (unsigned int i = 0; i < conf->fault_count; i++) {
		if (strstr(conf->faults[i].text, "has a length of 0")) {
			assert_int_equal(conf->faults[i].line, 8);
			conf_free(conf);
			return;
		}
	}
	fail();
}

static void macs_are_what_they_must_be(void **state)
{
	(void)state;
	fault(11, "exit-oui = 00:00:5e", "write 02:00:5e");
	fault(11, "exit-oui = 03:00:5e", "write 02:00:5e");
	fault(10, "gateway-mac = 01:00:5f:00:00:01", "not unicast");
	fault(10, "gateway-mac = 00:00:00:00:00:00", "not unicast");
	fault(10, "gateway-mac = 02:00:5e:00:00:01",
	      "begins with the exit-oui of line 11");
	fault(12, "icmp-source = 224.0.0.1", "no unicast");
}

static void the_node_is_within_the_mesh(void **state)
{
	(void)state;
	fault(15, "node-address = fd00::1", "outside node-prefix");
	fault_at(17, "ports = { wlan0, mesh1 }", 16, "is a port by line 17");
	fault_at(18, "port mesh0 {", 16, "is a port by line 18");
}

static void what_stands_twice_is_named(void **state)
{
	(void)state;
	fault(12, "pool = 10.64.0.0/16", "stands in line 9 already");
	fault(17, "ports = { wlan0, wlan0 }", "'wlan0' stands in line 17");
	fault(16, "mesh-interfaces = { m, m }", "'m' stands in line 16");
	fault(20, "max-clients = 7", "given twice");
	fault(12, "client-prefixes = { 2001:db8:3::/64 }",
	      "stands in line 5 already; remove one, or append");
	accepted(12, "client-prefixes += { 2001:db8:3::/64 }");
	accepted(18, "port wlan0 {");
}

static void unknown_names_are_named_with_the_nearest(void **state)
{
	(void)state;
	fault(12, "icmp-sorce = 192.0.0.8", "did you mean 'icmp-source'?");
	fault(12, "frobnicate = 7", "unknown name 'frobnicate'; remove it");
	fault(12, "frobnicate = { 7, 8 }", "unknown name 'frobnicate'");
	fault(12, "frob { a = 1 }", "unknown name 'frob'");
	fault(12, "frob \"x\" { a = { 1, 2 } }", "unknown name 'frob'");
	fault(15, "prots = { a }", "did you mean 'ports'?");
	fault(19, "max-clents = 7", "did you mean 'max-clients'?");
	fault(24, "nod { }", "did you mean 'node'?");
	fault(12, "ports = { a }", "move it into the section 'node'");
	fault(24, "max-clients = 7", "move it into the section 'port'");
}

static void all_faults_are_told_in_their_order(void **state)
{
	struct conf *conf = conf_parse("mesh {\n"
				       "metaprefix = x\n"
				       "foo = 1\n"
				       "bar = 2\n"
				       "exit-oui = 00:00:00\n"
				       "}\n"
				       "baz = 3\n");
	static const unsigned int lines[] = { 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 7 };

	(void)state;
	dump(conf);
	assert_int_equal(conf->fault_count, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(conf->faults[i].line, lines[i]);
	conf_free(conf);
}

static void wrong_syntax_is_told_with_its_line(void **state)
{
	(void)state;
	fault(6, "client-net 10.0.0.0/8", "missing equal sign");
	fault(6, "client-net = = 10.0.0.0/8", "unexpected token");
	fault(24, "mesh {", "'mesh' is not closed");
	fault_at(22, "", 24, "'node' is not closed");
	fault(24, "}", "unexpected closing brace");
	/* What came before it does no harm to what comes after. */
	accepted(0, NULL);
	fault_at(6, "client-net = \"10.0.0.0/8", 24, "of file");
	accepted(0, NULL);
}

static void too_many_unknown_names_end(void **state)
{
	static char text[MAX_TEXT];
	struct conf *conf;
	size_t len = 0;

	(void)state;
	for (unsigned int i = 0; i < 200; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"name-%u = 1\n", i);
	conf = conf_parse(text);
	assert_in_range(conf->fault_count, 50, 100);
	conf_free(conf);
}

static void a_nul_byte_is_told(void **state)
{
	char path[] = "/tmp/l3mesh-unit-XXXXXX";
	struct conf *conf;
	FILE *file;
	int fd;

	(void)state;
	fd = mkstemp(path);
	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_non_null(file);
	assert_int_equal(fwrite("mesh {\n}\n\0}", 1, 11, file), 11);
	fclose(file);
	conf = conf_read(path);
	remove(path);
	assert_non_null(conf);
	assert_string_equal(conf->faults[conf->fault_count - 1].text,
			    "a NUL byte; what follows was not read");
	conf_free(conf);
}

static void a_file_that_is_not_there_is_no_configuration(void **state)
{
	(void)state;
	assert_null(conf_read("/nonexistent/l3mesh.conf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_read),
		cmocka_unit_test(the_example_is_faultless),
		cmocka_unit_test(what_may_be_left_out_may),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(a_file_without_mesh_is_named),
		cmocka_unit_test(values_must_be_of_their_kind),
		cmocka_unit_test(host_bits_are_named_with_the_right_prefix),
		cmocka_unit_test(the_two_64s_are_64s),
		cmocka_unit_test(ipv6_prefixes_are_disjoint),
		cmocka_unit_test(prefixes_are_routable),
		cmocka_unit_test(the_client_net_contains_what_clients_ask_for),
		cmocka_unit_test(parts_of_the_client_net_are_disjoint),
		cmocka_unit_test(the_gateway_is_a_host),
		cmocka_unit_test(an_exit_range_fits_into_24_bits),
		cmocka_unit_test(macs_are_what_they_must_be),
		cmocka_unit_test(the_node_is_within_the_mesh),
		cmocka_unit_test(what_stands_twice_is_named),
		cmocka_unit_test(unknown_names_are_named_with_the_nearest),
		cmocka_unit_test(all_faults_are_told_in_their_order),
		cmocka_unit_test(wrong_syntax_is_told_with_its_line),
		cmocka_unit_test(too_many_unknown_names_end),
		cmocka_unit_test(a_nul_byte_is_told),
		cmocka_unit_test(a_file_that_is_not_there_is_no_configuration),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
