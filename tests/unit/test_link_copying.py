"""What one article took over from another word for word."""

import re
from dataclasses import replace

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.comparison.compare import compare
from reader.comparison.copying import Copying, trace_copying

WIRE = (
    "The harbour authority of Lindmouth closed its northern ferry dock on Monday.\n"
    "Inspectors had found deep cracks in two of its concrete pylons last week.\n"
    "Repairs will cost about 4.2 million dollars and take nine weeks."
)
OUTLET = (
    "The harbour authority of Lindmouth closed its northern ferry dock on Monday.\n"
    "Inspectors had found fine cracks in two of its concrete pylons last week.\n"
    "Our reporter saw anglers gathering on the beach instead."
)


def article(text: str, outlet: str = "", agency: str = "", date: str = "") -> Article:
    """Return an article of one paragraph a line with these fields."""
    lines = tuple(Line(Span(*match.span()), Role.PARAGRAPH) for match in re.finditer("[^\n]+", text))

    def field(value: str) -> Field | None:
        return Field(value, Provenance.STATED) if value else None

    return replace(
        Article("id", text, lines, language="en"),
        outlet=field(outlet),
        agency=field(agency),
        published=field(date),
    )


def traced(left: Article, right: Article) -> Copying:
    return trace_copying(left, right, compare(left, right))


def test_the_share_counts_the_words_of_copied_passages() -> None:
    found = traced(article(WIRE), article(OUTLET))
    assert 0.6 < found.left_share < 0.75
    assert 0.65 < found.right_share < 0.8
    assert [p.span.of(WIRE)[:7] for p in found.left_alone] == ["Repairs"]
    assert [p.span.of(OUTLET)[:12] for p in found.right_alone] == ["Our reporter"]


def test_what_was_changed_in_passing_is_shown() -> None:
    (edit,) = traced(article(WIRE), article(OUTLET)).edits
    assert [(m.left.of(WIRE), m.right.of(OUTLET)) for m in edit.changes] == [("deep", "fine")]


def test_a_credit_tells_who_took_from_whom() -> None:
    found = traced(article(WIRE, agency="AFP"), article(OUTLET, outlet="The Herald", agency="AFP"))
    assert (found.source, found.reason) == ("left", "The Herald credits AFP")


def test_an_earlier_date_tells_it_too_but_not_the_same_day() -> None:
    early, late = article(WIRE, date="2015-03-18"), article(OUTLET, date="2015-03-19")
    assert traced(late, early).source == "right"
    same_day = traced(early, article(OUTLET, date="2015-03"))
    assert (same_day.source, same_day.reason) == ("", "shared, origin unknown")


def test_nothing_shared_has_no_origin() -> None:
    found = traced(article(WIRE, date="2015-03-18"), article("A museum in Rome returned a bronze horse."))
    assert (found.left_share, found.source, found.reason) == (0.0, "", "nothing is shared word for word")
