"""Feeds over HTTP, against a real server that misbehaves in every way that servers do."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from web_server import Exchange, Server

from reader.article import Provenance
from reader.importers.errors import Refused
from reader.importers.fetching.addresses import Reach, reach_of, reach_of_ip, shown
from reader.importers.fetching.feeds import fetch
from reader.importers.fetching.state import FeedResult, FeedState, FetchSettings, Outcome

NOW = 1_552_381_200.0
RSS = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>Harrow Herald</title><item>"
    b"<title>Locks closed</title><guid>1</guid>"
    b"<description>The council closed both locks.</description></item></channel></rss>"
)
QUICK = FetchSettings(connect=2, read=2, total=5, largest=100_000, host_gap=0, now=lambda: NOW)


def visit(url: str, settings: FetchSettings = QUICK, **state: Any) -> FeedResult:
    """Fetch one feed."""
    (result,) = fetch([FeedState(url, **state)], settings)
    return result


def test_a_feed_gives_its_articles_and_what_to_remember(server: Server) -> None:
    url = server.page("/f", body=RSS, ETag='"v1"', Last_Modified="Tue, 12 Mar 2019 09:00:00 GMT")
    result = visit(url)
    assert (result.outcome, result.error) == (Outcome.FETCHED, "")
    (article,) = result.articles
    assert (str(article.headline), str(article.outlet), article.source) == (
        "Locks closed",
        "Harrow Herald",
        f"{url}#1",
    )
    assert result.state == FeedState(
        url,
        title="Harrow Herald",
        etag='"v1"',
        last_modified="Tue, 12 Mar 2019 09:00:00 GMT",
        next_due=NOW + QUICK.interval,
    )


def test_the_outlet_that_the_reader_gave_outranks_the_feeds_title(server: Server) -> None:
    (article,) = visit(server.page("/f", body=RSS), outlet="Gazette").articles
    assert article.outlet is not None
    assert (article.outlet.value, article.outlet.provenance) == ("Gazette", Provenance.USER)


def test_what_was_seen_is_not_sent_again(server: Server) -> None:
    def page(exchange: Exchange) -> None:
        asked = exchange.asked
        seen = asked.get("if-none-match") == '"v1"' and asked.get("if-modified-since") == "yesterday"
        exchange.answer(304 if seen else 200, b"" if seen else RSS, ETag='"v1"', Last_Modified="yesterday")

    server.pages["/f"] = page
    first = visit(server.url + "/f")
    (second,) = fetch([first.state], replace(QUICK, force=True))
    assert (second.outcome, second.articles) == (Outcome.UNCHANGED, ())
    assert second.state == first.state


def test_a_feed_that_is_not_due_or_gone_is_not_asked_for(server: Server) -> None:
    url = server.page("/f", body=RSS)
    results = list(fetch([FeedState(url, next_due=NOW + 1), FeedState(url, gone=True)], QUICK))
    assert [result.outcome for result in results] == [Outcome.NOT_DUE, Outcome.GONE]
    assert visit(url, replace(QUICK, force=True), next_due=NOW + 1).outcome is Outcome.FETCHED
    assert server.questions == ["/f"]


def test_gone_for_good_is_remembered(server: Server) -> None:
    result = visit(server.page("/f", 410))
    assert (result.outcome, result.state.gone) == (Outcome.GONE, True)


@pytest.mark.parametrize(
    ("header", "pause"),
    [
        ("3600", 3600),
        ("Tue, 12 Mar 2019 11:00:00 GMT", 7200),
        ("0", 900),
        ("99999999", 7 * 86400),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(server: Server, status: int, header: str, pause: int) -> None:
    result = visit(server.page("/f", status, Retry_After=header))
    assert (result.outcome, result.state.next_due - NOW, result.state.failures) == (Outcome.LATER, pause, 0)


def test_a_day_that_a_server_names_is_meant_by_the_servers_clock(server: Server) -> None:
    url = server.page("/f", 503, Retry_After="Tue, 12 Mar 2019 10:00:00 GMT")
    for years in (-49, -1, 0, 1, 10):
        clock = NOW + years * 365 * 86_400
        result = visit(url, replace(QUICK, now=lambda clock=clock: clock))
        assert result.state.next_due - clock == 3600


def test_each_failure_in_a_row_doubles_the_pause_and_a_success_ends_it(server: Server) -> None:
    url = server.page("/f", 500)
    state, pauses = FeedState(url), []
    for _ in range(12):
        (result,) = fetch([state], replace(QUICK, force=True))
        state = result.state
        pauses.append(state.next_due - NOW)
    assert pauses[:3] == [900, 1800, 3600]
    assert pauses[-1] == QUICK.longest_interval
    assert result.error == "answered with status 500"
    server.page("/f", body=RSS)
    (result,) = fetch([state], replace(QUICK, force=True))
    assert result.state.failures == 0


def test_a_server_may_ask_for_a_longer_interval(server: Server) -> None:
    result = visit(server.page("/f", body=RSS, Cache_Control="public, max-age=7200"))
    assert result.state.next_due == NOW + 7200


def test_a_packed_answer_is_unpacked(server: Server) -> None:
    result = visit(server.page("/f", body=gzip.compress(RSS, mtime=0), Content_Encoding="gzip"))
    assert len(result.articles) == 1


@pytest.mark.parametrize(
    ("body", "headers", "error"),
    [
        (b"x" * 200_000, {}, "larger than 0.1 MB"),
        (
            gzip.compress(b" " * 5_000_000, mtime=0),
            {"Content_Encoding": "gzip"},
            "larger than 0.1 MB when unpacked",
        ),
        (gzip.compress(RSS, mtime=0)[:40], {"Content_Encoding": "gzip"}, "a packed file that breaks off"),
        (RSS, {"Content_Encoding": "gzip"}, "a packed file that is broken"),
        (RSS, {"Content_Encoding": "br"}, "packed in a way that was not asked for: br"),
        (b"<html><body>Not found</body></html>", {}, "answered with something that is no feed"),
        (b"\x89PNG\r\n", {}, "answered with something that is no feed"),
        (b" \n", {}, "an empty answer"),
        (b"<?xml version='1.0'?><tei/>", {}, "XML, but no feed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # Bytes make no name.
)
def test_an_answer_that_cannot_be_taken_is_one_line(
    server: Server, body: bytes, headers: dict[str, str], error: str
) -> None:
    result = visit(server.page("/f", body=body, **headers))
    assert (result.outcome, result.articles) == (Outcome.FAILED, ())
    assert result.error.startswith(error)


def test_a_page_in_place_of_a_feed_is_asked_for_its_feed(server: Server) -> None:
    page = (
        b"<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/feed.xml'></head>"
    )
    error = f"answered with a page, not a feed; the page names {server.url}/feed.xml"
    assert visit(server.page("/", body=page)).error == error


def test_an_endless_answer_is_cut_off_at_the_limit(server: Server) -> None:
    sent = []

    def page(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
        while not server.wait.is_set():
            exchange.raw(b"<item/>" * 10_000)
            sent.append(70_000)

    server.pages["/f"] = page
    assert visit(server.url + "/f").error == "larger than 0.1 MB"


def test_a_server_that_drips_is_left_when_the_time_is_up(server: Server) -> None:
    def page(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.wait.wait(0.02):
            exchange.raw(b" ")

    server.pages["/f"] = page
    assert visit(server.url + "/f", replace(QUICK, total=0.3)).error == "took longer than 0.3 s"


def test_a_server_that_drips_its_headers_is_left_when_the_time_is_up(server: Server) -> None:
    def page(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.1 200 OK\r\n")
        while not server.wait.wait(0.02):
            exchange.raw(b"X: y\r\n")

    server.pages["/f"] = page
    assert visit(server.url + "/f", replace(QUICK, total=0.3)).error == "took longer than 0.3 s"


def test_a_server_that_says_nothing_is_left(server: Server) -> None:
    server.pages["/f"] = lambda exchange: server.wait.wait(20) and None
    assert visit(server.url + "/f", replace(QUICK, read=0.2)).error == "no answer in time"


@pytest.mark.parametrize(
    "said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>"]
)
def test_a_broken_answer_is_one_line(server: Server, said: bytes) -> None:
    server.pages["/f"] = lambda exchange: exchange.raw(said)
    result = visit(server.url + "/f")
    assert result.outcome is Outcome.FAILED
    assert result.error.startswith("a broken answer: ")


def test_nobody_at_home_is_one_line() -> None:
    pytest.importorskip("httpx2")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert visit(f"http://127.0.0.1:{port}/").error.startswith("no connection: ")
    assert visit("http://nowhere.invalid/").error == "no such host: nowhere.invalid"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "http://", "exec:sh", "http://[x/"]
)
def test_only_addresses_of_the_web_are_asked(url: str) -> None:
    assert visit(url).error.startswith("not an address of the web")


def test_a_feed_is_followed_to_where_it_moved_and_keeps_its_identity(server: Server) -> None:
    new = server.page("/new", body=RSS)
    old = server.page("/old", 301, Location="/new")
    result = visit(old)
    assert (result.state.url, result.moved_to) == (old, new)
    assert result.articles[0].source == f"{old}#1"
    assert result.notices == (f"{old}: has moved to {new}",)
    server.page("/old", 302, Location="/new")
    assert visit(old).moved_to == ""


def test_a_circle_of_redirections_ends(server: Server) -> None:
    url = server.page("/f", 302, Location="/f")
    assert visit(url).error == "sent on more than 5 times"
    assert len(server.questions) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "gopher://x", "javascript:x"])
def test_no_redirection_leads_out_of_the_web(server: Server, target: str) -> None:
    result = visit(server.page("/f", 302, Location=target))
    assert result.error.startswith("not an address of the web")


def test_no_redirection_leads_from_outside_to_inside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = server.page("/secret", body=RSS)
    outer = server.page("/f", 302, Location=inner)
    # The server stands for one out there: its first answer counts as public, and so does its address.
    reaches = iter([Reach.PUBLIC, Reach.LOOPBACK])
    monkeypatch.setattr("reader.importers.fetching.visit.reach_of", lambda url, look_up: next(reaches))
    monkeypatch.setattr("reader.importers.fetching.visit.reach_of_ip", lambda address: Reach.PUBLIC)
    assert visit(outer).error == f"sent on to an address inside this network: {inner}"
    assert server.questions == ["/f"]


def test_a_name_that_stands_for_another_address_a_moment_later_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.page("/f", body=RSS)
    monkeypatch.setattr("reader.importers.fetching.visit.reach_of", lambda url, look_up: Reach.PUBLIC)
    assert visit(url).error == "answered from an address inside this network"


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("93.184.215.14", Reach.PUBLIC),
        ("2606:4700::1111", Reach.PUBLIC),
        ("127.0.0.1", Reach.LOOPBACK),
        ("::1", Reach.LOOPBACK),
        ("0.0.0.0", Reach.LOOPBACK),
        ("::ffff:127.0.0.1", Reach.LOOPBACK),
        ("10.1.2.3", Reach.PRIVATE),
        ("192.168.0.1", Reach.PRIVATE),
        ("169.254.169.254", Reach.PRIVATE),
        ("fe80::1%eth0", Reach.PRIVATE),
        ("fd00::1", Reach.PRIVATE),
        ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("224.0.0.1", Reach.PRIVATE),
    ],
)
def test_it_is_known_which_addresses_lie_inside(address: str, reach: Reach) -> None:
    assert reach_of_ip(address) is reach


@pytest.mark.parametrize(
    ("url", "reach"),
    [
        ("http://169.254.169.254/latest", Reach.PRIVATE),
        ("http://[::1]/", Reach.LOOPBACK),
        ("http://localhost:8080/", Reach.LOOPBACK),
        ("http://intranet/", Reach.PRIVATE),
        ("http://printer.local/", Reach.PRIVATE),
        ("http://harrowherald.example/", Reach.PUBLIC),
    ],
)
def test_behind_a_proxy_numbers_and_plain_names_tell(url: str, reach: Reach) -> None:
    assert reach_of(url, look_up=False) is reach


def test_links_of_a_feed_are_meant_from_where_it_was_fetched(server: Server) -> None:
    body = RSS.replace(b"<guid>1</guid>", b"<link>/2019/03/12/locks</link>")
    (article,) = visit(server.page("/f", body=body)).articles
    assert str(article.url) == f"{server.url}/2019/03/12/locks"


def test_a_link_that_is_none_costs_no_article(server: Server) -> None:
    body = RSS.replace(b"<guid>1</guid>", b"<guid>1</guid><link>http://[x</link>")
    (article,) = visit(server.page("/f", body=body)).articles
    assert article.url is None
    page = b"<!doctype html><link rel=alternate type=application/rss+xml href='http://[x'>"
    assert visit(server.page("/", body=page)).error == "answered with something that is no feed"


def test_an_encoding_that_only_the_server_tells_is_believed(server: Server) -> None:
    body = RSS.replace(b"<?xml version='1.0'?>", b"").replace(b"Locks", "Шлюзы".encode("koi8-r"))
    (article,) = visit(server.page("/f", body=body, Content_Type="text/xml; charset=koi8-r")).articles
    assert str(article.headline) == "Шлюзы closed"


def test_no_cookie_is_sent_back(server: Server) -> None:
    asked: list[dict[str, str]] = []

    def page(exchange: Exchange) -> None:
        asked.append(exchange.asked)
        exchange.answer(body=RSS)

    server.pages["/new"] = page
    visit(server.page("/old", 302, Location="/new", Set_Cookie="who=you; Path=/"))
    assert "cookie" not in asked[0]
    assert "referer" not in asked[0]


def test_a_feed_with_broken_utf8_still_gives_its_articles(server: Server) -> None:
    body = RSS.replace(b"Locks closed", b"Locks \xff\xfe\xe2\x82 closed")
    (article,) = visit(server.page("/f", body=body)).articles
    assert "closed" in str(article.headline)


def test_one_host_is_asked_one_question_at_a_time_with_a_pause(server: Server) -> None:
    urls = [server.page(f"/{number}", body=RSS) for number in range(4)]
    pauses: list[float] = []
    settings = replace(QUICK, host_gap=0.01, at_once=4)

    class Counting(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if timeout == 0.01:
                pauses.append(timeout)
            return super().wait(timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.importers.fetching.feeds.threading.Event", Counting)
        results = list(fetch([FeedState(url) for url in urls], settings))
    assert [result.outcome for result in results] == [Outcome.FETCHED] * 4
    assert server.questions == ["/0", "/1", "/2", "/3"]
    assert server.busiest == 1
    assert len(pauses) == 3


def test_many_hosts_are_asked_side_by_side_up_to_the_limit(server: Server) -> None:
    def slow(exchange: Exchange) -> None:
        server.wait.wait(0.05)
        exchange.answer(body=RSS)

    server.pages["/f"] = slow
    port = server.url.rpartition(":")[2]
    # Three hosts to the program, and one server.
    names = [f"http://127.0.0.1:{port}/f", f"http://localhost:{port}/f", f"http://127.1:{port}/f"]
    results = list(fetch([FeedState(name) for name in names], replace(QUICK, at_once=2)))
    assert [result.outcome for result in results] == [Outcome.FETCHED] * 3
    assert server.busiest <= 2


def test_a_caller_that_stops_leaves_the_others_alone(server: Server) -> None:
    urls = [server.page(f"/{number}", body=RSS) for number in range(50)]
    visits = fetch([FeedState(url) for url in urls], replace(QUICK, at_once=2, host_gap=0.02))
    assert len(list(islice(visits, 1))) == 1
    visits.close()  # type: ignore[attr-defined]
    assert len(server.questions) < 10


def test_a_missing_extra_is_one_line_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(Refused, match=r"pip install 'crossread\[net\]'"):
        list(fetch([FeedState("http://127.0.0.1:1/")], QUICK))


def test_a_password_in_an_address_is_shown_nowhere() -> None:
    assert shown("https://ada:secret@harrow.example/f\x1b[31m") == "https://harrow.example/f"
