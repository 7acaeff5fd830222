// SPDX-License-Identifier: GPL-2.0-or-later
/* The rules that a configuration must keep: see "IPv4 plan" in l3mesh.conf(5). */
#include <arpa/inet.h>
#include <string.h>

#include "conf.h"

#define EXIT_RANGE_MIN	8

/**
 * struct named - an option with its name
 * @name: the name
 * @prefix: the prefix, whose line is 0 if the file does not have it
 */
struct named {
	const char *name;
	const struct conf_prefix *prefix;
};

static const char *text_of(const struct conf_prefix *prefix, char *buf)
{
	return addr_prefix_format(&prefix->prefix, buf);
}

static void need(struct conf *conf, unsigned int line, const char *name,
		 const char *example)
{
	for (unsigned int i = 0; i < conf->fault_count; i++) {
		/* A value that was refused is not missing as well. */
		if (!strncmp(conf->faults[i].text, name, strlen(name)))
			return;
	}
	if (!line)
		conf_fault(conf, conf->mesh_line,
			   "%s is missing; add it to this section, as in '%s = %s'",
			   name, name, example);
}

static void check_presence(struct conf *conf)
{
	if (!conf->mesh_line) {
		conf_fault(conf, 1,
			   "the section 'mesh' is missing; it says what all nodes share, see l3mesh.conf(5)");
		return;
	}
	need(conf, conf->client_node_prefix.line, "client-node-prefix",
	     "fec0::/64");
	need(conf, conf->metaprefix.line, "metaprefix", "64:ff9b:1:fffe::/64");
	need(conf, conf->node_prefix.line, "node-prefix", "fd00:0:0:1::/64");
	need(conf, conf->client_net.line, "client-net", "10.0.0.0/8");
	need(conf, conf->exit_range.line, "exit-range", "10.1.0.0/16");
	need(conf, conf->exit_oui.line, "exit-oui", "02:00:5e");
	need(conf, conf->gateway_mac.line, "gateway-mac", "02:00:5f:00:00:01");
	need(conf, conf->gateway_address.line, "gateway-address", "10.0.0.1");
}

static void check_len64(struct conf *conf, const char *name,
			const struct conf_prefix *prefix)
{
	struct addr_prefix right = prefix->prefix;
	char text[ADDR_STRLEN];

	if (!prefix->line || right.len == 64)
		return;
	right.len = 64;
	addr_prefix_mask(&right);
	conf_fault(conf, prefix->line, "%s has a length of %u, not 64; write %s",
		   name, prefix->prefix.len, addr_prefix_format(&right, text));
}

static void check_unicast(struct conf *conf, const char *name,
			  const struct conf_prefix *prefix)
{
	const struct in6_addr *address = &prefix->prefix.address;
	char text[ADDR_STRLEN];

	if (!prefix->line)
		return;
	if (prefix->prefix.len && !IN6_IS_ADDR_MULTICAST(address) &&
	    !IN6_IS_ADDR_LINKLOCAL(address))
		return;
	conf_fault(conf, prefix->line,
		   "%s: %s is no prefix of routable unicast addresses; choose another",
		   name, text_of(prefix, text));
}

static void check_disjoint(struct conf *conf, const struct named *a,
			   const struct named *b)
{
	const struct named *later = b, *earlier = a;
	char text[ADDR_STRLEN], other[ADDR_STRLEN];

	if (!a->prefix->line || !b->prefix->line ||
	    !addr_prefix_overlaps(&a->prefix->prefix, &b->prefix->prefix))
		return;
	if (a->prefix->line > b->prefix->line) {
		later = a;
		earlier = b;
	}
	conf_fault(conf, later->prefix->line,
		   "%s %s overlaps %s %s of line %u; make them disjoint",
		   later->name, text_of(later->prefix, text), earlier->name,
		   text_of(earlier->prefix, other), earlier->prefix->line);
}

static void check_ipv6(struct conf *conf)
{
	struct named all[CONF_MAX_PREFIXES + 3] = {
		{ "client-node-prefix", &conf->client_node_prefix },
		{ "metaprefix", &conf->metaprefix },
		{ "node-prefix", &conf->node_prefix },
	};
	unsigned int count = 3;

	for (unsigned int i = 0; i < conf->client_prefix_count; i++)
		all[count++] = (struct named){ "client-prefixes",
					       &conf->client_prefixes[i] };
	check_len64(conf, all[0].name, all[0].prefix);
	check_len64(conf, all[1].name, all[1].prefix);
	for (unsigned int i = 0; i < count; i++) {
		check_unicast(conf, all[i].name, all[i].prefix);
		for (unsigned int j = 0; j < i; j++)
			check_disjoint(conf, &all[j], &all[i]);
	}
}

