/* SPDX-License-Identifier: GPL-2.0-only */
/* What may come in by a port. */
#ifndef _L3CLIENT_GUARD_H
#define _L3CLIENT_GUARD_H

struct l3client_net;
struct sk_buff;

int l3client_guard(const struct l3client_net *ln, const struct sk_buff *skb);

#endif /* _L3CLIENT_GUARD_H */
