// SPDX-License-Identifier: GPL-2.0-only
/* Types and codes of ICMP errors, from one protocol to the other. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/kernel.h>

#include "icmp.h"

/* No field of the other protocol's header is meant. */
#define NOWHERE 0xff

/* Offsets of fields: IPv4 to IPv6 (RFC 7915 figure 3). */
static const u8 pointer4[] = {
	0, 1, 4, 4, NOWHERE, NOWHERE, NOWHERE, NOWHERE, 7, 6,
	NOWHERE, NOWHERE, 8, 8, 8, 8, 24, 24, 24, 24,
};

/* Offsets of fields: IPv6 to IPv4 (RFC 7915 figure 6). */
static const u8 pointer6[] = {
	0, 1, NOWHERE, NOWHERE, 2, 2, 9, 8,
	12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
	16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
};

/* Usual MTUs (RFC 1191 section 7), for routers that do not tell theirs. */
static const u16 plateaus[] = {
	65535, 32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296,
};

/* The greatest usual MTU that a packet of @len bytes does not fit. */
u32 nat426_icmp_plateau(u32 len)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(plateaus); i++)
		if (plateaus[i] < len)
			return plateaus[i];
	return 68;
}

static bool map_pointer(struct nat426_icmp *icmp, const u8 *table,
			unsigned int size)
{
	if (icmp->pointer >= size || table[icmp->pointer] == NOWHERE)
		return false;
	icmp->pointer = table[icmp->pointer];
	return true;
}

static bool set(struct nat426_icmp *icmp, u8 type, u8 code)
{
	icmp->type = type;
	icmp->code = code;
	return true;
}

static bool map_unreach4(struct nat426_icmp *icmp)
{
	switch (icmp->code) {
	case ICMP_NET_UNREACH:
	case ICMP_HOST_UNREACH:
	case ICMP_SR_FAILED:
	case ICMP_NET_UNKNOWN:
	case ICMP_HOST_UNKNOWN:
	case ICMP_HOST_ISOLATED:
	case ICMP_NET_UNR_TOS:
	case ICMP_HOST_UNR_TOS:
		return set(icmp, ICMPV6_DEST_UNREACH, ICMPV6_NOROUTE);
	case ICMP_PROT_UNREACH:
		/* It points at the next header field. */
		icmp->pointer = 6;
		return set(icmp, ICMPV6_PARAMPROB, ICMPV6_UNK_NEXTHDR);
	case ICMP_PORT_UNREACH:
		return set(icmp, ICMPV6_DEST_UNREACH, ICMPV6_PORT_UNREACH);
	case ICMP_FRAG_NEEDED:
		return set(icmp, ICMPV6_PKT_TOOBIG, 0);
	case ICMP_NET_ANO:
	case ICMP_HOST_ANO:
	case ICMP_PKT_FILTERED:
	case ICMP_PREC_CUTOFF:
		return set(icmp, ICMPV6_DEST_UNREACH, ICMPV6_ADM_PROHIBITED);
	}
	return false;
}

/* True if the type is one of the errors that quote a packet. */
bool nat426_icmp_is_error4(u8 type)
{
	switch (type) {
	case ICMP_DEST_UNREACH:
	case ICMP_SOURCE_QUENCH:
	case ICMP_REDIRECT:
	case ICMP_TIME_EXCEEDED:
	case ICMP_PARAMETERPROB:
		return true;
	}
	return false;
}

/**
 * nat426_icmp_map4 - turn an ICMPv4 error into an ICMPv6 one
 * @icmp: type, code and pointer are replaced
 *
 * Return: false if there is no counterpart.
 */
bool nat426_icmp_map4(struct nat426_icmp *icmp)
{
	switch (icmp->type) {
	case ICMP_DEST_UNREACH:
		return map_unreach4(icmp);
	case ICMP_TIME_EXCEEDED:
		return set(icmp, ICMPV6_TIME_EXCEED, icmp->code);
	case ICMP_PARAMETERPROB:
		if (icmp->code != 0 && icmp->code != 2)
			return false;
		if (!map_pointer(icmp, pointer4, ARRAY_SIZE(pointer4)))
			return false;
		return set(icmp, ICMPV6_PARAMPROB, ICMPV6_HDR_FIELD);
	}
	return false;
}

static bool map_unreach6(struct nat426_icmp *icmp)
{
	switch (icmp->code) {
	case ICMPV6_NOROUTE:
	case ICMPV6_NOT_NEIGHBOUR:	/* beyond scope of source address */
	case ICMPV6_ADDR_UNREACH:
		return set(icmp, ICMP_DEST_UNREACH, ICMP_HOST_UNREACH);
	case ICMPV6_ADM_PROHIBITED:
		return set(icmp, ICMP_DEST_UNREACH, ICMP_HOST_ANO);
	case ICMPV6_PORT_UNREACH:
		return set(icmp, ICMP_DEST_UNREACH, ICMP_PORT_UNREACH);
	}
	return false;
}

static bool map_parameter6(struct nat426_icmp *icmp)
{
	switch (icmp->code) {
	case ICMPV6_HDR_FIELD:
		if (!map_pointer(icmp, pointer6, ARRAY_SIZE(pointer6)))
			return false;
		return set(icmp, ICMP_PARAMETERPROB, 0);
	case ICMPV6_UNK_NEXTHDR:
		return set(icmp, ICMP_DEST_UNREACH, ICMP_PROT_UNREACH);
	}
	return false;
}

/**
 * nat426_icmp_map6 - turn an ICMPv6 error into an ICMPv4 one
 * @icmp: type, code and pointer are replaced
 *
 * Return: false if there is no counterpart.
 */
bool nat426_icmp_map6(struct nat426_icmp *icmp)
{
	switch (icmp->type) {
	case ICMPV6_DEST_UNREACH:
		return map_unreach6(icmp);
	case ICMPV6_PKT_TOOBIG:
		return set(icmp, ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED);
	case ICMPV6_TIME_EXCEED:
		return set(icmp, ICMP_TIME_EXCEEDED, icmp->code);
	case ICMPV6_PARAMPROB:
		return map_parameter6(icmp);
	}
	return false;
}
