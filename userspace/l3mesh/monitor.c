// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/genetlink.h>
#include <net/if.h>
#include <netlink/genl/ctrl.h>
#include <netlink/msg.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "tool.h"

enum { L3CLIENT, NAT426 };

static const struct cmd_arg args[] = {
	[L3CLIENT] = { .names = "l3client", .type = CMD_FLAG },
	[NAT426] = { .names = "nat426", .type = CMD_FLAG },
};

/**
 * struct event - an operation of a family
 * @name: the name of the spec, without -ntf
 * @text: the same for people
 * @parse: makes an object of a message
 * @show: shows the object
 * @seq: the place of the sequence number in the object
 */
struct event {
	const char *name;
	const char *text;
	int (*parse)(struct nlmsghdr *nlh, void *object);
	tool_printer show;
	size_t seq;
};

#define PORT(name, text)	{ name, text, l3client_port_parse, port_print, \
				  offsetof(struct l3client_port, seq) }
#define CLIENT(name, text)	{ name, text, l3client_client_parse, \
				  client_print, \
				  offsetof(struct l3client_client, seq) }
#define PREFIX(name, text)	{ name, text, l3client_prefix_parse, \
				  prefix_print, \
				  offsetof(struct l3client_prefix, seq) }
#define LINK(name, text)	{ name, text, nat426_link_parse, nat426_print, \
				  offsetof(struct nat426_link, seq) }

/* The replies of get show the state after events were lost. */
static const struct event l3client_events[L3CLIENT_CMD_MAX + 1] = {
	[L3CLIENT_CMD_PORT_GET] = PORT("port-get", "port"),
	[L3CLIENT_CMD_PORT_NEW_NTF] = PORT("port-new", "port set"),
	[L3CLIENT_CMD_PORT_DEL_NTF] = PORT("port-del", "port deleted"),
	[L3CLIENT_CMD_CLIENT_GET] = CLIENT("client-get", "client"),
	[L3CLIENT_CMD_CLIENT_NEW_NTF] = CLIENT("client-new", "client new"),
	[L3CLIENT_CMD_CLIENT_SET_NTF] = CLIENT("client-set", "client set"),
	[L3CLIENT_CMD_CLIENT_MOVE_NTF] = CLIENT("client-move", "client moved"),
	[L3CLIENT_CMD_CLIENT_DEL_NTF] = CLIENT("client-del", "client deleted"),
	[L3CLIENT_CMD_PREFIX_GET] = PREFIX("prefix-get", "prefix"),
	[L3CLIENT_CMD_PREFIX_NEW_NTF] = PREFIX("prefix-new", "prefix new"),
	[L3CLIENT_CMD_PREFIX_DEL_NTF] = PREFIX("prefix-del", "prefix deleted"),
};

static const struct event nat426_events[NAT426_CMD_MAX + 1] = {
	[NAT426_CMD_LINK_GET] = LINK("link-get", "nat426"),
	[NAT426_CMD_LINK_SET_NTF] = LINK("link-set", "nat426 set"),
	[NAT426_CMD_LINK_DEL_NTF] = LINK("link-del", "nat426 deleted"),
};

static const uint8_t l3client_dumps[] = {
	L3CLIENT_CMD_PREFIX_GET, L3CLIENT_CMD_PORT_GET, L3CLIENT_CMD_CLIENT_GET,
};

static const uint8_t nat426_dumps[] = { NAT426_CMD_LINK_GET };

/**
 * struct source - a family that is listened to
 * @name: the family's name
 * @group_name: its multicast group
 * @version: its version
 * @events: its operations
 * @event_max: the greatest of them
 * @dumps: the operations that show all its state
 * @dump_count: how many they are
 * @wanted: the user asked for this family
 * @id: the family's number, 0 while the module is not there
 * @group: the number of its group
 * @seq: the number of its last event, if @seq_known
 * @seq_known: an event or a dump has told a number
 */
