/* SPDX-License-Identifier: GPL-2.0-only */
/* Prefixes and what they are for. */
#ifndef _L3CLIENT_PREFIX_H
#define _L3CLIENT_PREFIX_H

#include <linux/in6.h>
#include <linux/netlink.h>
#include <uapi/linux/l3client.h>

struct l3client_net;

/**
 * struct l3client_prefix - a prefix in a role
 * @address: its address; IPv4 as ::ffff:a.b.c.d
 * @len: its length in bits, 96 more for IPv4
 * @role: enum l3client_role
 */
struct l3client_prefix {
	struct in6_addr address;
	u8 len;
	u8 role;
};

/**
 * struct l3client_prefixes - all prefixes of a namespace, in dump order
 * @rcu: for the readers of a version that was replaced
 * @count: how many
 * @entries: by ascending address, length and role
 */
struct l3client_prefixes {
	struct rcu_head rcu;
	u32 count;
	struct l3client_prefix entries[];
};

int l3client_prefix_cmp(const struct l3client_prefix *a,
			const struct l3client_prefix *b);
int l3client_prefix_check(const struct l3client_prefix *prefix,
			  const char **why);
int l3client_prefix_add(struct l3client_net *ln,
			const struct l3client_prefix *prefix);
int l3client_prefix_del(struct l3client_net *ln,
			const struct l3client_prefix *prefix);
u32 l3client_prefix_roles(const struct l3client_net *ln,
			  const struct in6_addr *address);

/* The roles among which no client address ever is. */
#define L3CLIENT_ROLES_NEVER	(BIT(L3CLIENT_ROLE_CLIENT_NODE) | \
				 BIT(L3CLIENT_ROLE_META) | \
				 BIT(L3CLIENT_ROLE_NODE))

static inline bool l3client_roles_allow(u32 roles)
{
	return (roles & BIT(L3CLIENT_ROLE_CLIENT)) &&
	       !(roles & L3CLIENT_ROLES_NEVER);
}

#endif /* _L3CLIENT_PREFIX_H */
