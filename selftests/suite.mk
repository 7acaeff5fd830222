# SPDX-License-Identifier: GPL-2.0-or-later
# A suite's Makefile names its TEST_PROGS and TEST_FILES and includes this; the
# rules are the kernel's own, from the source that Debian packages.
KSFT ?= /usr/src/linux/tools/testing/selftests
include $(KSFT)/lib.mk
