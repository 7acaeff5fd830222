/* SPDX-License-Identifier: GPL-2.0-only */
/* A namespace's tables with one port, for the KUnit cases. */
#ifndef _L3CLIENT_TESTS_FIXTURE_H
#define _L3CLIENT_TESTS_FIXTURE_H

#include <kunit/test.h>
#include <net/ipv6.h>

#include "../address.h"
#include "../client.h"
#include "../net.h"
#include "../port.h"
#include "../prefix.h"

/**
 * struct fixture - tables that no packet reaches
 * @ln: the tables
 * @port: a port of theirs, without an interface
 */
struct fixture {
	struct l3client_net ln;
	struct l3client_port port;
};

int fixture_init(struct kunit *test);
void fixture_exit(struct kunit *test);

static inline struct in6_addr fixture_ipv4(u32 address)
{
	struct in6_addr mapped;

	ipv6_addr_set_v4mapped(htonl(address), &mapped);
	return mapped;
}

#endif /* _L3CLIENT_TESTS_FIXTURE_H */
