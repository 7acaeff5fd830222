// SPDX-License-Identifier: GPL-2.0-only
/* The configuration of a nat426 link. */
#include <linux/slab.h>

#include "config.h"

/* The dummy address of RFC 7600, for what has no IPv4 address. */
#define DEFAULT_ICMP_SOURCE 0xc0000008

#define NEEDED (BIT(NAT426_A_LINK_CLIENT_NODE_PREFIX) |			\
		BIT(NAT426_A_LINK_METAPREFIX) |				\
		BIT(NAT426_A_LINK_EXIT_RANGE) |				\
		BIT(NAT426_A_LINK_EXIT_OUI) |				\
		BIT(NAT426_A_LINK_GATEWAY_MAC) |			\
		BIT(NAT426_A_LINK_GATEWAY_ADDRESS) |			\
		BIT(NAT426_A_LINK_CLIENT_RANGE))

/**
 * nat426_config_is_client - whether an IPv4 address may be a client's
 * @config: the complete configuration
 * @addr: the address
 *
 * Return: true for host addresses of the clients' net, the gateway's and
 * those of exits left out.
 */
bool nat426_config_is_client(const struct nat426_config *config, __be32 addr)
{
	if (!nat426_net_has(config->client_range, config->client_len, addr))
		return false;
	if (ipv4_is_zeronet(addr) || ipv4_is_loopback(addr) ||
	    ipv4_is_multicast(addr) || ipv4_is_lbcast(addr) ||
	    ipv4_is_linklocal_169(addr) || ntohl(addr) >= 0xf0000000)
		return false;
	return !nat426_net_edge(config->client_range, config->client_len,
				addr) &&
	       !nat426_config_is_exit(config, addr) &&
	       !nat426_config_is_gateway(config, addr);
}

/* Whether a destination is a group, or everybody, on the client's link. */
bool nat426_config_stays_local(const struct nat426_config *config,
			       __be32 daddr)
{
	if (ipv4_is_multicast(daddr) || ipv4_is_lbcast(daddr))
		return true;
	return nat426_config_has(config, NAT426_A_LINK_CLIENT_RANGE) &&
	       nat426_net_has(config->client_range, config->client_len,
			      daddr) &&
	       nat426_net_edge(config->client_range, config->client_len,
			       daddr);
}

struct nat426_config *nat426_config_alloc(void)
{
	struct nat426_config *config = kzalloc(sizeof(*config), GFP_KERNEL);

	if (config)
		config->icmp_source = htonl(DEFAULT_ICMP_SOURCE);
	return config;
}

static int refuse(struct netlink_ext_ack *extack, struct nlattr *attr,
		  const char *why)
{
	NL_SET_BAD_ATTR(extack, attr);
	if (extack)
		extack->_msg = why;
	return -EINVAL;
}

static int set_prefix64(struct in6_addr *to, struct nlattr *attr,
			struct netlink_ext_ack *extack, const char *why)
{
	int type;

	*to = nla_get_in6_addr(attr);
	type = ipv6_addr_type(to);
	if (to->s6_addr32[2] || to->s6_addr32[3] ||
	    !(type & IPV6_ADDR_UNICAST) || (type & IPV6_ADDR_LINKLOCAL) ||
	    (!to->s6_addr32[0] && !to->s6_addr32[1]))
		return refuse(extack, attr, why);
	return 0;
}

static int set_prefixes(struct nat426_config *config, struct nlattr *attrs[],
			struct netlink_ext_ack *extack)
{
	struct nlattr *node = attrs[NAT426_A_LINK_CLIENT_NODE_PREFIX];
	struct nlattr *meta = attrs[NAT426_A_LINK_METAPREFIX];
	int err = 0;

	if (node)
		err = set_prefix64(&config->client_node, node, extack,
				   "client-node-prefix is no unicast /64");
	if (!err && meta)
		err = set_prefix64(&config->metaprefix, meta, extack,
				   "metaprefix is no unicast /64");
	if (err)
		return err;
	if ((node || meta) &&
	    nat426_addr_in64(&config->client_node, &config->metaprefix))
		return refuse(extack, meta ?: node,
			      "metaprefix and client-node-prefix are the same");
	return 0;
}

static bool prefix4_ok(__be32 addr, u8 len)
{
	return !(addr & ~inet_make_mask(len));
}

