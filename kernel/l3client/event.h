/* SPDX-License-Identifier: GPL-2.0-only */
/* Events of the family l3client. */
#ifndef _L3CLIENT_EVENT_H
#define _L3CLIENT_EVENT_H

#include <uapi/linux/l3client.h>

struct l3client;
struct l3client_net;
struct l3client_port;
struct l3client_prefix;

void l3client_event_port(struct l3client_port *port, enum l3client_cmd cmd);
void l3client_event_client(struct l3client_net *ln, struct l3client *client,
			   enum l3client_cmd cmd);
void l3client_event_prefix(struct l3client_net *ln,
			   const struct l3client_prefix *prefix,
			   enum l3client_cmd cmd);

#endif /* _L3CLIENT_EVENT_H */
