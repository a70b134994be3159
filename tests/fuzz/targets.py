"""What is fuzzed: each target takes bytes and asserts what has to hold of whatever they are.

A target that returns has held. An error that a face's docstring names is no finding; any other is one.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from formats import FORMATS
from lxml import etree, html
from material import NEWS, spoiled

from reader.article import Article, Span
from reader.text.safe import safe_line, safe_text, split_lines

_TEXTS = tuple(text.encode() for text in NEWS)
_SPLIT = b"\n====\n"
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


class Target(NamedTuple):
    """One thing that takes foreign input.

    Attributes:
        weight: Its share of a run.
        seeds: Sound inputs.
        marks: What sound inputs are built of.
        holds: Takes an input and asserts.
    """

    weight: float
    seeds: Sequence[bytes]
    marks: Sequence[bytes]
    holds: Callable[[bytes], None]

    def input(self, chance: random.Random) -> bytes:
        """Return the next input."""
        return spoiled(chance, self.seeds, self.marks)


TARGETS: dict[str, Target] = {}


def target(
    name: str, weight: float, seeds: Iterable[bytes | str], marks: str = "the said"
) -> Callable[[Callable[[bytes], None]], Callable[[bytes], None]]:
    """Register a target."""

    def register(holds: Callable[[bytes], None]) -> Callable[[bytes], None]:
        sound = tuple(seed if isinstance(seed, bytes) else seed.encode() for seed in seeds)
        TARGETS[name] = Target(weight, sound, tuple(mark.encode() for mark in marks.split(" ")), holds)
        return holds

    return register


def raw_text(data: bytes) -> str:
    """Return bytes as a hostile string: what is no UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def shown(data: bytes) -> str:
    """Return bytes as a text past the gate, as everything behind it sees one."""
    return safe_text(raw_text(data)).text


def apart(spans: Iterable[Span], text: str) -> None:
    """Assert that spans are in order, not empty, inside the text and do not overlap."""
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text), (last, span, len(text))
        last = span.end


def safe(*lines: str) -> None:
    """Assert that each is one line without anything that a terminal obeys."""
    for line in lines:
        assert safe_line(line) == line.strip(), line  # One that was cut may end in a space.


@cache
def folder() -> Path:
    """Return a folder for inputs that are read from a file."""
    place = Path("/dev/shm")
    kept.append(tempfile.TemporaryDirectory(dir=place if place.is_dir() else None))
    return Path(kept[0].name)


kept: list[tempfile.TemporaryDirectory[str]] = []


def file(data: bytes, name: str) -> Path:
    """Write an input to a file and return it."""
    path = folder() / name
    path.write_bytes(data)
    return path


# Sources


def _check(article: Article) -> None:
    assert safe_text(article.text).text == article.text
    assert len(article.id) == 16
    apart([line.span for line in article.lines], article.text)
    assert all(line.span.of(article.text).strip() for line in article.lines)
    for name in "headline outlet section byline agency photo_agency published url".split():
        field = getattr(article, name)
        if field is not None:
            safe(field.value, field.reason)
            assert field.value
            if field.span is not None:
                apart([field.span], article.text)
    safe(article.source, article.title, article.outlet_name, *article.notices)
    for key, value in article.extra:
        assert not _CONTROL.search(key + value), (key, value)


def _source(names: Sequence[str]) -> Callable[[bytes], None]:
    def holds(data: bytes) -> None:
        from reader.importers.registry import read_stream
        from reader.library.packing import checked_record, pack, to_record, unpack
        from reader.library.prepare import prepare

        for item in read_stream(io.BytesIO(data), names[len(data) % len(names)]):
            if isinstance(item, Article):
                _check(item)
                assert unpack(pack(item)) == item
                assert checked_record(to_record(item)) == item  # Or else its own dump is refused.
                prepare(item)
            else:
                safe(str(item))

    return holds


_SLOW = {"html": 0.3, "feed": 0.5, "mail": 0.6, "epub": 0.4, "warc": 0.4, "pdf": 0.5}
for _name, (_names, _seeds, _marks) in FORMATS.items():
    TARGETS[f"source-{_name}"] = Target(_SLOW.get(_name, 1.0), _seeds, _marks, _source(_names))


_SIDECAR = """headline = "Locks"
outlet = "Herald"
date = 2019-03-12
sha256 = "00"
[lines]
caption = [3]
hide = [1, 2]
[records.a]
outlet = "x"
"""


