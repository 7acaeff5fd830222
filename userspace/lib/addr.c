// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "addr.h"

static const uint8_t v4_mapped[12] = { [10] = 0xff, [11] = 0xff };

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static int bytes_parse(const char *text, uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++, text += 3) {
		int high = hex_digit(text[0]);
		int low = high < 0 ? -1 : hex_digit(text[1]);

		if (low < 0 || text[2] != (i + 1 < len ? ':' : '\0'))
			return -EINVAL;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return 0;
}

/**
 * addr_mac_parse() - read a MAC
 * @text: six bytes of two hexadecimal digits each, with colons between them
 * @mac: where to put it
 *
 * Return: 0, or -EINVAL if @text is anything else; then @mac is undefined.
 */
int addr_mac_parse(const char *text, uint8_t mac[ADDR_MAC_LEN])
{
	return bytes_parse(text, mac, ADDR_MAC_LEN);
}

const char *addr_mac_format(const uint8_t mac[ADDR_MAC_LEN], char *buf)
{
	snprintf(buf, ADDR_STRLEN, "%02x:%02x:%02x:%02x:%02x:%02x",
		 mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
	return buf;
}

/* The MAC of all zeros is nobody's. */
bool addr_mac_is_unicast(const uint8_t mac[ADDR_MAC_LEN])
{
	static const uint8_t zero[ADDR_MAC_LEN];

	return !(mac[0] & 1) && memcmp(mac, zero, ADDR_MAC_LEN);
}

int addr_oui_parse(const char *text, uint8_t oui[ADDR_OUI_LEN])
{
	return bytes_parse(text, oui, ADDR_OUI_LEN);
}

const char *addr_oui_format(const uint8_t oui[ADDR_OUI_LEN], char *buf)
{
	snprintf(buf, ADDR_STRLEN, "%02x:%02x:%02x", oui[0], oui[1], oui[2]);
	return buf;
}

bool addr_oui_is_local_unicast(const uint8_t oui[ADDR_OUI_LEN])
{
	return (oui[0] & 3) == 2;
}

bool addr_oui_has_mac(const uint8_t oui[ADDR_OUI_LEN],
		      const uint8_t mac[ADDR_MAC_LEN])
{
	return !memcmp(oui, mac, ADDR_OUI_LEN);
}

bool addr_is_v4(const struct in6_addr *address)
{
	return !memcmp(address, v4_mapped, sizeof(v4_mapped));
}

struct in6_addr addr_from_ipv4(struct in_addr ipv4)
{
	struct in6_addr address;

	memcpy(&address, v4_mapped, sizeof(v4_mapped));
	memcpy(&address.s6_addr[12], &ipv4, sizeof(ipv4));
	return address;
}

struct in_addr addr_to_ipv4(const struct in6_addr *address)
{
	struct in_addr ipv4;

	memcpy(&ipv4, &address->s6_addr[12], sizeof(ipv4));
	return ipv4;
}

int addr_ipv4_parse(const char *text, struct in_addr *ipv4)
{
	return inet_pton(AF_INET, text, ipv4) == 1 ? 0 : -EINVAL;
}

/**
 * addr_parse() - read an address
 * @text: an IPv4 or IPv6 address
 * @address: where to put it, IPv4 as ::ffff:a.b.c.d
 *
 * Return: 0, or -EINVAL if @text is neither.
 */
int addr_parse(const char *text, struct in6_addr *address)
{
	struct in_addr ipv4;

	if (inet_pton(AF_INET, text, &ipv4) == 1) {
		*address = addr_from_ipv4(ipv4);
		return 0;
	}
	return inet_pton(AF_INET6, text, address) == 1 ? 0 : -EINVAL;
}

const char *addr_ipv4_format(struct in_addr ipv4, char *buf)
{
	return inet_ntop(AF_INET, &ipv4, buf, ADDR_STRLEN);
}

const char *addr_format(const struct in6_addr *address, char *buf)
{
	if (addr_is_v4(address))
		return addr_ipv4_format(addr_to_ipv4(address), buf);
	return inet_ntop(AF_INET6, address, buf, ADDR_STRLEN);
}

static bool ipv4_is_unicast(struct in_addr ipv4)
{
	uint32_t host = ntohl(ipv4.s_addr);

	return host >> 24 != 0 && host >> 24 != 127 && host >> 28 < 14;
}

/* True if a machine may have the address on an interface other than lo. */
bool addr_is_unicast(const struct in6_addr *address)
{
	if (addr_is_v4(address))
		return ipv4_is_unicast(addr_to_ipv4(address));
	return !IN6_IS_ADDR_UNSPECIFIED(address) &&
	       !IN6_IS_ADDR_LOOPBACK(address) && !IN6_IS_ADDR_MULTICAST(address);
}

static int len_parse(const char *text, unsigned int max, uint8_t *len)
{
	unsigned int value = 0;

	if (!*text || strlen(text) > 3)
		return -EINVAL;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -EINVAL;
		value = value * 10 + (unsigned int)(*text - '0');
	}
	if (value > max)
		return -EINVAL;
	*len = (uint8_t)value;
	return 0;
}

