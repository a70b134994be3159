"""Parts of the screens that need no terminal: search, citation, themes, pairing, dates, reading ahead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Field, Provenance, Span
from reader.comparison.compare import compare
from reader.importers.registry import read_article
from reader.ui.citation import citation
from reader.ui.dates import day, shown_date
from reader.ui.pairing import LEFT, RIGHT, Pairing, letters
from reader.ui.search import find_hits
from reader.ui.themes import LOOKS, TOKENS, all_looks, load_look

# Search


@given(st.text(), st.text(max_size=5))
def test_hits_lie_inside_and_say_what_was_sought(text: str, query: str) -> None:
    within = [Span(0, len(text) // 2), Span(len(text) // 2, len(text))]
    for hit in find_hits(text, query, within):
        assert any(span.start <= hit.start < hit.end <= span.end for span in within)


def test_search_forgives_case_white_space_and_quote_marks() -> None:
    text = "He said: “South\u00a0Ossetia’s treaty” and SOUTH OSSETIA."
    assert len(find_hits(text, "south ossetia", [Span(0, len(text))])) == 2
    assert len(find_hits(text, "South Ossetia's", [Span(0, len(text))])) == 1
    assert len(find_hits(text, '"south', [Span(0, len(text))])) == 1
    assert find_hits(text, "   ", [Span(0, len(text))]) == []
    assert find_hits(text, "(", [Span(0, len(text))]) == []


# Citation and dates


def test_a_citation_says_who_what_when_and_where(seeds: tuple[Path, Path]) -> None:
    article = read_article(seeds[0])
    start = article.text.index("Putin described the accord")
    span = Span(start, article.text.index("partnership.”") + len("partnership.”"))
    text = citation(article, span)
    assert text.startswith("“Putin described the accord as a “landmark” treaty")
    assert "Press TV, “Russia signs alliance treaty with South Ossetia”" in text
    assert "para 3" in text and f"characters {span.start}–{span.end}" in text


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [
        ("2015-03-18", "18 Mar 2015", "18 March 2015"),
        ("2015-03", "Mar 2015", "March 2015"),
        ("2015", "2015", "2015"),
        ("2015-13-01", "2015", "2015"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_shown_as_far_as_they_are_known(value: str, short: str, long: str) -> None:
    assert day(value) == short
    assert day(value, long=True) == long


def test_a_date_that_is_not_stated_says_so() -> None:
    assert shown_date(None) == "date not stated"
    assert shown_date(Field("2015-03-18", Provenance.STATED)) == "18 Mar 2015"
    assert shown_date(Field("2015-03-18", Provenance.INFERRED, "from captions")) == "18 Mar 2015 (inferred)"


# Themes


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_theme_has_every_token(look) -> None:  # type: ignore[no-untyped-def]
    assert set(look.colours) == set(TOKENS)


READ = (
    *("text", "strong", "soft", "left", "right", "link", "only", "warn"),
    *("person", "place", "nationality", "organisation", "figure", "work"),
)


@pytest.mark.parametrize("look", [look for look in LOOKS if not look.ansi], ids=lambda look: look.name)
def test_text_meets_wcag_aa_on_page_and_bars(look) -> None:  # type: ignore[no-untyped-def]
    colours = look.colours
    weak = [
        (token, ground)
        for ground in ("ground", "bar", "cursor")
        for token in (READ if ground == "cursor" else (*READ, "faint"))
        if contrast(colours[token], colours[ground]) < 4.5
    ]
    assert not weak
    for side in ("left", "right"):
        assert contrast(colours["strong"], colours[f"{side}-tint"]) >= 4.5
        assert contrast(colours[side], colours[f"{side}-tint"]) >= 4.5
    assert contrast(colours["hit"], colours["hit-ground"]) >= 4.5
    assert contrast(colours["sign"], colours["ground"]) >= 3 <= contrast(colours["sign"], colours["bar"])
    steps = [
        contrast(colours[token], colours["ground"])
        for token in ("strong", "text", "soft", "faint", "sign", "hair")
    ]
    assert steps == sorted(steps, reverse=True) and steps[1] > 1.3 * steps[2] > 1.6 * steps[3]


def test_a_theme_of_the_readers_changes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('base = "light"\n[colours]\nleft = "#112233"\n')
    look = next(look for look in all_looks(tmp_path) if look.name == "mine")
    assert look.colours["left"] == "#112233" and look.colours["right"] == LOOKS[1].colours["right"]
    assert not look.dark and look.problem == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colours]\nlfet = "#112233"', "did you mean left?"),
        ('[colours]\nleft = "purple-ish"', "a colour like #aa5500 is expected"),
        ('base = "nope"', "no theme 'nope'"),
        ("[colours", "not read"),
        ("colours = 3", ""),
    ],
)
def test_a_broken_theme_keeps_the_base_and_says_why(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    look = load_look(path)
    assert said in look.problem
    assert set(look.colours) == set(TOKENS)


# Pairing


def test_passages_alone_are_lettered_and_links_numbered(seeds: tuple[Path, Path]) -> None:
    left, right = (read_article(path) for path in seeds)
    pairing = Pairing(left, right, compare(left, right))
    marks = [pairing.mark(LEFT, passage) for passage in range(len(pairing.passages[LEFT]))]
    assert all(marks)
    alone = [mark for mark in marks if mark.endswith("+")]
    assert alone == [f"{letters(number)}+" for number in range(len(alone))]
    assert len(alone) == pairing.only_count(LEFT)
    for side in (LEFT, RIGHT):
        assert set(pairing.links_of[side]) | set(pairing.letter_of[side]) == set(
            range(len(pairing.passages[side]))
        )


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


# Reading ahead
