// SPDX-License-Identifier: GPL-2.0-only
#include <net/genetlink.h>

#include "client.h"
#include "event.h"
#include "message.h"
#include "net.h"
#include "netlink.h"
#include "port.h"

/* Begins an event; NULL if nobody listens or there is no memory. */
static struct sk_buff *event_begin(struct l3client_net *ln, size_t size,
				   enum l3client_cmd cmd, void **hdr)
{
	struct sk_buff *msg;

	lockdep_assert_held(&ln->lock);

	/* Also when the event is lost: the gap tells its listeners. */
	ln->seq++;
	if (!genl_has_listeners(&l3client_family, ln->net, 0))
		return NULL;

	msg = genlmsg_new(size, GFP_ATOMIC | __GFP_NOWARN);
	if (!msg)
		return NULL;

	*hdr = genlmsg_put(msg, 0, 0, &l3client_family, 0, cmd);
	if (!*hdr) {
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}

static void event_end(struct l3client_net *ln, struct sk_buff *msg, void *hdr,
		      int err)
{
	if (WARN_ON_ONCE(err)) {
		nlmsg_free(msg);
		return;
	}
	genlmsg_end(msg, hdr);
	genlmsg_multicast_netns(&l3client_family, ln->net, msg, 0, 0,
				GFP_ATOMIC);
}

/**
 * l3client_event_port() - tell listeners of a port
 * @port: the port, the lock of its namespace held
 * @cmd: what happened
 */
void l3client_event_port(struct l3client_port *port, enum l3client_cmd cmd)
{
	struct sk_buff *msg;
	void *hdr;

	msg = event_begin(port->ln, l3client_message_port_size(), cmd, &hdr);
	if (msg)
		event_end(port->ln, msg, hdr, l3client_message_port(msg, port));
}

/**
 * l3client_event_client() - tell listeners of a client
 * @ln: the namespace, its lock held
 * @client: the client
 * @cmd: what happened
 */
void l3client_event_client(struct l3client_net *ln, struct l3client *client,
			   enum l3client_cmd cmd)
{
	struct sk_buff *msg;
	void *hdr;

	msg = event_begin(ln, l3client_message_client_size(client), cmd, &hdr);
	if (msg)
		event_end(ln, msg, hdr,
			  l3client_message_client(msg, ln, client));
}

/**
 * l3client_event_prefix() - tell listeners of a prefix
 * @ln: the namespace, its lock held
 * @prefix: the prefix
 * @cmd: what happened
 */
void l3client_event_prefix(struct l3client_net *ln,
			   const struct l3client_prefix *prefix,
			   enum l3client_cmd cmd)
{
	struct sk_buff *msg;
	void *hdr;

	msg = event_begin(ln, l3client_message_prefix_size(), cmd, &hdr);
	if (msg)
		event_end(ln, msg, hdr,
			  l3client_message_prefix(msg, ln, prefix));
}
