/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The netlink family l3client: ports, clients and prefixes as structures. */
#ifndef L3MESH_L3CLIENT_H
#define L3MESH_L3CLIENT_H

#include <linux/l3client.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "addr.h"
#include "nl.h"

/**
 * struct l3client_port - a port
 * @ifindex: the interface
 * @ifname: its name
 * @max_clients: the most confirmed clients; in a request 0 to leave it
 * @max_unconfirmed: the most unconfirmed clients; likewise
 * @max_addresses: the most addresses of a client; likewise
 * @heard_binds: an IPv4 address that was only heard may be a source
 * @heard_binds_set: in a request, that @heard_binds is to be set
 * @clients: confirmed clients now
 * @unconfirmed: unconfirmed clients now
 * @counters: by enum l3client_counters_attr
 * @seq: the number of the last change in the namespace
 */
struct l3client_port {
	uint32_t ifindex;
	char ifname[IFNAMSIZ];
	uint32_t max_clients;
	uint32_t max_unconfirmed;
	uint32_t max_addresses;
	bool heard_binds;
	bool heard_binds_set;
	uint32_t clients;
	uint32_t unconfirmed;
	uint64_t counters[L3CLIENT_A_COUNTERS_MAX + 1];
	uint32_t seq;
};

/**
 * struct l3client_address - an address of a client
 * @address: the address, IPv4 as ::ffff:a.b.c.d
 * @origin: enum l3client_origin
 * @idle: milliseconds since it was heard
 */
struct l3client_address {
	struct in6_addr address;
	uint32_t origin;
	uint32_t idle;
};

/**
 * struct l3client_client - a client
 * @mac: its key
 * @ifindex: the port at which it was heard last
 * @ifname: the port's name
 * @confirmed: something vouches for it
 * @idle: milliseconds since it was heard
 * @address_count: how many of @addresses there are
 * @addresses: its addresses
 * @seq: the number of the last change in the namespace
 */
struct l3client_client {
	uint8_t mac[ADDR_MAC_LEN];
	uint32_t ifindex;
	char ifname[IFNAMSIZ];
	bool confirmed;
	uint32_t idle;
	unsigned int address_count;
	struct l3client_address addresses[L3CLIENT_MAX_ADDRESSES_LIMIT];
	uint32_t seq;
};

/**
 * struct l3client_prefix - a prefix in a role
 * @prefix: the prefix
 * @role: enum l3client_role
 * @seq: the number of the last change in the namespace
 */
struct l3client_prefix {
	struct addr_prefix prefix;
	uint32_t role;
	uint32_t seq;
};

/* The names of the spec. */
extern const char *const l3client_port_names[L3CLIENT_A_PORT_MAX + 1];
extern const char *const l3client_counter_names[L3CLIENT_A_COUNTERS_MAX + 1];
extern const char *const l3client_client_names[L3CLIENT_A_CLIENT_MAX + 1];
extern const char *const l3client_prefix_names[L3CLIENT_A_PREFIX_MAX + 1];

const char *l3client_origin_name(uint32_t origin);
int l3client_origin_parse(const char *text, uint32_t *origin);
const char *l3client_role_name(uint32_t role);
int l3client_role_parse(const char *text, uint32_t *role);

int l3client_port_parse(struct nlmsghdr *nlh, void *port);
int l3client_client_parse(struct nlmsghdr *nlh, void *client);
int l3client_prefix_parse(struct nlmsghdr *nlh, void *prefix);

/* Requests; all return 0 or -errno with the kernel's words in @nl. */
int l3client_port_get(struct l3nl *nl, int family, uint32_t ifindex,
		      struct l3client_port *port);
int l3client_port_new(struct l3nl *nl, int family,
		      const struct l3client_port *port);
int l3client_port_del(struct l3nl *nl, int family, uint32_t ifindex);
int l3client_port_list(struct l3nl *nl, int family, struct l3nl_list *list);

int l3client_client_get(struct l3nl *nl, int family,
			const uint8_t mac[ADDR_MAC_LEN],
			struct l3client_client *client);
int l3client_client_new(struct l3nl *nl, int family,
			const struct l3client_client *client);
int l3client_client_del(struct l3nl *nl, int family,
			const struct l3client_client *client);
int l3client_client_list(struct l3nl *nl, int family, uint32_t ifindex,
			 struct l3nl_list *list);

int l3client_prefix_new(struct l3nl *nl, int family,
			const struct l3client_prefix *prefix);
int l3client_prefix_del(struct l3nl *nl, int family,
			const struct l3client_prefix *prefix);
int l3client_prefix_list(struct l3nl *nl, int family, struct l3nl_list *list);

#endif /* L3MESH_L3CLIENT_H */
