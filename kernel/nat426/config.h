/* SPDX-License-Identifier: GPL-2.0-only */
/* The configuration of a nat426 link. */
#ifndef _NAT426_CONFIG_H
#define _NAT426_CONFIG_H

#include <linux/bits.h>
#include <linux/rcupdate.h>
#include <net/netlink.h>
#include <uapi/linux/nat426.h>

#include "addr.h"

/**
 * struct nat426_config - never changed, but replaced as a whole
 * @client_node: the /64 of client-node addresses
 * @metaprefix: the /64 of exits
 * @exit_range: the IPv4 prefix of exit addresses
 * @gateway: the anycast IPv4 address
 * @client_range: the IPv4 prefix of the clients' net
 * @icmp_source: the source of errors from routers of the mesh
 * @set: bit n is set if attribute n of enum nat426_link_attr was given
 * @exit_len: length of @exit_range
 * @client_len: length of @client_range
 * @exit_oui: the first half of exit MACs
 * @gateway_mac: the gateway's MAC
 * @complete: all is set that translating needs
 * @rcu: readers may hold a replaced one for a grace period
 */
struct nat426_config {
	struct in6_addr client_node;
	struct in6_addr metaprefix;
	__be32 exit_range;
	__be32 gateway;
	__be32 client_range;
	__be32 icmp_source;
	u32 set;
	u8 exit_len;
	u8 client_len;
	u8 exit_oui[NAT426_OUI_LEN];
	u8 gateway_mac[ETH_ALEN];
	bool complete;
	struct rcu_head rcu;
};

static inline bool nat426_config_has(const struct nat426_config *config,
				     enum nat426_link_attr attr)
{
	return config->set & BIT(attr);
}

static inline bool nat426_config_exit_mac(const struct nat426_config *config,
					  const u8 mac[ETH_ALEN])
{
	return nat426_config_has(config, NAT426_A_LINK_EXIT_OUI) &&
	       nat426_mac_has_oui(mac, config->exit_oui);
}

static inline bool nat426_config_is_exit(const struct nat426_config *config,
					 __be32 addr)
{
	return nat426_config_has(config, NAT426_A_LINK_EXIT_RANGE) &&
	       nat426_net_has(config->exit_range, config->exit_len, addr);
}

/* Whether @addr is of the metaprefix and names an exit of the range. */
static inline bool nat426_config_exit_ok(const struct nat426_config *config,
					 const struct in6_addr *addr)
{
	return nat426_addr_in64(addr, &config->metaprefix) &&
	       nat426_config_is_exit(config, nat426_addr_exit(addr));
}

static inline bool nat426_config_is_gateway(const struct nat426_config *config,
					    __be32 addr)
{
	return nat426_config_has(config, NAT426_A_LINK_GATEWAY_ADDRESS) &&
	       addr == config->gateway;
}

bool nat426_config_is_client(const struct nat426_config *config, __be32 addr);
bool nat426_config_stays_local(const struct nat426_config *config,
			       __be32 daddr);

struct nat426_config *nat426_config_alloc(void);
struct nat426_config *nat426_config_change(const struct nat426_config *old,
					   struct nlattr *attrs[],
					   struct netlink_ext_ack *extack);
bool nat426_config_same(const struct nat426_config *a,
			const struct nat426_config *b);
int nat426_config_put(struct sk_buff *msg, const struct nat426_config *config);

#endif /* _NAT426_CONFIG_H */
