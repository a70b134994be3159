"""Guesses to look at, mending them beside the source, and rules for an outlet."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Provenance, Role
from reader.importers.beside import sidecar_path
from reader.importers.errors import Refused
from reader.importers.guesses import Guess, guesses, needs_review
from reader.importers.registry import read_article, read_source, read_text
from reader.importers.rules import OutletRule, apply_rules, format_rules, parse_rules, read_rules
from reader.importers.sidecar import record_key
from reader.importers.toml_text import format_toml, set_value
from reader.library.fixes import Place, fields_at, take_steps

STORY = """Council closes both locks

The river council agreed on Tuesday to close both locks at Harrow Bend for the winter.

Ships wait at the gate in Harrow on March 12, 2019. © AFP

Engineers had found cracks in the northern gate during an inspection in the summer.

Follow us on Telegram

Barge owners said that the closure would cost them a third of their income.

© 2019 Harrow Herald. All rights reserved.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write the story to a file."""
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def write_at(place: Place, fields: dict[str, str]) -> Path:
    """Write fields as a correction does; return the file."""
    (there,) = fields_at([place], fields)
    assert (
        take_steps([(place, {name: (there.get(name), value) for name, value in fields.items()})]).left == []
    )
    return place.path


def write_fix(source: Path, fields: dict[str, str], key: str = "") -> Path:
    """Write fields of a source, or of one of its records, beside it."""
    return write_at(Place(sidecar_path(source), key, private=False), fields)


def test_the_review_list_says_what_is_missing_or_not_sure_and_from_which_line(source: Path) -> None:
    assert guesses(read_article(source)) == [
        Guess("date", "2019-03-12", 0.6, 5, "from captions"),
        Guess("outlet", "Harrow Herald", 0.7, 13, "from its copyright line"),
    ]
    missing = guesses(read_text("The council met. Nobody came to see it.\n"))
    assert [(guess.field, guess.reason) for guess in missing if not guess.value] == [
        ("headline", "not found"),
        ("outlet", "not found"),
        ("date", "not found"),
    ]


def test_what_the_reader_set_is_sure(source: Path) -> None:
    write_fix(source, {"outlet": "Herald", "date": "2019-03-13"})
    article = read_article(source)
    assert not needs_review(article)
    assert (str(article.outlet), str(article.published)) == ("Herald", "2019-03-13")


def test_a_fix_keeps_what_else_the_sidecar_says_and_its_comments(source: Path) -> None:
    sidecar = source.with_name("a.txt.toml")
    sidecar.write_text('# seen in the archive\noutlet = "X" # sure?\n\n[lines]\nhide = [9] # a button\n')
    before = source.read_bytes()
    assert write_fix(source, {"outlet": "Herald", "section": 'The "Locks"'}) == sidecar
    assert sidecar.read_text() == (
        '# seen in the archive\noutlet = "Herald"\n\nsection = "The \\"Locks\\""\n'
        "[lines]\nhide = [9] # a button\n"
    )
    assert source.read_bytes() == before
    assert {entry.name for entry in source.parent.iterdir()} == {"a.txt", "a.txt.toml"}


def test_an_empty_value_takes_the_field_away(source: Path) -> None:
    write_fix(source, {"outlet": ""})
    assert read_article(source).outlet is None


def test_roles_of_lines_hold_for_the_version_they_were_written_for_and_stay_with_a_fix(source: Path) -> None:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    sidecar = source.with_name("a.txt.toml")
    sidecar.write_text(f'sha256 = "{digest}"\n\n[lines]\nhide = [9]\nparagraph = [7]\n')
    write_fix(source, {"outlet": "Herald"})
    article = read_article(source)
    assert str(article.outlet) == "Herald"
    roles = {line.span.of(article.text)[:6]: line.role for line in article.lines}
    assert (roles["Follow"], roles["Engine"]) == (Role.BOILERPLATE, Role.PARAGRAPH)
    assert article.notices == ()


def test_a_broken_sidecar_is_not_written_over(source: Path) -> None:
    sidecar = source.with_name("a.txt.toml")
    sidecar.write_text("outlet = ")
    with pytest.raises(Refused, match="mend it first"):
        write_fix(source, {"outlet": "Herald"})
    assert sidecar.read_text() == "outlet = "


def test_one_record_of_many_can_be_mended_whether_it_has_a_key_or_not(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records: list[dict[str, Any]] = [
        {"id": "a b#1", "title": "Locks"},
        {"title": "Gates", "text": "They open."},
    ]
    path.write_text("\n".join(map(json.dumps, records)))
    for article in list(read_source(path)):
        assert isinstance(article, Article)
        write_fix(path, {"outlet": f"The {article.headline}"}, key=record_key(article, path))
    # A line put before the others changes their places, not what was mended.
    path.write_text("\n".join(map(json.dumps, [{"title": "New"}, *records])))
    found = [item for item in read_source(path) if isinstance(item, Article)]
    assert [article.outlet and article.outlet.value for article in found] == [None, "The Locks", "The Gates"]
    assert record_key(read_text(STORY), path) == ""


def test_a_rule_for_an_outlet_holds_for_all_its_articles(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(format_rules([OutletRule("harrow herald", hide=("Follow us on Telegram",))]))
    write_at(Place(path, rule=("harrow herald", "")), {"outlet": "The Herald", "agency": "AFP"})
    rules, problems = read_rules(path)
    assert (rules, problems) == (
        (
            OutletRule(
                "harrow herald",
                set={"outlet": "The Herald", "agency": "AFP"},
                hide=("Follow us on Telegram",),
            ),
        ),
        [],
    )
    before = read_article(source)
    article = apply_rules(before, rules)
    assert article.outlet is not None
    assert (str(article.outlet), article.outlet.provenance, article.outlet.reason) == (
        "The Herald",
        Provenance.USER,
        "your rule for harrow herald",
    )
    assert str(article.agency) == "AFP"
    hidden = next(line for line in article.lines if line.span.of(article.text).startswith("Follow"))
    assert (hidden.role, hidden.rule) == (Role.BOILERPLATE, "your rule for harrow herald")
    assert article.text == before.text
    assert apply_rules(read_text("Other words entirely, and more of them.\n"), rules).outlet is None


def test_a_rule_may_name_the_host_of_an_outlets_addresses() -> None:
    rules = (OutletRule(host="harrow.example", set={"outlet": "Harrow Herald"}),)
    for address, outlet in (
        ("https://www.harrow.example/1", "Harrow Herald"),
        ("https://notharrow.example/1", None),
    ):
        article = read_text(f"---\nurl: {address}\n---\nThe council met on Tuesday.\n")
        found = apply_rules(article, rules).outlet
        assert (found and found.value) == outlet


def test_a_rule_sets_a_language_as_a_sidecar_does(source: Path) -> None:
    rules = (OutletRule("Harrow Herald", set={"language": "DE_at"}),)
    assert apply_rules(read_article(source), rules).language == "de"
    write_fix(source, {"language": "DE_at"})
    assert read_article(source).language == "de"


def test_what_was_set_for_one_article_outranks_a_rule(source: Path) -> None:
    write_fix(source, {"agency": "Reuters"})
    rules = (OutletRule("Harrow Herald", set={"agency": "AFP"}),)
    assert str(apply_rules(read_article(source), rules).agency) == "Reuters"


def test_rules_for_one_outlet_are_kept_together(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    herald = OutletRule("Herald", set={"agency": "AFP"}, hide=("a", "b"))
    gazette = OutletRule("Gazette", hide=('He said: "no"',))
    path.write_text(format_rules([herald, gazette]))
    write_at(Place(path, rule=("herald", "")), {"section": "Local"})
    write_at(Place(path, rule=("", "gazette.example")), {"agency": "AFP"})
    assert read_rules(path)[0] == (
        OutletRule("Herald", set={"agency": "AFP", "section": "Local"}, hide=("a", "b")),
        gazette,
        OutletRule(host="gazette.example", set={"agency": "AFP"}),
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("[[rule]]\nset = {outlet = 'x'}", "rule 1: names neither an 'outlet' nor a 'host'"),
        ("[[rule]]\noutlet = 'x'\nset = {date = '2019'}", "rule 1: cannot set 'date'"),
        ("[[rule]]\noutlet = 'x'\nhide = 'y'", "rule 1: 'hide' is not a list of lines"),
        ("[[rule]]\noutlet = 'x'\nhidden = []", "rule 1: unknown key 'hidden'"),
        ("rule = 3", "rule 1: not a table"),
        ("[[rule]", "Expected"),
    ],
)
def test_a_broken_rule_is_named_and_never_written_over(tmp_path: Path, written: str, problem: str) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(f"{written}\n")
    rules, problems = read_rules(path)
    assert rules == ()
    assert problems[0].startswith(f"outlets.toml: {problem}")
    with pytest.raises(Refused, match="mend it first"):
        write_at(Place(path, rule=("Herald", "")), {"agency": "AFP"})
    assert path.read_text() == f"{written}\n"


VALUES = st.recursive(
    st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=20), st.integers(-(2**60), 2**60), st.booleans()
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_toml_that_is_written_reads_the_same(values: dict[str, Any]) -> None:
    assert tomllib.loads(format_toml(values)) == values


@given(
    st.dictionaries(KEYS, VALUES, max_size=3),
    KEYS,
    st.text(st.characters(codec="utf-8"), max_size=20) | st.none(),
)
def test_setting_a_value_changes_nothing_else(values: dict[str, Any], key: str, value: str | None) -> None:
    wanted = {**values, key: value} if value is not None else {k: v for k, v in values.items() if k != key}
    assert tomllib.loads(set_value(format_toml(values), key, value)) == wanted


@given(
    st.lists(
        st.builds(
            OutletRule,
            outlet=st.sampled_from(["Herald", "Gazette", "RT"]),
            host=st.sampled_from(["", "a.example"]),
            set=st.dictionaries(st.sampled_from(["outlet", "agency"]), st.sampled_from(["", "x", 'y"\\'])),
            hide=st.lists(st.sampled_from(["a", "# b", "'c'"]), max_size=2, unique=True).map(tuple),
        ),
        max_size=4,
    )
)
def test_rules_survive_being_written_and_read(rules: list[OutletRule]) -> None:
    assert parse_rules(format_rules(rules)) == (tuple(rules), [])
