"""Many feeds at once: several hosts side by side, one question at a time to each."""

from __future__ import annotations

import contextlib
import io
import queue
import re
import ssl
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from reader.article import Article, Field, Provenance
from reader.importers.errors import Refused
from reader.importers.extras import extra
from reader.importers.fetching.addresses import shown, split_host
from reader.importers.fetching.state import FeedResult, FeedState, FetchSettings, Outcome
from reader.importers.fetching.visit import Answer, visit
from reader.importers.items import Refusal
from reader.importers.registry import read_stream
from reader.importers.sniff import sniff
from reader.text.safe import safe_line

_FIRST_PAUSE = 15 * 60
_FEEDS = ("feed", "json")
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{2,40})", re.I)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def fetch(feeds: Iterable[FeedState], settings: FetchSettings | None = None) -> Iterator[FeedResult]:
    """Visit feeds that are due, and yield what each visit brought, as it comes.

    Nothing is remembered here: the state to keep is in each result. A caller that stops early leaves the
    others unvisited.

    Args:
        feeds: The feeds; those that are gone or not yet due are answered at once.
        settings: Limits and manners.

    Raises:
        Refused: When the extra `[net]` is not installed.
    """
    settings = settings or FetchSettings()
    due: dict[str, list[FeedState]] = {}
    for state in feeds:
        if state.gone or (_waits(state, settings) and not settings.force):
            yield FeedResult(state, Outcome.GONE if state.gone else Outcome.NOT_DUE)
            continue
        try:
            host, _ = split_host(state.url)
        except Refused as error:
            yield _failed(state, str(error), settings)
            continue
        due.setdefault(host, []).append(state)
    if due:
        for answer in answers_of(list(due.values()), settings):
            yield result_of(answer, settings)


def _waits(state: FeedState, settings: FetchSettings) -> bool:
    """Tell whether a feed is not due yet; a time that no visit can have set is of a clock that has jumped."""
    return settings.now() < state.next_due <= settings.now() + settings.longest_interval


def answers_of(hosts: list[list[FeedState]], settings: FetchSettings) -> Iterator[Answer]:
    """Yield the answers of all addresses, those of one host in their order with a pause between.

    Raises:
        Refused: When the extra `[net]` is not installed.
    """
    web = extra("httpx2", "net", "feeds over HTTP: to fetch them")
    waiting = iter(hosts)
    answers: queue.Queue[Answer] = queue.Queue(maxsize=settings.at_once)
    taking, stop = threading.Lock(), threading.Event()
    tls = ssl.create_default_context()

    def work() -> None:
        while not stop.is_set():
            with taking:
                states = next(waiting, None)
            if states is None:
                return
            for number, state in enumerate(states):
                if number and stop.wait(settings.host_gap):
                    return
                hand_over(visit(state, settings, web, tls))

    def hand_over(answer: Answer) -> None:
        while not stop.is_set():
            try:
                answers.put(answer, timeout=0.2)
                return
            except queue.Full:
                continue

    try:
        for _ in range(min(settings.at_once, len(hosts))):
            threading.Thread(target=work, daemon=True, name="feeds").start()
        for _ in range(sum(map(len, hosts))):
            answer = _next(answers, settings)
            if answer is None:
                return
            yield answer
    finally:
        stop.set()


def _next(answers: queue.Queue[Answer], settings: FetchSettings) -> Answer | None:
    """Return the answer that comes next; None when nobody waits for it any more."""
    while not settings.stop():
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=0.2)
    return None


def result_of(answer: Answer, settings: FetchSettings) -> FeedResult:
    """Return what an answer means, and when to come again."""
    state, status = answer.state, answer.status
    if answer.error:
        return _failed(state, answer.error, settings, tuple(answer.notices))
    if status == 304:
        return FeedResult(_well(answer, settings), Outcome.UNCHANGED, moved_to=answer.moved_to)
    if status == 410:
        return FeedResult(replace(state, gone=True), Outcome.GONE, error="gone for good (410)")
    later = _retry_after(answer, settings)
    if status in (429, 503) and later is not None:
        return FeedResult(
            replace(state, next_due=later), Outcome.LATER, error=f"asked to come later ({status})"
        )
    if status != 200:
        return _failed(state, f"answered with status {status}", settings)
    if not answer.body.strip():
        return _failed(state, "an empty answer", settings)
    kind = sniff(answer.body[:4096], "")
    if kind not in _FEEDS:
        named = named_feed(answer.body, state.url) if kind == "html" else ""
        what = f"answered with a page, not a feed; the page names {named}" if named else ""
        return _failed(state, what or "answered with something that is no feed", settings)
    return _fetched(answer, settings)


