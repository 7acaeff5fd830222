// SPDX-License-Identifier: GPL-2.0-only
/* From the mesh to the client. */
#include <linux/icmpv6.h>
#include <linux/udp.h>
#include <net/ip6_route.h>

#include "down.h"
#include "icmp.h"
#include "offload.h"

/* Where nodes speak of clients: the roaming daemon listens on clients' names. */
#define ROAM_PORT 5523

/* Where a packet would go if it were not for nat426. */
enum way {
	WAY_NONE,	/* no route leads on */
	WAY_LOCAL,	/* to this node's own sockets */
	WAY_ON,		/* to another node */
};

/**
 * struct packet - what is known of a packet to a client beside its headers
 * @link: the link
 * @config: its configuration
 * @client: the client if this node serves it, or NULL
 * @from_exit: the source is an exit's
 * @mac: the client's
 */
struct packet {
	struct nat426_link *link;
	const struct nat426_config *config;
	struct l3client *client;
	bool from_exit;
	u8 mac[ETH_ALEN];
};

static unsigned int drop(const struct packet *packet,
			 enum nat426_counters_attr why, struct sk_buff *skb)
{
	nat426_link_drop(packet->link, why, skb);
	return NF_STOLEN;
}

static enum way find_way(struct net *net, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct flowi6 fl6 = {
		.flowi6_iif = skb->dev->ifindex,
		.flowi6_mark = skb->mark,
		.flowi6_proto = ip6h->nexthdr,
		.flowlabel = ip6_flowinfo(ip6h),
		.saddr = ip6h->saddr,
		.daddr = ip6h->daddr,
	};
	const struct rt6_info *rt;
	struct dst_entry *dst;

	dst = ip6_route_input_lookup(net, skb->dev, &fl6, skb,
				     RT6_LOOKUP_F_HAS_SADDR |
				     RT6_LOOKUP_F_DST_NOREF);
	if (dst->error)
		return WAY_NONE;
	rt = container_of(dst, struct rt6_info, dst);
	if (rt->rt6i_flags & (RTF_LOCAL | RTF_ANYCAST))
		return WAY_LOCAL;
	/* A route that announces a client leads to nobody. */
	if ((dst->dev->flags & IFF_LOOPBACK) ||
	    l3client_dev_faces_clients(dst->dev))
		return WAY_NONE;
	return WAY_ON;
}

/* Tells the sender that the packet's segments do not fit the port. */
static bool too_big(const struct packet *packet, struct sk_buff *skb,
		    const struct nat426_packet6 *p)
{
	unsigned int mtu = READ_ONCE(l3client_dev(packet->client)->mtu);
	unsigned int gone = p->upper - sizeof(struct iphdr);
	u32 told;

	if (skb_is_gso(skb) ? skb_gso_validate_network_len(skb, mtu + gone) :
			      nat426_packet6_length4(p) <= mtu)
		return false;
	told = max_t(u32, IPV6_MIN_MTU, mtu + sizeof(struct ipv6hdr) -
					sizeof(struct iphdr));
	icmpv6_send(skb, ICMPV6_PKT_TOOBIG, 0, told);
	dev_core_stats_tx_dropped_inc(packet->link->dev);
	kfree_skb_reason(skb, SKB_DROP_REASON_PKT_TOO_BIG);
	return true;
}

/* Puts the Ethernet header before the translated packet and sends it. */
static void transmit(const struct packet *packet, struct sk_buff *skb,
		     __be32 exit)
{
	struct net_device *port = l3client_dev(packet->client);
	u8 source[ETH_ALEN];

	if (packet->from_exit)
		nat426_mac_exit_make(source, packet->config->exit_oui, exit);
	else
		ether_addr_copy(source, packet->config->gateway_mac);
	skb->dev = port;
	if (skb_cow_head(skb, LL_RESERVED_SPACE(port)) ||
	    dev_hard_header(skb, port, ETH_P_IP, packet->mac, source,
			    skb->len) < 0) {
		nat426_link_drop(packet->link,
				 NAT426_A_COUNTERS_DOWN_NO_MEMORY, skb);
		return;
	}
	dev_queue_xmit(skb);
}

static int translate(const struct packet *packet, struct sk_buff *skb,
		     const struct nat426_packet6 *p, __be32 client, bool error)
{
	struct net_device *port = l3client_dev(packet->client);
	struct nat426_flow flow = {
		.node = p->daddr,
		.peer = p->saddr,
		.client = client,
		.server = packet->from_exit ? nat426_addr_server(&p->saddr) :
					      packet->config->icmp_source,
	};

	if (unlikely(error))
		return nat426_icmp_to4(skb, p, &flow, packet->config,
				       READ_ONCE(port->mtu));
	return nat426_packet6_to4(skb, p, &flow, LL_RESERVED_SPACE(port));
}

