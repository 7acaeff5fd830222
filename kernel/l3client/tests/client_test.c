// SPDX-License-Identifier: GPL-2.0-only
#include <linux/etherdevice.h>
#include <linux/random.h>

#include "fixture.h"

static void mac_of(u8 mac[ETH_ALEN], u32 number)
{
	mac[0] = 2;
	mac[1] = 0;
	mac[2] = number >> 24;
	mac[3] = number >> 16;
	mac[4] = number >> 8;
	mac[5] = number;
}

static struct l3client *add(struct fixture *f, u32 number, bool confirmed)
{
	struct l3client *client;
	u8 mac[ETH_ALEN];

	mac_of(mac, number);
	spin_lock_bh(&f->ln.lock);
	client = l3client_add(&f->port, mac, confirmed);
	spin_unlock_bh(&f->ln.lock);
	return client;
}

static bool hear(struct fixture *f, u32 number)
{
	struct l3client *client;
	u8 mac[ETH_ALEN];

	mac_of(mac, number);
	rcu_read_lock();
	local_bh_disable();
	client = l3client_heard(&f->port, mac);
	local_bh_enable();
	rcu_read_unlock();
	return client;
}

static struct l3client *look(struct fixture *f, u32 number)
{
	struct l3client *client;
	u8 mac[ETH_ALEN];

	mac_of(mac, number);
	spin_lock_bh(&f->ln.lock);
	client = l3client_lookup(&f->ln, mac);
	spin_unlock_bh(&f->ln.lock);
	return client;
}

/* As a request does it: the check and, if it passes, the change. */
static int bind(struct fixture *f, struct l3client *client, u32 address,
		enum l3client_origin origin)
{
	struct in6_addr mapped = fixture_ipv4(address);
	int err;

	spin_lock_bh(&f->ln.lock);
	err = l3client_address_check(&f->ln, client, &mapped, origin);
	if (!err)
		err = l3client_address_bind(&f->ln, client, &mapped, origin);
	spin_unlock_bh(&f->ln.lock);
	return err;
}

static u32 ipv4_of(const struct l3client *client)
{
	u32 ipv4;

	rcu_read_lock();
	ipv4 = ntohl(l3client_ipv4(client));
	rcu_read_unlock();
	return ipv4;
}

static void flood_evicts_only_unconfirmed(struct kunit *test)
{
	struct fixture *f = test->priv;
	u32 i;

	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_FALSE(test, IS_ERR(add(f, i, true)));
	for (i = 100; i < 1100; i++) {
		KUNIT_EXPECT_TRUE(test, hear(f, i));
		KUNIT_EXPECT_LE(test, f->port.unconfirmed_count, 8);
	}
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_NOT_NULL(test, look(f, i));
	KUNIT_EXPECT_EQ(test, f->port.unconfirmed_count, 8);
	KUNIT_EXPECT_EQ(test, f->port.confirmed_count, 4);
}

static void talker_outlives_flood(struct kunit *test)
{
	struct fixture *f = test->priv;
	u32 i;

	KUNIT_EXPECT_TRUE(test, hear(f, 1));
	for (i = 100; i < 1100; i++) {
		KUNIT_EXPECT_TRUE(test, hear(f, i));
		if (i % 4 == 0)
			KUNIT_EXPECT_TRUE(test, hear(f, 1));
		KUNIT_EXPECT_NOT_NULL(test, look(f, 1));
	}
}

static void new_client_gets_in_during_flood(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client;
	u32 i;

	for (i = 100; i < 200; i++)
		KUNIT_EXPECT_TRUE(test, hear(f, i));
	KUNIT_EXPECT_TRUE(test, hear(f, 1));
	client = look(f, 1);
	KUNIT_ASSERT_NOT_NULL(test, client);
	spin_lock_bh(&f->ln.lock);
	KUNIT_EXPECT_EQ(test, l3client_confirm(&f->ln, client, true), 1);
	spin_unlock_bh(&f->ln.lock);
	for (i = 200; i < 300; i++)
		KUNIT_EXPECT_TRUE(test, hear(f, i));
	KUNIT_EXPECT_NOT_NULL(test, look(f, 1));
}

