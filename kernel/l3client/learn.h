/* SPDX-License-Identifier: GPL-2.0-only */
/* What a frame tells of its sender. */
#ifndef _L3CLIENT_LEARN_H
#define _L3CLIENT_LEARN_H

struct l3client;
struct l3client_port;
struct sk_buff;

struct l3client *l3client_learn(struct l3client_port *port,
				const struct sk_buff *skb);

#endif /* _L3CLIENT_LEARN_H */
