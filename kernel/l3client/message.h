/* SPDX-License-Identifier: GPL-2.0-only */
/* What a message of the family says of a port, a client or a prefix. */
#ifndef _L3CLIENT_MESSAGE_H
#define _L3CLIENT_MESSAGE_H

#include <linux/types.h>

struct l3client;
struct l3client_net;
struct l3client_port;
struct l3client_prefix;
struct sk_buff;

int l3client_message_port(struct sk_buff *msg,
			  const struct l3client_port *port);
int l3client_message_client(struct sk_buff *msg, const struct l3client_net *ln,
			    const struct l3client *client);
int l3client_message_prefix(struct sk_buff *msg, const struct l3client_net *ln,
			    const struct l3client_prefix *prefix);

size_t l3client_message_port_size(void);
size_t l3client_message_client_size(const struct l3client *client);
size_t l3client_message_prefix_size(void);

#endif /* _L3CLIENT_MESSAGE_H */
