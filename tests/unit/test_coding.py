"""Judgements as files, codebooks, and the command that writes, reads and compares them."""

import json
from pathlib import Path

import pytest

from reader.article import Article, Span
from reader.cli import main
from reader.library.codebook import DEFAULT, load_codebook
from reader.library.coding import codings, judgement_lines, read_judgements, take_in
from reader.library.journal import Journal
from reader.library.judgements import Judgements

ONE = Article("one", "First passage. Second passage. Third passage.", (), source="one.txt")
TWO = Article("two", "Another text altogether.", (), source="two.txt")
SPANS = [Span(0, 14), Span(15, 30), Span(31, 45)]


def coder(name: str, codes: list[str]) -> Journal:
    journal = Journal.in_memory()
    journal._coder = name
    judgements = Judgements(journal)
    for span, code in zip(SPANS, codes, strict=True):
        judgements.code([(ONE, span), (TWO, Span(0, 24))], code)
    return journal


def test_judgements_come_back_from_their_file_as_they_were() -> None:
    journal = coder("ann", ["order", "figure", "order"])
    judgements = Judgements(journal)
    judgements.note([(ONE, SPANS[0])], 'a note, "quoted", with a line\nbreak and \u2028 one more')
    judgements.star([(ONE, SPANS[1])])
    lines = list(judgement_lines(journal))
    other = Journal.in_memory()
    assert take_in(other, read_judgements(lines, "ann.jsonl")) == 5
    assert list(judgement_lines(other)) == lines
    assert Judgements(other).all_remarks() == judgements.all_remarks()


def test_taking_the_same_file_in_twice_adds_nothing() -> None:
    lines = list(judgement_lines(coder("ann", ["order", "figure", "order"])))
    journal = coder("bob", ["order", "order", "order"])
    assert take_in(journal, read_judgements(lines, "ann.jsonl")) == 3
    assert take_in(journal, read_judgements(lines, "ann.jsonl")) == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2"),
        ("[]", "expected an object"),
        ('{"kind": "article.trash"}', "no such kind of judgement"),
        ('{"kind": "note", "anchors": []}', "'anchors'"),
        ('{"kind": "note", "anchors": [3]}', "an anchor must be an object"),
        ('{"kind": "note", "anchors": [{"article": "a"}]}', "'quote'"),
        ('{"kind": "note", "text": 3, "anchors": []}', "'text'"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(line: str, says: str) -> None:
    with pytest.raises(ValueError, match="line 2") as error:
        list(read_judgements(["", line], "file.jsonl"))
    assert says in str(error.value)
    assert "file.jsonl" in str(error.value)
    assert "\n" not in str(error.value)


def test_units_are_told_by_file_name_and_words_not_by_folder() -> None:
    def coded(folder: str) -> dict[str, str]:
        journal = Journal.in_memory()
        article = Article(folder, ONE.text, (), source=f"{folder}/one.txt")
        Judgements(journal).code([(article, SPANS[0])], "order")
        return codings(read_judgements(judgement_lines(journal), "file"))

    assert coded("here") == coded("there")


def test_the_command_exports_imports_and_compares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for name, codes in (("ann", ["order", "figure", "order"]), ("bob", ["order", "order", "order"])):
        file = tmp_path / f"{name}.jsonl"
        file.write_text("".join(f"{line}\n" for line in judgement_lines(coder(name, codes))), "utf-8")
        files.append(str(file))
    assert main(["judgements", "import", files[0]]) == 0
    assert "3 taken in" in capsys.readouterr().out
    assert main(["judgements", "export"]) == 0
    assert capsys.readouterr().out == Path(files[0]).read_text("utf-8")
    assert main(["judgements", "agreement", "--json", *files]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rows"][0]["units"] == 3
    assert answer["rows"][0]["percent"] == pytest.approx(2 / 3, abs=0.001)
    assert main(["judgements", "agreement", *files]) == 0
    assert "67%" in capsys.readouterr().out


def test_the_evidence_command_prints_what_was_starred(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal.in_memory()
    Judgements(journal).star([(ONE, SPANS[1])])
    file = tmp_path / "stars.jsonl"
    file.write_text("".join(f"{line}\n" for line in judgement_lines(journal)), "utf-8")
    assert main(["judgements", "import", str(file)]) == 0
    capsys.readouterr()
    for form, holds in (
        ("--markdown", "> Second passage."),
        ("--csv", "Second passage."),
        ("--html", "<html"),
    ):
        assert main(["evidence", form]) == 0
        assert holds in capsys.readouterr().out
    assert main(["evidence", "--json", "-o", str(tmp_path / "pack.json")]) == 0
    (item,) = json.loads((tmp_path / "pack.json").read_text("utf-8"))["items"]
    assert item["passages"][0]["words"] == "Second passage."


def test_a_note_with_every_kind_of_line_break_comes_back_through_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal.in_memory()
    Judgements(journal).note([(ONE, SPANS[0])], "one\ntwo\u2028three\x85four\x0bfive")
    file = tmp_path / "notes.jsonl"
    file.write_text("".join(f"{line}\n" for line in judgement_lines(journal)), "utf-8")
    assert main(["judgements", "import", str(file)]) == 0
    capsys.readouterr()
    assert main(["judgements", "export"]) == 0
    assert capsys.readouterr().out == file.read_text("utf-8")


def test_a_broken_file_is_refused_whole_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = next(iter(judgement_lines(coder("ann", ["order", "figure", "order"]))))
    file = tmp_path / "broken.jsonl"
    file.write_text(f"{good}\nno json\n", "utf-8")
    assert main(["judgements", "import", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["judgements", "export"]) == 0
    assert capsys.readouterr().out == ""


def test_a_missing_codebook_means_the_default_one(tmp_path: Path) -> None:
    assert load_codebook(tmp_path / "codebook.toml") is DEFAULT
    assert len({code.key for code in DEFAULT.codes}) == len(DEFAULT.codes)


def test_a_codebook_takes_what_is_right_and_names_what_is_not(tmp_path: Path) -> None:
    file = tmp_path / "codebook.toml"
    file.write_text(
        '[frame]\nkey = "f"\ntitle = "Frame"\n[Bad-Name]\nkey = "b"\n[twin]\nkey = "f"\n'
        '[long]\nkey = "xx"\n[odd]\nkey = "o"\ncolour = "red"\n',
        "utf-8",
    )
    codebook = load_codebook(file)
    assert [code.name for code in codebook.codes] == ["frame", "odd"]
    assert [problem.split(":")[1].strip() for problem in codebook.problems] == [
        "Bad-Name",
        "twin.key",
        "long.key",
        "odd.colour",
    ]
    file.write_text("[frame\n", "utf-8")
    assert load_codebook(file).codes == DEFAULT.codes
    assert len(load_codebook(file).problems) == 1