static void reject(struct sk_buff *skb, const struct nat426_packet6 *p,
		   int reason)
{
	if (reason == NAT426_A_COUNTERS_DOWN_PROTOCOL && p->pointer)
		icmpv6_send(skb, ICMPV6_PARAMPROB, ICMPV6_HDR_FIELD,
			    p->pointer);
	else if (reason == NAT426_A_COUNTERS_DOWN_HOP_LIMIT)
		icmpv6_send(skb, ICMPV6_TIME_EXCEED, ICMPV6_EXC_HOPLIMIT, 0);
}

static int check_hop_limit(struct nat426_packet6 *p)
{
	if (p->hop_limit <= 1)
		return NAT426_A_COUNTERS_DOWN_HOP_LIMIT;
	p->hop_limit--;
	return 0;
}

static void deliver_packet(const struct packet *packet, struct sk_buff *skb,
			   __be32 client)
{
	struct nat426_packet6 p;
	bool error;
	int reason;

	reason = nat426_packet6_read(skb, 0, &p) ?:
		 check_hop_limit(&p) ?:
		 nat426_packet6_upper(skb, &p);
	if (unlikely(reason)) {
		reject(skb, &p, reason);
		goto drop_packet;
	}
	skb_set_transport_header(skb, p.upper);
	error = nat426_packet6_error(skb, &p);
	if (too_big(packet, skb, &p))
		return;
	nat426_link_sent(packet->link, skb);
	reason = translate(packet, skb, &p, client, error);
	if (unlikely(reason))
		goto drop_packet;
	transmit(packet, skb, nat426_addr_exit(&p.saddr));
	return;

drop_packet:
	nat426_link_drop(packet->link, reason, skb);
}

static void deliver_segments(const struct packet *packet, struct sk_buff *skb,
			     __be32 client)
{
	struct sk_buff *segs = nat426_offload_split(skb), *seg, *next;

	if (!segs) {
		nat426_link_drop(packet->link, NAT426_A_COUNTERS_DOWN_GSO, skb);
		return;
	}
	consume_skb(skb);
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		deliver_packet(packet, seg, client);
	}
}

/* To a client that is here, but whose IPv4 address may not be known yet. */
static void deliver(const struct packet *packet, struct sk_buff *skb)
{
	__be32 client = l3client_ipv4(packet->client);

	if (unlikely(!client)) {
		if (!nat426_pending_add(&packet->link->pending, packet->mac,
					skb))
			nat426_link_drop(packet->link,
					 NAT426_A_COUNTERS_DOWN_QUEUE_FULL,
					 skb);
		/* The address may have come between looking and queueing. */
		else if (l3client_ipv4(packet->client))
			nat426_down_release(packet->link, packet->mac);
		return;
	}
	if (nat426_offload_splits(skb, NAT426_GSO_DOWN))
		deliver_segments(packet, skb, client);
	else
		deliver_packet(packet, skb, client);
}

static bool to_roam_port(const struct sk_buff *skb,
			 const struct nat426_packet6 *p)
{
	const struct udphdr *udp;
	struct udphdr buf;

	if (p->protocol != IPPROTO_UDP || p->fragment)
		return false;
	udp = skb_header_pointer(skb, p->upper, sizeof(buf), &buf);
	return udp && udp->dest == htons(ROAM_PORT);
}

/* From an exit, or from another client. */
static unsigned int take_ours(const struct packet *packet, struct sk_buff *skb,
			      struct net *net)
{
	const struct in6_addr *saddr = &ipv6_hdr(skb)->saddr;

	if (!packet->client) {
		if (find_way(net, skb) == WAY_ON)
			return NF_ACCEPT;
		return drop(packet, NAT426_A_COUNTERS_DOWN_NO_CLIENT, skb);
	}
	if (!packet->from_exit)
		return drop(packet, NAT426_A_COUNTERS_DOWN_REFUSED, skb);
	if (!nat426_config_is_exit(packet->config, nat426_addr_exit(saddr)))
		return drop(packet, NAT426_A_COUNTERS_DOWN_EXIT, skb);
	deliver(packet, skb);
	return NF_STOLEN;
}

/* From elsewhere: errors of the mesh's routers, and what nodes say. */
static unsigned int take_other(const struct packet *packet, struct sk_buff *skb,
			       struct net *net)
{
	enum way way = find_way(net, skb);
	struct nat426_packet6 p;

