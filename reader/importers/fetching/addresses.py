"""Where an address leads: into the open net, into the reader's own, or into this machine.

A feed that the reader typed may be anywhere. But what a server out there sends us to may not lie inside: a
redirection to `http://127.0.0.1/` would make the reader's machine ask its own services.
"""

from __future__ import annotations

import ipaddress
import socket
from enum import IntEnum
from urllib.parse import urlsplit

from reader.importers.errors import Refused
from reader.text.safe import safe_line


class Reach(IntEnum):
    """How near an address is; the nearer, the fewer may lead to it."""

    PUBLIC = 0
    PRIVATE = 1
    LOOPBACK = 2


def reach_of(url: str, *, look_up: bool = True) -> Reach:
    """Return the nearest of the addresses that a URL's host stands for.

    Args:
        url: The address.
        look_up: Whether names are looked up; behind a proxy that is the proxy's work, and only numbers and
            names that mean the same everywhere tell.

    Raises:
        Refused: When it is no address of the web, or its host is not known.
    """
    host, port = split_host(url)
    if not look_up:
        return _reach_of_name(host)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"no such host: {safe_line(host)[:100]}") from error
    return max(reach_of_ip(str(address[4][0])) for address in found)


def _reach_of_name(host: str) -> Reach:
    try:
        return reach_of_ip(host)
    except ValueError:
        name = host.casefold().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    return (
        Reach.PRIVATE if "." not in name or name.endswith((".local", ".internal", ".lan")) else Reach.PUBLIC
    )


def reach_of_ip(address: str) -> Reach:
    """Return how near one numeric address is."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    # An address of the old net may be written as one of the new.
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    ip = mapped or ip
    if ip.is_loopback or ip.is_unspecified:
        return Reach.LOOPBACK
    return Reach.PUBLIC if ip.is_global and not ip.is_multicast else Reach.PRIVATE


def split_host(url: str) -> tuple[str, int]:
    """Return the host and the port of an address of the web.

    Raises:
        Refused: When it is none.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("not an address of the web") from error
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"not an address of the web: {shown(url)}")
    return host, port or (443 if parts.scheme == "https" else 80)


def shown(url: str) -> str:
    """Return an address for a message: safe, short, and without a password in it."""
    head, mark, rest = safe_line(url).partition("//")
    host, slash, path = rest.partition("/")
    return f"{head}{mark}{host.rpartition('@')[2]}{slash}{path}"[:200]
