// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netlink/attr.h>
#include <netlink/genl/ctrl.h>
#include <netlink/msg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "nl.h"

/* How often a dump that the kernel changed meanwhile is asked for again. */
#define DUMP_TRIES	3

/**
 * struct answer - the answer to a request
 * @nl: the socket
 * @handler: takes the messages
 * @arg: passed to @handler
 * @result: 0, -EINPROGRESS until the answer is complete, or -errno
 * @interrupted: the dump is not consistent
 */
struct answer {
	struct l3nl *nl;
	l3nl_handler handler;
	void *arg;
	int result;
	bool interrupted;
};

/**
 * l3nl_open() - open a netlink socket
 * @nl: the socket
 * @protocol: NETLINK_GENERIC or NETLINK_ROUTE
 *
 * Return: 0 or -errno.
 */
int l3nl_open(struct l3nl *nl, int protocol)
{
	int one = 1;

	memset(nl, 0, sizeof(*nl));
	nl->sock = nl_socket_alloc();
	if (!nl->sock)
		return -ENOMEM;
	if (nl_connect(nl->sock, protocol)) {
		int error = errno ? errno : EIO;

		l3nl_close(nl);
		return -error;
	}
	/* Old kernels know neither; then errors come without words. */
	setsockopt(nl_socket_get_fd(nl->sock), SOL_NETLINK, NETLINK_EXT_ACK,
		   &one, sizeof(one));
	setsockopt(nl_socket_get_fd(nl->sock), SOL_NETLINK, NETLINK_CAP_ACK,
		   &one, sizeof(one));
	return 0;
}

void l3nl_close(struct l3nl *nl)
{
	nl_socket_free(nl->sock);
	nl->sock = NULL;
}

/**
 * l3nl_names() - tell the names of attributes, for errors that point at one
 * @nl: the socket
 * @names: names by attribute number, NULL where there is none
 * @max: the greatest number
 */
void l3nl_names(struct l3nl *nl, const char *const *names, unsigned int max)
{
	nl->names = names;
	nl->names_max = max;
}

static const char *attr_name(const struct l3nl *nl, unsigned int type)
{
	if (!nl->names || type > nl->names_max)
		return NULL;
	return nl->names[type];
}

/* The kernel points at an attribute by its offset in a (generic) request. */
static const char *attr_name_at(const struct l3nl *nl, uint32_t offset)
{
	const size_t header = NLMSG_HDRLEN + GENL_HDRLEN;
	const struct nlmsghdr *request = nl->request;
	struct nlattr *attr;
	int left;

	if (!nl->names || !request || offset >= request->nlmsg_len)
		return NULL;
	attr = (struct nlattr *)((char *)request + header);
	left = (int)(request->nlmsg_len - header);
	for (; nla_ok(attr, left); attr = nla_next(attr, &left)) {
		size_t start = (size_t)((char *)attr - (const char *)request);

		if (offset >= start && offset < start + (size_t)nla_total_size(nla_len(attr)))
			return attr_name(nl, (unsigned int)nla_type(attr));
	}
	return NULL;
}

static void policy_range(struct nlattr *policy, char *buf, size_t len)
{
	struct nlattr *tb[NL_POLICY_TYPE_ATTR_MAX + 1];

	buf[0] = '\0';
	if (nla_parse_nested(tb, NL_POLICY_TYPE_ATTR_MAX, policy, NULL))
		return;
	if (tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U] &&
	    tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U])
		snprintf(buf, len, " (%llu to %llu)",
			 (unsigned long long)nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U]),
			 (unsigned long long)nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U]));
}