struct source {
	const char *name;
	const char *group_name;
	uint8_t version;
	const struct event *events;
	unsigned int event_max;
	const uint8_t *dumps;
	size_t dump_count;
	bool wanted;
	int id;
	int group;
	uint32_t seq;
	bool seq_known;
};

#define SOURCES	2

/**
 * struct monitor - a run of the monitor
 * @tool: the tool; its socket is for requests
 * @events: the socket for events
 * @print: where events are shown
 * @sources: the families
 */
struct monitor {
	struct tool *tool;
	struct l3nl events;
	struct print *print;
	struct source sources[SOURCES];
};

static int dump_all(struct monitor *monitor, struct source *source);

static void event_begin(struct monitor *monitor, const struct source *source,
			const char *event)
{
	print_item_begin(monitor->print);
	print_string(monitor->print, PRINT_PLAIN, "event", NULL, event);
	print_string(monitor->print, PRINT_PLAIN, "family", NULL, source->name);
}

static int event_print(struct monitor *monitor, const struct source *source,
		       const struct event *event, const void *object)
{
	event_begin(monitor, source, event->name);
	print_text(monitor->print, event->text);
	print_text(monitor->print, " ");
	event->show(monitor->print, object);
	return print_item_end(monitor->print);
}

/* What happened to a module rather than in it. */
static int source_print(struct monitor *monitor, const struct source *source,
			const char *event, const char *text)
{
	event_begin(monitor, source, event);
	print_text(monitor->print, source->name);
	print_text(monitor->print, " ");
	print_text(monitor->print, text);
	return print_item_end(monitor->print);
}

/* Say that events were lost, then show what there is now. */
static int resync(struct monitor *monitor, struct source *source)
{
	int error;

	if (!source->id)
		return 0;
	error = source_print(monitor, source, "lost",
			     "events were lost; this is what there is now:");
	return error ? error : dump_all(monitor, source);
}

union object {
	struct l3client_port port;
	struct l3client_client client;
	struct l3client_prefix prefix;
	struct nat426_link link;
};

static const struct event *event_find(const struct source *source,
				      unsigned int command)
{
	if (command > source->event_max || !source->events[command].name)
		return NULL;
	return &source->events[command];
}

/* A dump ahead of the events has shown what they tell; those are passed over. */
static int event_take(struct monitor *monitor, struct source *source,
		      struct nlmsghdr *nlh)
{
	struct genlmsghdr *header = nlmsg_data(nlh);
	const struct event *event = event_find(source, header->cmd);
	union object object;
	uint32_t seq;

	memset(&object, 0, sizeof(object));
	if (!event || event->parse(nlh, &object))
		return 0;
	memcpy(&seq, (char *)&object + event->seq, sizeof(seq));
	if (source->seq_known && (int32_t)(seq - source->seq) <= 0)
		return 0;
	if (source->seq_known && seq != source->seq + 1)
		return resync(monitor, source);
	source->seq = seq;
	source->seq_known = true;
	return event_print(monitor, source, event, &object);
}

static size_t object_size(const struct event *event)
{
	if (event->parse == l3client_port_parse)
		return sizeof(struct l3client_port);
	if (event->parse == l3client_client_parse)
		return sizeof(struct l3client_client);
	if (event->parse == l3client_prefix_parse)
		return sizeof(struct l3client_prefix);
	return sizeof(struct nat426_link);
}

/* The smallest number of all that was dumped: later events are still news. */
static int dump_one(struct monitor *monitor, struct source *source,
		    const struct event *event, uint8_t command, bool *first)
{
	const struct l3nl_dump dump = {
		.family = source->id,
		.version = source->version,
		.command = command,
		.parse = event->parse,
	};
	struct l3nl_list list = { .size = object_size(event) };
	int error = l3nl_dump(&monitor->tool->nl, &dump, &list);

	for (size_t i = 0; i < list.count && !error; i++) {
		const char *object = (char *)list.items + i * list.size;
		uint32_t seq;

		memcpy(&seq, object + event->seq, sizeof(seq));
		if (*first || (int32_t)(seq - source->seq) < 0)
			source->seq = seq;
		*first = false;
		source->seq_known = true;
		error = event_print(monitor, source, event, object);
	}
	l3nl_list_free(&list);
	return error;
}