/* Clients ARP for what lies in their net, so exits and gateway must. */
static void check_in_net(struct conf *conf, const char *name,
			 const struct conf_prefix *prefix)
{
	char text[ADDR_STRLEN], net[ADDR_STRLEN];

	if (!prefix->line || !conf->client_net.line ||
	    addr_prefix_contains(&conf->client_net.prefix, &prefix->prefix))
		return;
	conf_fault(conf, prefix->line,
		   "%s %s lies outside client-net %s of line %u; move it in, or make the net larger",
		   name, text_of(prefix, text), text_of(&conf->client_net, net),
		   conf->client_net.line);
}

/* The first and the last address of a net are not for hosts (RFC 1122). */
static void check_gateway_host(struct conf *conf)
{
	const struct addr_prefix *net = &conf->client_net.prefix;
	uint32_t address, mask;

	if (!conf->gateway_address.line || !conf->client_net.line ||
	    addr_prefix_len(net) > 30 || !addr_prefix_len(net))
		return;
	address = ntohl(addr_to_ipv4(&conf->gateway_address.address).s_addr);
	mask = UINT32_MAX >> addr_prefix_len(net);
	if ((address & mask) == 0 || (address & mask) == mask)
		conf_fault(conf, conf->gateway_address.line,
			   "gateway-address is the first or the last address of client-net; choose another");
}

static void check_exit_range(struct conf *conf)
{
	uint8_t len = addr_prefix_len(&conf->exit_range.prefix);

	if (conf->exit_range.line && len < EXIT_RANGE_MIN)
		conf_fault(conf, conf->exit_range.line,
			   "exit-range has a length of %u; an exit's MAC has room for 24 bits of its address, so write a length of 8 to 32",
			   len);
}

static void check_ipv4(struct conf *conf)
{
	struct conf_prefix gateway = {
		.line = conf->gateway_address.line,
		.prefix = { conf->gateway_address.address, 128 },
	};
	const struct named all[] = {
		{ "exit-range", &conf->exit_range },
		{ "pool", &conf->pool },
		{ "gateway-address", &gateway },
	};

	for (unsigned int i = 0; i < 3; i++) {
		check_in_net(conf, all[i].name, all[i].prefix);
		for (unsigned int j = 0; j < i; j++)
			check_disjoint(conf, &all[j], &all[i]);
	}
	check_exit_range(conf);
	check_gateway_host(conf);
	if (conf->icmp_source.line && !addr_is_unicast(&conf->icmp_source.address))
		conf_fault(conf, conf->icmp_source.line,
			   "icmp-source is no unicast address; leave it out for 192.0.0.8");
}

static void check_macs(struct conf *conf)
{
	const struct conf_mac *gateway = &conf->gateway_mac;
	const struct conf_mac *oui = &conf->exit_oui;
	char text[ADDR_STRLEN], right[ADDR_STRLEN];
	uint8_t fixed[ADDR_OUI_LEN];

	memcpy(fixed, oui->mac, sizeof(fixed));
	fixed[0] = (uint8_t)((fixed[0] & ~1) | 2);
	if (oui->line && !addr_oui_is_local_unicast(oui->mac))
		conf_fault(conf, oui->line,
			   "exit-oui %s is not locally administered and unicast; write %s",
			   addr_oui_format(oui->mac, text),
			   addr_oui_format(fixed, right));
	if (gateway->line && !addr_mac_is_unicast(gateway->mac))
		conf_fault(conf, gateway->line,
			   "gateway-mac %s is not unicast; its first byte must be even",
			   addr_mac_format(gateway->mac, text));
	if (gateway->line && oui->line && addr_oui_has_mac(oui->mac, gateway->mac))
		conf_fault(conf, gateway->line,
			   "gateway-mac %s begins with the exit-oui of line %u; it would be an exit's",
			   addr_mac_format(gateway->mac, text), oui->line);
}

static void check_node(struct conf *conf)
{
	char text[ADDR_STRLEN], prefix[ADDR_STRLEN];

	if (conf->node_address.line && conf->node_prefix.line &&
	    !addr_prefix_has(&conf->node_prefix.prefix,
			     &conf->node_address.address))
		conf_fault(conf, conf->node_address.line,
			   "node-address %s lies outside node-prefix %s of line %u; choose one within",
			   addr_format(&conf->node_address.address, text),
			   text_of(&conf->node_prefix, prefix),
			   conf->node_prefix.line);
	for (unsigned int i = 0; i < conf->link_count; i++) {
		const struct conf_link *link = &conf->links[i];
		const struct conf_port *port = conf_port_find(conf, link->ifname);

		if (port)
			conf_fault(conf, link->line,
				   "mesh-interfaces: '%s' is a port by line %u; an interface is one or the other",
				   link->ifname, port->line);
	}
}

/* Find all faults that a configuration has as a whole. */
void conf_check(struct conf *conf)
{
	check_presence(conf);
	check_ipv6(conf);
	check_ipv4(conf);
	check_macs(conf);
	check_node(conf);
}
