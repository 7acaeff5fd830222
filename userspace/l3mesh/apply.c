// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../lib/conf.h"
#include "tool.h"

enum { FILE_NAME };

static const struct cmd_arg args[] = {
	[FILE_NAME] = { .type = CMD_FILE },
};

/* What a port has whose limits nobody has set; the spec says so. */
#define DEFAULT_CLIENTS		1024
#define DEFAULT_UNCONFIRMED	256
#define DEFAULT_ADDRESSES	16
#define DEFAULT_HEARD_BINDS	true
/* 192.0.0.8, the dummy address of RFC 7600. */
#define DEFAULT_ICMP_SOURCE	0xc0000008

#define MAX_PREFIXES	(CONF_MAX_PREFIXES + 4)

/**
 * struct apply - a configuration that is being brought into the kernel
 * @tool: the tool
 * @conf: the configuration
 * @l3client: the number of the family l3client
 * @nat426: the number of the family nat426
 * @prefixes: the prefixes that there shall be
 * @prefix_count: how many
 * @result: the exit code
 */
struct apply {
	struct tool *tool;
	struct conf *conf;
	int l3client;
	int nat426;
	struct l3client_prefix prefixes[MAX_PREFIXES];
	unsigned int prefix_count;
	int result;
};

/* One thing that fails does not keep the others from being done. */
static void done(struct apply *apply, const struct l3nl *nl, int error,
		 const char *what)
{
	if (!error)
		return;
	apply->result = TOOL_REFUSED;
	tool_error(apply->tool, "%s: %s%s%s%s", what,
		   *nl->error ? nl->error : tool_errno_text(error),
		   *nl->error ? " (" : "", *nl->error ? strerror(-error) : "",
		   *nl->error ? ")" : "");
}

static void want(struct apply *apply, const struct conf_prefix *prefix,
		 enum l3client_role role)
{
	if (prefix->line)
		apply->prefixes[apply->prefix_count++] =
			(struct l3client_prefix){ .prefix = prefix->prefix,
						  .role = role };
}

static void want_all(struct apply *apply)
{
	const struct conf *conf = apply->conf;

	want(apply, &conf->client_node_prefix, L3CLIENT_ROLE_CLIENT_NODE);
	want(apply, &conf->metaprefix, L3CLIENT_ROLE_META);
	want(apply, &conf->node_prefix, L3CLIENT_ROLE_NODE);
	want(apply, &conf->client_net, L3CLIENT_ROLE_CLIENT);
	for (unsigned int i = 0; i < conf->client_prefix_count; i++)
		want(apply, &conf->client_prefixes[i], L3CLIENT_ROLE_CLIENT);
}

static bool prefix_equal(const struct l3client_prefix *a,
			 const struct l3client_prefix *b)
{
	return a->role == b->role && addr_prefix_equal(&a->prefix, &b->prefix);
}

static bool prefix_wanted(const struct apply *apply,
			  const struct l3client_prefix *prefix)
{
	for (unsigned int i = 0; i < apply->prefix_count; i++) {
		if (prefix_equal(&apply->prefixes[i], prefix))
			return true;
	}
	return false;
}

static bool prefix_there(const struct l3nl_list *list,
			 const struct l3client_prefix *prefix)
{
	const struct l3client_prefix *there = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (prefix_equal(&there[i], prefix))
			return true;
	}
	return false;
}

static void prefix_send(struct apply *apply,
			const struct l3client_prefix *prefix,
			int (*send)(struct l3nl *nl, int family,
				    const struct l3client_prefix *prefix))
{
	struct l3nl *nl = &apply->tool->nl;
	char text[ADDR_STRLEN], what[ADDR_STRLEN + 16];

	snprintf(what, sizeof(what), "prefix %s",
		 addr_prefix_format(&prefix->prefix, text));
	done(apply, nl, send(nl, apply->l3client, prefix), what);
}

