/* SPDX-License-Identifier: GPL-2.0-only */
/* The family l3client; Documentation/netlink/specs/l3client.yaml defines it. */
#ifndef _L3CLIENT_NETLINK_H
#define _L3CLIENT_NETLINK_H

#include <net/genetlink.h>
#include <uapi/linux/l3client.h>

extern struct genl_family l3client_family;

int l3client_netlink_init(void);
void l3client_netlink_exit(void);

int l3client_nl_missing(struct genl_info *info, int attr, const char *text);
struct sk_buff *l3client_nl_reply(struct genl_info *info, size_t size,
				  int cmd, void **hdr);
void *l3client_nl_dump_put(struct sk_buff *msg, struct netlink_callback *cb,
			   int cmd);

int l3client_nl_port_get(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_port_dump(struct sk_buff *msg, struct netlink_callback *cb);
int l3client_nl_port_new(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_port_del(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_client_get(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_client_dump(struct sk_buff *msg, struct netlink_callback *cb);
int l3client_nl_client_new(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_client_del(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_prefix_dump(struct sk_buff *msg, struct netlink_callback *cb);
int l3client_nl_prefix_new(struct sk_buff *skb, struct genl_info *info);
int l3client_nl_prefix_del(struct sk_buff *skb, struct genl_info *info);

#endif /* _L3CLIENT_NETLINK_H */
