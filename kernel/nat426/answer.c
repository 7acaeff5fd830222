// SPDX-License-Identifier: GPL-2.0-only
/* What nat426 tells a client itself. */
#include <linux/icmp.h>
#include <linux/random.h>
#include <net/checksum.h>
#include <net/inet_ecn.h>
#include <net/ip.h>

#include "answer.h"
#include "icmp.h"

/* An error with its own headers is no longer (RFC 1812 section 4.3.2.3). */
#define MAX_ERROR 576
#define ERROR_TTL 64

/* One limit for ARP and ICMP alike; who is not in the table gets nothing. */
bool nat426_answer_allowed(struct nat426_link *link, struct l3client *client)
{
	if (client && l3client_answer_allowed(client))
		return true;
	nat426_link_count(link, NAT426_A_COUNTERS_ANSWERS_LIMITED);
	return false;
}

/* RFC 1122 section 3.2.2: never about an error, nor a later fragment. */
static bool error_due(struct sk_buff *skb, const struct nat426_packet4 *p)
{
	const u8 *type;
	u8 buf;

	if (p->offset)
		return false;
	if (p->protocol != IPPROTO_ICMP)
		return true;
	type = skb_header_pointer(skb, p->hlen, 1, &buf);
	return type && !nat426_icmp_is_error4(*type);
}

static void write_ip(struct iphdr *iph, unsigned int len, __be32 saddr,
		     __be32 daddr)
{
	iph->version = 4;
	iph->ihl = 5;
	iph->tos = IPTOS_PREC_INTERNETCONTROL;
	iph->tot_len = htons(len);
	iph->id = htons(get_random_u16());
	iph->frag_off = 0;
	iph->ttl = ERROR_TTL;
	iph->protocol = IPPROTO_ICMP;
	iph->saddr = saddr;
	iph->daddr = daddr;
	ip_send_check(iph);
}

static struct sk_buff *make_error(const struct nat426_config *config,
				  struct net_device *port, struct sk_buff *about,
				  const struct nat426_packet4 *p, u8 type,
				  u8 code)
{
	unsigned int len = sizeof(struct iphdr) + sizeof(struct icmphdr);
	unsigned int quote = min_t(unsigned int, about->len, MAX_ERROR - len);
	struct icmphdr *icmp;
	struct sk_buff *skb;

	skb = alloc_skb(LL_RESERVED_SPACE(port) + len + quote +
			port->needed_tailroom, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, LL_RESERVED_SPACE(port));
	skb_reset_network_header(skb);
	write_ip(skb_put(skb, sizeof(struct iphdr)), len + quote,
		 config->gateway, p->saddr);
	skb_set_transport_header(skb, sizeof(struct iphdr));
	icmp = skb_put_zero(skb, sizeof(*icmp));
	icmp->type = type;
	icmp->code = code;
	if (skb_copy_bits(about, 0, skb_put(skb, quote), quote)) {
		kfree_skb(skb);
		return NULL;
	}
	icmp->checksum = csum_fold(csum_partial(icmp, sizeof(*icmp) + quote,
						0));
	skb->dev = port;
	skb->protocol = htons(ETH_P_IP);
	skb->priority = TC_PRIO_CONTROL;
	return skb;
}

/**
 * nat426_answer_error - send a client an ICMP error
 * @link: the link
 * @config: its complete configuration
 * @client: the client, or NULL
 * @port: where the client is
 * @mac: the client's
 * @skb: the packet that the error is about, skb->data at its network header
 * @p: what its header says
 * @type: ICMP type
 * @code: ICMP code
 *
 * The error comes from the gateway.
 */
void nat426_answer_error(struct nat426_link *link,
			 const struct nat426_config *config,
			 struct l3client *client, struct net_device *port,
			 const u8 mac[ETH_ALEN], struct sk_buff *skb,
			 const struct nat426_packet4 *p, u8 type, u8 code)
{
	struct sk_buff *answer;

	if (!error_due(skb, p) || !nat426_answer_allowed(link, client))
		return;
	answer = make_error(config, port, skb, p, type, code);
	if (!answer)
		return;
	if (dev_hard_header(answer, port, ETH_P_IP, mac, config->gateway_mac,
			    answer->len) < 0) {
		kfree_skb(answer);
		return;
	}
	nat426_link_count(link, NAT426_A_COUNTERS_ICMP_ANSWERED);
	dev_queue_xmit(answer);
}