static int set_exit_range(struct nat426_config *config, struct nlattr *attrs[],
			  struct netlink_ext_ack *extack)
{
	struct nlattr *range = attrs[NAT426_A_LINK_EXIT_RANGE];
	struct nlattr *len = attrs[NAT426_A_LINK_EXIT_RANGE_LEN];

	if (!range != !len)
		return refuse(extack, range ?: len,
			      "exit-range and exit-range-len go together");
	if (!range)
		return 0;
	config->exit_range = nla_get_in_addr(range);
	config->exit_len = nla_get_u8(len);
	if (!prefix4_ok(config->exit_range, config->exit_len))
		return refuse(extack, range, "exit-range has host bits set");
	if (ipv4_is_zeronet(config->exit_range) ||
	    ipv4_is_loopback(config->exit_range) ||
	    ntohl(config->exit_range) >= 0xe0000000)
		return refuse(extack, range, "exit-range is not unicast");
	return 0;
}

static int set_client_range(struct nat426_config *config,
			    struct nlattr *attrs[],
			    struct netlink_ext_ack *extack)
{
	struct nlattr *range = attrs[NAT426_A_LINK_CLIENT_RANGE];
	struct nlattr *len = attrs[NAT426_A_LINK_CLIENT_RANGE_LEN];

	if (!range != !len)
		return refuse(extack, range ?: len,
			      "client-range and client-range-len go together");
	if (!range)
		return 0;
	config->client_range = nla_get_in_addr(range);
	config->client_len = nla_get_u8(len);
	if (!prefix4_ok(config->client_range, config->client_len))
		return refuse(extack, range, "client-range has host bits set");
	return 0;
}

static bool unicast4(__be32 addr)
{
	return !ipv4_is_zeronet(addr) && !ipv4_is_loopback(addr) &&
	       ntohl(addr) < 0xe0000000;
}

static int set_addresses(struct nat426_config *config, struct nlattr *attrs[],
			 struct netlink_ext_ack *extack)
{
	struct nlattr *gateway = attrs[NAT426_A_LINK_GATEWAY_ADDRESS];
	struct nlattr *source = attrs[NAT426_A_LINK_ICMP_SOURCE];

	if (gateway) {
		config->gateway = nla_get_in_addr(gateway);
		if (!unicast4(config->gateway))
			return refuse(extack, gateway,
				      "gateway-address is not unicast");
	}
	if (source) {
		config->icmp_source = nla_get_in_addr(source);
		if (!unicast4(config->icmp_source))
			return refuse(extack, source,
				      "icmp-source is not unicast");
	}
	return 0;
}

static int set_macs(struct nat426_config *config, struct nlattr *attrs[],
		    struct netlink_ext_ack *extack)
{
	struct nlattr *oui = attrs[NAT426_A_LINK_EXIT_OUI];
	struct nlattr *mac = attrs[NAT426_A_LINK_GATEWAY_MAC];

	if (oui) {
		nla_memcpy(config->exit_oui, oui, NAT426_OUI_LEN);
		if ((config->exit_oui[0] & 0x03) != 0x02)
			return refuse(extack, oui,
				      "exit-oui is not local and unicast");
	}
	if (mac) {
		nla_memcpy(config->gateway_mac, mac, ETH_ALEN);
		if (!is_valid_ether_addr(config->gateway_mac))
			return refuse(extack, mac,
				      "gateway-mac is not unicast");
	}
	return 0;
}

/* What two attributes must be to each other, once both are set. */
static int check_whole(const struct nat426_config *config,
		       struct nlattr *attrs[], struct netlink_ext_ack *extack)
{
	bool client = nat426_config_has(config, NAT426_A_LINK_CLIENT_RANGE);

