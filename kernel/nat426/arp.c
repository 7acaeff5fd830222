// SPDX-License-Identifier: GPL-2.0-only
/* ARP for exits and the gateway. */
#include <linux/if_arp.h>
#include <net/arp.h>

#include "answer.h"
#include "arp.h"

/* ARP of IPv4 over Ethernet as it lies in a frame (RFC 826). */
struct arp_ipv4 {
	struct arphdr hdr;
	u8 sha[ETH_ALEN];
	__be32 spa;
	u8 tha[ETH_ALEN];
	__be32 tpa;
} __packed;

static bool is_request(const struct arp_ipv4 *arp, const struct ethhdr *eth)
{
	return arp->hdr.ar_hrd == htons(ARPHRD_ETHER) &&
	       arp->hdr.ar_pro == htons(ETH_P_IP) &&
	       arp->hdr.ar_hln == ETH_ALEN && arp->hdr.ar_pln == 4 &&
	       arp->hdr.ar_op == htons(ARPOP_REQUEST) &&
	       ether_addr_equal(arp->sha, eth->h_source);
}

/* The MAC of the gateway or of an exit; false for other addresses. */
static bool resolve(const struct nat426_config *config, __be32 addr,
		    u8 mac[ETH_ALEN])
{
	if (nat426_config_is_gateway(config, addr))
		ether_addr_copy(mac, config->gateway_mac);
	else if (nat426_config_is_exit(config, addr))
		nat426_mac_exit_make(mac, config->exit_oui, addr);
	else
		return false;
	return true;
}

static void answer(struct nat426_link *link, struct net_device *port,
		   const struct arp_ipv4 *arp, const u8 mac[ETH_ALEN])
{
	struct sk_buff *reply;

	reply = arp_create(ARPOP_REPLY, ETH_P_ARP, arp->spa, port, arp->tpa,
			   arp->sha, mac, arp->sha);
	if (!reply)
		return;
	nat426_link_count(link, NAT426_A_COUNTERS_ARP_ANSWERED);
	arp_xmit(reply);
}

/**
 * nat426_arp_rx - answer a client's ARP request
 * @link: the link
 * @config: its complete configuration
 * @client: the client, or NULL
 * @skb: the frame, maybe shared
 * @port: where it came in
 *
 * Probes and announcements draw no answer, or a client would see a conflict
 * (RFC 5227): their sender is no address of the clients' net, or the target
 * itself, which is then no address of ours.
 *
 * Return: true if the frame was taken.
 */
bool nat426_arp_rx(struct nat426_link *link, const struct nat426_config *config,
		   struct l3client *client, struct sk_buff *skb,
		   struct net_device *port)
{
	const struct ethhdr *eth = eth_hdr(skb);
	const struct arp_ipv4 *arp;
	struct arp_ipv4 buf;
	u8 mac[ETH_ALEN];

	arp = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	if (!arp || !is_request(arp, eth) ||
	    !nat426_config_is_client(config, arp->spa) ||
	    !resolve(config, arp->tpa, mac))
		return false;
	/* A request to one station only is for that station to answer. */
	if (!is_multicast_ether_addr(eth->h_dest) &&
	    !ether_addr_equal(eth->h_dest, mac))
		return false;
	if (nat426_answer_allowed(link, client))
		answer(link, port, arp, mac);
	consume_skb(skb);
	return true;
}
