/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Netlink: requests whose refusal keeps the kernel's own words, and events. */
#ifndef L3MESH_NL_H
#define L3MESH_NL_H

#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <stdbool.h>
#include <stdint.h>

#define L3NL_ERROR_LEN	256

/**
 * struct l3nl - a netlink socket
 * @sock: libnl's
 * @error: why the last request failed, in the kernel's words if it said any
 * @warning: what there is to say of a request that was granted
 * @names: the names of the request's attributes by number, or NULL
 * @names_max: the greatest number with a name
 * @request: the request under way
 */
struct l3nl {
	struct nl_sock *sock;
	char error[L3NL_ERROR_LEN];
	char warning[L3NL_ERROR_LEN];
	const char *const *names;
	unsigned int names_max;
	const struct nlmsghdr *request;
};

/* Called with each message of an answer; returns 0, or -errno to end it. */
typedef int (*l3nl_handler)(struct nlmsghdr *nlh, void *arg);

/**
 * struct l3nl_list - what a dump brought
 * @items: the items, one after the other
 * @size: the size of an item
 * @count: how many there are
 * @room: how many there is room for
 */
struct l3nl_list {
	void *items;
	size_t size;
	size_t count;
	size_t room;
};

/**
 * struct l3nl_dump - a dump of a generic netlink family
 * @family: the family's number
 * @version: its version
 * @command: the command
 * @filter: the number of an u32 attribute that the request has, or 0
 * @value: its value
 * @parse: makes an item of a message; returns 0 or -errno
 */
struct l3nl_dump {
	int family;
	uint8_t version;
	uint8_t command;
	int filter;
	uint32_t value;
	int (*parse)(struct nlmsghdr *nlh, void *item);
};

int l3nl_open(struct l3nl *nl, int protocol);
void l3nl_close(struct l3nl *nl);
void l3nl_names(struct l3nl *nl, const char *const *names, unsigned int max);
int l3nl_family(struct l3nl *nl, const char *family);
int l3nl_group(struct l3nl *nl, const char *family, const char *group);
struct nl_msg *l3nl_request(int family, uint8_t command, int flags,
			    uint8_t version);
int l3nl_talk(struct l3nl *nl, struct nl_msg *msg, l3nl_handler handler,
	      void *arg);
int l3nl_send(struct l3nl *nl, struct nl_msg *msg, int error,
	      l3nl_handler handler, void *arg);
int l3nl_dump(struct l3nl *nl, const struct l3nl_dump *dump,
	      struct l3nl_list *list);
void *l3nl_list_add(struct l3nl_list *list);
void l3nl_list_free(struct l3nl_list *list);
int l3nl_subscribe(struct l3nl *nl, int group);
int l3nl_unsubscribe(struct l3nl *nl, int group);
int l3nl_receive(struct l3nl *nl, l3nl_handler handler, void *arg);

#endif /* L3MESH_NL_H */
