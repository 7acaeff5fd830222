// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/visibility.h>
#include <linux/slab.h>
#include <net/ipv6.h>

#include "event.h"
#include "net.h"
#include "prefix.h"

/* The bits of a v4-mapped address before the IPv4 address. */
#define V4MAPPED_BITS	96

/**
 * l3client_prefix_cmp() - the order of prefixes: address, length, role
 * @a: one
 * @b: the other
 *
 * Return: less than, equal to or more than 0 as @a is before, the same as or
 * behind @b.
 */
int l3client_prefix_cmp(const struct l3client_prefix *a,
			const struct l3client_prefix *b)
{
	return memcmp(&a->address, &b->address, sizeof(a->address)) ?:
	       (int)a->len - b->len ?: (int)a->role - b->role;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_prefix_cmp);

/**
 * l3client_prefix_check() - tell whether a prefix may stand in its role
 * @prefix: the prefix; its length and role are in range
 * @why: gets the reason if it may not
 *
 * Return: 0, or -EINVAL.
 */
int l3client_prefix_check(const struct l3client_prefix *prefix,
			  const char **why)
{
	bool v4 = ipv6_addr_v4mapped(&prefix->address);
	struct in6_addr bare;

	ipv6_addr_prefix(&bare, &prefix->address, prefix->len);
	if (!ipv6_addr_equal(&bare, &prefix->address))
		*why = "address: bits are set beyond prefix-len";
	else if (v4 && prefix->len < V4MAPPED_BITS)
		*why = "prefix-len: at least 96 for an IPv4 prefix";
	else if (v4 && prefix->role != L3CLIENT_ROLE_CLIENT)
		*why = "role: an IPv4 prefix can only be client";
	else if (prefix->len != 64 &&
		 (prefix->role == L3CLIENT_ROLE_CLIENT_NODE ||
		  prefix->role == L3CLIENT_ROLE_META))
		*why = "prefix-len: must be 64 in this role";
	else
		return 0;
	return -EINVAL;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_prefix_check);

static struct l3client_prefixes *prefixes_alloc(u32 count)
{
	struct l3client_prefixes *prefixes;

	prefixes = kzalloc(struct_size(prefixes, entries, count),
			   GFP_ATOMIC | __GFP_NOWARN | __GFP_ACCOUNT);
	if (prefixes)
		prefixes->count = count;
	return prefixes;
}

/* Where @prefix is among @old, or would be. */
static u32 prefix_place(const struct l3client_prefixes *old,
			const struct l3client_prefix *prefix, bool *found)
{
	u32 i;

	*found = false;
	for (i = 0; old && i < old->count; i++) {
		int cmp = l3client_prefix_cmp(&old->entries[i], prefix);

		*found = !cmp;
		if (cmp >= 0)
			break;
	}
	return i;
}

static int prefix_insert(struct l3client_net *ln,
			 const struct l3client_prefix *prefix)
{
	struct l3client_prefixes *old, *fresh;
	u32 place, count;
	bool found;

	lockdep_assert_held(&ln->lock);

	old = rcu_dereference_protected(ln->prefixes, true);
	place = prefix_place(old, prefix, &found);
	if (found)
		return 0;

	count = old ? old->count : 0;
	if (count >= L3CLIENT_MAX_PREFIXES)
		return -ENOSPC;

	fresh = prefixes_alloc(count + 1);
	if (!fresh)
		return -ENOMEM;

	if (old) {
		memcpy(fresh->entries, old->entries,
		       place * sizeof(*prefix));
		memcpy(fresh->entries + place + 1, old->entries + place,
		       (count - place) * sizeof(*prefix));
	}
	fresh->entries[place] = *prefix;
	rcu_assign_pointer(ln->prefixes, fresh);
	if (old)
		kfree_rcu(old, rcu);
	l3client_event_prefix(ln, prefix, L3CLIENT_CMD_PREFIX_NEW_NTF);
	return 0;
}

static int prefix_erase(struct l3client_net *ln,
			const struct l3client_prefix *prefix)
{
	struct l3client_prefixes *old, *fresh;
	bool found;
	u32 place;

	lockdep_assert_held(&ln->lock);

	old = rcu_dereference_protected(ln->prefixes, true);
	place = prefix_place(old, prefix, &found);
	if (!found)
		return -ENOENT;

	fresh = prefixes_alloc(old->count - 1);
	if (!fresh)
		return -ENOMEM;

	memcpy(fresh->entries, old->entries, place * sizeof(*prefix));
	memcpy(fresh->entries + place, old->entries + place + 1,
	       (fresh->count - place) * sizeof(*prefix));
	rcu_assign_pointer(ln->prefixes, fresh);
	kfree_rcu(old, rcu);
	l3client_event_prefix(ln, prefix, L3CLIENT_CMD_PREFIX_DEL_NTF);
	return 0;
}

/**
 * l3client_prefix_add() - give a prefix a role
 * @ln: the namespace
 * @prefix: what l3client_prefix_check() has passed
 *
 * Return: 0, also if it was there; -ENOSPC if there are L3CLIENT_MAX_PREFIXES;
 * -ENOMEM.
 */
int l3client_prefix_add(struct l3client_net *ln,
			const struct l3client_prefix *prefix)
{
	int err;

	spin_lock_bh(&ln->lock);
	err = prefix_insert(ln, prefix);
	spin_unlock_bh(&ln->lock);
	return err;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_prefix_add);

/**
 * l3client_prefix_del() - take a role from a prefix
 * @ln: the namespace
 * @prefix: the prefix and the role
 *
 * Return: 0, -ENOENT if it is not there, -ENOMEM.
 */
int l3client_prefix_del(struct l3client_net *ln,
			const struct l3client_prefix *prefix)
{
	int err;

	spin_lock_bh(&ln->lock);
	err = prefix_erase(ln, prefix);
	spin_unlock_bh(&ln->lock);
	return err;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_prefix_del);

/* An IPv6 prefix, ::/0 say, holds no v4-mapped address. */
static bool prefix_holds(const struct l3client_prefix *prefix,
			 const struct in6_addr *address, bool v4)
{
	if (v4 && prefix->len < V4MAPPED_BITS)
		return false;
	return ipv6_prefix_equal(&prefix->address, address, prefix->len);
}

/**
 * l3client_prefix_roles() - the roles of the prefixes that hold an address
 * @ln: the namespace
 * @address: the address; IPv4 as ::ffff:a.b.c.d
 *
 * Context: under rcu_read_lock() or the lock of @ln.
 * Return: a bit for each enum l3client_role.
 */
u32 l3client_prefix_roles(const struct l3client_net *ln,
			  const struct in6_addr *address)
{
	const struct l3client_prefixes *prefixes;
	bool v4 = ipv6_addr_v4mapped(address);
	u32 roles = 0;
	u32 i;

	prefixes = rcu_dereference_check(ln->prefixes,
					 lockdep_is_held(&ln->lock));
	for (i = 0; prefixes && i < prefixes->count; i++)
		if (prefix_holds(&prefixes->entries[i], address, v4))
			roles |= BIT(prefixes->entries[i].role);
	return roles;
}
EXPORT_SYMBOL_IF_KUNIT(l3client_prefix_roles);