/* What goes, goes first, so that the kernel's bound has room for the new. */
static void apply_prefixes(struct apply *apply)
{
	struct l3nl *nl = &apply->tool->nl;
	const struct l3client_prefix *there;
	struct l3nl_list list;
	int error;

	error = l3client_prefix_list(nl, apply->l3client, &list);
	done(apply, nl, error, "prefixes");
	if (error)
		return;
	there = list.items;
	for (size_t i = 0; i < list.count; i++) {
		if (!prefix_wanted(apply, &there[i]))
			prefix_send(apply, &there[i], l3client_prefix_del);
	}
	for (unsigned int i = 0; i < apply->prefix_count; i++) {
		if (!prefix_there(&list, &apply->prefixes[i]))
			prefix_send(apply, &apply->prefixes[i],
				    l3client_prefix_new);
	}
	l3nl_list_free(&list);
}

/* The namespace's link, whatever its name; ifindex 0 if there is none yet. */
static int link_find(struct apply *apply, struct nat426_link *link)
{
	struct l3nl *nl = &apply->tool->nl;
	struct l3nl_list list;
	int error;

	error = nat426_link_list(nl, apply->nat426, &list);
	done(apply, nl, error, "nat426");
	memset(link, 0, sizeof(*link));
	if (error)
		return error;
	if (list.count)
		memcpy(link, list.items, sizeof(*link));
	l3nl_list_free(&list);
	return 0;
}

static void link_fill(struct nat426_link *link, const struct conf *conf)
{
	static const enum nat426_link_attr attrs[] = {
		NAT426_A_LINK_CLIENT_NODE_PREFIX, NAT426_A_LINK_METAPREFIX,
		NAT426_A_LINK_EXIT_RANGE, NAT426_A_LINK_EXIT_OUI,
		NAT426_A_LINK_GATEWAY_MAC, NAT426_A_LINK_GATEWAY_ADDRESS,
		NAT426_A_LINK_CLIENT_RANGE, NAT426_A_LINK_ICMP_SOURCE,
	};

	for (size_t i = 0; i < CMD_COUNT(attrs); i++)
		link->has[attrs[i]] = true;
	link->client_node_prefix = conf->client_node_prefix.prefix.address;
	link->metaprefix = conf->metaprefix.prefix.address;
	link->exit_range = conf->exit_range.prefix;
	memcpy(link->exit_oui, conf->exit_oui.mac, sizeof(link->exit_oui));
	memcpy(link->gateway_mac, conf->gateway_mac.mac,
	       sizeof(link->gateway_mac));
	link->gateway_address = addr_to_ipv4(&conf->gateway_address.address);
	link->client_range = conf->client_net.prefix;
	link->icmp_source.s_addr = htonl(DEFAULT_ICMP_SOURCE);
	if (conf->icmp_source.line)
		link->icmp_source = addr_to_ipv4(&conf->icmp_source.address);
}

static int link_make(struct apply *apply, struct l3nl *route,
		     struct nat426_link *link)
{
	int error = link_find(apply, link);

	if (error || link->ifindex)
		return error;
	error = nat426_link_create(route, NAT426_LINK_NAME);
	done(apply, route, error, "ip link add nat426 type nat426");
	return error ? error : link_find(apply, link);
}

/* Padding may differ where nothing else does; then the same is set again. */
static bool link_changes(const struct nat426_link *link, const struct conf *conf)
{
	struct nat426_link wanted = *link;

	link_fill(&wanted, conf);
	return memcmp(&wanted, link, sizeof(wanted));
}

/* The link is configured before it goes up, so that it drops nothing. */
static void apply_nat426(struct apply *apply)
{
	struct l3nl *nl = &apply->tool->nl;
	struct nat426_link link;
	struct l3nl route;
	int error;

	error = l3nl_open(&route, NETLINK_ROUTE);
	if (error) {
		done(apply, &route, error, "netlink");
		return;
	}
	error = link_make(apply, &route, &link);
	if (!error && link_changes(&link, apply->conf)) {
		link_fill(&link, apply->conf);
		error = nat426_link_set(nl, apply->nat426, &link);
		done(apply, nl, error, "nat426");
	}
	if (!error)
		done(apply, &route, nat426_link_up(&route, link.ifindex),
		     "nat426 up");
	l3nl_close(&route);
}

static void port_fill(struct l3client_port *port, const struct conf_port *conf)
{
	port->max_clients = conf->max_clients ? conf->max_clients :
		DEFAULT_CLIENTS;
	port->max_unconfirmed = conf->max_unconfirmed ? conf->max_unconfirmed :
		DEFAULT_UNCONFIRMED;
	port->max_addresses = conf->max_addresses ? conf->max_addresses :
		DEFAULT_ADDRESSES;
	port->heard_binds = conf->heard_binds ?
		conf->heard_binds == CONF_ON : DEFAULT_HEARD_BINDS;
	port->heard_binds_set = true;
}