static void confirmed_clients_are_bounded(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client;
	u32 i;

	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_FALSE(test, IS_ERR(add(f, i, true)));
	KUNIT_EXPECT_EQ(test, PTR_ERR(add(f, 4, true)), -ENOSPC);
	client = add(f, 5, false);
	KUNIT_ASSERT_FALSE(test, IS_ERR(client));
	spin_lock_bh(&f->ln.lock);
	KUNIT_EXPECT_EQ(test, l3client_confirm(&f->ln, client, true), -ENOSPC);
	spin_unlock_bh(&f->ln.lock);
	KUNIT_EXPECT_FALSE(test, client->confirmed);
}

static void dead_port_takes_no_client(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->port.dead = true;
	KUNIT_EXPECT_FALSE(test, hear(f, 1));
	KUNIT_EXPECT_NULL(test, look(f, 1));
}

static void clients_are_in_order(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client;
	u8 last[ETH_ALEN];
	int count = 0;
	int i;

	f->port.limits.unconfirmed = 100;
	for (i = 0; i < 100; i++)
		hear(f, get_random_u32());
	spin_lock_bh(&f->ln.lock);
	for (client = l3client_next(&f->ln, NULL); client;
	     client = l3client_next(&f->ln, last)) {
		if (count++)
			KUNIT_EXPECT_GT(test, memcmp(client->mac, last,
						     ETH_ALEN), 0);
		ether_addr_copy(last, client->mac);
	}
	spin_unlock_bh(&f->ln.lock);
	KUNIT_EXPECT_EQ(test, count, f->port.unconfirmed_count);
}

static void moved_client_is_counted_once(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client_port other = f->port;
	struct l3client *client = add(f, 1, true);

	INIT_LIST_HEAD(&other.confirmed);
	INIT_LIST_HEAD(&other.unconfirmed);
	other.confirmed_count = 0;
	other.unconfirmed_count = 0;
	spin_lock_bh(&f->ln.lock);
	l3client_move(&f->ln, client, &other);
	KUNIT_EXPECT_EQ(test, f->port.confirmed_count, 0);
	KUNIT_EXPECT_EQ(test, other.confirmed_count, 1);
	other.limits.clients = 1;
	l3client_move(&f->ln, client, &f->port);
	spin_unlock_bh(&f->ln.lock);
	KUNIT_EXPECT_TRUE(test, client->confirmed);
	KUNIT_EXPECT_EQ(test, other.confirmed_count, 0);
}

static void move_to_full_port_unconfirms(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client_port full = f->port;
	struct l3client *client = add(f, 1, true);

	INIT_LIST_HEAD(&full.confirmed);
	INIT_LIST_HEAD(&full.unconfirmed);
	full.confirmed_count = full.limits.clients;
	full.unconfirmed_count = 0;
	spin_lock_bh(&f->ln.lock);
	l3client_move(&f->ln, client, &full);
	KUNIT_EXPECT_FALSE(test, client->confirmed);
	KUNIT_EXPECT_EQ(test, full.unconfirmed_count, 1);
	l3client_move(&f->ln, client, &f->port);
	spin_unlock_bh(&f->ln.lock);
}

static void heard_address_is_kept_from_others(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *first = add(f, 1, false);
	struct l3client *second = add(f, 2, false);

	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_HEARD), 1);
	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_HEARD), 0);
	KUNIT_EXPECT_EQ(test, bind(f, second, 10, L3CLIENT_ORIGIN_HEARD),
			-EEXIST);
	list_first_entry(&first->addresses, struct l3client_address,
			 link)->last_seen -= 61 * HZ;
	KUNIT_EXPECT_EQ(test, bind(f, second, 10, L3CLIENT_ORIGIN_HEARD), 1);
	KUNIT_EXPECT_EQ(test, ipv4_of(first), 0);
	KUNIT_EXPECT_EQ(test, ipv4_of(second), 10);
}

static void stronger_origin_wins(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *first = add(f, 1, false);
	struct l3client *second = add(f, 2, false);

	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_HEARD), 1);
	KUNIT_EXPECT_EQ(test, bind(f, second, 10, L3CLIENT_ORIGIN_INFO), 1);
	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_LEASE), 1);
	KUNIT_EXPECT_EQ(test, bind(f, second, 10, L3CLIENT_ORIGIN_INFO),
			-EEXIST);
	KUNIT_EXPECT_EQ(test, ipv4_of(first), 10);
	KUNIT_EXPECT_EQ(test, second->address_count, 0);
}

