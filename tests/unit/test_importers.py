"""Files and folders: what is read, what is refused, and what the reader wrote beside a source."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from reader.article import Provenance, Role
from reader.importers.errors import Refused
from reader.importers.registry import read_article, read_collection, read_text

STORY = """Council closes both locks

The river council agreed on Tuesday to close both locks at Harrow Bend for the winter.

Engineers had found cracks in the northern gate during an inspection in the summer.

Barge owners said that the closure would cost them a third of their income.
"""


def write(path: Path, text: str = STORY) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_sorted_and_without_what_is_no_source(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a/1.txt",
        "c.txt",
        ".hidden.txt",
        "README.md",
        "c.txt.toml",
        ".git/x.txt",
        "d.txt~",
    ):
        write(tmp_path / name, STORY if not name.endswith(".toml") else "")
    found = read_collection([tmp_path])
    names = [Path(article.source).relative_to(tmp_path).as_posix() for article in found.articles]
    assert names == ["a/1.txt", "b/2.txt", "c.txt"]
    assert found.refused == ()


def test_what_cannot_be_read_is_named_with_its_reason_and_the_rest_loads(tmp_path: Path) -> None:
    write(tmp_path / "good.txt")
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "blank.txt", " \n\u00a0\n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    write(tmp_path / "page.html", "<p> </p>")
    found = read_collection([tmp_path, tmp_path / "missing"])
    assert len(found.articles) == 1
    assert [str(refusal) for refusal in found.refused] == [
        f"{tmp_path}/blank.txt: empty",
        f"{tmp_path}/empty.txt: empty",
        f"{tmp_path}/page.html: a page without text",
        f"{tmp_path}/picture.txt: not text: a PNG picture",
        f"{tmp_path}/missing: no such file or folder",
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert len(read_collection([tmp_path, path, path]).articles) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no links, no pipes")
def test_links_do_not_lead_out_of_the_folder_and_pipes_are_not_read(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "secret.txt")
    inside = tmp_path / "inside"
    write(inside / "a.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "way-out").symlink_to(tmp_path / "outside")
    (inside / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    os.mkfifo(inside / "pipe.txt")
    found = read_collection([inside])
    assert [Path(article.source).name for article in found.articles] == ["a.txt"]
    assert [str(refusal) for refusal in found.refused] == [
        f"{inside}/link.txt: links to a place outside the folder"
    ]
    with pytest.raises(Refused, match="not a regular file"):
        read_article(inside / "pipe.txt")


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "evil\x1b[31m.txt", "")
    assert "\x1b" not in str(read_collection([path]).refused[0])


def test_an_identity_depends_on_content_and_path_below_the_folder(tmp_path: Path) -> None:
    here, there = write(tmp_path / "x" / "a.txt"), write(tmp_path / "y" / "a.txt")
    first = read_article(here, root=tmp_path / "x")
    assert first.id == read_article(there, root=tmp_path / "y").id
    assert first.id != read_article(here, root=tmp_path).id
    write(here, STORY + "More.")
    assert first.id != read_article(here, root=tmp_path / "x").id
    assert len(first.id) == 16
    assert int(first.id, 16) >= 0


def test_control_codes_are_removed_and_the_reader_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY.replace("locks", "lo\x1b[31mcks"))
    article = read_article(path)
    assert "\x1b" not in article.text
    assert "control codes removed" in article.notices
    assert read_collection([path]).notices == (f"{path}: control codes removed",)


def test_standard_input_is_read_like_a_file() -> None:
    article = read_text(STORY)
    assert (str(article.headline), article.source) == ("Council closes both locks", "-")
    with pytest.raises(Refused, match="empty"):
        read_text(" \n")


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: 'Locks closed'\nsource: Harrow Herald\ndate: 2019-03-12\nwire: AFP\ntags: [a, b]\n---\n",
        '+++\ntitle = "Locks closed"\nsource = "Harrow Herald"\ndate = 2019-03-12\nwire = "AFP"\n+++\n',
    ],
)
def test_front_matter_gives_the_fields(tmp_path: Path, head: str) -> None:
    article = read_article(write(tmp_path / "a.txt", head + "\n" + STORY))
    fields = (article.headline, article.outlet, article.published, article.agency)
    assert [str(field) for field in fields] == ["Locks closed", "Harrow Herald", "2019-03-12", "AFP"]
    assert article.outlet is not None
    assert article.outlet.provenance is Provenance.FILE
    assert article.outlet.span is not None
    assert article.outlet.span.of(article.text) == "Harrow Herald"
    first = next(line for line in article.lines if line.role is not Role.BOILERPLATE)
    assert first.span.of(article.text) == "Council closes both locks"


def test_a_first_line_of_dashes_that_nothing_closes_is_text(tmp_path: Path) -> None:
    article = read_article(write(tmp_path / "a.txt", "---\ntitle: x\n\n" + STORY))
    assert str(article.headline) == "Council closes both locks"


@pytest.mark.parametrize("head", ["a: &x [1]\nb: *x", "a: [1, 2", "date: 2019-99-99"])
def test_front_matter_that_cannot_be_taken_is_a_notice(tmp_path: Path, head: str) -> None:
    article = read_article(write(tmp_path / "a.md", f"---\n{head}\n---\nThe text.\n"))
    assert any(notice.startswith("front matter") for notice in article.notices)
    assert article.word_count() == 2


def test_markdown_has_headline_subheadings_and_rewrapped_paragraphs(tmp_path: Path) -> None:
    text = (
        "# Locks closed\n\nThe council agreed\non Tuesday.\n\n"
        "## The cost\n\n- one thing\n- another\n\nThe end.\n"
    )
    article = read_article(write(tmp_path / "a.md", text))
    assert str(article.headline) == "Locks closed"
    blocks = [(block.role, block.span.of(article.text)) for block in article.blocks()]
    assert blocks == [
        (Role.HEADLINE, "Locks closed"),
        (Role.PARAGRAPH, "The council agreed\non Tuesday."),
        (Role.SUBHEADING, "The cost"),
        (Role.PARAGRAPH, "- one thing"),
        (Role.PARAGRAPH, "- another"),
        (Role.PARAGRAPH, "The end."),
    ]


def test_a_sidecar_outranks_every_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    write(
        tmp_path / "a.txt.toml",
        'headline = "Another"\noutlet = "Herald"\ndate = 2019-03-12\n[lines]\ncaption = [5]\nhide = [7]\n',
    )
    article = read_article(path)
    assert (str(article.headline), str(article.outlet), str(article.published)) == (
        "Another",
        "Herald",
        "2019-03-12",
    )
    assert article.headline is not None
    assert article.headline.provenance is Provenance.USER
    roles = {line.span.of(article.text)[:9]: line.role for line in article.lines}
    assert roles["Engineers"] is Role.CAPTION
    assert roles["Barge own"] is Role.BOILERPLATE


def test_an_empty_value_takes_a_field_away(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY + "\n© 2015 AFP\n")
    assert str(read_article(path).agency) == "AFP"
    write(tmp_path / "a.txt.toml", 'agency = ""\n')
    assert read_article(path).agency is None


def test_line_roles_written_for_another_version_are_ignored_with_a_notice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    sidecar = "{}[lines]\ncaption = [5]\n"
    write(tmp_path / "a.txt.toml", sidecar.format('sha256 = "00"\n'))
    article = read_article(path)
    assert article.notices == ("a.txt.toml: line roles ignored: the file has changed since",)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    write(tmp_path / "a.txt.toml", sidecar.format(f'sha256 = "{digest}"\n'))
    assert Role.CAPTION in {line.role for line in read_article(path).lines}


@pytest.mark.parametrize(
    ("sidecar", "notice"),
    [
        ("headline = \n", "a.txt.toml: Invalid value (at line 1, column 12)"),
        ('outlit = "x"\n', "a.txt.toml: unknown key 'outlit'; did you mean 'outlet'?"),
        ("date = true\n", "a.txt.toml: 'date' is not a date"),
        ("[lines]\ncaption = [2]\n", "a.txt.toml: [lines] caption: there is no text on line 2"),
        ("[lines]\nhero = [1]\n", "a.txt.toml: [lines] hero: no role of that name with a list of lines"),
    ],
)
def test_a_broken_sidecar_is_a_notice_and_never_a_refusal(tmp_path: Path, sidecar: str, notice: str) -> None:
    path = write(tmp_path / "a.txt")
    write(tmp_path / "a.txt.toml", sidecar)
    article = read_article(path)
    assert article.notices == (notice,)
    assert str(article.headline) == "Council closes both locks"


def test_a_folder_gives_defaults_to_what_stands_in_and_below_it(tmp_path: Path) -> None:
    write(tmp_path / "_outlet.toml", 'outlet = "Herald Group"\nlanguage = "de"\n')
    write(tmp_path / "harrow" / "_outlet.toml", 'outlet = "Harrow Herald"\n')
    near, far = write(tmp_path / "harrow" / "a.txt"), write(tmp_path / "b.txt")
    found = {article.source: article for article in read_collection([tmp_path]).articles}
    assert str(found[str(near)].outlet) == "Harrow Herald"
    assert str(found[str(far)].outlet) == "Herald Group"
    assert found[str(near)].language == "de"


@pytest.mark.parametrize(
    ("folder", "outlet"),
    [
        ("harrow-herald", "Harrow Herald"),
        ("bbc-news", "BBC News"),
        ("Press TV", "Press TV"),
        ("unknown-outlet", None),
    ],
)
def test_a_folders_name_is_weak_evidence_of_the_outlet(
    tmp_path: Path, folder: str, outlet: str | None
) -> None:
    write(tmp_path / folder / "a.txt")
    (article,) = read_collection([tmp_path]).articles
    assert (None if article.outlet is None else article.outlet.value) == outlet
    if article.outlet is not None:
        assert article.outlet.provenance is Provenance.FILE


def test_an_outlet_that_the_page_states_wins_over_the_folders_name(tmp_path: Path) -> None:
    write(tmp_path / "somewhere" / "a.txt", STORY + "\nHarrow Herald’s website can be reached here:\n")
    (article,) = read_collection([tmp_path]).articles
    assert str(article.outlet) == "Harrow Herald"


def test_broken_defaults_of_a_folder_are_reported_once(tmp_path: Path) -> None:
    write(tmp_path / "_outlet.toml", "outlet = \n")
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    found = read_collection([tmp_path])
    assert len(found.articles) == 2
    assert found.notices == (f"{tmp_path}/_outlet.toml: Invalid value (at line 1, column 10)",)
