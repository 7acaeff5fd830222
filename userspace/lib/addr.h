/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses of the mesh: their text, and how one follows from another. */
#ifndef L3MESH_ADDR_H
#define L3MESH_ADDR_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#define ADDR_MAC_LEN	6
#define ADDR_OUI_LEN	3
/* IPv4 is kept as ::ffff:a.b.c.d, so the length of an IPv4 prefix is 96 more. */
#define ADDR_V4_OFFSET	96

/* Room for any text of this file, its final NUL included. */
#define ADDR_STRLEN	(INET6_ADDRSTRLEN + 4)

/**
 * struct addr_prefix - a prefix, IPv4 or IPv6
 * @address: its first address, IPv4 as ::ffff:a.b.c.d
 * @len: its length in bits of @address, 0 to 128
 */
struct addr_prefix {
	struct in6_addr address;
	uint8_t len;
};

int addr_mac_parse(const char *text, uint8_t mac[ADDR_MAC_LEN]);
const char *addr_mac_format(const uint8_t mac[ADDR_MAC_LEN], char *buf);
bool addr_mac_is_unicast(const uint8_t mac[ADDR_MAC_LEN]);

int addr_oui_parse(const char *text, uint8_t oui[ADDR_OUI_LEN]);
const char *addr_oui_format(const uint8_t oui[ADDR_OUI_LEN], char *buf);
bool addr_oui_is_local_unicast(const uint8_t oui[ADDR_OUI_LEN]);
bool addr_oui_has_mac(const uint8_t oui[ADDR_OUI_LEN],
		      const uint8_t mac[ADDR_MAC_LEN]);

int addr_parse(const char *text, struct in6_addr *address);
int addr_ipv4_parse(const char *text, struct in_addr *ipv4);
const char *addr_format(const struct in6_addr *address, char *buf);
const char *addr_ipv4_format(struct in_addr ipv4, char *buf);
bool addr_is_v4(const struct in6_addr *address);
bool addr_is_unicast(const struct in6_addr *address);
struct in6_addr addr_from_ipv4(struct in_addr ipv4);
struct in_addr addr_to_ipv4(const struct in6_addr *address);

int addr_prefix_parse(const char *text, struct addr_prefix *prefix);
const char *addr_prefix_format(const struct addr_prefix *prefix, char *buf);
void addr_prefix_mask(struct addr_prefix *prefix);
bool addr_prefix_is_v4(const struct addr_prefix *prefix);
uint8_t addr_prefix_len(const struct addr_prefix *prefix);
bool addr_prefix_equal(const struct addr_prefix *a,
		       const struct addr_prefix *b);
bool addr_prefix_has(const struct addr_prefix *prefix,
		     const struct in6_addr *address);
bool addr_prefix_contains(const struct addr_prefix *outer,
			  const struct addr_prefix *inner);
bool addr_prefix_overlaps(const struct addr_prefix *a,
			  const struct addr_prefix *b);

struct in6_addr addr_client_node(const struct in6_addr *prefix,
				 const uint8_t mac[ADDR_MAC_LEN]);
int addr_client_node_mac(const struct in6_addr *prefix,
			 const struct in6_addr *address,
			 uint8_t mac[ADDR_MAC_LEN]);
void addr_exit_mac(const uint8_t oui[ADDR_OUI_LEN], struct in_addr exit,
		   uint8_t mac[ADDR_MAC_LEN]);
int addr_exit_from_mac(const uint8_t oui[ADDR_OUI_LEN],
		       const struct addr_prefix *range,
		       const uint8_t mac[ADDR_MAC_LEN], struct in_addr *exit);
struct addr_prefix addr_exit_prefix(const struct in6_addr *metaprefix,
				    struct in_addr exit);

#endif /* L3MESH_ADDR_H */
