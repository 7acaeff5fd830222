/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic netlink family nat426. */
#ifndef _NAT426_NETLINK_H
#define _NAT426_NETLINK_H

#include <uapi/linux/nat426.h>

struct nat426_link;

void nat426_netlink_notify(struct nat426_link *link, enum nat426_cmd cmd);
int nat426_netlink_init(void);
void nat426_netlink_exit(void);

#endif /* _NAT426_NETLINK_H */
