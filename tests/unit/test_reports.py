"""Comparisons as Markdown, HTML, CSV and TEI, and the evidence pack: nothing lost, nothing obeyed."""

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.comparison.blind import covered
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Count, Finding, Lens, LensReport, Said
from reader.export.cells import csv_text
from reader.export.evidence import evidence_csv, evidence_html, evidence_json, evidence_markdown
from reader.export.html import html_comparison
from reader.export.markdown import escape, markdown_comparison
from reader.export.record import comparison_record
from reader.export.report import Report
from reader.export.table import csv_comparison
from reader.export.tei import tei_comparison
from reader.export.writing import FORMS, file_name, is_source, report_name
from reader.library.journal import Journal
from reader.library.judgements import Judgements

HOSTILE = "<script>alert(1)</script> =1+1 [x](javascript:y) `c` | & \" ' ]]> {{x}}"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def article(name: str, outlet: str, *paragraphs: str, title: str = "A headline") -> Article:
    text = "\n\n".join(paragraphs)
    lines, start = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(start, start + len(paragraph)), Role.PARAGRAPH))
        start += len(paragraph) + 2
    return Article(
        name,
        text,
        tuple(lines),
        source=f"{name}.txt",
        sha256="ab" * 32,
        headline=Field(title, Provenance.STATED),
        outlet=Field(outlet, Provenance.STATED),
        published=Field("2025-03-12", Provenance.STATED),
        language="en",
    )


LEFT = article(
    "left",
    "The Gazette",
    "The harbour council approved a new ferry terminal on Monday by nine votes to four.",
    "Fishermen blocked the old quay with thirty boats in protest against the new terminal.",
    "Rents in the old town rose by seven percent. The mayor told The Gazette it was a good day.",
)
RIGHT = article(
    "right",
    "Harbour News",
    "Thirty boats of fishermen blocked the old quay in protest against the new terminal.",
    "The harbour council approved a new ferry terminal on Monday, by nine votes to five.",
    "A school choir sang.",
)
LENSES = (
    LensReport(
        Lens.FIGURES,
        (
            Finding(
                Contrast.DIFFERS,
                f"votes against {HOSTILE}",
                (Said(Span(77, 81), "4", by="the council", verb="said", paragraph=1),),
                (Said(Span(160, 164), "5", paragraph=2),),
                "the same vote in linked passages",
            ),
        ),
        (Count("figures", "4", "3"),),
    ),
    LensReport(Lens.QUOTES, notice="no quotes on either side"),
)


def report(left: Article = LEFT, right: Article = RIGHT) -> Report:
    return Report((left, right), compare(left, right), LENSES, verdicts=("confirmed",), notes=((HOSTILE,),))


def judged() -> Report:
    """Return a report of which one link was rejected, one added by hand, and the added one has a note."""
    kept, found = Judgements(Journal.in_memory()), compare(LEFT, RIGHT)
    kept.reject(LEFT, RIGHT, found.links[0])
    alone = found.left_passages[2].span, found.right_passages[2].span
    kept.add_link(LEFT, RIGHT, *alone)
    kept.note([(LEFT, alone[0]), (RIGHT, alone[1])], "mine\x1b[2J & <b>")
    one = Report.of_judged((LEFT, RIGHT), kept.judged(LEFT, RIGHT, found), LENSES)
    assert len(one.rejected) == 1 and "added" in one.verdicts
    return one


def hostile() -> Report:
    sides = [
        article(name, HOSTILE, f"{HOSTILE} The harbour council approved a new ferry terminal.", title=HOSTILE)
        for name in ("left", "right")
    ]
    return report(*sides)


def test_the_html_report_shows_every_passage_once_and_side_by_side() -> None:
    page = html.fromstring(html_comparison(report()))
    for side, one in (("left", LEFT), ("right", RIGHT)):
        cells = page.xpath(f'//div[@class="rows"]//div[contains(@class, "{side}")][@id]')
        shown = " ".join(" ".join(cell.text_content().split()) for cell in cells)
        assert shown == " ".join(one.text.split())


def test_the_html_report_points_moved_passages_to_their_other_half() -> None:
    page = html.fromstring(html_comparison(report()))
    targets = [link.get("href")[1:] for link in page.xpath('//div[@class="gutter"]//a')]
    assert targets, "one of two crossing links stands elsewhere"
    assert all(page.xpath(f'//*[@id="{target}"]') for target in targets)


def test_the_html_report_loads_nothing_and_obeys_nothing() -> None:
    text = html_comparison(hostile())
    page = html.fromstring(text)
    assert len(page.xpath("//script")) == 1, "the report's own"
    assert not page.xpath("//@src") and not page.xpath("//link")
    assert all(href.startswith("#") for href in page.xpath("//@href"))
    assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
    assert "default-src 'none'" in text
    assert "url(" not in text and "@import" not in text