static int dump_all(struct monitor *monitor, struct source *source)
{
	bool first = true;
	int error = 0;

	source->seq_known = false;
	for (size_t i = 0; i < source->dump_count && !error; i++)
		error = dump_one(monitor, source,
				 &source->events[source->dumps[i]],
				 source->dumps[i], &first);
	/* A module that goes meanwhile says so by an event of its own. */
	return error == -EIO || error == -ENOMEM ? error : 0;
}

static int source_join(struct monitor *monitor, struct source *source)
{
	struct l3nl *nl = &monitor->tool->nl;
	int id = l3nl_family(nl, source->name);
	int group, error;

	if (id < 0)
		return id;
	group = l3nl_group(nl, source->name, source->group_name);
	if (group < 0)
		return group;
	error = l3nl_subscribe(&monitor->events, group);
	if (error)
		return error;
	source->id = id;
	source->group = group;
	source->seq_known = false;
	return 0;
}

static struct source *source_find(struct monitor *monitor, const char *name)
{
	for (unsigned int i = 0; i < SOURCES; i++) {
		if (monitor->sources[i].wanted &&
		    !strcmp(monitor->sources[i].name, name))
			return &monitor->sources[i];
	}
	return NULL;
}

static int source_appears(struct monitor *monitor, struct source *source)
{
	/* It may have gone again; then another message says so. */
	if (source->id || source_join(monitor, source))
		return 0;
	return source_print(monitor, source, "loaded", "is loaded now");
}

static int source_goes(struct monitor *monitor, struct source *source)
{
	if (!source->id)
		return 0;
	/* A later family may be given the group's number. */
	l3nl_unsubscribe(&monitor->events, source->group);
	source->id = 0;
	return source_print(monitor, source, "unloaded", "is loaded no longer");
}

/* The controller tells which families come and go. */
static int control_take(struct monitor *monitor, struct nlmsghdr *nlh)
{
	struct genlmsghdr *header = nlmsg_data(nlh);
	struct nlattr *tb[CTRL_ATTR_MAX + 1];
	struct source *source;

	if (genlmsg_parse(nlh, 0, tb, CTRL_ATTR_MAX, NULL) ||
	    !tb[CTRL_ATTR_FAMILY_NAME])
		return 0;
	source = source_find(monitor, nla_get_string(tb[CTRL_ATTR_FAMILY_NAME]));
	if (!source)
		return 0;
	/* The family's group comes after the family, and it is that we need. */
	if (header->cmd == CTRL_CMD_NEWMCAST_GRP ||
	    header->cmd == CTRL_CMD_NEWFAMILY)
		return source_appears(monitor, source);
	if (header->cmd == CTRL_CMD_DELFAMILY)
		return source_goes(monitor, source);
	return 0;
}

static int on_message(struct nlmsghdr *nlh, void *arg)
{
	struct monitor *monitor = arg;

	if (nlh->nlmsg_type == GENL_ID_CTRL)
		return control_take(monitor, nlh);
	for (unsigned int i = 0; i < SOURCES; i++) {
		struct source *source = &monitor->sources[i];

		if (source->id && source->id == nlh->nlmsg_type)
			return event_take(monitor, source, nlh);
	}
	return 0;
}

/* Lost messages may be those of the controller too, so look for all modules. */
static int lost(struct monitor *monitor)
{
	int error = 0;

	for (unsigned int i = 0; i < SOURCES && !error; i++) {
		struct source *source = &monitor->sources[i];

		if (!source->wanted)
			continue;
		error = source->id ? resync(monitor, source) :
			source_appears(monitor, source);
	}
	return error;
}

static int receive(struct monitor *monitor)
{
	int error = l3nl_receive(&monitor->events, on_message, monitor);

	return error == -ENOBUFS ? lost(monitor) : error;
}

