/* SPDX-License-Identifier: GPL-2.0-only */
/* Between whom a packet goes, in both protocols. */
#ifndef _NAT426_FLOW_H
#define _NAT426_FLOW_H

#include <linux/in6.h>

/**
 * struct nat426_flow - the two ends of a packet
 * @node: the client in IPv6, its client-node address
 * @peer: the other end in IPv6
 * @client: the client in IPv4
 * @server: the other end in IPv4
 */
struct nat426_flow {
	struct in6_addr node;
	struct in6_addr peer;
	__be32 client;
	__be32 server;
};

#endif /* _NAT426_FLOW_H */