def test_the_html_report_says_what_marks_mean_in_words() -> None:
    text = html.fromstring(html_comparison(report())).text_content()
    for words in ("no match found", "differs", "confirmed by the reader", "no quotes on either side"):
        assert words in text


def test_markdown_shows_foreign_text_as_it_stands() -> None:
    text = markdown_comparison(hostile())
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert escape("1. one") == "1\\. one"
    assert escape("- one") == "\\- one"
    assert escape("a\nb") == "a b"


@given(st.text(alphabet="ab|\n\\*_<>&=-1. ", max_size=30))
def test_a_cell_of_a_markdown_table_never_ends_early(text: str) -> None:
    shown = escape(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", shown)


def test_csv_holds_links_misses_and_findings_with_offsets() -> None:
    rows = list(csv.DictReader(StringIO(csv_comparison(report()))))
    assert {row["row"] for row in rows} >= {"link", "no match found", "figures"}
    for row in rows:
        for side, one in (("left", LEFT), ("right", RIGHT)):
            if row["row"] == "link":
                span = Span(int(row[f"{side}_start"]), int(row[f"{side}_end"]))
                assert row[f"{side}_words"] == span.of(one.text)


@given(st.lists(st.lists(st.text(max_size=8) | st.integers(), min_size=1, max_size=3), max_size=3))
def test_no_csv_cell_begins_a_formula(rows: list[list[object]]) -> None:
    texts = [[cell for cell in row if isinstance(cell, str)] for row in rows]
    for row in csv.reader(StringIO(csv_text(texts), newline="")):
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("before", ["\n", "\xa0", "\u200b", "\ufeff", " \r\n\u2028", "\u202e", "\x00", "\t"])
def test_nothing_unseen_hides_a_formula(before: str) -> None:
    (cells,) = csv.reader(StringIO(csv_text([[f"{before}=1+1", f"{before}one"]]), newline=""))
    assert cells[0].startswith("'")
    assert cells[1] == ("'" * (before == "\t")) + f"{before}one"


def test_a_number_in_a_csv_table_stays_a_number() -> None:
    assert csv_text([[-3, 0.5, "-3"]]) == "-3,0.5,'-3\n"


def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "tei_subset.rng"))


@pytest.mark.parametrize("make", [report, hostile, judged])
def test_tei_is_valid_and_holds_each_passage_once(make: object) -> None:
    one = make()  # type: ignore[operator]
    tree = etree.fromstring(tei_comparison(one).encode())
    rules = schema()
    assert rules.validate(tree), rules.error_log
    for side, name in enumerate(("left", "right")):
        found = {
            seg.get(XML_ID): " ".join("".join(seg.itertext()).split())
            for seg in tree.iter(f"{TEI}seg")
            if (seg.get(XML_ID) or "").startswith(name)
        }
        words = [one.words(side, passage.span) for passage in one.passages(side)]
        assert sorted(found.values()) == sorted(words)


def test_tei_pointers_lead_to_passages() -> None:
    tree = etree.fromstring(tei_comparison(report()).encode())
    ids = {seg.get(XML_ID) for seg in tree.iter(f"{TEI}seg")}
    assert all(ptr.get("target")[1:] in ids for ptr in tree.iter(f"{TEI}ptr"))


@given(st.text(max_size=40))
def test_tei_is_well_formed_whatever_a_headline_holds(title: str) -> None:
    one = article("a", "A", "Some words.", title=title)
    etree.fromstring(tei_comparison(Report((one, RIGHT), compare(one, RIGHT))).encode("utf-8", "replace"))


def test_a_blind_report_names_no_outlet() -> None:
    names = {"The Gazette": "A", "Harbour News": "B"}
    sides = tuple(covered(one, names[one.outlet_name], names) for one in (LEFT, RIGHT))
    blind = Report((sides[0], sides[1]), compare(LEFT, RIGHT), LENSES)
    for _, _, write in FORMS.values():
        text = write(blind)
        assert "Gazette" not in text
        assert "Harbour News" not in text
        assert "Outlet A" in text


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_what_the_reader_said(form: str) -> None:
    text = FORMS[form][2](judged())
    assert "added" in text and "reject" in text.casefold()
    assert "mine" in text and "\x1b" not in text
    assert FORMS[form][2](report()).casefold().count("reject") == (1 if form == "json" else 0)


