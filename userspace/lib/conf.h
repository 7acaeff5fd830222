/* SPDX-License-Identifier: GPL-2.0-or-later */
/* l3mesh.conf: reading it, and finding what is wrong with it. */
#ifndef L3MESH_CONF_H
#define L3MESH_CONF_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "addr.h"

#define CONF_FILE		"/etc/l3mesh.conf"
#define CONF_MAX_PREFIXES	32
#define CONF_MAX_PORTS		64
#define CONF_MAX_LINKS		64

/**
 * struct conf_prefix - a prefix of the file
 * @line: where it stands, 0 if it does not
 * @prefix: the prefix, its host bits 0
 */
struct conf_prefix {
	unsigned int line;
	struct addr_prefix prefix;
};

/**
 * struct conf_address - an address of the file
 * @line: where it stands, 0 if it does not
 * @address: the address, IPv4 as ::ffff:a.b.c.d
 */
struct conf_address {
	unsigned int line;
	struct in6_addr address;
};

/**
 * struct conf_mac - a MAC of the file, or the first half of one
 * @line: where it stands, 0 if it does not
 * @mac: the MAC; of an OUI the first three bytes
 */
struct conf_mac {
	unsigned int line;
	uint8_t mac[ADDR_MAC_LEN];
};

/* A switch of the file is one of these, or 0 if the file says nothing. */
#define CONF_OFF	1
#define CONF_ON		2

/**
 * struct conf_port - a port of this node
 * @line: where it stands
 * @ifname: the interface
 * @max_clients: the most confirmed clients, 0 if the file says nothing
 * @max_unconfirmed: the most unconfirmed clients, likewise
 * @max_addresses: the most addresses of a client, likewise
 * @heard_binds: CONF_ON if an address that was only heard may be a source
 */
struct conf_port {
	unsigned int line;
	char ifname[IFNAMSIZ];
	uint32_t max_clients;
	uint32_t max_unconfirmed;
	uint32_t max_addresses;
	uint32_t heard_binds;
};

/**
 * struct conf_link - an interface of this node towards the mesh
 * @line: where it stands
 * @ifname: its name
 */
struct conf_link {
	unsigned int line;
	char ifname[IFNAMSIZ];
};

/**
 * struct conf_fault - something wrong with the file
 * @line: where; 0 for the file as a whole
 * @text: what is wrong, and what to do
 */
struct conf_fault {
	unsigned int line;
	char *text;
};

/**
 * struct conf - a file that was read
 * @mesh_line: where the section mesh ends, 0 if there is none
 * @client_node_prefix: the /64 of client-node addresses
 * @metaprefix: the /64 of the exits' NAT64 prefixes
 * @node_prefix: where node addresses lie
 * @client_prefixes: where clients' IPv6 addresses lie
 * @client_prefix_count: how many of them
 * @client_net: the clients' IPv4 net
 * @pool: what DDHCP shares out
 * @exit_range: where exit addresses lie
 * @exit_oui: the first half of exit MACs
 * @gateway_mac: the gateway's MAC
 * @gateway_address: the gateway's IPv4 address
 * @icmp_source: the source of ICMP errors from the mesh
 * @node_address: this node's address
 * @ports: this node's ports
 * @port_count: how many of them
 * @links: this node's interfaces towards the mesh
 * @link_count: how many of them
 * @faults: what is wrong, by line
 * @fault_count: how many of them
 */
struct conf {
	unsigned int mesh_line;
	struct conf_prefix client_node_prefix;
	struct conf_prefix metaprefix;
	struct conf_prefix node_prefix;
	struct conf_prefix client_prefixes[CONF_MAX_PREFIXES];
	unsigned int client_prefix_count;
	struct conf_prefix client_net;
	struct conf_prefix pool;
	struct conf_prefix exit_range;
	struct conf_mac exit_oui;
	struct conf_mac gateway_mac;
	struct conf_address gateway_address;
	struct conf_address icmp_source;
	struct conf_address node_address;
	struct conf_port ports[CONF_MAX_PORTS];
	unsigned int port_count;
	struct conf_link links[CONF_MAX_LINKS];
	unsigned int link_count;
	struct conf_fault *faults;
	unsigned int fault_count;
};

struct conf *conf_read(const char *path);
struct conf *conf_parse(const char *text);
void conf_free(struct conf *conf);

struct conf_port *conf_port_find(struct conf *conf, const char *ifname);

/* For the parts of conf only. */
bool conf_ifname_valid(const char *ifname);
void conf_fault(struct conf *conf, unsigned int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void conf_check(struct conf *conf);

#endif /* L3MESH_CONF_H */
