/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The netlink family nat426, and the link that holds its configuration. */
#ifndef L3MESH_NAT426_H
#define L3MESH_NAT426_H

#include <linux/nat426.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "addr.h"
#include "nl.h"

/* The name of a link that nobody named. */
#define NAT426_LINK_NAME	"nat426"

/**
 * struct nat426_link - a nat426 link and its configuration
 * @has: by enum nat426_link_attr, which of the others are there
 * @ifindex: the link; in a request 0 for the only one
 * @ifname: its name
 * @client_node_prefix: the /64 of client-node addresses
 * @metaprefix: the /64 of the exits' NAT64 prefixes
 * @exit_range: where exit addresses lie, IPv4
 * @exit_oui: the first 24 bits of exit MACs
 * @gateway_mac: the gateway's MAC
 * @gateway_address: the gateway's address
 * @client_range: the clients' net, IPv4
 * @icmp_source: the source of ICMP errors from the mesh
 * @counters: by enum nat426_counters_attr
 * @seq: the number of the last change in the namespace
 */
struct nat426_link {
	bool has[NAT426_A_LINK_MAX + 1];
	uint32_t ifindex;
	char ifname[IFNAMSIZ];
	struct in6_addr client_node_prefix;
	struct in6_addr metaprefix;
	struct addr_prefix exit_range;
	uint8_t exit_oui[ADDR_OUI_LEN];
	uint8_t gateway_mac[ADDR_MAC_LEN];
	struct in_addr gateway_address;
	struct addr_prefix client_range;
	struct in_addr icmp_source;
	uint64_t counters[NAT426_A_COUNTERS_MAX + 1];
	uint32_t seq;
};

/* The names of the spec. */
extern const char *const nat426_link_names[NAT426_A_LINK_MAX + 1];
extern const char *const nat426_counter_names[NAT426_A_COUNTERS_MAX + 1];

int nat426_link_parse(struct nlmsghdr *nlh, void *link);

/* Requests; all return 0 or -errno with the kernel's words in @nl. */
int nat426_link_get(struct l3nl *nl, int family, uint32_t ifindex,
		    struct nat426_link *link);
int nat426_link_set(struct l3nl *nl, int family,
		    const struct nat426_link *link);
int nat426_link_list(struct l3nl *nl, int family, struct l3nl_list *list);

/* These two go over a socket of NETLINK_ROUTE. */
int nat426_link_create(struct l3nl *route, const char *name);
int nat426_link_up(struct l3nl *route, uint32_t ifindex);

#endif /* L3MESH_NAT426_H */
