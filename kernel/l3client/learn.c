// SPDX-License-Identifier: GPL-2.0-only
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/ip.h>
#include <net/ipv6.h>
#include <net/ndisc.h>

#include "address.h"
#include "client.h"
#include "learn.h"
#include "port.h"

/**
 * struct arp_ipv4 - an ARP packet of Ethernet and IPv4 (RFC 826)
 * @h: the fixed part
 * @sha: MAC of the sender
 * @spa: IPv4 address of the sender
 * @tha: MAC of the target
 * @tpa: IPv4 address of the target
 */
struct arp_ipv4 {
	struct arphdr h;
	u8 sha[ETH_ALEN];
	u8 spa[4];
	u8 tha[ETH_ALEN];
	u8 tpa[4];
} __packed;

static void ipv4_heard(struct l3client *client, __be32 address)
{
	struct in6_addr mapped;

	if (!address)
		return;
	ipv6_addr_set_v4mapped(address, &mapped);
	l3client_address_heard(client, &mapped);
}

static void learn_arp(struct l3client_port *port, struct l3client *client,
		      const struct sk_buff *skb)
{
	const struct arp_ipv4 *arp;
	struct arp_ipv4 buf;
	__be32 sender;

	arp = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	if (!arp || arp->h.ar_hrd != htons(ARPHRD_ETHER) ||
	    arp->h.ar_pro != htons(ETH_P_IP) ||
	    arp->h.ar_hln != ETH_ALEN || arp->h.ar_pln != sizeof(arp->spa))
		return;
	if (memcmp(arp->sha, client->mac, ETH_ALEN)) {
		l3client_count(port->counters,
			       L3CLIENT_A_COUNTERS_ARP_MISMATCH);
		return;
	}
	memcpy(&sender, arp->spa, sizeof(sender));
	ipv4_heard(client, sender);
}

static void learn_ipv4(struct l3client *client, const struct sk_buff *skb)
{
	const struct iphdr *iph;
	struct iphdr buf;

	iph = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	if (iph && iph->version == 4)
		ipv4_heard(client, iph->saddr);
}

/* False if an advertisement names another MAC than that of its frame. */
static bool advert_is_own(const struct l3client *client,
			  const struct sk_buff *skb, unsigned int offset)
{
	struct nd_opt_hdr buf;
	const struct nd_opt_hdr *opt;
	u8 mac[ETH_ALEN];

	while ((opt = skb_header_pointer(skb, offset, sizeof(buf), &buf))) {
		unsigned int len = opt->nd_opt_len * 8;
		u8 type = opt->nd_opt_type;

		if (!len)
			return false;
		if (type == ND_OPT_TARGET_LL_ADDR)
			return !skb_copy_bits(skb, offset + sizeof(*opt), mac,
					      ETH_ALEN) &&
			       ether_addr_equal_unaligned(mac, client->mac);
		offset += len;
	}
	return true;
}

/* RFC 4861 section 7.1.2: hop limit 255, code 0, a whole target. */
static void learn_advert(struct l3client *client, const struct sk_buff *skb)
{
	unsigned int offset = sizeof(struct ipv6hdr);
	const struct nd_msg *advert;
	struct nd_msg buf;

	advert = skb_header_pointer(skb, offset, sizeof(buf), &buf);
	if (!advert ||
	    advert->icmph.icmp6_type != NDISC_NEIGHBOUR_ADVERTISEMENT ||
	    advert->icmph.icmp6_code)
		return;
	if (advert_is_own(client, skb, offset + sizeof(*advert))) {
		struct in6_addr target = advert->target;

		l3client_address_heard(client, &target);
	}
}

static void learn_ipv6(struct l3client *client, const struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h;
	struct in6_addr source;
	struct ipv6hdr buf;

	ip6h = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	if (!ip6h)
		return;

	/* The frame's own copy may be off the alignment of the keys. */
	source = ip6h->saddr;
	if (!ipv6_addr_any(&source))
		l3client_address_heard(client, &source);
	if (ip6h->nexthdr == IPPROTO_ICMPV6 && ip6h->hop_limit == 255)
		learn_advert(client, skb);
}

/**
 * l3client_learn() - note what a frame tells of its sender
 * @port: where it came in
 * @skb: a frame that the guard let pass; it is not changed
 *
 * Any frame tells of the client; the LLC frame that mac80211 makes on behalf
 * of a station that associates is one. An untagged frame may tell an address:
 * ARP by its sender, a neighbour advertisement by its target, IPv4 and IPv6
 * by their source. A solicitation from :: tells none, as its sender only asks
 * whether it may have the address (RFC 4862 section 5.4).
 *
 * Context: softirq under rcu_read_lock().
 * Return: the sender, or NULL if there was no memory for it.
 */
struct l3client *l3client_learn(struct l3client_port *port,
				const struct sk_buff *skb)
{
	struct l3client *client;

	client = l3client_heard(port, eth_hdr(skb)->h_source);
	if (!client || skb_vlan_tag_present(skb))
		return client;

	switch (skb->protocol) {
	case htons(ETH_P_ARP):
		learn_arp(port, client, skb);
		break;
	case htons(ETH_P_IP):
		learn_ipv4(client, skb);
		break;
	case htons(ETH_P_IPV6):
		learn_ipv6(client, skb);
		break;
	}
	return client;
}
