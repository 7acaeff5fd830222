// SPDX-License-Identifier: GPL-2.0-only
#include <net/net_namespace.h>

#include "fixture.h"

int fixture_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	int err;

	if (!f)
		return -ENOMEM;

	err = l3client_net_setup(&f->ln, &init_net);
	if (err)
		return err;

	f->port.ln = &f->ln;
	f->port.limits.clients = 4;
	f->port.limits.unconfirmed = 8;
	f->port.limits.addresses = 3;
	f->port.limits.heard_binds = 1;
	INIT_LIST_HEAD(&f->port.confirmed);
	INIT_LIST_HEAD(&f->port.unconfirmed);
	f->port.counters = l3client_counters_alloc();
	test->priv = f;
	return f->port.counters ? 0 : -ENOMEM;
}

void fixture_exit(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct l3client *client;

	if (!f)
		return;
	spin_lock_bh(&f->ln.lock);
	while ((client = l3client_next(&f->ln, NULL)))
		l3client_remove(&f->ln, client);
	spin_unlock_bh(&f->ln.lock);
	l3client_net_cleanup(&f->ln);
	free_percpu(f->port.counters);
}