@target(
    "sidecar",
    1,
    [_SIDECAR],
    'headline outlet agency date [lines] = [ ] " 99999999999999999999 -1 { } [[lines]]',
)
def _(data: bytes) -> None:
    from reader.importers.registry import read_source

    file(_TEXTS[0], "side.txt")
    file(data, "side.txt.toml")
    (item,) = read_source(folder() / "side.txt")
    assert isinstance(item, Article)
    _check(item)


@target("defaults", 0.5, [_SIDECAR], 'headline outlet language url = [ ] " 99999999999999999999 -1 { }')
def _(data: bytes) -> None:
    from reader.importers.registry import read_source

    (folder() / "own").mkdir(exist_ok=True)
    file(_TEXTS[0], "own/story.txt")
    file(data, "own/_outlet.toml")
    (item,) = read_source(folder() / "own" / "story.txt", root=folder())
    assert isinstance(item, Article)
    _check(item)


@target("sidecar-change", 1, [_SIDECAR], 'headline outlet agency date [lines] = [ ] " # \\n')
def _(data: bytes) -> None:
    import tomllib

    from reader.importers.errors import Refused
    from reader.library.fixes import Place, fields_at, take_steps

    path = file(data, "changed.txt.toml")
    place, value = Place(path), safe_line(shown(data)[:50]) or "x"
    with contextlib.suppress(Refused):
        (there,) = fields_at([place], ["headline"])
        before = there.get("headline")
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        take_steps([(place, {"headline": (before, value)})])
        assert tomllib.loads(path.read_text("utf-8")) == {**found, "headline": value}
        take_steps([(place, {"headline": (value, before)})])
        assert tomllib.loads(path.read_text("utf-8") if path.exists() else "") == found


# Files of the reader's


@target(
    "config",
    1,
    ['theme = "light"\nmeasure = 72\nlayout = "level"\nascii = true\n[names]\nspacy = "x"\n'],
    'theme measure = true 1e400 nan [names] [a.b] """ inf 2019-03-12',
)
def _(data: bytes) -> None:
    from reader.library.config import LAYOUTS, load_config

    config = load_config(file(data, "config.toml"))
    safe(*config.problems)
    assert 40 <= config.measure <= 120 and config.layout in LAYOUTS and type(config.ascii) is bool


@target(
    "keys",
    1,
    ['[keys]\nquit = "q"\n"compare.open" = ["c", "ctrl+x"]\n'],
    'quit "" [keys] ctrl+ = , f12 [[keys]]',
)
def _(data: bytes) -> None:
    from reader.ui.keymap import clashes, keymap_text, load_keymap

    keymap = load_keymap(file(data, "keys.toml"))
    safe(*keymap.problems)
    assert not clashes(keymap.keys)
    assert not _CONTROL.search(keymap_text(keymap))


@target(
    "theme",
    1,
    ['base = "light"\ndark = true\n[colours]\nleft = "#aa5500"\nright = "ansi_red"\n'],
    'base dark [colours] left = "ansi_ " "#12345g" [] {} "#١٢٣٤٥٦"',
)
def _(data: bytes) -> None:
    from textual.color import Color

    from reader.ui.themes import TOKENS, load_look

    look = load_look(file(data, "theme.toml"))
    safe(look.problem, look.name)
    assert set(look.colours) == set(TOKENS)
    for value in look.colours.values():
        if value != "":
            Color.parse(value)


@target(
    "state",
    1,
    [
        json.dumps(
            {
                "version": 1,
                "theme": "dark",
                "last": ["a", "b"],
                "places": [{"ids": ["a"], "offset": 3, "side": 0, "layout": "level"}],
            }
        )
    ],
    '"ids" "offset" -1 1e999 null [] {} true "last" 10000000000000000000000',
)
def _(data: bytes) -> None:
    from reader.library.state import load_state, save_state

    state, problem = load_state(file(data, "state.json"))
    safe(problem)
    save_state(state, folder() / "state2.json")
    assert load_state(folder() / "state2.json") == (state, "")


@target(
    "codebook",
    1,
    ['[omitted]\nkey = "o"\ntitle = "Left out"\ndescription = "x"\n[tone]\nkey = "t"\n'],
    '[a] key title = "" [a.b] "" [[a]] \\u001b',
)
def _(data: bytes) -> None:
    from reader.library.codebook import load_codebook

    book = load_codebook(file(data, "codebook.toml"))
    safe(*book.problems)
    for code in book.codes:
        safe(code.name, code.key, code.title, code.description)