def _fetched(answer: Answer, settings: FetchSettings) -> FeedResult:
    articles: list[Article] = []
    refused: list[Refusal] = []
    notices = list(answer.notices)
    for item in read_stream(io.BytesIO(in_utf8(answer)), answer.state.url):
        if isinstance(item, Article):
            articles.append(_given_outlet(item, answer.state))
        elif isinstance(item, Refusal):
            refused.append(item)
        else:
            notices.append(str(item))
    if refused and not articles:
        return _failed(answer.state, refused[0].reason, settings, tuple(notices))
    if answer.moved_to:
        notices.append(f"{shown(answer.state.url)}: has moved to {shown(answer.moved_to)}")
    title = next((str(article.outlet) for article in articles if article.outlet), "")
    state = _well(answer, settings)
    return FeedResult(
        replace(state, title=state.title or title),
        Outcome.FETCHED,
        tuple(articles),
        tuple(refused),
        tuple(notices),
        moved_to=answer.moved_to,
    )


def in_utf8(answer: Answer) -> bytes:
    """Return a feed's bytes; one whose encoding only the server tells, in UTF-8."""
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    if charset is None or b"encoding" in answer.body[:200]:
        return answer.body
    try:
        return answer.body.decode(charset.group(1)).encode()
    except (LookupError, ValueError):
        return answer.body


def named_feed(page: bytes, url: str) -> str:
    """Return the address of the feed that a page names as its own, or "": people know pages by heart."""
    from reader.importers.markup import html_text, parse_html

    try:
        root = parse_html(html_text(page)[0])
        for link in root.iter("link") if root is not None else ():
            if link.get("rel", "").casefold() == "alternate" and link.get("type", "").casefold() in _TYPES:
                return shown(urljoin(url, link.get("href", "")))
    except (Refused, ValueError):  # An address that is none.
        pass
    return ""


def _given_outlet(article: Article, state: FeedState) -> Article:
    """Prefer the outlet that the reader gave the feed to the feed's own title."""
    if not state.outlet:
        return article
    return replace(article, outlet=Field(state.outlet, Provenance.USER, "set for this feed"))


def _well(answer: Answer, settings: FetchSettings) -> FeedState:
    """Return a feed's state after a visit that went well."""
    headers, unchanged = answer.headers, answer.status == 304
    pause = max(settings.interval, min(_max_age(headers.get("cache-control", "")), settings.longest_interval))
    return replace(
        answer.state,
        etag=_mark(headers, "etag") or (answer.state.etag if unchanged else ""),
        last_modified=_mark(headers, "last-modified") or (answer.state.last_modified if unchanged else ""),
        next_due=settings.now() + pause,
        failures=0,
    )


def _failed(
    state: FeedState, reason: str, settings: FetchSettings, notices: tuple[str, ...] = ()
) -> FeedResult:
    """Return a failure; the next visit comes the later the more there were in a row."""
    failures = state.failures + 1
    pause = min(_FIRST_PAUSE * 2 ** min(failures - 1, 20), settings.longest_interval)
    after = replace(state, failures=failures, next_due=settings.now() + pause)
    return FeedResult(after, Outcome.FAILED, notices=notices, error=safe_line(reason))


def _mark(headers: dict[str, str], name: str) -> str:
    """Return a header that is sent back at the next visit; only what a header can hold."""
    value = headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() else ""


def _max_age(header: str) -> float:
    for part in header.split(","):
        name, _, value = part.strip().casefold().partition("=")
        if name == "max-age" and value.isdecimal() and len(value) < 10:
            return float(value)
    return 0.0


def _retry_after(answer: Answer, settings: FetchSettings) -> float | None:
    """Return when a server asks us to come again, or None when it does not say."""
    value = answer.headers.get("retry-after", "").strip()
    now = settings.now()
    if value.isdecimal() and len(value) < 10:
        pause = float(value)
    else:
        at = _date(value)
        if at is None:
            return None
        # By the server's own clock where it tells it, whatever ours says.
        pause = at - (_date(answer.headers.get("date", "")) or now)
    return now + min(max(pause, _FIRST_PAUSE), settings.longest_interval)


def _date(value: str) -> float | None:
    """Return a header's date in seconds since 1970; None when it is none."""
    try:
        at = parsedate_to_datetime(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
