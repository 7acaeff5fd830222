/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between the kernels from 6.1 on. */
#ifndef _L3MESH_COMPAT_H
#define _L3MESH_COMPAT_H

#include <linux/netdevice.h>
#include <linux/timer.h>
#include <linux/version.h>
#include <net/genetlink.h>
#include <net/rtnetlink.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#include <net/gso.h>
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

/* Binds @dev to its namespace; to be called from the link type's setup(). */
static inline void compat_netns_bind(struct net_device *dev)
{
#ifdef NETIF_F_NETNS_LOCAL
	dev->features |= NETIF_F_NETNS_LOCAL;
#else
	dev->netns_immutable = true;
#endif
}

static inline void compat_timer_delete_sync(struct timer_list *timer)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	timer_delete_sync(timer);
#else
	del_timer_sync(timer);
#endif
}

/* The attributes of the request that began a dump. */
static inline struct nlattr **
compat_genl_dump_attrs(struct netlink_callback *cb)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)
	return genl_dumpit_info(cb)->info.attrs;
#else
	return genl_dumpit_info(cb)->attrs;
#endif
}

/* The head of a newlink() that looks at dev and extack only. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
#define COMPAT_NEWLINK(name)						\
	int name(struct net_device *dev, struct rtnl_newlink_params *params, \
		 struct netlink_ext_ack *extack)
#else
#define COMPAT_NEWLINK(name)						\
	int name(struct net *src_net, struct net_device *dev,		\
		 struct nlattr *tb[], struct nlattr *data[],		\
		 struct netlink_ext_ack *extack)
#endif

#endif /* _L3MESH_COMPAT_H */