/* Put the words of an extended ack together: "attribute: text (range)". */
static void extack_format(const struct l3nl *nl, struct nlattr *attrs, int len,
			  char *buf)
{
	struct nlattr *tb[NLMSGERR_ATTR_MAX + 1];
	const char *name = NULL, *text = NULL;
	char range[64] = "";

	buf[0] = '\0';
	if (nla_parse(tb, NLMSGERR_ATTR_MAX, attrs, len, NULL))
		return;
	if (tb[NLMSGERR_ATTR_MSG])
		text = nla_get_string(tb[NLMSGERR_ATTR_MSG]);
	if (tb[NLMSGERR_ATTR_OFFS])
		name = attr_name_at(nl, nla_get_u32(tb[NLMSGERR_ATTR_OFFS]));
	if (tb[NLMSGERR_ATTR_POLICY])
		policy_range(tb[NLMSGERR_ATTR_POLICY], range, sizeof(range));
	if (tb[NLMSGERR_ATTR_MISS_TYPE]) {
		name = attr_name(nl, nla_get_u32(tb[NLMSGERR_ATTR_MISS_TYPE]));
		text = text ? text : "is missing";
	}
	/* A text that names its attribute needs no second name. */
	if (text && name && strstr(text, name))
		name = NULL;
	if (text || name)
		snprintf(buf, L3NL_ERROR_LEN, "%s%s%s%s", name ? name : "",
			 name ? ": " : "", text ? text : "refused", range);
}

/* An ack carries the request, or its header alone, and then its attributes. */
static void ack_words(const struct l3nl *nl, const struct nlmsghdr *nlh,
		      char *buf)
{
	const struct nlmsgerr *err = nlmsg_data(nlh);
	size_t skip = sizeof(*err);

	buf[0] = '\0';
	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	if (!(nlh->nlmsg_flags & NLM_F_CAPPED))
		skip += NLMSG_ALIGN(err->msg.nlmsg_len) - NLMSG_HDRLEN;
	if ((size_t)nlmsg_datalen(nlh) <= skip)
		return;
	extack_format(nl, (struct nlattr *)((char *)nlmsg_data(nlh) + skip),
		      nlmsg_datalen(nlh) - (int)skip, buf);
}

static int on_error(struct sockaddr_nl *from, struct nlmsgerr *err, void *arg)
{
	struct answer *answer = arg;

	(void)from;
	ack_words(answer->nl, (struct nlmsghdr *)((char *)err - NLMSG_HDRLEN),
		  answer->nl->error);
	answer->result = err->error;
	return NL_STOP;
}

static int on_ack(struct nl_msg *msg, void *arg)
{
	struct answer *answer = arg;

	ack_words(answer->nl, nlmsg_hdr(msg), answer->nl->warning);
	answer->result = 0;
	return NL_STOP;
}

/* A dump may fail at its end; the error stands in the final message. */
static int on_finish(struct nl_msg *msg, void *arg)
{
	struct nlmsghdr *nlh = nlmsg_hdr(msg);
	struct answer *answer = arg;
	int error = 0;

	if (nlmsg_datalen(nlh) >= (int)sizeof(error))
		memcpy(&error, nlmsg_data(nlh), sizeof(error));
	if (error < 0 && nlmsg_datalen(nlh) > (int)sizeof(error) &&
	    nlh->nlmsg_flags & NLM_F_ACK_TLVS)
		extack_format(answer->nl,
			      (struct nlattr *)((char *)nlmsg_data(nlh) + sizeof(error)),
			      nlmsg_datalen(nlh) - (int)sizeof(error),
			      answer->nl->error);
	answer->result = error < 0 ? error : 0;
	return NL_STOP;
}

