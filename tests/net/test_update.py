"""`crossread add` and `update` over HTTP, against a real server that misbehaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from web_server import Exchange, Server

from reader.cli import main
from reader.importers.fetching.state import FetchSettings
from reader.importers.rules import OutletRule, format_rules
from reader.library.ingest import Report, ingest, update
from reader.library.paths import user_paths
from reader.library.store import Store
from reader.library.visits import known_feeds

NOW = 1_552_381_200.0
QUICK = FetchSettings(connect=2, read=2, total=5, largest=100_000, host_gap=0, now=lambda: NOW)
LATER = replace(QUICK, now=lambda: NOW + 8 * 86_400)
PAGE = b"""<html><head><title>Locks closed - Harrow Herald</title>
<link rel="alternate" type="application/rss+xml" href="/feed"></head><body><article><h1>Locks closed</h1>
<p>The river council agreed on Tuesday to close both locks at Harrow Bend for the winter, it said.</p>
<p>Engineers had found cracks in the northern gate during an inspection in the summer of last year.</p>
</article></body></html>"""


def rss(*numbers: int) -> bytes:
    items = "".join(
        f"<item><title>Report number {n} from the river locks</title><guid>{n}</guid>"
        f"<description>The council closed lock {n} on Tuesday, and it stays closed.</description></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Harrow Herald</title>{items}</channel></rss>".encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty library."""
    with Store(tmp_path / "library.db") as store:
        yield store


def add(store: Store, *urls: str) -> Report:
    return ingest(store, urls, settings=QUICK)


def articles(store: Store) -> int:
    return store.tallies()["articles"]


def test_a_feed_that_was_added_is_fetched_again_by_update(server: Server, store: Store) -> None:
    url = server.page("/feed", body=rss(1, 2))
    assert add(store, url).tally.taken == 2
    server.page("/feed", body=rss(1, 2, 3))
    assert update(store, settings=QUICK).fetched == 0, "it is not due yet"
    assert server.questions == ["/feed"]
    report = update(store, settings=LATER)
    assert (report.tally.taken, report.tally.unchanged, report.fetched) == (1, 2, 1)


def test_what_a_server_said_is_sent_back_at_the_next_update(server: Server, store: Store) -> None:
    asked: list[tuple[str, str]] = []

    def page(exchange: Exchange) -> None:
        said = exchange.asked
        asked.append((said.get("if-none-match", ""), said.get("if-modified-since", "")))
        seen = asked[-1] == ('"v1"', "yesterday")
        exchange.answer(304 if seen else 200, b"" if seen else rss(1), ETag='"v1"', Last_Modified="yesterday")

    server.pages["/feed"] = page
    add(store, server.url + "/feed")
    report = update(store, settings=LATER)
    assert asked == [("", ""), ('"v1"', "yesterday")]
    assert (report.fetched, articles(store)) == (0, 1)


def test_gone_for_good_is_remembered_and_said_once(server: Server, store: Store) -> None:
    url = server.page("/feed", body=rss(1))
    add(store, url)
    server.page("/feed", 410)
    (notice,) = update(store, settings=LATER).notices
    assert notice == f"{url}: gone for good (410)"
    assert known_feeds(store)[0].gone
    again = update(store, settings=replace(LATER, force=True))
    assert (again.notices, again.refused, server.questions) == ([], [], ["/feed", "/feed"])
    assert articles(store) == 1


def test_a_server_that_asks_for_time_is_left_alone_until_then(server: Server, store: Store) -> None:
    url = server.page("/feed", body=rss(1))
    add(store, url)
    server.page("/feed", 503, Retry_After="7200")
    report = update(store, settings=LATER)
    assert (report.refusals, report.notices) == (0, [f"{url}: asked to come later (503)"])
    assert known_feeds(store)[0].next_due == LATER.now() + 7200
    update(store, settings=replace(LATER, now=lambda: NOW + 8 * 86_400 + 7_000))
    assert server.questions == ["/feed", "/feed"]


@pytest.mark.parametrize("answer", ["500", "hangs up", "no feed", "endless"])
def test_one_feed_that_fails_is_named_and_the_others_are_fetched(
    server: Server, store: Store, answer: str
) -> None:
    def bad(exchange: Exchange) -> None:
        if answer == "hangs up":
            raise OSError
        if answer == "endless":
            exchange.answer(200, b"x" * 200_000)
        else:
            exchange.answer(500 if answer == "500" else 200, b"Nothing to see here.")

    bad_url, good = server.page("/bad", body=rss(1)), server.page("/good", body=rss(2))
    add(store, bad_url, good)
    server.pages["/bad"] = bad
    server.page("/good", body=rss(2, 3))
    report = update(store, settings=LATER)
    assert (report.tally.taken, report.refusals) == (1, 1)
    assert report.refused[0].startswith(f"{bad_url}: ")
    assert [feed.failures for feed in known_feeds(store)] == [1, 0]