@target(
    "word-list",
    0.5,
    ['kind = "loaded"\nlanguage = "en"\nremove = ["x"]\n[words]\nfear = ["regime", "land grab"]\n'],
    'kind language = [words] "" [] {} "speech" remove',
)
def _(data: bytes) -> None:
    from reader.comparison.word_lists import WordListError, WordLists

    (folder() / "words").mkdir(exist_ok=True)
    file(data, "words/a.toml")
    with contextlib.suppress(WordListError):
        WordLists.load(folder() / "words")


@target(
    "rules",
    0.5,
    ['[[rule]]\noutlet = "presstv.ir"\nhide = ["Follow us"]\n[rule.set]\noutlet = "Press TV"\nagency = ""\n'],
    '[[rule]] outlet = "" [rule.set] hide [] {} "language" -1',
)
def _(data: bytes) -> None:
    from reader.importers.rules import apply_rules, format_rules, read_rules

    rules, problems = read_rules(file(data, "outlets.toml"))
    safe(*problems)
    for article in _library_articles()[:1]:
        _check(apply_rules(article, rules))
    if rules and not problems:
        assert read_rules(file(format_rules(rules).encode(), "outlets2.toml")) == (rules, [])


_JUDGED = "\n".join(
    json.dumps(
        {
            "kind": kind,
            "at": "2025-01-01T00:00:00Z",
            "coder": "a",
            "text": "tone",
            "anchors": [anchor] * count,
        }
    )
    for anchor in [
        {"article": "ab", "source": "a.txt", "span": [3, 9], "quote": "closed", "before": "x", "after": "y"}
    ]
    for kind, count in (
        ("link.confirm", 2),
        ("note", 1),
        ("code.add", 2),
        ("code.remove", 1),
        ("evidence.add", 1),
    )
)


@target(
    "judgements",
    1,
    [_JUDGED],
    '"kind" "link.add" "name.merge" "anchors" [] {} null 1 1e999 "span" "cited" [-1,',
)
def _(data: bytes) -> None:
    from reader.library.agreement import agreement
    from reader.library.coding import codings, judgement_lines, read_judgements, take_in
    from reader.library.journal import Journal
    from reader.library.judgements import Judgements

    journal = Journal.in_memory()
    try:
        records = list(read_judgements(raw_text(data).split("\n"), "a.jsonl"))
    except ValueError as error:
        assert str(error).startswith("a.jsonl: line ")
        return
    take_in(journal, records)
    lines = list(judgement_lines(journal))
    assert all(line.isascii() and "\n" not in line for line in lines)
    assert take_in(journal, list(read_judgements(lines, "b"))) == 0, "what was written is what was read"
    agreement([codings(records), codings(records)])
    Judgements(journal).all_remarks()


@cache
def _dumped() -> bytes:
    from reader.library.dump import dump

    return "\n".join(dump(_library().store)).encode()


@cache
def _library_articles() -> list[Article]:
    from reader.importers.registry import read_text

    return [read_text(text, f"{number}.txt") for number, text in enumerate(NEWS)]


@cache
def _library():  # type: ignore[no-untyped-def]
    from reader.library.door import Library

    return Library.of(_library_articles())


@target("dump", 0.3, [_dumped()], '"article" null [] {} "newer" "state" "tag" "joined" "lines" [0,0 1e999 -1')
def _(data: bytes) -> None:
    from reader.library.check import check
    from reader.library.dump import restore
    from reader.library.grouping import link_all
    from reader.library.schema import LibraryError
    from reader.library.store import Store

    with Store() as store:
        try:
            restore(store, raw_text(data).split("\n"))
        except LibraryError:
            assert store.value("SELECT count(*) FROM article") == 0
            return
        link_all(store)
        assert check(store, words=False) == []


# What is typed


_QUERIES = (
    "locks",
    '"closed both" or (outlet:herald not mayor)',
    "date:2015-03..2016 is:unread",
    "/lock(ed|ing)/",
    "title:locks -src:a.txt tag:x words:100+ stories:3",
    "near:5",
    "lock* outlets:2-4",
)