static int on_valid(struct nl_msg *msg, void *arg)
{
	struct answer *answer = arg;
	int result;

	if (nlmsg_hdr(msg)->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	if (!answer->handler)
		return NL_OK;
	result = answer->handler(nlmsg_hdr(msg), answer->arg);
	if (result < 0) {
		answer->result = result;
		return NL_STOP;
	}
	return NL_OK;
}

static int on_interrupted(struct nl_msg *msg, void *arg)
{
	struct answer *answer = arg;

	(void)msg;
	answer->interrupted = true;
	return NL_OK;
}

static int no_check(struct nl_msg *msg, void *arg)
{
	(void)msg;
	(void)arg;
	return NL_OK;
}

static int libnl_errno(int error)
{
	switch (-error) {
	case NLE_NOMEM:
		return errno == ENOBUFS ? -ENOBUFS : -ENOMEM;
	case NLE_AGAIN:
		return -EAGAIN;
	case NLE_INTR:
		return -EINTR;
	case NLE_PERM:
		return -EPERM;
	case NLE_OBJ_NOTFOUND:
		return -ENOENT;
	case NLE_MSG_TRUNC:
		return -EMSGSIZE;
	default:
		return -EIO;
	}
}

static int receive_answer(struct answer *answer)
{
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);
	int error = 0;

	if (!cb)
		return -ENOMEM;
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_valid, answer);
	nl_cb_set(cb, NL_CB_ACK, NL_CB_CUSTOM, on_ack, answer);
	nl_cb_set(cb, NL_CB_FINISH, NL_CB_CUSTOM, on_finish, answer);
	nl_cb_set(cb, NL_CB_DUMP_INTR, NL_CB_CUSTOM, on_interrupted, answer);
	nl_cb_err(cb, NL_CB_CUSTOM, on_error, answer);
	while (answer->result == -EINPROGRESS && error >= 0)
		error = nl_recvmsgs(answer->nl->sock, cb);
	nl_cb_put(cb);
	return answer->result == -EINPROGRESS ? libnl_errno(error) : answer->result;
}

/**
 * l3nl_talk() - send a request and take its answer
 * @nl: the socket
 * @msg: the request, used up
 * @handler: takes each message of the answer, or NULL
 * @arg: passed to @handler
 *
 * Return: 0, -errno of the kernel with its words in @nl->error, -EAGAIN if a
 * dump changed while it was taken (@handler has had all of it then), or
 * -errno of @handler.
 */
int l3nl_talk(struct l3nl *nl, struct nl_msg *msg, l3nl_handler handler,
	      void *arg)
{
	struct answer answer = { nl, handler, arg, -EINPROGRESS, false };
	int error;

	nl->error[0] = '\0';
	nl->warning[0] = '\0';
	if (!msg)
		return -ENOMEM;
	nlmsg_hdr(msg)->nlmsg_flags |= NLM_F_ACK;
	nl->request = nlmsg_hdr(msg);
	error = nl_send_auto(nl->sock, msg);
	error = error < 0 ? libnl_errno(error) : receive_answer(&answer);
	nl->request = NULL;
	nlmsg_free(msg);
	return !error && answer.interrupted ? -EAGAIN : error;
}

/* l3nl_talk() for a request that may not have been put together: @error. */
int l3nl_send(struct l3nl *nl, struct nl_msg *msg, int error,
	      l3nl_handler handler, void *arg)
{
	if (error) {
		nlmsg_free(msg);
		return -ENOMEM;
	}
	return l3nl_talk(nl, msg, handler, arg);
}

/**
 * l3nl_family() - the number of a generic netlink family
 * @nl: the socket
 * @family: its name
 *
 * Return: the number, -ENOENT if no module offers the family, or -errno.
 */
int l3nl_family(struct l3nl *nl, const char *family)
{
	int id = genl_ctrl_resolve(nl->sock, family);

	return id < 0 ? libnl_errno(id) : id;
}

/* The number of a multicast group of a family, or -errno as above. */
int l3nl_group(struct l3nl *nl, const char *family, const char *group)
{
	int id = genl_ctrl_resolve_grp(nl->sock, family, group);

	return id < 0 ? libnl_errno(id) : id;
}

/**
 * l3nl_request() - begin a request to a generic netlink family
 * @family: the family's number
 * @command: the command
 * @flags: NLM_F_DUMP, or 0
 * @version: the family's version
 *
 * Return: the request, or NULL for want of memory.
 */
