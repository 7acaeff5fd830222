// SPDX-License-Identifier: GPL-2.0-or-later
/* lib/print: the same calls as text, in each of its forms, and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "print.h"
#include "test.h"

static void sample_item(struct print *print, unsigned int number)
{
	static const uint8_t mac[] = { 0x02, 0, 0, 0, 0x0c, 0x01 };
	struct in6_addr address;

	assert_int_equal(addr_parse("10.0.0.5", &address), 0);
	print_item_begin(print);
	print_mac(print, "mac", "", mac);
	print_uint(print, "number", " number ", number);
	print_bool(print, "confirmed", " ", number == 1, "confirmed", "not");
	print_msec(print, "idle", " idle ", 1234);
	print_string(print, PRINT_PLAIN, "only-json", NULL, "a/\"b\"");
	print_string(print, PRINT_PLAIN, NULL, " ", "only-text");
	print_array_begin(print, "address");
	print_object_begin(print, NULL);
	print_break(print, 1);
	print_address(print, "address", "", &address);
	print_object_end(print);
	print_array_end(print);
	assert_int_equal(print_item_end(print), 0);
}

static void prefix_item(struct print *print, const char *text)
{
	struct addr_prefix prefix;

	assert_int_equal(addr_prefix_parse(text, &prefix), 0);
	print_item_begin(print);
	print_prefix(print, "address", "prefix-len", "", &prefix);
	print_item_end(print);
}

static void shows(const struct print_opts *opts, void (*show)(struct print *),
		  const char *want)
{
	struct print *print;
	char *text = NULL;
	size_t len = 0;
	FILE *out;

	out = open_memstream(&text, &len);
	print = print_alloc(out, opts);
	print_list_begin(print);
	show(print);
	assert_int_equal(print_list_end(print), 0);
	print_free(print);
	fclose(out);
	assert_string_equal(text, want);
	free(text);
}

static void two(struct print *print)
{
	sample_item(print, 1);
	sample_item(print, 2);
}

static void one(struct print *print)
{
	sample_item(print, 1);
}

static void none(struct print *print)
{
	(void)print;
}

static void prefixes(struct print *print)
{
	prefix_item(print, "10.0.0.0/8");
	prefix_item(print, "fec0::/64");
}

static void columns(struct print *print)
{
	print_item_begin(print);
	print_column(print, PRINT_IFNAME, "eth0", 8);
	print_column(print, PRINT_PLAIN, "too-long-for-it", 4);
	print_text(print, "end");
	print_item_end(print);
}

static void text_has_its_lines(void **state)
{
	(void)state;
	shows(&(struct print_opts){ 0 }, two,
	      "02:00:00:00:0c:01 number 1 confirmed idle 1.234s only-text\n"
	      "    10.0.0.5\n"
	      "02:00:00:00:0c:01 number 2 not idle 1.234s only-text\n"
	      "    10.0.0.5\n");
}

#define ITEM_BEGIN	"{\"mac\":\"02:00:00:00:0c:01\","
#define ONE		"\"number\":1,\"confirmed\":true,"
#define TWO		"\"number\":2,\"confirmed\":false,"
#define ITEM_MIDDLE	"\"idle\":1234,\"only-json\":\"a/\\\"b\\\"\","
#define ITEM_END	ITEM_MIDDLE "\"address\":[{\"address\":\"10.0.0.5\"}]}"
#define TEXT_ITEM	"02:00:00:00:0c:01 number 1 confirmed idle 1.234s only-text"
#define PREFIX4		"{\"address\":\"10.0.0.0\",\"prefix-len\":8}"
#define PREFIX6		"{\"address\":\"fec0::\",\"prefix-len\":64}"

static void json_is_one_array(void **state)
{
	(void)state;
	shows(&(struct print_opts){ .json = true }, two,
	      "[" ITEM_BEGIN ONE ITEM_END "," ITEM_BEGIN TWO ITEM_END "]\n");
	shows(&(struct print_opts){ .json = true }, none, "[]\n");
}

static void a_stream_has_a_line_each(void **state)
{
	(void)state;
	shows(&(struct print_opts){ .stream = true }, one,
	      TEXT_ITEM " 10.0.0.5\n");
	shows(&(struct print_opts){ .stream = true, .json = true }, prefixes,
	      PREFIX4 "\n" PREFIX6 "\n");
}

static void a_prefix_has_the_length_of_its_text(void **state)
{
	(void)state;
	shows(&(struct print_opts){ 0 }, prefixes, "10.0.0.0/8\nfec0::/64\n");
	shows(&(struct print_opts){ .json = true }, prefixes,
	      "[" PREFIX4 "," PREFIX6 "]\n");
}

static void pretty_json_is_for_the_eye(void **state)
{
	(void)state;
	shows(&(struct print_opts){ .json = true, .pretty = true }, prefixes,
	      "[\n"
	      "  {\n"
	      "    \"address\": \"10.0.0.0\",\n"
	      "    \"prefix-len\": 8\n"
	      "  },\n"
	      "  {\n"
	      "    \"address\": \"fec0::\",\n"
	      "    \"prefix-len\": 64\n"
	      "  }\n"
	      "]\n");
}

static void colours_surround_the_value_alone(void **state)
{
	(void)state;
	shows(&(struct print_opts){ .colour = true }, columns,
	      "\033[36meth0\033[0m     too-long-for-it end\n");
	shows(&(struct print_opts){ .colour = true }, prefixes,
	      "\033[35m10.0.0.0/8\033[0m\n\033[34mfec0::/64\033[0m\n");
	shows(&(struct print_opts){ .colour = true, .json = true }, none,
	      "[]\n");
}

static void brief_is_a_form_of_text_only(void **state)
{
	const struct print_opts text = { .brief = true };
	const struct print_opts json = { .brief = true, .json = true };
	struct print *print = print_alloc(stdout, &text);

	(void)state;
	assert_true(print_is_brief(print));
	print_free(print);
	print = print_alloc(stdout, &json);
	assert_false(print_is_brief(print));
	print_free(print);
}

static void a_write_that_fails_is_told(void **state)
{
	const struct print_opts opts = { .stream = true };
	FILE *full = fopen("/dev/full", "w");
	struct print *print;

	(void)state;
	assert_non_null(full);
	print = print_alloc(full, &opts);
	print_item_begin(print);
	print_text(print, "x");
	assert_true(print_item_end(print) < 0);
	print_free(print);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_its_lines),
		cmocka_unit_test(json_is_one_array),
		cmocka_unit_test(a_stream_has_a_line_each),
		cmocka_unit_test(a_prefix_has_the_length_of_its_text),
		cmocka_unit_test(pretty_json_is_for_the_eye),
		cmocka_unit_test(colours_surround_the_value_alone),
		cmocka_unit_test(brief_is_a_form_of_text_only),
		cmocka_unit_test(a_write_that_fails_is_told),
	};

	return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
