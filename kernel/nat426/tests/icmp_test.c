// SPDX-License-Identifier: GPL-2.0-only
/* Types and codes of ICMP errors: the tables of RFC 7915. */
#include <kunit/test.h>

#include "../icmp.h"

#define DROPPED { 0xff, 0xff, 0 }

struct row {
	struct { u8 type, code; u32 pointer; } in, out;
};

static const struct row rows4[] = {
	{ { 3, 0, 0 }, { 1, 0, 0 } }, { { 3, 1, 0 }, { 1, 0, 0 } },
	{ { 3, 2, 0 }, { 4, 1, 6 } }, { { 3, 3, 0 }, { 1, 4, 0 } },
	{ { 3, 4, 0 }, { 2, 0, 0 } }, { { 3, 5, 0 }, { 1, 0, 0 } },
	{ { 3, 6, 0 }, { 1, 0, 0 } }, { { 3, 7, 0 }, { 1, 0, 0 } },
	{ { 3, 8, 0 }, { 1, 0, 0 } }, { { 3, 9, 0 }, { 1, 1, 0 } },
	{ { 3, 10, 0 }, { 1, 1, 0 } }, { { 3, 11, 0 }, { 1, 0, 0 } },
	{ { 3, 12, 0 }, { 1, 0, 0 } }, { { 3, 13, 0 }, { 1, 1, 0 } },
	{ { 3, 14, 0 }, DROPPED }, { { 3, 15, 0 }, { 1, 1, 0 } },
	{ { 3, 16, 0 }, DROPPED }, { { 4, 0, 0 }, DROPPED },
	{ { 5, 0, 0 }, DROPPED }, { { 11, 0, 0 }, { 3, 0, 0 } },
	{ { 11, 1, 0 }, { 3, 1, 0 } }, { { 12, 1, 0 }, DROPPED },
	{ { 12, 0, 0 }, { 4, 0, 0 } }, { { 12, 0, 1 }, { 4, 0, 1 } },
	{ { 12, 0, 2 }, { 4, 0, 4 } }, { { 12, 0, 3 }, { 4, 0, 4 } },
	{ { 12, 0, 4 }, DROPPED }, { { 12, 0, 7 }, DROPPED },
	{ { 12, 0, 8 }, { 4, 0, 7 } }, { { 12, 2, 9 }, { 4, 0, 6 } },
	{ { 12, 0, 10 }, DROPPED }, { { 12, 0, 12 }, { 4, 0, 8 } },
	{ { 12, 0, 15 }, { 4, 0, 8 } }, { { 12, 0, 16 }, { 4, 0, 24 } },
	{ { 12, 2, 19 }, { 4, 0, 24 } }, { { 12, 0, 20 }, DROPPED },
	{ { 12, 0, 255 }, DROPPED }, { { 0, 0, 0 }, DROPPED },
	{ { 8, 0, 0 }, DROPPED }, { { 13, 0, 0 }, DROPPED },
};

static const struct row rows6[] = {
	{ { 1, 0, 0 }, { 3, 1, 0 } }, { { 1, 1, 0 }, { 3, 10, 0 } },
	{ { 1, 2, 0 }, { 3, 1, 0 } }, { { 1, 3, 0 }, { 3, 1, 0 } },
	{ { 1, 4, 0 }, { 3, 3, 0 } }, { { 1, 5, 0 }, DROPPED },
	{ { 1, 6, 0 }, DROPPED }, { { 2, 0, 0 }, { 3, 4, 0 } },
	{ { 3, 0, 0 }, { 11, 0, 0 } }, { { 3, 1, 0 }, { 11, 1, 0 } },
	{ { 4, 0, 0 }, { 12, 0, 0 } }, { { 4, 0, 1 }, { 12, 0, 1 } },
	{ { 4, 0, 2 }, DROPPED }, { { 4, 0, 3 }, DROPPED },
	{ { 4, 0, 4 }, { 12, 0, 2 } }, { { 4, 0, 5 }, { 12, 0, 2 } },
	{ { 4, 0, 6 }, { 12, 0, 9 } }, { { 4, 0, 7 }, { 12, 0, 8 } },
	{ { 4, 0, 8 }, { 12, 0, 12 } }, { { 4, 0, 23 }, { 12, 0, 12 } },
	{ { 4, 0, 24 }, { 12, 0, 16 } }, { { 4, 0, 39 }, { 12, 0, 16 } },
	{ { 4, 0, 40 }, DROPPED }, { { 4, 0, 0xffffffff }, DROPPED },
	{ { 4, 1, 6 }, { 3, 2, 0 } }, { { 4, 2, 0 }, DROPPED },
	{ { 100, 0, 0 }, DROPPED }, { { 128, 0, 0 }, DROPPED },
	{ { 135, 0, 0 }, DROPPED },
};

static void check_row(struct kunit *test, const struct row *row,
		      bool (*map)(struct nat426_icmp *), u8 points)
{
	struct nat426_icmp icmp = {
		.type = row->in.type,
		.code = row->in.code,
		.pointer = row->in.pointer,
	};
	bool mapped = map(&icmp);

	KUNIT_ASSERT_EQ_MSG(test, mapped, row->out.type != 0xff, "%u/%u",
			    row->in.type, row->in.code);
	if (!mapped)
		return;
	KUNIT_EXPECT_EQ(test, icmp.type, row->out.type);
	KUNIT_EXPECT_EQ(test, icmp.code, row->out.code);
	if (icmp.type == points)
		KUNIT_EXPECT_EQ(test, icmp.pointer, row->out.pointer);
}

static void errors_of_ipv4_have_these_counterparts(struct kunit *test)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(rows4); i++)
		check_row(test, &rows4[i], nat426_icmp_map4, 4);
}

static void errors_of_ipv6_have_these_counterparts(struct kunit *test)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(rows6); i++)
		check_row(test, &rows6[i], nat426_icmp_map6, 12);
}

static void only_errors_are_errors(struct kunit *test)
{
	unsigned int type;

	for (type = 0; type < 256; type++)
		KUNIT_EXPECT_EQ(test, nat426_icmp_is_error4(type),
				type == 3 || type == 4 || type == 5 ||
				type == 11 || type == 12);
}

static void plateau_is_below_the_length(struct kunit *test)
{
	static const u32 cases[][2] = {
		{ 65535, 32000 }, { 1500, 1492 }, { 1492, 1006 }, { 576, 508 },
		{ 100, 68 }, { 20, 68 },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		KUNIT_EXPECT_EQ(test, nat426_icmp_plateau(cases[i][0]),
				cases[i][1]);
}

static struct kunit_case icmp_cases[] = {
	KUNIT_CASE(errors_of_ipv4_have_these_counterparts),
	KUNIT_CASE(errors_of_ipv6_have_these_counterparts),
	KUNIT_CASE(only_errors_are_errors),
	KUNIT_CASE(plateau_is_below_the_length),
	{}
};

static struct kunit_suite icmp_suite = {
	.name = "nat426_icmp",
	.test_cases = icmp_cases,
};

kunit_test_suite(icmp_suite);