	if (way == WAY_ON)
		return NF_ACCEPT;
	if (!packet->client && way != WAY_LOCAL)
		return drop(packet, NAT426_A_COUNTERS_DOWN_NO_CLIENT, skb);
	if (nat426_packet6_read(skb, 0, &p))
		return drop(packet, NAT426_A_COUNTERS_DOWN_REFUSED, skb);
	if (way == WAY_LOCAL && to_roam_port(skb, &p))
		return NF_ACCEPT;
	if (!nat426_packet6_error(skb, &p))
		return drop(packet, NAT426_A_COUNTERS_DOWN_REFUSED, skb);
	if (!packet->client)
		return drop(packet, NAT426_A_COUNTERS_DOWN_NO_CLIENT, skb);
	deliver(packet, skb);
	return NF_STOLEN;
}

/* Who serves no clients, or does not work, has none here. */
static struct l3client *find_client(const struct packet *packet,
				    struct net *net)
{
	if (!nat426_link_works(packet->link, packet->config))
		return NULL;
	return l3client_find(net, packet->mac);
}

static bool from_ours(struct packet *packet, const struct in6_addr *saddr)
{
	const struct nat426_config *config = packet->config;

	packet->from_exit =
		nat426_config_has(config, NAT426_A_LINK_METAPREFIX) &&
		nat426_addr_in64(saddr, &config->metaprefix);
	return packet->from_exit ||
	       nat426_addr_in64(saddr, &config->client_node);
}

static unsigned int take(struct packet *packet, struct sk_buff *skb,
			 const struct nf_hook_state *state)
{
	if (state->in && l3client_dev_faces_clients(state->in))
		return drop(packet, NAT426_A_COUNTERS_DOWN_REFUSED, skb);
	if (!nat426_addr_node_mac(&ipv6_hdr(skb)->daddr, packet->mac))
		return NF_ACCEPT;
	packet->client = find_client(packet, state->net);
	if (from_ours(packet, &ipv6_hdr(skb)->saddr))
		return take_ours(packet, skb, state->net);
	return take_other(packet, skb, state->net);
}

/* The IPv6 PRE_ROUTING hook: most packets are none of its business. */
unsigned int nat426_down_hook(void *priv, struct sk_buff *skb,
			      const struct nf_hook_state *state)
{
	struct packet packet = { .link = priv };

	packet.config = rcu_dereference(packet.link->config);
	if (!nat426_config_has(packet.config,
			       NAT426_A_LINK_CLIENT_NODE_PREFIX) ||
	    !nat426_addr_in64(&ipv6_hdr(skb)->daddr,
			      &packet.config->client_node) ||
	    unlikely(skb->pkt_type == PACKET_OTHERHOST))
		return NF_ACCEPT;
	return take(&packet, skb, state);
}

/* The device that a packet came in by may have gone while it waited. */
static bool restore_dev(struct nat426_link *link, struct sk_buff *skb)
{
	skb->dev = dev_get_by_index_rcu(dev_net(link->dev), skb->skb_iif);
	return skb->dev;
}

/**
 * nat426_down_release - deliver what waited for a client's address
 * @link: the link
 * @mac: of the client
 *
 * Context: under rcu_read_lock(), bottom halves are off.
 */
void nat426_down_release(struct nat426_link *link, const u8 mac[ETH_ALEN])
{
	struct net *net = dev_net(link->dev);
	struct packet packet = { .link = link };
	struct sk_buff_head waited;
	struct sk_buff *skb;

	__skb_queue_head_init(&waited);
	nat426_pending_take(&link->pending, mac, &waited);
	packet.config = rcu_dereference(link->config);
	ether_addr_copy(packet.mac, mac);
	packet.client = find_client(&packet, net);
	while ((skb = __skb_dequeue(&waited))) {
		from_ours(&packet, &ipv6_hdr(skb)->saddr);
		if (packet.client && restore_dev(link, skb))
			deliver(&packet, skb);
		else
			drop(&packet, NAT426_A_COUNTERS_DOWN_NO_CLIENT, skb);
	}
}

/* Nobody learned the client's address in time. */
void nat426_down_expired(struct nat426_pending *pending, struct sk_buff *skb)
{
	struct nat426_link *link =
		container_of(pending, struct nat426_link, pending);

	rcu_read_lock();
	if (restore_dev(link, skb))
		icmpv6_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
	nat426_link_drop(link, NAT426_A_COUNTERS_DOWN_NO_ADDRESS, skb);
	rcu_read_unlock();
}
