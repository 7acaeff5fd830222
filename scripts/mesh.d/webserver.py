#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The servers of the laboratory's Internet, in one process as Python starts
slowly in an emulated guest: for each NETNS=ADDRESS a web server and a UDP echo.

GET /           a page that says whom the server sees
GET /bulk       10 MB, the same each time
GET /bulk.sha256, PUT /anything   the SHA-256 of that, or of what was put
"""
import hashlib
import os
import random
import socket
import sys
import threading

BULK = random.Random(426).randbytes(10_000_000)
IPV6_FREEBIND = 78  # from linux/in6.h, not in Python's socket module
PKTINFO_SPACE = socket.CMSG_SPACE(20)


def listener(netns, address, port, kind):
    """A bound socket in the network namespace; a socket stays where it was made."""
    with open(f"/run/netns/{netns}", "rb") as ns:
        os.setns(ns.fileno(), os.CLONE_NEWNET)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, kind)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if kind == socket.SOCK_DGRAM:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
            sock.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
    sock.bind((address, port))
    return sock


def echo(sock):
    """Answers from the address that was asked, also where that is one of a prefix."""
    while True:
        data, control, _, peer = sock.recvmsg(65535, PKTINFO_SPACE)
        pktinfo = [(level, kind, value[:16] + bytes(4))
                   for level, kind, value in control]
        sock.sendmsg([data], pktinfo, 0, peer)


def page(peer, name):
    return (f"<html><body><h1>Hello from {name}</h1>"
            f"<p>I see you as {peer}.</p></body></html>\n").encode()


def answer(stream, peer, name):
    method, path = stream.readline(4096).decode("latin-1").split()[:2]
    length = 0
    while (line := stream.readline(4096).strip()):
        key, _, value = line.decode("latin-1").partition(":")
        if key.lower() == "content-length":
            length = int(value)
        elif key.lower() == "expect":
            stream.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            stream.flush()
    if method == "PUT":
        digest = hashlib.sha256()
        while length > 0 and (part := stream.read(min(length, 65536))):
            digest.update(part)
            length -= len(part)
        return "200 OK", digest.hexdigest().encode() + b"\n"
    if path == "/bulk":
        return "200 OK", BULK
    if path == "/bulk.sha256":
        return "200 OK", hashlib.sha256(BULK).hexdigest().encode() + b"\n"
    if path == "/":
        return "200 OK", page(peer, name)
    return "404 Not Found", b"there is /, /bulk and /bulk.sha256\n"


def serve(conn, peer, name):
    with conn, conn.makefile("rwb") as stream:
        try:
            status, body = answer(stream, peer, name)
            stream.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n"
                         "Connection: close\r\n\r\n".encode() + body)
            stream.flush()
        except (ConnectionError, ValueError) as why:
            print(f"{peer}: {why}", flush=True)


def web(sock, name):
    sock.listen(64)
    while True:
        conn, peer = sock.accept()
        threading.Thread(target=serve, args=(conn, peer[0], name),
                         daemon=True).start()


def main():
    web_port, echo_port = int(sys.argv[1]), int(sys.argv[2])
    threads = []
    for where in sys.argv[3:]:
        netns, _, address = where.partition("=")
        tcp = listener(netns, address, web_port, socket.SOCK_STREAM)
        udp = listener(netns, address, echo_port, socket.SOCK_DGRAM)
        threads.append(threading.Thread(target=web, args=(tcp, netns)))
        threads.append(threading.Thread(target=echo, args=(udp,)))
    for thread in threads:
        thread.start()
    print("READY", flush=True)
    for thread in threads:
        thread.join()


main()