	if (nat426_config_has(config, NAT426_A_LINK_GATEWAY_MAC) &&
	    nat426_config_exit_mac(config, config->gateway_mac))
		return refuse(extack, attrs[NAT426_A_LINK_GATEWAY_MAC] ?:
				      attrs[NAT426_A_LINK_EXIT_OUI],
			      "gateway-mac has the exit-oui");
	if (client && nat426_config_has(config, NAT426_A_LINK_EXIT_RANGE) &&
	    (config->exit_len < config->client_len ||
	     !nat426_net_has(config->client_range, config->client_len,
			     config->exit_range)))
		return refuse(extack, attrs[NAT426_A_LINK_EXIT_RANGE] ?:
				      attrs[NAT426_A_LINK_CLIENT_RANGE],
			      "exit-range is not inside client-range");
	if (!nat426_config_has(config, NAT426_A_LINK_GATEWAY_ADDRESS))
		return 0;
	if (nat426_config_is_exit(config, config->gateway))
		return refuse(extack, attrs[NAT426_A_LINK_GATEWAY_ADDRESS] ?:
				      attrs[NAT426_A_LINK_EXIT_RANGE],
			      "gateway-address is inside exit-range");
	if (client && !nat426_net_has(config->client_range, config->client_len,
				      config->gateway))
		return refuse(extack, attrs[NAT426_A_LINK_GATEWAY_ADDRESS] ?:
				      attrs[NAT426_A_LINK_CLIENT_RANGE],
			      "gateway-address is not inside client-range");
	return 0;
}

static void note_set(struct nat426_config *config, struct nlattr *attrs[])
{
	unsigned int i;

	for (i = NAT426_A_LINK_CLIENT_NODE_PREFIX;
	     i <= NAT426_A_LINK_ICMP_SOURCE; i++)
		if (attrs[i])
			config->set |= BIT(i);
	config->complete = (config->set & NEEDED) == NEEDED;
}

/**
 * nat426_config_change - make a new configuration of an old one
 * @old: the old one
 * @attrs: what to change, by attribute
 * @extack: names the attribute that was refused
 *
 * Return: the new one, or an ERR_PTR().
 */
struct nat426_config *nat426_config_change(const struct nat426_config *old,
					   struct nlattr *attrs[],
					   struct netlink_ext_ack *extack)
{
	struct nat426_config *new = kmemdup(old, sizeof(*old), GFP_KERNEL);
	int err;

	if (!new)
		return ERR_PTR(-ENOMEM);
	memset(&new->rcu, 0, sizeof(new->rcu));
	note_set(new, attrs);
	err = set_prefixes(new, attrs, extack) ?:
	      set_exit_range(new, attrs, extack) ?:
	      set_client_range(new, attrs, extack) ?:
	      set_addresses(new, attrs, extack) ?:
	      set_macs(new, attrs, extack) ?:
	      check_whole(new, attrs, extack);
	if (!err)
		return new;
	kfree(new);
	return ERR_PTR(err);
}

bool nat426_config_same(const struct nat426_config *a,
			const struct nat426_config *b)
{
	return !memcmp(a, b, offsetof(struct nat426_config, rcu));
}

static int put_prefix4(struct sk_buff *msg, const struct nat426_config *config,
		       enum nat426_link_attr attr, __be32 addr, u8 len)
{
	if (!nat426_config_has(config, attr))
		return 0;
	return nla_put_in_addr(msg, attr, addr) ?:
	       nla_put_u8(msg, attr + 1, len);
}

static int put_binary(struct sk_buff *msg, const struct nat426_config *config,
		      enum nat426_link_attr attr, const void *data, int len)
{
	return nat426_config_has(config, attr) ?
		nla_put(msg, attr, len, data) : 0;
}

/* Puts what is set, and the ICMP source, which has a default. */
int nat426_config_put(struct sk_buff *msg, const struct nat426_config *config)
{
	return put_binary(msg, config, NAT426_A_LINK_CLIENT_NODE_PREFIX,
			  &config->client_node, sizeof(config->client_node)) ?:
	       put_binary(msg, config, NAT426_A_LINK_METAPREFIX,
			  &config->metaprefix, sizeof(config->metaprefix)) ?:
	       put_prefix4(msg, config, NAT426_A_LINK_EXIT_RANGE,
			   config->exit_range, config->exit_len) ?:
	       put_binary(msg, config, NAT426_A_LINK_EXIT_OUI,
			  config->exit_oui, NAT426_OUI_LEN) ?:
	       put_binary(msg, config, NAT426_A_LINK_GATEWAY_MAC,
			  config->gateway_mac, ETH_ALEN) ?:
	       put_binary(msg, config, NAT426_A_LINK_GATEWAY_ADDRESS,
			  &config->gateway, sizeof(config->gateway)) ?:
	       put_prefix4(msg, config, NAT426_A_LINK_CLIENT_RANGE,
			   config->client_range, config->client_len) ?:
	       nla_put_in_addr(msg, NAT426_A_LINK_ICMP_SOURCE,
			       config->icmp_source);
}
