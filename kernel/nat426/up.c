// SPDX-License-Identifier: GPL-2.0-only
/* From the client into the mesh. */
#include <linux/icmp.h>
#include <linux/ip.h>

#include "answer.h"
#include "icmp.h"
#include "offload.h"
#include "up.h"

/**
 * struct frame - what is known of a frame beside its packet
 * @link: the link
 * @config: its complete configuration
 * @client: the sender, or NULL if the table has no place for it
 * @port: where it came in
 * @exit: the exit that the destination MAC names
 * @mac: the source MAC
 */
struct frame {
	struct nat426_link *link;
	const struct nat426_config *config;
	struct l3client *client;
	struct net_device *port;
	__be32 exit;
	u8 mac[ETH_ALEN];
};

static void answer(const struct frame *frame, struct sk_buff *skb,
		   const struct nat426_packet4 *p, u8 type, u8 code)
{
	nat426_answer_error(frame->link, frame->config, frame->client,
			    frame->port, frame->mac, skb, p, type, code);
}

static int check_addresses(const struct frame *frame,
			   const struct nat426_packet4 *p)
{
	if (!nat426_config_is_client(frame->config, p->saddr) ||
	    !frame->client || !l3client_binds_ipv4(frame->client, p->saddr))
		return NAT426_A_COUNTERS_UP_SOURCE;
	if (!nat426_config_is_exit(frame->config, frame->exit))
		return NAT426_A_COUNTERS_UP_EXIT;
	return 0;
}

static int check_options(const struct frame *frame, struct sk_buff *skb,
			 const struct nat426_packet4 *p)
{
	int reason;

	if (likely(p->hlen == sizeof(struct iphdr)))
		return 0;
	reason = nat426_packet4_options(skb, p);
	if (reason == NAT426_A_COUNTERS_UP_SOURCE_ROUTE)
		answer(frame, skb, p, ICMP_DEST_UNREACH, ICMP_SR_FAILED);
	return reason;
}

static int check_ttl(const struct frame *frame, struct sk_buff *skb,
		     const struct nat426_packet4 *p)
{
	if (likely(p->ttl > 1))
		return 0;
	answer(frame, skb, p, ICMP_TIME_EXCEEDED, ICMP_EXC_TTL);
	return NAT426_A_COUNTERS_UP_TTL;
}

static bool is_error(const struct sk_buff *skb, const struct nat426_packet4 *p)
{
	const struct icmphdr *icmp = (void *)skb->data + p->hlen;

	return p->protocol == IPPROTO_ICMP &&
	       nat426_icmp_is_error4(icmp->type);
}

static int translate(const struct frame *frame, struct sk_buff *skb,
		     const struct nat426_packet4 *p)
{
	struct nat426_flow flow = {
		.client = p->saddr,
		.server = p->daddr,
	};

	nat426_addr_node_make(&flow.node, &frame->config->client_node,
			      frame->mac);
	nat426_addr_exit_make(&flow.peer, &frame->config->metaprefix,
			      frame->exit, p->daddr);
	if (unlikely(is_error(skb, p)))
		return nat426_icmp_to6(skb, p, &flow, frame->config,
				       READ_ONCE(frame->port->mtu));
	return nat426_packet4_to6(skb, p, &flow);
}

static void take_packet(const struct frame *frame, struct sk_buff *skb)
{
	struct nat426_packet4 p;
	int reason;

	reason = nat426_packet4_read(skb, &p) ?:
		 check_addresses(frame, &p) ?:
		 check_options(frame, skb, &p) ?:
		 check_ttl(frame, skb, &p) ?:
		 nat426_packet4_upper(skb, &p) ?:
		 translate(frame, skb, &p);
	if (unlikely(reason))
		nat426_link_drop(frame->link, reason, skb);
	else
		nat426_link_receive(frame->link, skb);
}

static void take_segments(const struct frame *frame, struct sk_buff *skb)
{
	struct sk_buff *segs = nat426_offload_split(skb), *seg, *next;

	if (!segs) {
		nat426_link_drop(frame->link, NAT426_A_COUNTERS_UP_GSO, skb);
		return;
	}
	consume_skb(skb);
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		take_packet(frame, seg);
	}
}

/* Groups and broadcast are no exit's business (RFC 7915 section 1.1). */
static bool stays_local(const struct nat426_config *config,
			const struct sk_buff *skb)
{
	const struct iphdr *iph;
	struct iphdr buf;

	iph = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	return iph && nat426_config_stays_local(config, iph->daddr);
}

static void take(struct frame *frame, struct sk_buff *skb)
{
	skb_reset_network_header(skb);
	if (!nat426_link_works(frame->link, frame->config))
		nat426_link_drop(frame->link, NAT426_A_COUNTERS_UP_DISABLED,
				 skb);
	else if (nat426_offload_splits(skb, NAT426_GSO_UP))
		take_segments(frame, skb);
	else
		take_packet(frame, skb);
}

/**
 * nat426_up_rx - take a frame to an exit
 * @link: the link
 * @config: its configuration
 * @client: the sender, or NULL
 * @skb: the frame, maybe shared, with an IPv4 packet
 * @port: where it came in
 *
 * Return: true if the frame was taken.
 */
bool nat426_up_rx(struct nat426_link *link, const struct nat426_config *config,
		  struct l3client *client, struct sk_buff *skb,
		  struct net_device *port)
{
	const struct ethhdr *eth = eth_hdr(skb);
	struct frame frame = {
		.link = link,
		.config = config,
		.client = client,
		.port = port,
	};

	if (!nat426_config_exit_mac(config, eth->h_dest) ||
	    stays_local(config, skb))
		return false;
	frame.exit = nat426_mac_exit(eth->h_dest, config->exit_range);
	ether_addr_copy(frame.mac, eth->h_source);
	skb = skb_share_check(skb, GFP_ATOMIC);
	if (skb)
		take(&frame, skb);
	else
		nat426_link_count(link, NAT426_A_COUNTERS_UP_NO_MEMORY);
	return true;
}
