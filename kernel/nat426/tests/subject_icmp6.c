// SPDX-License-Identifier: GPL-2.0-only
/* An object is of one module only, so the tests have their own. */
#include "../icmp6.c"