static const struct l3client_port *port_there(const struct l3nl_list *list,
					      uint32_t ifindex)
{
	const struct l3client_port *there = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (there[i].ifindex == ifindex)
			return &there[i];
	}
	return NULL;
}

static void port_set(struct apply *apply, const struct l3nl_list *list,
		     const struct conf_port *conf)
{
	uint32_t ifindex = if_nametoindex(conf->ifname);
	struct l3client_port port = { .ifindex = ifindex };
	const struct l3client_port *there;
	struct l3nl *nl = &apply->tool->nl;
	char what[IFNAMSIZ + 8];

	if (!ifindex) {
		tool_error(apply->tool,
			   "port %s: there is no such interface now; apply again when there is",
			   conf->ifname);
		apply->result = TOOL_REFUSED;
		return;
	}
	port_fill(&port, conf);
	there = port_there(list, ifindex);
	if (there && there->max_clients == port.max_clients &&
	    there->max_unconfirmed == port.max_unconfirmed &&
	    there->max_addresses == port.max_addresses &&
	    there->heard_binds == port.heard_binds)
		return;
	snprintf(what, sizeof(what), "port %s", conf->ifname);
	done(apply, nl, l3client_port_new(nl, apply->l3client, &port), what);
}

static void apply_ports(struct apply *apply)
{
	struct l3nl *nl = &apply->tool->nl;
	const struct l3client_port *there;
	struct l3nl_list list;
	int error;

	error = l3client_port_list(nl, apply->l3client, &list);
	done(apply, nl, error, "ports");
	if (error)
		return;
	there = list.items;
	for (size_t i = 0; i < list.count; i++) {
		if (!conf_port_find(apply->conf, there[i].ifname))
			done(apply, nl,
			     l3client_port_del(nl, apply->l3client,
					       there[i].ifindex),
			     there[i].ifname);
	}
	for (unsigned int i = 0; i < apply->conf->port_count; i++)
		port_set(apply, &list, &apply->conf->ports[i]);
	l3nl_list_free(&list);
}

/* Nothing of a file with faults reaches the kernel. */
static struct conf *read_faultless(struct tool *tool, const char *path)
{
	struct conf *conf = conf_read(path);

	if (!conf) {
		tool_error(tool, "%s: %s%s", path, strerror(errno),
			   errno == ENOENT ? "; l3mesh.conf(5) tells how to write one" : "");
		return NULL;
	}
	if (!conf->fault_count)
		return conf;
	for (unsigned int i = 0; i < conf->fault_count; i++)
		fprintf(stderr, "%s:%u: %s\n", path, conf->faults[i].line,
			conf->faults[i].text);
	tool_error(tool, "nothing was changed");
	conf_free(conf);
	return NULL;
}

/* Prefixes come first: from its first frame a port is guarded by them. */
static int apply(struct tool *tool, const struct cmd_items *items)
{
	const struct cmd_item *file = cmd_item_find(items, FILE_NAME);
	struct apply apply = { .tool = tool };

	apply.conf = read_faultless(tool, file ? file->word : CONF_FILE);
	if (!apply.conf)
		return TOOL_USAGE;
	apply.result = tool_family(tool, L3CLIENT_FAMILY_NAME, &apply.l3client);
	if (!apply.result)
		apply.result = tool_family(tool, NAT426_FAMILY_NAME,
					   &apply.nat426);
	if (!apply.result) {
		want_all(&apply);
		apply_prefixes(&apply);
		apply_nat426(&apply);
		apply_ports(&apply);
	}
	conf_free(apply.conf);
	return apply.result;
}

static const struct cmd_verb verbs[] = {
	{ NULL, apply, args, CMD_COUNT(args), "[FILE]",
	  "configure the modules from a file, " CONF_FILE
	  " unless another is named; what it does not have is removed" },
};

const struct cmd_object apply_object = {
	"apply", "bring a configuration file into the kernel",
	verbs, CMD_COUNT(verbs),
};