static bool binds(const struct l3client *client, u32 address)
{
	bool bound;

	rcu_read_lock();
	bound = l3client_binds_ipv4(client, htonl(address));
	rcu_read_unlock();
	return bound;
}

static void heard_address_binds_only_without_dhcp(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *first = add(f, 1, false);
	struct l3client *second = add(f, 2, false);

	KUNIT_EXPECT_FALSE(test, binds(first, 10));
	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_HEARD), 1);
	KUNIT_EXPECT_TRUE(test, binds(first, 10));
	KUNIT_EXPECT_FALSE(test, binds(second, 10));
	f->port.limits.heard_binds = 0;
	KUNIT_EXPECT_FALSE(test, binds(first, 10));
	KUNIT_EXPECT_EQ(test, bind(f, first, 11, L3CLIENT_ORIGIN_LEASE), 1);
	KUNIT_EXPECT_TRUE(test, binds(first, 11));
	KUNIT_EXPECT_FALSE(test, binds(first, 10));
	KUNIT_EXPECT_EQ(test, bind(f, first, 10, L3CLIENT_ORIGIN_INFO), 1);
	KUNIT_EXPECT_TRUE(test, binds(first, 10));
}

static void lease_replaces_lease(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client = add(f, 1, true);

	KUNIT_EXPECT_EQ(test, bind(f, client, 9, L3CLIENT_ORIGIN_HEARD), 1);
	KUNIT_EXPECT_EQ(test, bind(f, client, 10, L3CLIENT_ORIGIN_LEASE), 1);
	KUNIT_EXPECT_EQ(test, bind(f, client, 11, L3CLIENT_ORIGIN_LEASE), 1);
	KUNIT_EXPECT_EQ(test, client->address_count, 2);
	KUNIT_EXPECT_EQ(test, ipv4_of(client), 11);
}

static void addresses_are_bounded(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client = add(f, 1, true);
	u32 i;

	for (i = 1; i <= 20; i++) {
		KUNIT_EXPECT_EQ(test,
				bind(f, client, i, L3CLIENT_ORIGIN_HEARD), 1);
		KUNIT_EXPECT_LE(test, client->address_count, 3);
	}
	for (i = 21; i <= 23; i++)
		KUNIT_EXPECT_EQ(test,
				bind(f, client, i, L3CLIENT_ORIGIN_INFO), 1);
	KUNIT_EXPECT_EQ(test, bind(f, client, 24, L3CLIENT_ORIGIN_HEARD),
			-ENOSPC);
	KUNIT_EXPECT_EQ(test, client->address_count, 3);
}

static void bucket_holds_burst_then_rate(struct kunit *test)
{
	struct l3client_bucket bucket = { .tokens = 50, .filled = jiffies };
	unsigned long now = bucket.filled;
	int taken = 0;

	while (l3client_bucket_take(&bucket, now))
		taken++;
	KUNIT_EXPECT_EQ(test, taken, 50);
	now += HZ;
	while (l3client_bucket_take(&bucket, now))
		taken++;
	KUNIT_EXPECT_EQ(test, taken, 100);
	now += 1000 * HZ;
	while (l3client_bucket_take(&bucket, now))
		taken++;
	KUNIT_EXPECT_EQ(test, taken, 150);
}

static struct kunit_case client_cases[] = {
	KUNIT_CASE(flood_evicts_only_unconfirmed),
	KUNIT_CASE(talker_outlives_flood),
	KUNIT_CASE(new_client_gets_in_during_flood),
	KUNIT_CASE(confirmed_clients_are_bounded),
	KUNIT_CASE(dead_port_takes_no_client),
	KUNIT_CASE(clients_are_in_order),
	KUNIT_CASE(moved_client_is_counted_once),
	KUNIT_CASE(move_to_full_port_unconfirms),
	KUNIT_CASE(heard_address_is_kept_from_others),
	KUNIT_CASE(stronger_origin_wins),
	KUNIT_CASE(heard_address_binds_only_without_dhcp),
	KUNIT_CASE(lease_replaces_lease),
	KUNIT_CASE(addresses_are_bounded),
	KUNIT_CASE(bucket_holds_burst_then_rate),
	{}
};

static struct kunit_suite client_suite = {
	.name = "l3client_client",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = client_cases,
};

kunit_test_suite(client_suite);

MODULE_DESCRIPTION("KUnit cases of l3client");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(EXPORTED_FOR_KUNIT_TESTING);