def test_a_page_is_an_article_that_says_where_it_was_fetched(server: Server, store: Store) -> None:
    url = server.page("/locks", body=PAGE, Content_Type="text/html; charset=utf-8")
    report = add(store, url)
    assert (report.tally.taken, known_feeds(store)) == (1, [])
    article = next(store.articles())
    assert (str(article.headline), str(article.url), article.source) == ("Locks closed", url, url)
    assert report.notices == [f"{url}: names a feed that can be added too: {server.url}/feed"]
    server.page("/locks", body=PAGE.replace(b"both locks", b"all three locks"))
    assert add(store, url).tally.versions == 1


def test_the_feeds_of_a_list_are_noted_and_fetched_by_update(
    server: Server, store: Store, tmp_path: Path
) -> None:
    url = server.page("/feed", body=rss(1))
    text = f"<opml version='2.0'><body><outline text='Herald' xmlUrl='{url}'/></body></opml>"
    path = tmp_path / "feeds.opml"
    path.write_text(text)
    assert ingest(store, [str(path)]).feeds == 1
    assert update(store, settings=QUICK).tally.taken == 1
    ingest(store, [str(path)], again=True)
    assert known_feeds(store)[0].next_due > NOW, "what its server said stays"
    server.page("/list", body=text.encode())
    assert add(store, server.url + "/list").feeds == 1


def test_an_address_where_nothing_stands_is_one_line(server: Server, store: Store) -> None:
    report = add(store, server.url + "/none", "https://", f"{server.url}/empty")
    assert report.refused == ["https://: not an address of the web: https://"] + [
        f"{server.url}/{name}: answered with status 404" for name in ("none", "empty")
    ]


def test_rules_hold_for_what_is_fetched(server: Server, store: Store) -> None:
    path = user_paths().config.parent / "outlets.toml"
    path.parent.mkdir(parents=True)
    path.write_text(format_rules([OutletRule("Harrow Herald", set={"outlet": "The Herald"})]))
    add(store, server.page("/feed", body=rss(1)))
    assert store.rows("SELECT name FROM outlet WHERE n > 0") == [("The Herald",)]


def test_a_feed_of_too_many_items_says_so(server: Server, store: Store) -> None:
    url = server.page("/feed", body=rss(*range(20)))
    report = ingest(store, [url], settings=QUICK, most=5)
    assert (report.tally.taken, report.refusals) == (5, 1)
    assert "more than 5 articles" in report.refused[0]


def test_stopping_does_not_wait_for_a_server_that_hangs(server: Server, store: Store) -> None:
    def hang(exchange: Exchange) -> None:
        stopped.append(True)
        server.wait.wait(30)

    stopped: list[bool] = []
    server.pages["/hangs"] = hang
    patient = replace(QUICK, read=60, total=60)
    report = ingest(store, [server.url + "/hangs"], settings=patient, stop=lambda: bool(stopped))
    assert report.stopped and not server.wait.is_set()


def test_without_the_extra_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Store
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx2", None)
    assert main(["add", "https://harrow.example/feed"]) == 1
    assert capsys.readouterr().err.count("pip install 'crossread[net]'") == 1


def test_the_commands_say_what_became_of_it(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    url = server.page("/feed", body=rss(1, 2))
    assert main(["add", url]) == 0
    assert capsys.readouterr().out.startswith("articles: 2 taken\n")
    server.page("/feed", body=rss(1, 2, 3))
    assert main(["update"]) == 0
    assert main(["update", "--now"]) == 0
    assert "articles: 1 taken, 2 there already\n" in capsys.readouterr().out


YEAR = 365 * 86_400


@pytest.mark.parametrize("jump", [-YEAR, YEAR, -NOW])
@pytest.mark.parametrize("said", ["well", "later", "failed"])
def test_a_clock_that_jumps_neither_locks_a_feed_out_nor_asks_it_again_and_again(
    server: Server, store: Store, jump: float, said: str
) -> None:
    url = server.page("/feed", body=rss(1))
    add(store, url)
    if said != "well":
        server.page("/feed", 503 if said == "later" else 500, Retry_After="99999999")
    update(store, settings=LATER)
    asked = len(server.questions)
    jumped = LATER.now() + jump

    def at(seconds: float) -> FetchSettings:
        return replace(LATER, now=lambda: seconds)

    update(store, settings=at(jumped))
    assert len(server.questions) == asked + 1, "no visit can have set a time so far away"
    for minutes in (0, 1, 14):
        update(store, settings=at(jumped + 60 * minutes))
    assert len(server.questions) == asked + 1
    update(store, settings=LATER)  # The clock is set right again.
    update(store, settings=LATER)
    assert len(server.questions) == asked + 2
    assert articles(store) == 1


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_file_of_another_time_is_read_again_when_it_has_changed(
    store: Store, tmp_path: Path, year: int
) -> None:
    path = tmp_path / "locks.md"
    path.write_text("# Locks closed\n\nThe council closed both locks.\n")
    at = int((year - 1970) * 365.25 * 86_400) * 10**9
    os.utime(path, ns=(at, at))
    assert ingest(store, [str(path)]).files == 1
    assert update(store).files == 0
    path.write_text("# Locks closed\n\nThe council closed lock four.\n")
    report = update(store)
    assert (report.files, report.tally.versions) == (1, 1)
    os.utime(path, ns=(at, at))
    assert update(store).files == 0, "it holds what it held"
