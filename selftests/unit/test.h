/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cmocka wants included before it, and in this order. */
#ifndef L3MESH_TEST_H
#define L3MESH_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif /* L3MESH_TEST_H */