/**
 * addr_prefix_parse() - read a prefix
 * @text: address/length, or an address alone for a prefix of this address only
 * @prefix: where to put it
 *
 * Return: 0; -EINVAL if @text is no prefix; -ERANGE if bits are set beyond its
 * length, with @prefix as it is in @text: addr_prefix_mask() puts it right.
 */
int addr_prefix_parse(const char *text, struct addr_prefix *prefix)
{
	const char *slash = strchr(text, '/');
	struct addr_prefix masked;
	char address[ADDR_STRLEN];
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	unsigned int offset;

	if (len >= sizeof(address))
		return -EINVAL;
	memcpy(address, text, len);
	address[len] = '\0';
	if (addr_parse(address, &prefix->address))
		return -EINVAL;

	offset = strchr(address, ':') ? 0 : ADDR_V4_OFFSET;
	prefix->len = (uint8_t)(128 - offset);
	if (slash && len_parse(slash + 1, 128 - offset, &prefix->len))
		return -EINVAL;
	prefix->len = (uint8_t)(prefix->len + offset);

	masked = *prefix;
	addr_prefix_mask(&masked);
	return addr_prefix_equal(&masked, prefix) ? 0 : -ERANGE;
}

bool addr_prefix_is_v4(const struct addr_prefix *prefix)
{
	return prefix->len >= ADDR_V4_OFFSET && addr_is_v4(&prefix->address);
}

/* The length as people write it: of an IPv4 prefix that of its 32 bits. */
uint8_t addr_prefix_len(const struct addr_prefix *prefix)
{
	return addr_prefix_is_v4(prefix) ?
		(uint8_t)(prefix->len - ADDR_V4_OFFSET) : prefix->len;
}

const char *addr_prefix_format(const struct addr_prefix *prefix, char *buf)
{
	char address[ADDR_STRLEN];

	if (addr_prefix_is_v4(prefix))
		addr_format(&prefix->address, address);
	else
		inet_ntop(AF_INET6, &prefix->address, address, sizeof(address));
	snprintf(buf, ADDR_STRLEN, "%.45s/%u", address, addr_prefix_len(prefix));
	return buf;
}

static uint8_t byte_mask(unsigned int len, unsigned int byte)
{
	if (len >= byte * 8 + 8)
		return 0xff;
	if (len <= byte * 8)
		return 0;
	return (uint8_t)(0xff << (8 - (len - byte * 8)));
}

/* Clear the bits beyond the length. */
void addr_prefix_mask(struct addr_prefix *prefix)
{
	for (unsigned int i = 0; i < 16; i++)
		prefix->address.s6_addr[i] &= byte_mask(prefix->len, i);
}

bool addr_prefix_equal(const struct addr_prefix *a,
		       const struct addr_prefix *b)
{
	return a->len == b->len &&
	       IN6_ARE_ADDR_EQUAL(&a->address, &b->address);
}

