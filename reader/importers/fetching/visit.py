"""One visit to one feed: the question, redirections, and the answer's bytes, all within limits."""

from __future__ import annotations

import io
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import IO, Any, cast
from urllib.parse import urljoin

from reader import __version__
from reader.importers.errors import Refused
from reader.importers.fetching.addresses import Reach, reach_of, reach_of_ip, shown, split_host
from reader.importers.fetching.state import FeedState, FetchSettings
from reader.importers.unpacking import Inflated
from reader.text.safe import safe_line

_HEADERS = {
    "User-Agent": f"crossread/{__version__}",
    # What is asked for is unpacked here, in steps that are counted.
    "Accept-Encoding": "gzip",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_LONGEST_MARK = 1000


@dataclass
class Answer:
    """What a server answered.

    Attributes:
        state: The feed that was asked for.
        status: The HTTP status; 0 when there was no answer.
        body: The feed, unpacked.
        headers: The answer's headers, names in small letters.
        error: Why there is no answer, one safe line.
        notices: What the reader should know.
        moved_to: Where the feed has moved for good, or "".
    """

    state: FeedState
    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    error: str = ""
    notices: list[str] = field(default_factory=list)
    moved_to: str = ""


def visit(state: FeedState, settings: FetchSettings, web: ModuleType, tls: Any) -> Answer:
    """Ask for a feed; whatever goes wrong is said in the answer.

    Args:
        state: The feed.
        settings: The limits.
        web: The module `httpx2`.
        tls: What certificates are checked with.
    """
    answer = Answer(state)
    timeout = web.Timeout(settings.read, connect=settings.connect)
    client = web.Client(timeout=timeout, verify=tls, follow_redirects=False)
    # A server that sends a byte now and then never runs into a time limit of a single wait.
    deadline = time.monotonic() + settings.total
    watch = threading.Timer(settings.total, client.close)
    watch.daemon = True
    watch.start()
    try:
        _follow(answer, settings, client, deadline)
    except Refused as error:
        answer.error = str(error)
    except (web.HTTPError, web.InvalidURL, web.StreamError, OSError, RuntimeError, ValueError) as error:
        late = time.monotonic() >= deadline
        answer.error = _too_long(settings) if late else _said(error, web)
    finally:
        watch.cancel()
        client.close()
    if answer.error:
        answer.status = 0
    return answer


def _follow(answer: Answer, settings: FetchSettings, client: Any, deadline: float) -> None:
    """Ask, and go where the answers send us, as far as that is allowed."""
    url = answer.state.url
    home = reach_of(url, look_up=_is_direct(url))
    for_good = True
    for _ in range(settings.redirects + 1):
        with client.stream("GET", url, headers=_question(answer.state, settings)) as response:
            if _is_direct(url):
                _check_peer(response, home)
            client.cookies.clear()
            target = response.headers.get("location", "")
            if response.status_code not in _REDIRECTS or not target:
                _take(answer, response, settings, deadline)
                return
            for_good = for_good and response.status_code in _FOR_GOOD
        target = urljoin(url, target)
        _check_redirect(url, target, home, answer)
        url = target
        answer.moved_to = url if for_good else ""
    raise Refused(f"sent on more than {settings.redirects} times")


def _question(state: FeedState, settings: FetchSettings) -> dict[str, str]:
    headers = _HEADERS | {"Accept": settings.accept}
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return headers | {name: value for name, value in conditions.items() if value}


def _check_redirect(url: str, target: str, home: Reach, answer: Answer) -> None:
    """Refuse to be led from outside to inside; say when the way is no longer encrypted."""
    if reach_of(target, look_up=_is_direct(target)) not in (Reach.PUBLIC, home):
        raise Refused(f"sent on to an address inside this network: {shown(target)}")
    if url.casefold().startswith("https:") and not target.casefold().startswith("https:"):
        answer.notices.append(f"{shown(answer.state.url)}: sent on to an address without encryption")


def _is_direct(url: str) -> bool:
    """Tell whether we connect to a host ourselves: a proxy looks its address up in our stead."""
    host, _ = split_host(url)
    return not urllib.request.getproxies() or bool(urllib.request.proxy_bypass(host))


def _check_peer(response: Any, home: Reach) -> None:
    """Check who really answered: a host's name may stand for another address a moment later."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer and reach_of_ip(str(peer[0])) not in (Reach.PUBLIC, home):
        raise Refused("answered from an address inside this network")


def _take(answer: Answer, response: Any, settings: FetchSettings, deadline: float) -> None:
    """Read the answer, counting its bytes packed and unpacked."""
    answer.headers = {
        name.casefold(): value for name, value in response.headers.items() if len(value) <= _LONGEST_MARK
    }
    answer.status = response.status_code
    if response.status_code != 200:
        return
    raw = cast(IO[bytes], _Body(response.iter_raw(), settings, deadline))
    packing = answer.headers.get("content-encoding", "identity").strip().casefold()
    if packing in ("gzip", "x-gzip", "deflate"):
        raw = cast(IO[bytes], io.BufferedReader(Inflated(raw, largest=settings.largest), 65_536))
    elif packing not in ("", "identity"):
        raise Refused(f"packed in a way that was not asked for: {safe_line(packing)[:40]}")
    parts: list[bytes] = []
    while part := raw.read(65_536):
        parts.append(part)
    answer.body = b"".join(parts)


class _Body(io.RawIOBase):
    """An answer's bytes as they come, held to the limits of size and time."""

    def __init__(self, chunks: Iterator[bytes], settings: FetchSettings, deadline: float) -> None:
        self._chunks = chunks
        self._settings = settings
        self._deadline = deadline
        self._waiting = b""
        self._taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._waiting:
            chunk = next(self._chunks, None)
            if time.monotonic() >= self._deadline:
                raise Refused(_too_long(self._settings))
            if chunk is None:
                return 0
            self._waiting = chunk
            self._taken += len(chunk)
            if self._taken > self._settings.largest:
                raise Refused(f"larger than {self._settings.largest / 1_000_000:g} MB")
        data, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _too_long(settings: FetchSettings) -> str:
    return f"took longer than {settings.total:g} s"


def _said(error: Exception, web: ModuleType) -> str:
    if isinstance(error, web.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, web.TimeoutException):
        return "no answer in time"
    if isinstance(error, web.ConnectError):
        return f"no connection: {safe_line(str(error))[:120]}"
    return f"a broken answer: {safe_line(str(error))[:120] or type(error).__name__}"
