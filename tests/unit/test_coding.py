"""Judgements as files, codebooks, and the command that writes, reads and compares them."""

import json
from pathlib import Path

import pytest

from reader.article import Article, Span
from reader.cli import main
from reader.library.codebook import DEFAULT, load_codebook
from reader.library.coding import codings, judgement_lines, names_shared, read_judgements, take_in
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


HOSTILE = "\x1b]0;title\x07\x1b[31mred\x9b2J\u202e"


def test_nothing_that_a_terminal_obeys_comes_out_of_a_file_of_judgements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = {"article": f"a{HOSTILE}", "source": f"s{HOSTILE}", "span": [0, 4], "quote": f"words{HOSTILE}"}
    cited = dict.fromkeys(("outlet", "title", "published", "url", "sha256", "context"), f"c{HOSTILE}")
    common = {"at": f"2026{HOSTILE}", "coder": f"bob{HOSTILE}", "anchors": [anchor]}
    records = [
        {**common, "kind": "evidence.add", "text": HOSTILE, "cited": [cited, 3]},
        {**common, "kind": "evidence.add", "at": "2", "anchors": [{**anchor, "span": [5, 9]}]},
        {**common, "kind": "note", "text": f"one\ntwo{HOSTILE}"},
        {**common, "kind": "code.add", "text": f"code{HOSTILE}"},
    ]
    file = tmp_path / "hostile.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    assert main(["judgements", "import", str(file)]) == 0
    assert main(["judgements", "import", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "0 taken in, 4 already there" in shown
    commands = [["evidence", f"--{form}"] for form in ("markdown", "html", "csv", "json")]
    for command in [*commands, ["judgements", "export"], ["judgements", "agreement", str(file), str(file)]]:
        main(command)
        shown += capsys.readouterr().out
    assert not {character for character in shown if not character.isprintable()} - {"\n"}
    for form in ("markdown", "html", "csv", "json"):
        assert main(["evidence", f"--{form}"]) == 0
        out = capsys.readouterr().out
        assert "words" in out and "u001b" not in out and "u202e" not in out
    assert main(["judgements", "export"]) == 0
    back = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert back[0]["anchors"][0]["quote"] == anchor["quote"], "a passage is found by its exact words"
    assert back[2]["text"] == "one\ntwored"
    assert {record["coder"] for record in back} == {"bobred"}


def test_a_row_of_the_journal_with_escapes_is_shown_without() -> None:
    journal = Journal.in_memory()
    Judgements(journal).note([(ONE, SPANS[0])], "fine")
    (act,) = journal.acts()
    body = {**act.body, "text": f"red{HOSTILE}", "cited": 3}
    journal.add("note", ["one"], body, "restored", coder=f"x{HOSTILE}", at=f"2026{HOSTILE}")
    remark = Judgements(journal).all_remarks()[-1]
    assert "".join((remark.text, remark.coder, remark.at)).isprintable()


def test_a_file_is_taken_in_by_one_act_and_taken_back_by_one_undo() -> None:
    lines = list(judgement_lines(coder("ann", ["order", "figure", "order"])))
    journal = Journal.in_memory("bob")
    Judgements(journal).code([(ONE, SPANS[0])], "order")
    assert take_in(journal, read_judgements(lines, "ann.jsonl")) == 3
    undone = journal.undo()
    assert undone is not None and undone.said == "3 judgements taken in"
    assert [act.coder for act in journal.acts()] == ["bob"]


def test_a_file_is_taken_in_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = list(judgement_lines(coder("ann", ["order", "figure", "order"])))
    journal, seen = Journal.in_memory(), 0

    def fail(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 3:
            raise RuntimeError("the disk is full")

    journal.on("code", fail)
    with pytest.raises(RuntimeError):
        take_in(journal, read_judgements(lines, "ann.jsonl"))
    assert journal.acts() == []


def test_units_tell_equal_file_names_and_equal_sentences_apart() -> None:
    def records(root: str) -> list[dict[str, object]]:
        journal = Journal.in_memory()
        text = "No comment. A line. No comment."
        for folder in ("a", "b"):
            article = Article(folder, text, (), source=f"{root}/{folder}/index.html")
            for span in (Span(0, 11), Span(20, 31)):
                Judgements(journal).code([(article, span)], "order")
        return list(read_judgements(judgement_lines(journal), "file"))

    shared = names_shared(records("/here"))
    assert shared == {"index.html"}
    units = codings(records("/here"), shared)
    assert len(units) == 4
    assert units == codings(records("/other/place"), shared)


def test_the_configured_coder_signs_and_nothing_is_made_by_looking(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from reader.commands.judgements import _desk
    from reader.library.paths import user_paths

    files = user_paths()
    for command in (["evidence"], ["judgements", "export"]):
        assert main(command) == 0
    assert not files.library.exists()
    assert "Nothing is on the evidence list." in capsys.readouterr().out
    files.config.parent.mkdir(parents=True, exist_ok=True)
    files.config.write_text('coder = "Ann Ode"\n', "utf-8")
    _desk().judgements.note([(ONE, SPANS[0])], "see")
    assert main(["judgements", "export"]) == 0
    assert json.loads(capsys.readouterr().out)["coder"] == "Ann Ode"


def test_a_codebook_without_codes_leaves_the_default_ones_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "codebook.toml"
    for text, problems in (("", 1), ('[accent]\nkey = "\u0301"\n', 2)):
        file.write_text(text, "utf-8")
        codebook = load_codebook(file)
        assert codebook.codes == DEFAULT.codes
        assert len(codebook.problems) == problems
        assert "default codes" in codebook.problems[-1]


@pytest.mark.parametrize("command", [["evidence"], ["judgements", "export"]])
def test_no_output_goes_over_a_file_that_articles_came_from(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "page.md"
    article.write_text("---\ntitle: A page\n---\n\nSome words of an article that stays as it is.\n", "utf-8")
    before = article.read_bytes()
    assert main(["add", str(article)]) == 0
    assert main([*command, "-o", str(article)]) == 1
    assert article.read_bytes() == before
    assert main([*command, "-o", str(tmp_path / "none" / "x")]) == 1
    assert "no such folder" in capsys.readouterr().err