def test_tei_says_who_made_a_link() -> None:
    tree = etree.fromstring(tei_comparison(judged()).encode())
    notes = [note.text for note in tree.iter(f"{TEI}note") if note.get("resp") == "#reader"]
    assert "added" in notes and "rejected" in notes and any("mine" in note for note in notes)
    assert tree.find(f".//{TEI}respStmt").get(XML_ID) == "reader"
    assert tree.find(f".//{TEI}div[@type='rejected']") is not None


def test_a_report_with_judgements_fits_the_schema() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "compare.schema.json").read_text("utf-8"))
    record = comparison_record(judged())
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(record)))
    assert [link["verdict"] for link in record["links"]].count("added") == 1
    assert len(record["rejected"]) == 1


def test_the_words_of_each_side_say_their_language() -> None:
    german = replace(RIGHT, language="de")
    page = html.fromstring(html_comparison(report(LEFT, german)))
    for side, language in (("left", "en"), ("right", "de")):
        cells = page.xpath(f'//div[@class="rows"]//div[contains(@class, "{side}")][@id]')
        assert cells and {cell.get("lang") for cell in cells} == {language}


def test_two_articles_of_one_outlet_are_not_called_two_outlets() -> None:
    one = report(LEFT, replace(RIGHT, outlet=LEFT.outlet))
    for _, _, write in FORMS.values():
        text = write(one)
        assert "two outlets" not in text and "The Gazette and The Gazette" not in text


def test_by_stands_once_before_who_signs() -> None:
    signed = replace(LEFT, byline=Field("by Rick Tanner", Provenance.STATED))
    for _, _, write in FORMS.values():
        assert not re.search(r"by:? by", write(report(signed)), re.IGNORECASE)
    assert ("By", "Rick Tanner (stated)") in report(signed).facts(0)
    assert ("By", "Byron Hill (stated)") in report(
        replace(LEFT, byline=Field("Byron Hill", Provenance.STATED))
    ).facts(0)


def test_blind_json_tells_nothing_of_the_file() -> None:
    sides = tuple(covered(one, "AB"[at], {}) for at, one in enumerate((LEFT, RIGHT)))
    record = comparison_record(Report((sides[0], sides[1]), compare(LEFT, RIGHT)))
    for side in ("left", "right"):
        assert [record[side][name] for name in ("id", "source", "sha256")] == ["", "", ""]


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("r.jsonl", True),
        ("r.jsonl#line 1", True),
        ("r.jsonl#a#b", True),
        ("q#1.txt", False),
        ("-", False),
        ("", False),
    ],
)
def test_a_source_is_known_by_its_file(
    source: str, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.jsonl").write_text("{}")
    (tmp_path / "q#1.txt").write_text("x")
    assert is_source(Path("r.jsonl"), source) is refused
    assert is_source(Path("q#1.txt"), "q#1.txt")
    assert not is_source(Path("new.txt"), source)


def judgements() -> Judgements:
    kept = Judgements(Journal.in_memory())
    link = compare(LEFT, RIGHT).links[0]
    both = [(LEFT, link.left), (RIGHT, link.right)]
    kept.star(both)
    kept.note(both, f"look again {HOSTILE}")
    return kept


def test_the_evidence_pack_cites_both_passages_with_offsets_hash_and_version() -> None:
    kept = judgements()
    stars, notes = kept.all_remarks("evidence"), kept.all_remarks("note")
    pack = json.loads(evidence_json(stars, notes))
    assert pack["program"].startswith("Crossread ")
    (item,) = pack["items"]
    assert item["notes"] == [f"look again {HOSTILE}"]
    for passage, one in zip(item["passages"], (LEFT, RIGHT), strict=True):
        assert passage["words"] == one.text[passage["start"] : passage["end"]]
        assert passage["sha256"] == one.sha256
        assert passage["outlet"] == one.outlet_name
        assert passage["words"] in passage["context"]
    rows = list(csv.DictReader(StringIO(evidence_csv(stars, notes))))
    assert [row["item"] for row in rows] == ["1", "1"]
    page = html.fromstring(evidence_html(stars, notes))
    assert not page.xpath("//script")
    assert "characters 0–82" in page.text_content()
    assert not re.search(r"(?<!\\)<script", evidence_markdown(stars, notes))


def test_an_empty_evidence_list_says_so() -> None:
    assert "Nothing is on the evidence list" in evidence_markdown([])
    assert "Nothing is on the evidence list" in evidence_html([])


def test_a_report_is_named_after_its_outlets_in_plain_letters() -> None:
    assert report_name(report(), "html") == "the-gazette-harbour-news-2025-03-12.html"
    assert file_name("../../etc", "Ä / \x00", "", suffix=".md") == "etc-a.md"
    assert file_name("Россия", suffix=".csv") == "crossread.csv"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_written_without_an_error(form: str) -> None:
    for one in (report(), hostile()):
        assert FORMS[form][2](one).endswith("\n")
