#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make as many events as the arguments say, faster than one who sleeps can read."""

import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import genl

PREFIX = {
	"address": socket.inet_pton(socket.AF_INET6, "2001:db8:1::"),
	"prefix-len": 64,
	"role": "client",
}

l3client = genl.Family("l3client")
for _ in range(int(sys.argv[1]) // 2):
	l3client.do("prefix-new", PREFIX)
	l3client.do("prefix-del", PREFIX)