static int signals_open(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Until a signal, or until nobody reads standard output any more. */
static int loop(struct monitor *monitor)
{
	struct pollfd fds[] = {
		{ .fd = nl_socket_get_fd(monitor->events.sock),
		  .events = POLLIN },
		{ .fd = signals_open(), .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};
	int error = 0;

	while (!error && !fds[1].revents && !(fds[2].revents & POLLERR)) {
		if (poll(fds, 3, -1) < 0)
			error = errno == EINTR ? 0 : -errno;
		else if (fds[0].revents)
			error = receive(monitor);
	}
	close(fds[1].fd);
	return error;
}

static int join_all(struct monitor *monitor)
{
	struct tool *tool = monitor->tool;
	int error;

	for (unsigned int i = 0; i < SOURCES; i++) {
		struct source *source = &monitor->sources[i];

		if (!source->wanted)
			continue;
		error = source_join(monitor, source);
		if (error == -ENOENT)
			error = source_print(monitor, source, "missing",
					     "is not loaded; waiting for it");
		else if (!error && tool->opts.json)
			/* Programs must know from when on nothing escapes. */
			error = source_print(monitor, source, "listening", "");
		if (error) {
			tool_error(tool, "%s: %s", source->name,
				   tool_errno_text(error));
			return error;
		}
	}
	return 0;
}

static int sockets_open(struct monitor *monitor)
{
	struct tool *tool = monitor->tool;
	int error, group;

	error = l3nl_open(&tool->nl, NETLINK_GENERIC);
	if (error)
		return error;
	tool->nl_open = true;
	error = l3nl_open(&monitor->events, NETLINK_GENERIC);
	if (error)
		return error;
	group = l3nl_group(&tool->nl, "nlctrl", "notify");
	error = group < 0 ? group : l3nl_subscribe(&monitor->events, group);
	if (error)
		l3nl_close(&monitor->events);
	return error;
}

static void sources_init(struct source *sources, const struct cmd_items *items)
{
	sources[L3CLIENT] = (struct source){
		.name = L3CLIENT_FAMILY_NAME,
		.group_name = L3CLIENT_MCGRP_EVENTS,
		.version = L3CLIENT_FAMILY_VERSION,
		.events = l3client_events,
		.event_max = L3CLIENT_CMD_MAX,
		.dumps = l3client_dumps,
		.dump_count = CMD_COUNT(l3client_dumps),
	};
	sources[NAT426] = (struct source){
		.name = NAT426_FAMILY_NAME,
		.group_name = NAT426_MCGRP_EVENTS,
		.version = NAT426_FAMILY_VERSION,
		.events = nat426_events,
		.event_max = NAT426_CMD_MAX,
		.dumps = nat426_dumps,
		.dump_count = CMD_COUNT(nat426_dumps),
	};
	for (unsigned int i = 0; i < SOURCES; i++)
		sources[i].wanted = !items->count || cmd_item_find(items, i);
}

static int monitor(struct tool *tool, const struct cmd_items *items)
{
	struct monitor monitor = { .tool = tool };
	int error;

	tool->opts.stream = true;
	tool->opts.pretty = false;
	sources_init(monitor.sources, items);
	error = sockets_open(&monitor);
	if (error) {
		tool_error(tool, "netlink: %s", tool_errno_text(error));
		return TOOL_REFUSED;
	}
	monitor.print = tool_print(tool);
	error = join_all(&monitor);
	if (!error)
		error = loop(&monitor);
	print_free(monitor.print);
	l3nl_close(&monitor.events);
	/* Who reads the output may stop at any time. */
	return !error || error == -EIO ? TOOL_DONE : TOOL_REFUSED;
}

static const struct cmd_verb verbs[] = {
	{ NULL, monitor, args, CMD_COUNT(args), "[l3client] [nat426]",
	  "show what happens, until it is interrupted" },
};

const struct cmd_object monitor_object = {
	"monitor mon m", "what happens, as it happens",
	verbs, CMD_COUNT(verbs),
};
