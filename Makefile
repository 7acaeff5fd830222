# SPDX-License-Identifier: GPL-2.0-or-later
# See `make help`. Only setup uses the network.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := all

V ?=
W ?=
C ?=
NATIVE ?=
KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
DESTDIR ?=
SUITES ?=
KERNELS ?= debian uml-debug
export V W C KDIR

JOBS := -j$(shell nproc)
Q := $(if $(filter 1,$(V)),,@)
say = @printf '  %-7s %s\n' $(1) "$(2)"

# What a router or a developer's box builds for itself, and what the laboratory builds in the guest root.
ifeq ($(or $(NATIVE),$(filter install,$(MAKECMDGOALS))),)
FLAVOUR := debian
USERSPACE := scripts/in-root make --no-print-directory $(JOBS) -C userspace O=/l3mesh/build/user
else
FLAVOUR := native
USERSPACE := $(MAKE) $(JOBS) -C userspace O=$(CURDIR)/build/native/user
endif
USERSPACE += V=$(V) W=$(W) C=$(C)

.PHONY: all modules user unit setup demo test bench check install clean distclean help

all: modules user

modules:
	$(call say,MODULES,for the $(FLAVOUR) kernel, in build/$(FLAVOUR))
	$(Q)scripts/build-modules $(FLAVOUR)

user:
	$(call say,USER,in build/$(if $(filter native,$(FLAVOUR)),native/)user)
	$(Q)$(USERSPACE) all

unit:
	$(Q)$(USERSPACE) unit

setup:
	$(Q)scripts/setup

# For those that call setup themselves: it speaks only if there is something to do.
.PHONY: ready
ready:
	$(Q)scripts/setup -c || scripts/setup

demo: ready
	$(Q)$(MAKE) all
	$(Q)scripts/demo $(if $(WIFI),--wifi)

test: ready
	$(Q)scripts/run-tests

bench: ready
	$(Q)$(MAKE) all
	$(Q)scripts/bench

check: ready
	$(Q)scripts/check

selftests: ready
	$(Q)$(MAKE) all
	$(Q)scripts/run-selftests $(foreach k,$(KERNELS),-k $(k)) $(SUITES)
.PHONY: selftests

install: all
	$(call say,INSTALL,modules of $(KDIR))
	$(Q)$(MAKE) -C $(KDIR) M=$(CURDIR)/build/native INSTALL_MOD_PATH=$(DESTDIR) modules_install
	$(call say,INSTALL,user space under $(DESTDIR)$(PREFIX))
	$(Q)$(USERSPACE) install DESTDIR=$(DESTDIR) PREFIX=$(PREFIX)

clean:
	$(call say,CLEAN,build)
	$(Q)rm -rf build

distclean: clean
	$(call say,CLEAN,$${L3MESH_CACHE:-/var/cache/l3mesh})
	$(Q)scripts/setup -r

help:
	@echo 'Building (in the Debian 13 root that setup makes; NATIVE=1: with this machine'"'"'s own'
	@echo 'compiler and libraries, for the kernel at KDIR=$(KDIR)):'
	@echo '  all         modules and user space (default)'
	@echo '  modules     kernel/, into build/debian or build/native'
	@echo '  user        userspace/, into build/user or build/native/user'
	@echo '  install     NATIVE=1 build, installed under DESTDIR= and PREFIX=$(PREFIX)'
	@echo
	@echo 'The laboratory:'
	@echo '  setup       fetch and build what the rest needs (as root; once; 2.4 GB)'
	@echo '  demo        a client, a mesh, an exit and a web server, in one guest'
	@echo '  test        everything: check, unit tests, KUnit, selftests on two kernels'
	@echo '  selftests   only the selftests: SUITES="l3client nat426" KERNELS="debian uml-debug"'
	@echo '  bench       instructions per packet'
	@echo '  check       style and static checks'
	@echo '  clean       remove what was built'
	@echo '  distclean   remove the cache too (guest root, kernels)'
	@echo
	@echo 'V=1 shows commands, W=1 warns more, C=1 runs sparse.'
	@echo 'The cache is $$L3MESH_CACHE, /var/cache/l3mesh by default.'