struct nl_msg *l3nl_request(int family, uint8_t command, int flags,
			    uint8_t version)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (msg && genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0,
			       flags | NLM_F_REQUEST, command, version))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

void *l3nl_list_add(struct l3nl_list *list)
{
	void *item;

	if (list->count == list->room) {
		size_t room = list->room ? list->room * 2 : 16;
		void *items = reallocarray(list->items, room, list->size);

		if (!items)
			return NULL;
		list->items = items;
		list->room = room;
	}
	item = (char *)list->items + list->count++ * list->size;
	return memset(item, 0, list->size);
}

void l3nl_list_free(struct l3nl_list *list)
{
	free(list->items);
	list->items = NULL;
	list->count = 0;
	list->room = 0;
}

struct dump_arg {
	const struct l3nl_dump *dump;
	struct l3nl_list *list;
};

static int on_dumped(struct nlmsghdr *nlh, void *arg)
{
	struct dump_arg *dump = arg;
	void *item = l3nl_list_add(dump->list);

	return item ? dump->dump->parse(nlh, item) : -ENOMEM;
}

static struct nl_msg *dump_request(const struct l3nl_dump *dump)
{
	struct nl_msg *msg = l3nl_request(dump->family, dump->command,
					  NLM_F_DUMP, dump->version);

	if (msg && dump->filter &&
	    nla_put_u32(msg, dump->filter, dump->value)) {
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}

/**
 * l3nl_dump() - take a whole table
 * @nl: the socket
 * @dump: which one
 * @list: where to put its items; its size is set
 *
 * A table that changes under the dump is dumped again. One that never rests,
 * as in a flood of clients, is shown all the same: the kernel goes by key, so
 * what stayed in the table is in the dump once. @nl->warning says so then.
 *
 * Return: 0, or -errno as of l3nl_talk() with @list empty.
 */
int l3nl_dump(struct l3nl *nl, const struct l3nl_dump *dump,
	      struct l3nl_list *list)
{
	struct dump_arg arg = { dump, list };
	int error = -EAGAIN;

	for (int i = 0; error == -EAGAIN && i < DUMP_TRIES; i++) {
		list->count = 0;
		error = l3nl_talk(nl, dump_request(dump), on_dumped, &arg);
	}
	if (error == -EAGAIN) {
		snprintf(nl->warning, sizeof(nl->warning),
			 "the table changes faster than it can be read; what came or went meanwhile may be missing");
		error = 0;
	}
	if (error)
		l3nl_list_free(list);
	return error;
}

/* Take part in a multicast group; l3nl_receive() then has its events. */
int l3nl_subscribe(struct l3nl *nl, int group)
{
	int error = nl_socket_add_membership(nl->sock, group);

	return error ? libnl_errno(error) : 0;
}

/* A group that went with its module is left already. */
int l3nl_unsubscribe(struct l3nl *nl, int group)
{
	int error = nl_socket_drop_membership(nl->sock, group);

	return error ? libnl_errno(error) : 0;
}

/**
 * l3nl_receive() - take the events that wait
 * @nl: the socket, which is made non-blocking
 * @handler: takes each
 * @arg: passed to @handler
 *
 * Return: 0 when none is left, -ENOBUFS if some were lost (call again for the
 * rest), or -errno.
 */
int l3nl_receive(struct l3nl *nl, l3nl_handler handler, void *arg)
{
	struct answer answer = { nl, handler, arg, 0, false };
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);
	int error = 0;

	if (!cb)
		return -ENOMEM;
	nl_socket_set_nonblocking(nl->sock);
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_valid, &answer);
	nl_cb_set(cb, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, no_check, NULL);
	while (!error && !answer.result) {
		errno = 0;
		error = nl_recvmsgs(nl->sock, cb);
		error = error < 0 ? libnl_errno(error) : 0;
	}
	nl_cb_put(cb);
	if (answer.result)
		return answer.result;
	return error == -EAGAIN ? 0 : error;
}
