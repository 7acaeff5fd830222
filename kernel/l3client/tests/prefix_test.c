// SPDX-License-Identifier: GPL-2.0-only
#include <linux/random.h>

#include "fixture.h"

static struct l3client_prefix prefix_of(u32 word0, u8 len,
					enum l3client_role role)
{
	return (struct l3client_prefix) {
		.address.s6_addr32[0] = htonl(word0),
		.len = len,
		.role = role,
	};
}

static u32 roles_of(struct fixture *f, const struct in6_addr *address)
{
	u32 roles;

	rcu_read_lock();
	roles = l3client_prefix_roles(&f->ln, address);
	rcu_read_unlock();
	return roles;
}

static void prefix_twice_is_once(struct kunit *test)
{
	struct l3client_prefix p = prefix_of(0xfd120000, 64,
					     L3CLIENT_ROLE_CLIENT);
	struct fixture *f = test->priv;
	u32 seq;

	KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), 0);
	seq = f->ln.seq;
	KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), 0);
	KUNIT_EXPECT_EQ(test, f->ln.seq, seq);
	KUNIT_EXPECT_EQ(test, l3client_prefix_del(&f->ln, &p), 0);
	KUNIT_EXPECT_EQ(test, l3client_prefix_del(&f->ln, &p), -ENOENT);
	KUNIT_EXPECT_EQ(test, roles_of(f, &p.address), 0);
}

static void prefix_count_is_bounded(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client_prefix p;
	u32 i;

	for (i = 0; i < L3CLIENT_MAX_PREFIXES; i++) {
		p = prefix_of(0xfd000000 + i, 64, L3CLIENT_ROLE_CLIENT);
		KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), 0);
	}
	p = prefix_of(0xfe000000, 64, L3CLIENT_ROLE_CLIENT);
	KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), -ENOSPC);
	KUNIT_EXPECT_EQ(test, roles_of(f, &p.address), 0);
}

static void prefixes_are_in_order(struct kunit *test)
{
	const struct l3client_prefixes *all;
	struct fixture *f = test->priv;
	int i;

	for (i = 0; i < 40; i++) {
		struct l3client_prefix p;

		p = prefix_of(get_random_u32_below(8) << 29,
			      get_random_u32_below(4) + 3,
			      get_random_u32_below(2) ? L3CLIENT_ROLE_CLIENT :
							L3CLIENT_ROLE_NODE);
		KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), 0);
	}
	all = rcu_dereference_protected(f->ln.prefixes, true);
	for (i = 1; i < all->count; i++)
		KUNIT_EXPECT_LT(test,
				l3client_prefix_cmp(&all->entries[i - 1],
						    &all->entries[i]), 0);
}

/* Every random address against a twin that compares bit by bit. */
static void roles_agree_with_bitwise_twin(struct kunit *test)
{
	const struct l3client_prefixes *all;
	struct fixture *f = test->priv;
	int i, j, bit;

	for (i = 0; i < 30; i++) {
		u8 len = get_random_u32_below(7);
		u32 mask = len ? ~0U << (32 - len) : 0;
		struct l3client_prefix p;

		p = prefix_of(get_random_u32() & mask, len,
			      get_random_u32_below(L3CLIENT_ROLE_NODE + 1));
		KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &p), 0);
	}
	all = rcu_dereference_protected(f->ln.prefixes, true);
	for (i = 0; i < 300; i++) {
		struct in6_addr a = { .s6_addr32[0] = get_random_u32() };
		u32 want = 0;

		for (j = 0; j < all->count; j++) {
			const struct l3client_prefix *p = &all->entries[j];

			for (bit = 0; bit < p->len; bit++)
				if ((a.s6_addr[bit / 8] ^
				     p->address.s6_addr[bit / 8]) &
				    (0x80 >> bit % 8))
					break;
			if (bit == p->len)
				want |= BIT(p->role);
		}
		KUNIT_EXPECT_EQ(test, roles_of(f, &a), want);
	}
}

static void ipv6_default_holds_no_ipv4(struct kunit *test)
{
	struct l3client_prefix all = prefix_of(0, 0, L3CLIENT_ROLE_CLIENT);
	struct in6_addr ipv4 = fixture_ipv4(0x0a400102);
	struct fixture *f = test->priv;
	struct l3client_prefix net = {
		.address = fixture_ipv4(0x0a400000),
		.len = 112,
		.role = L3CLIENT_ROLE_CLIENT,
	};

	KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &all), 0);
	KUNIT_EXPECT_EQ(test, roles_of(f, &ipv4), 0);
	KUNIT_EXPECT_EQ(test, l3client_prefix_add(&f->ln, &net), 0);
	KUNIT_EXPECT_EQ(test, roles_of(f, &ipv4), BIT(L3CLIENT_ROLE_CLIENT));
}

static void unfit_prefixes_are_refused(struct kunit *test)
{
	struct l3client_prefix v4 = {
		.address = fixture_ipv4(0x0a400000), .len = 112,
	};
	struct l3client_prefix p;
	const char *why = NULL;

	p = prefix_of(0xfd120001, 31, L3CLIENT_ROLE_CLIENT);
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&p, &why), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, why);
	p = prefix_of(0xfd120000, 63, L3CLIENT_ROLE_META);
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&p, &why), -EINVAL);
	p.len = 64;
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&p, &why), 0);
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&v4, &why), 0);
	v4.role = L3CLIENT_ROLE_NODE;
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&v4, &why), -EINVAL);
	v4.role = L3CLIENT_ROLE_CLIENT;
	v4.len = 95;
	KUNIT_EXPECT_EQ(test, l3client_prefix_check(&v4, &why), -EINVAL);
}

static struct kunit_case prefix_cases[] = {
	KUNIT_CASE(prefix_twice_is_once),
	KUNIT_CASE(prefix_count_is_bounded),
	KUNIT_CASE(prefixes_are_in_order),
	KUNIT_CASE(roles_agree_with_bitwise_twin),
	KUNIT_CASE(ipv6_default_holds_no_ipv4),
	KUNIT_CASE(unfit_prefixes_are_refused),
	{}
};

static struct kunit_suite prefix_suite = {
	.name = "l3client_prefix",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = prefix_cases,
};

kunit_test_suite(prefix_suite);
