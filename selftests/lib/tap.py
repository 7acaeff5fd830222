# SPDX-License-Identifier: GPL-2.0-or-later
"""A suite in Python: cases that print TAP, waits that have a deadline.

	sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
	import tap

	@tap.case("a frame with a group bit in its source is dropped")
	def group_source():
		tap.wait_for(lambda: dropped() == 1, "the drop to be counted")

	tap.main()

One process runs all cases of a suite, as Python starts slowly in a guest.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
import traceback

_cases = []


class Skip(Exception):
	"""Raised by a case that cannot run here, with the reason."""


def case(name):
	"""Register the decorated function as the case of that name."""
	def register(function):
		_cases.append((name, function))
		return function
	return register


def wait_for(condition, what, seconds=10.0):
	"""Return the first true value of condition(); fail after the deadline."""
	deadline = time.monotonic() + seconds
	while True:
		value = condition()
		if value:
			return value
		if time.monotonic() > deadline:
			raise AssertionError(f"waited {seconds} s for {what}")
		time.sleep(0.02)


def run(*command, check=True, stdin=None):
	"""Run a command and return what it printed; its failure is the case's."""
	if len(command) == 1:
		command = ["bash", "-c", command[0]]
	done = subprocess.run(command, input=stdin, text=True, capture_output=True, timeout=60)
	if check and done.returncode:
		raise AssertionError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
	return done.stdout if check else done


def refused(*command):
	"""Run a command that must be refused and return what it said on stderr."""
	done = run(*command, check=False)
	if done.returncode == 0:
		raise AssertionError(f"{' '.join(command)}: was not refused")
	return done.stderr


def run_json(*command):
	"""Run a command and return the JSON that it printed."""
	return json.loads(run(*command))


@contextlib.contextmanager
def netns(name):
	"""Be in the network namespace of that name."""
	home = os.open("/proc/self/ns/net", os.O_RDONLY)
	there = os.open(f"/run/netns/{name}", os.O_RDONLY)
	try:
		os.setns(there, os.CLONE_NEWNET)
		yield
	finally:
		os.setns(home, os.CLONE_NEWNET)
		os.close(home)
		os.close(there)


def _comment(text):
	for line in text.rstrip().split("\n"):
		print(f"# {line}")


def main():
	"""Run the cases, print TAP, exit 1 if one failed."""
	failed = 0
	print("TAP version 13")
	print(f"1..{len(_cases)}")
	for number, (name, function) in enumerate(_cases, 1):
		try:
			function()
			print(f"ok {number} {name}")
		except Skip as reason:
			print(f"ok {number} {name} # SKIP {reason}")
		except Exception:
			failed += 1
			print(f"not ok {number} {name}")
			_comment(traceback.format_exc())
		sys.stdout.flush()
	sys.exit(1 if failed else 0)
