"""A story's matrix as Markdown and HTML: every passage there, nothing loaded, nothing obeyed."""

import re
from pathlib import Path

from lxml import html

from reader.cli import main

FERRY = Path(__file__).parents[2] / "articles" / "invented" / "ferry-lady-orsina"


def test_the_html_page_holds_every_passage_of_every_outlet(tmp_path: Path) -> None:
    out = tmp_path / "story.html"
    assert main(["story", str(FERRY), "--html", "-o", str(out)]) == 0
    page = html.fromstring(out.read_text("utf-8"))
    assert len(page.xpath("//thead//th")) == 6, "five articles, and how many carry a passage"
    rows = page.xpath("//tbody/tr")
    assert len(rows) == len(page.xpath("//h2"))
    cells = [cell for row in rows for cell in row.xpath("./td[@title]") if cell.text_content() != "·"]
    assert len(cells) == len(page.xpath("//dt"))


def test_the_html_page_loads_nothing(tmp_path: Path) -> None:
    hostile = tmp_path / "in"
    hostile.mkdir()
    words = "The harbour council approved a new ferry terminal on Monday by nine votes to four."
    for name in ("one", "two"):
        head = f"title: '<img src=x onerror=alert(1)> {name}'\noutlet: '<script>{name}</script>'"
        tail = f'It will cost <b>two million</b> & more, "{name}" said.'
        (hostile / f"{name}.md").write_text(f"---\n{head}\n---\n\n{words}\n\n{tail}\n", "utf-8")
    out = tmp_path / "story.html"
    assert main(["story", str(hostile), "--html", "-o", str(out)]) == 0
    page = html.fromstring(out.read_text("utf-8"))
    assert not page.xpath("//script | //img | //link | //b[text()='two million'] | //@src | //@href")


def test_markdown_is_one_table_a_story_with_as_many_cells_in_every_row(tmp_path: Path) -> None:
    out = tmp_path / "story.md"
    assert main(["story", str(FERRY), "--markdown", "-o", str(out)]) == 0
    rows = [line for line in out.read_text("utf-8").split("\n") if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


def test_a_blind_story_names_no_outlet(tmp_path: Path) -> None:
    for form in ("--plain", "--json", "--csv", "--markdown", "--html"):
        out = tmp_path / f"story{form}"
        assert main(["story", str(FERRY), form, "--blind", "-o", str(out)]) == 0
        text = out.read_text("utf-8")
        assert "Outlet A" in text
        assert not [name for name in ("Meridian", "Beacon", "Courier", "Gazette") if name in text]


def test_every_mark_of_a_cell_stands_in_the_legend(tmp_path: Path) -> None:
    out = tmp_path / "story.html"
    assert main(["story", str(FERRY), "--html", "-o", str(out)]) == 0
    page = html.fromstring(out.read_text("utf-8"))
    legend = page.xpath('//p[@class="legend"]/b/text()')
    marks = {cell.text_content().split()[0] for cell in page.xpath("//tbody//td[@title]")}
    assert "·" in marks and marks <= set(legend)
    assert main(["story", str(FERRY), "--markdown", "-o", str(out)]) == 0
    assert "· no match found" in out.read_text("utf-8") and "\n. no match" not in out.read_text("utf-8")