bool addr_prefix_has(const struct addr_prefix *prefix,
		     const struct in6_addr *address)
{
	for (unsigned int i = 0; i < 16; i++) {
		uint8_t mask = byte_mask(prefix->len, i);

		if ((prefix->address.s6_addr[i] ^ address->s6_addr[i]) & mask)
			return false;
	}
	return true;
}

bool addr_prefix_contains(const struct addr_prefix *outer,
			  const struct addr_prefix *inner)
{
	return outer->len <= inner->len &&
	       addr_prefix_has(outer, &inner->address);
}

bool addr_prefix_overlaps(const struct addr_prefix *a,
			  const struct addr_prefix *b)
{
	return addr_prefix_contains(a, b) || addr_prefix_contains(b, a);
}

/**
 * addr_client_node() - the client-node address of a client
 * @prefix: the client-node prefix, a /64
 * @mac: the client's MAC
 *
 * Return: @prefix with the modified EUI-64 of @mac (RFC 4291, appendix A).
 */
struct in6_addr addr_client_node(const struct in6_addr *prefix,
				 const uint8_t mac[ADDR_MAC_LEN])
{
	struct in6_addr address = *prefix;
	uint8_t *id = &address.s6_addr[8];

	memcpy(id, mac, 3);
	id[0] ^= 2;
	id[3] = 0xff;
	id[4] = 0xfe;
	memcpy(id + 5, mac + 3, 3);
	return address;
}

/**
 * addr_client_node_mac() - whose client-node address an address is
 * @prefix: the client-node prefix, a /64
 * @address: the address
 * @mac: where to put the client's MAC
 *
 * Return: 0, or -EINVAL if @address is no client-node address.
 */
int addr_client_node_mac(const struct in6_addr *prefix,
			 const struct in6_addr *address,
			 uint8_t mac[ADDR_MAC_LEN])
{
	const uint8_t *id = &address->s6_addr[8];

	if (memcmp(prefix, address, 8) || id[3] != 0xff || id[4] != 0xfe)
		return -EINVAL;
	memcpy(mac, id, 3);
	mac[0] ^= 2;
	memcpy(mac + 3, id + 5, 3);
	return 0;
}

/* The exit MAC: the exit OUI and the low 24 bits of the exit address. */
void addr_exit_mac(const uint8_t oui[ADDR_OUI_LEN], struct in_addr exit,
		   uint8_t mac[ADDR_MAC_LEN])
{
	memcpy(mac, oui, ADDR_OUI_LEN);
	memcpy(mac + ADDR_OUI_LEN, (const uint8_t *)&exit + 1, 3);
}

/**
 * addr_exit_from_mac() - whose exit MAC a MAC is
 * @oui: the exit OUI
 * @range: the exit range, IPv4 of at least 8 bits: it supplies the high bits
 * @mac: the MAC
 * @exit: where to put the exit address
 *
 * Return: 0; -EINVAL if @mac is no exit MAC; -ERANGE if its exit lies outside
 * @range.
 */
int addr_exit_from_mac(const uint8_t oui[ADDR_OUI_LEN],
		       const struct addr_prefix *range,
		       const uint8_t mac[ADDR_MAC_LEN], struct in_addr *exit)
{
	struct in6_addr address = range->address;

	if (!addr_oui_has_mac(oui, mac))
		return -EINVAL;
	memcpy(&address.s6_addr[13], mac + ADDR_OUI_LEN, 3);
	*exit = addr_to_ipv4(&address);
	return addr_prefix_has(range, &address) ? 0 : -ERANGE;
}

/* The NAT64 prefix of an exit: metaprefix:exit address::/96. */
struct addr_prefix addr_exit_prefix(const struct in6_addr *metaprefix,
				    struct in_addr exit)
{
	struct addr_prefix prefix = { .len = 96 };

	memcpy(&prefix.address, metaprefix, 8);
	memcpy(&prefix.address.s6_addr[8], &exit, sizeof(exit));
	return prefix;
}
