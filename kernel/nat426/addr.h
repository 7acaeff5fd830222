/* SPDX-License-Identifier: GPL-2.0-only */
/* The forms of addresses: client-node address, exit MAC, exit prefix. */
#ifndef _NAT426_ADDR_H
#define _NAT426_ADDR_H

#include <linux/etherdevice.h>
#include <linux/in.h>
#include <linux/inetdevice.h>
#include <linux/string.h>
#include <net/ipv6.h>

#define NAT426_OUI_LEN 3

/* The modified EUI-64 of @mac behind @prefix (RFC 4291 appendix A). */
static inline void nat426_addr_node_make(struct in6_addr *addr,
					 const struct in6_addr *prefix,
					 const u8 mac[ETH_ALEN])
{
	u8 *id = &addr->s6_addr[8];

	addr->s6_addr32[0] = prefix->s6_addr32[0];
	addr->s6_addr32[1] = prefix->s6_addr32[1];
	id[0] = mac[0] ^ 0x02;
	id[1] = mac[1];
	id[2] = mac[2];
	id[3] = 0xff;
	id[4] = 0xfe;
	id[5] = mac[3];
	id[6] = mac[4];
	id[7] = mac[5];
}

/* False if the interface identifier is not made of a MAC. */
static inline bool nat426_addr_node_mac(const struct in6_addr *addr,
					u8 mac[ETH_ALEN])
{
	const u8 *id = &addr->s6_addr[8];

	if (id[3] != 0xff || id[4] != 0xfe)
		return false;
	mac[0] = id[0] ^ 0x02;
	mac[1] = id[1];
	mac[2] = id[2];
	mac[3] = id[5];
	mac[4] = id[6];
	mac[5] = id[7];
	return true;
}

/* @metaprefix:@exit::@server, the server as the exit's NAT64 knows it. */
static inline void nat426_addr_exit_make(struct in6_addr *addr,
					 const struct in6_addr *metaprefix,
					 __be32 exit, __be32 server)
{
	addr->s6_addr32[0] = metaprefix->s6_addr32[0];
	addr->s6_addr32[1] = metaprefix->s6_addr32[1];
	addr->s6_addr32[2] = exit;
	addr->s6_addr32[3] = server;
}

static inline __be32 nat426_addr_exit(const struct in6_addr *addr)
{
	return addr->s6_addr32[2];
}

static inline __be32 nat426_addr_server(const struct in6_addr *addr)
{
	return addr->s6_addr32[3];
}

static inline bool nat426_addr_in64(const struct in6_addr *addr,
				    const struct in6_addr *prefix)
{
	return ipv6_prefix_equal(addr, prefix, 64);
}

static inline void nat426_mac_exit_make(u8 mac[ETH_ALEN],
					const u8 oui[NAT426_OUI_LEN],
					__be32 exit)
{
	u32 low = ntohl(exit);

	memcpy(mac, oui, NAT426_OUI_LEN);
	mac[3] = low >> 16 & 0xff;
	mac[4] = low >> 8 & 0xff;
	mac[5] = low & 0xff;
}

/* The MAC holds 24 bits of the address, @range knows the other 8. */
static inline __be32 nat426_mac_exit(const u8 mac[ETH_ALEN], __be32 range)
{
	u32 low = (u32)mac[3] << 16 | (u32)mac[4] << 8 | mac[5];

	return htonl((ntohl(range) & 0xff000000) | low);
}

static inline bool nat426_mac_has_oui(const u8 mac[ETH_ALEN],
				      const u8 oui[NAT426_OUI_LEN])
{
	return mac[0] == oui[0] && mac[1] == oui[1] && mac[2] == oui[2];
}

static inline bool nat426_net_has(__be32 net, u8 len, __be32 addr)
{
	return !((addr ^ net) & inet_make_mask(len));
}

/* True for the network's own address and its broadcast (RFC 3021: not /31). */
static inline bool nat426_net_edge(__be32 net, u8 len, __be32 addr)
{
	__be32 host = ~inet_make_mask(len);

	if (len >= 31)
		return false;
	return !(addr & host) || (addr & host) == host;
}

#endif /* _NAT426_ADDR_H */