@target("query", 3, _QUERIES, 'or not and ( ) " : .. - * date: is: outlet: /x/ title:"a tag: 2015-13 words:')
def _(data: bytes) -> None:
    from reader.library.query.model import QueryError
    from reader.library.query.search import Search

    library, query = _library(), raw_text(data)[:300]
    library.complete(query, len(query) // 2)
    try:
        search = Search(library.store, query)
    except QueryError as error:
        assert 0 <= error.position <= len(query), (error, error.position)
        return
    if not search._plan.patterns:
        assert 0 <= search.count() <= 4
        for order in ("newest", "title"):
            assert len(search.numbers(order)) == search.count()
        library.did_you_mean(
            query,
        )
        library.snippet(library.page(query)[0].number, query) if library.page(query) else None


# Text


@target(
    "safe-text",
    3,
    [*_TEXTS, "\x1b]8;;http://a\x1b\\x\x1b]8;;\x1b\\ \x9b1m \x90q\x9c"],
    "\x1b[ \x1b] \x9b \x9d0; \x9c",
)
def _(data: bytes) -> None:
    text = raw_text(data)
    once = safe_text(text)
    again = safe_text(once.text)
    assert again.text == once.text and again.removed == again.invisible == 0
    assert not _CONTROL.search(once.text)
    assert once.text.count("\n") + 1 == len(split_lines(text))
    assert unicodedata.is_normalized("NFC", once.text)
    once.text.encode("utf-8")
    line = safe_line(text)
    assert "\n" not in line and safe_line(line) == line


@target("sentences", 2, _TEXTS, 'Mr. U.S. ." ) D-N.Y. ... No. 5 a.m. \u3002')
def _(data: bytes) -> None:
    from reader.text.sentences import sentences
    from reader.text.words import words

    text = shown(data)
    for line_breaks in (True, False):
        found = sentences(text, line_breaks=line_breaks)
        apart(found, text)
        assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    apart(words(text), text)


@target(
    "dates",
    2,
    [*_TEXTS, "31 Feb 2015, last March, 12.03.2019, 2019-W03, the 1990s, Tuesday, 3 days ago"],
    "March 31 2015-02-30 1990s century ago last 12/03/99 Easter the 9999",
)
def _(data: bytes) -> None:
    from reader.text.dates import find_dates, resolve

    text = shown(data)
    found = find_dates(text)
    apart([mention.span for mention in found], text)
    for mention in found:
        for published in ("2019-03-12", "2019-03", "0001-01-01", "9999-12-31", "x", None):
            safe(resolve(mention, published))


@target(
    "figures",
    2,
    [*_TEXTS, "a hundred and twenty-one, 1.5bn euros, 10-12 per cent, £3m, dozens, half a million"],
    "hundred and -one bn 1,00 0.0.1 per cent £ € dozens 9e9 ²",
)
def _(data: bytes) -> None:
    from reader.text.figures import find_figures

    text = shown(data)
    found = find_figures(text)
    apart([figure.span for figure in found], text)
    for figure in found:
        safe(str(figure))


@target(
    "quotes",
    2,
    [*_TEXTS, "He said \"it's 'so' called\", and “she” left ‘it’ „dort“ «oui»"],
    "\" ' “ ” ‘ ’ « » said",
)
def _(data: bytes) -> None:
    from reader.text.language import detect_language
    from reader.text.quotes import find_quotes

    text = shown(data)
    for quote in find_quotes(text):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
    detect_language(text)


@target(
    "wrap", 2, [*_TEXTS, "a" * 300, "漢字" * 60], "漢 \u200d 👩 \u00ad aaaaaaaaaaaaaaaaaaaaaaaaa - \u0301"
)
def _(data: bytes) -> None:
    from rich.cells import cell_len

    from reader.layout.wrap import wrap

    text = shown(data).replace("\n", " ")
    for width in (1, 2, 7, 80):
        rows = wrap(text, 0, len(text), width)
        apart(rows, text)
        assert "".join("".join(row.of(text).split()) for row in rows) == "".join(text.split())
        if width > 2:
            assert all(cell_len(row.of(text)) <= width + 1 for row in rows)


# Engines


def _two(data: bytes) -> tuple[str, str]:
    one, _, other = raw_text(data).partition(_SPLIT.decode())
    return one, other or NEWS[1]


_PAIRS = (_TEXTS[0] + _SPLIT + _TEXTS[1], _TEXTS[1] + _SPLIT + _TEXTS[0], _TEXTS[2] + _SPLIT + _TEXTS[2])


@target("link", 1, _PAIRS, '==== said " locks 14 fourteen not')
def _(data: bytes) -> None:
    from reader.comparison.link import link_texts

    one, other = _two(data)
    for link in link_texts(one, other):
        assert 0 <= link.left.start < link.left.end <= len(one)
        assert 0 <= link.right.start < link.right.end <= len(other)
        assert 0 <= link.score <= 1
        for mark in link.evidence.words:
            assert mark


@target("link-dump", 0.5, _PAIRS, "==== \n © Comments \x1b[ \r\n")
def _(data: bytes) -> None:
    from reader.commands.pipe import _link_dumps

    answer = _link_dumps()
    one, other = _two(data)
    with contextlib.suppress(_refused()):
        for link in answer({"a": one, "b": other})["links"]:
            assert 0 <= link["a"][0] < link["a"][1] <= len(one)
            assert 0 <= link["b"][0] < link["b"][1] <= len(other)


def _refused() -> type[Exception]:
    from reader.importers.errors import Refused

    return Refused


@target("names", 1, _TEXTS[:2], "Mr. Putin Vladimir Ada Renn the Harrow Herald U.N. Mayor Renn's of")
def _(data: bytes) -> None:
    from reader.entities.record import entity_record

    text = raw_text(data)
    last = 0
    for entity in entity_record(text):
        start, end = int(entity["start"]), int(entity["end"])
        assert last <= start < end <= len(text)
        last = end


_LINES = [
    json.dumps({"id": 1, "a": NEWS[0], "b": NEWS[1]}).encode(),
    json.dumps({"id": 1, "text": NEWS[0]}).encode(),
]


@target("pipe", 0.5, _LINES, '"id" "a" "b" "text" null [] {} \\ud800 \\u001b 1e999')
def _(data: bytes) -> None:
    from reader.commands.pipe import _answers, _entities, _link

    for engine in (_link(), _entities()):
        for line in data.split(b"\n"):
            for answer in _answers(engine, [line]):
                json.loads(json.dumps(answer))
                said = str(answer.get("error", ""))
                assert not said or said.startswith(("line ", '"')), said


@target("stories", 0.3, [_SPLIT.join(_TEXTS)], "==== locks 2019-03-12")
def _(data: bytes) -> None:
    from reader.stories.group import StoryText, group_texts

    texts = [
        StoryText("o", text[:40], text[40:50], text) for text in raw_text(data).split(_SPLIT.decode())[:8]
    ]
    assert len(group_texts(texts)) == len(texts)


@target("lenses", 0.5, _PAIRS, '==== said told " locks 14 2.4 million not 12 March Renn annex')
def _(data: bytes) -> None:
    from reader.comparison.compare import compare
    from reader.comparison.contrast import Lens
    from reader.comparison.lenses import lens_report
    from reader.entities.names import find_names
    from reader.export.report import Report
    from reader.export.writing import FORMS, report_name
    from reader.importers.registry import read_text

    try:
        left, right = (read_text(text, "a.txt") for text in _two(data))
    except _refused():
        return
    comparison = compare(left, right)
    names = [
        find_names(article.text, [block.span for block in article.prose()], language=article.language or "en")
        for article in (left, right)
    ]
    lenses = [lens_report(lens, comparison, left, right, *names) for lens in Lens if lens is not Lens.TEXT]
    for report in lenses:
        for finding in report.findings:
            for side, article in ((finding.left, left), (finding.right, right)):
                for said in side:
                    assert 0 <= said.span.start <= said.span.end <= len(article.text), (report.lens, said)
    whole = Report((left, right), comparison, tuple(lenses), ("confirmed",), ((shown(data)[:80],),))
    written = {form: write(whole) for form, (_, _, write) in FORMS.items()}
    for form, text in written.items():
        assert not _CONTROL.search(text.replace("\r\n", "\n")), form
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", report_name(whole, form))
    etree.fromstring(written["tei"].encode())
    page = html.fromstring(written["html"])
    assert len(page.xpath("//script")) == 1
    rows = list(csv.reader(io.StringIO(written["csv"].removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell[:1] in "=+-@" and cell[:1] for row in rows for cell in row), rows
    json.loads(written["json"])


def check(name: str, data: bytes) -> None:
    """Give one input to a target."""
    TARGETS[name].holds(data)
