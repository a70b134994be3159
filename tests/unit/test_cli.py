from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.cli import main
from reader.commands import COMMANDS

A = "Russia signed a treaty with South Ossetia in Moscow on Wednesday. Nobody else was there."
B = "A treaty with South Ossetia was signed by Russia in Moscow on Wednesday. It rained."


def crossread(
    *arguments: str, stdin: str | bytes = "", **options: object
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments], input=given, capture_output=True, **options
    )  # type: ignore[call-overload,no-any-return]


def answers(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def _best(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the surest link of an answer: which others there are is the linker's business."""
    return max(answer["links"], key=lambda link: link["score"])


class TestWithoutCommand:
    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"crossread {reader.__version__}\n"

    def test_help_names_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--help"]) == 0
        shown = capsys.readouterr().out
        assert all(f"\n  {name} " in shown for name in COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_help(self, name: str) -> None:
        run = crossread(name, "--help")
        assert run.returncode == 0
        assert run.stdout.startswith(f"usage: crossread {name}".encode())

    def test_a_path_that_is_not_there_is_named_in_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["nowhere.txt"]) == 1
        assert capsys.readouterr().err == "crossread: nowhere.txt: no such file or folder\n"

    def test_a_mistyped_command_is_guessed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["comapre"]) == 1
        assert "did you mean the command compare?" in capsys.readouterr().err

    def test_without_a_terminal_it_says_so(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main([str(tmp_path)]) == 2
        assert "needs a terminal" in capsys.readouterr().err

    def test_an_unknown_theme_is_refused_with_the_names_there_are(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--theme", "plaid"]) == 2
        assert "dark" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [["--", "compare"], ["./compare"]])
    def test_a_folder_named_like_a_command_can_be_opened(
        self,
        arguments: list[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(arguments) == 1
        assert "no such file or folder" in capsys.readouterr().err
        (tmp_path / "compare").mkdir()
        assert main(arguments) == 2
        assert "needs a terminal" in capsys.readouterr().err


class TestErrors:
    @pytest.mark.parametrize("arguments", [["compare"], ["pipe"], ["pipe", "x"], ["--what"], ["keys", "x"]])
    def test_a_mistake_in_usage_is_one_line_and_code_2(self, arguments: list[str]) -> None:
        run = crossread(*arguments)
        assert run.returncode == 2
        assert run.stdout == b""
        assert run.stderr.count(b"\n") == 1

    def test_no_traceback_reaches_the_reader(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken() -> None:
            raise RuntimeError("first\nsecond \x1b[2J")

        monkeypatch.setattr("reader.library.paths.user_paths", broken)
        assert main(["paths"]) == 1
        shown = capsys.readouterr().err
        assert shown == "crossread: unexpected RuntimeError: first second (CROSSREAD_DEBUG=1 shows where)\n"

        monkeypatch.setenv("CROSSREAD_DEBUG", "1")
        assert main(["paths"]) == 1
        assert "Traceback" in capsys.readouterr().err

    def test_an_argument_cannot_command_the_terminal(self) -> None:
        run = crossread("compare", "\x1b]0;x\x07\x9b2Ja", "b\u202e")
        assert run.returncode == 1
        assert all(line.isprintable() for line in run.stderr.decode().splitlines())

    def test_a_reader_that_has_enough_is_no_error(self, seeds: tuple[Path, Path]) -> None:
        read, write = os.pipe()
        os.close(read)
        run = subprocess.run(
            [sys.executable, "-m", "reader", "compare", *map(str, seeds), "--json"],
            stdout=write,
            stderr=subprocess.PIPE,
        )
        os.close(write)
        assert (run.returncode, run.stderr) == (0, b"")

    @pytest.mark.skipif(
        not Path("/dev/full").exists(), reason="only some systems have a device that is always full"
    )
    def test_output_that_cannot_be_written_is_one_line(self) -> None:
        with open("/dev/full", "wb") as full:
            run = subprocess.run(
                [sys.executable, "-m", "reader", "paths"], stdout=full, stderr=subprocess.PIPE
            )
        assert run.returncode == 1
        assert run.stderr.count(b"\n") == 1

    def test_output_a_terminal_cannot_encode_is_no_error(self, tmp_path: Path) -> None:
        for name in "ab":
            (tmp_path / name).write_text(
                "Zażółć gęślą jaźń “dziś” rano, powiedział minister w Krakowie.\n" * 2
            )
        environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        run = crossread("compare", str(tmp_path / "a"), str(tmp_path / "b"), env=environment)
        assert run.returncode == 0
        assert run.stdout.isascii()


class TestCompare:
    def test_it_prints_both_texts_linked(self, seeds: tuple[Path, Path]) -> None:
        run = crossread("compare", *map(str, seeds))
        shown = run.stdout.decode()
        assert run.returncode == 0
        assert "Left: Press TV" in shown
        assert "near-verbatim" in shown
        assert max(map(len, shown.splitlines())) <= 80

    def test_json_offsets_are_those_of_the_text_given_with_them(self, seeds: tuple[Path, Path]) -> None:
        record = json.loads(crossread("compare", *map(str, seeds), "--json").stdout)
        assert record["links"]
        for link in record["links"]:
            for side in ("left", "right"):
                part = link[side]
                assert record[side]["text"][part["start"] : part["end"]] == part["text"]

    def test_it_is_the_same_under_any_hash_seed(self, seeds: tuple[Path, Path]) -> None:
        outputs = {
            crossread(
                "compare", *map(str, seeds), "--json", env={**os.environ, "PYTHONHASHSEED": seed}
            ).stdout
            for seed in ("0", "1", "77")
        }
        assert len(outputs) == 1

    def test_a_file_it_writes_is_not_wrapped(self, seeds: tuple[Path, Path], tmp_path: Path) -> None:
        assert main(["compare", *map(str, seeds), "-o", str(tmp_path / "out.txt")]) == 0
        assert max(map(len, (tmp_path / "out.txt").read_text("utf-8").splitlines())) > 120

    def test_standard_input_can_be_one_side(self, seeds: tuple[Path, Path]) -> None:
        run = crossread("compare", "-", str(seeds[1]), stdin=seeds[0].read_bytes())
        assert b"near-verbatim" in run.stdout
        assert crossread("compare", "-", "-").returncode == 2

    def test_an_article_is_never_written_over(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in "ab":
            (tmp_path / name).write_text(f"Something happened in {name} on Monday.\n")
        before = (tmp_path / "a").read_bytes()
        (tmp_path / "link").symlink_to(tmp_path / "a")
        for output in ("a", "link"):
            assert (
                main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(tmp_path / output)]) == 2
            )
        assert (tmp_path / "a").read_bytes() == before
        assert "never written to" in capsys.readouterr().err

    def test_each_source_that_cannot_be_read_is_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        assert main(["compare", str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt")]) == 1
        first, second = capsys.readouterr().err.splitlines()
        assert "empty.txt: " in first
        assert "missing.txt: " in second


class TestPipe:
    def test_links_have_offsets_into_the_strings_given(self) -> None:
        run = crossread("pipe", "link", stdin=json.dumps({"id": 7, "a": A, "b": B}) + "\n")
        (answer,) = answers(run)
        link = _best(answer)
        assert answer["id"] == 7
        assert A[slice(*link["a"])].startswith("Russia signed")
        assert B[slice(*link["b"])].endswith("on Wednesday.")
        assert 0 <= link["score"] <= 1
        assert link["kind"] in ("verbatim", "near-verbatim", "paraphrase")

    def test_texts_in_two_languages_are_said_to_be_so(self) -> None:
        german = "Die Behörde hat am Montag den Anleger gesperrt, weil in zwei Pfeilern Risse waren. " * 6
        english = "The authority shut the dock on Monday because there were cracks in two of its pylons. " * 6
        run = crossread("pipe", "link", stdin=json.dumps({"id": 7, "a": german, "b": english}) + "\n")
        (answer,) = answers(run)
        assert answer["links"] == []
        assert answer["notice"] == "not linked: the left text is in German, the right one in English"

    def test_a_line_that_fails_is_answered_and_the_rest_go_on(self) -> None:
        lines = [
            '{"id": 1',
            "[]",
            '{"id": 2, "a": "x"}',
            '{"id": 3, "a": 1, "b": ""}',
            "",
            '{"id": 4, "a": "", "b": ""}',
        ]
        run = crossread("pipe", "link", stdin="\n".join(lines))
        assert [answer["id"] for answer in answers(run)] == [None, None, 2, 3, 4]
        assert ["error" in answer for answer in answers(run)] == [True, True, True, True, False]
        assert run.returncode == 1
        assert run.stderr == b"crossread: pipe link: lines answered by an error: 4\n"

    @pytest.mark.parametrize(
        "line",
        [
            pytest.param(b"\xff\xfe{}\n", id="no UTF-8"),
            pytest.param(b"[" * 200_000 + b"\n", id="deeply nested lists"),
            pytest.param(b'{"a": ' * 100_000 + b"\n", id="deeply nested objects"),
            pytest.param(b"\x00\n", id="a NUL"),
        ],
    )
    def test_no_line_ends_the_pipe(self, line: bytes) -> None:
        good = json.dumps({"id": "good", "a": A, "b": B}).encode() + b"\n"
        run = crossread("pipe", "link", stdin=line + good)
        bad, answer = answers(run)
        assert "error" in bad
        assert answer["links"]

    def test_each_answer_is_flushed_before_the_next_line_is_read(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "reader", "pipe", "link"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for number in range(3):
                process.stdin.write(json.dumps({"id": number, "a": A, "b": B}).encode() + b"\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == number
            process.stdin.close()
            assert process.wait() == 0

    def test_answers_are_plain_ascii(self) -> None:
        run = crossread("pipe", "link", stdin='{"id": "\\u001b[2J\\u202e\\u009b\\ud800", "a": "", "b": ""}')
        assert run.stdout.isascii()
        assert run.stdout.rstrip(b"\n").decode().isprintable()

    def test_dumps_are_cleaned_and_offsets_still_count_in_what_was_given(self) -> None:
        furniture = "Home | News | Sport | Weather\r\n\r\nShare this story\r\n\r\n"
        coloured = "\x1b[31mSo\u00ad\u200bme co\u0301lour.\x1b[0m Rain fell."
        a = f"{furniture}A treaty at last\r\n\r\n{coloured}\r\n\r\n{A}\r\n"
        b = f"Treaty signed\n\n{B}\n\nCopyright 2015\n"
        run = crossread("pipe", "link", "--dump", stdin=json.dumps({"id": 1, "a": a, "b": b}))
        (answer,) = answers(run)
        link = _best(answer)
        assert a[slice(*link["a"])] == A[: A.index(" Nobody")]
        assert b[slice(*link["b"])] == B[: B.index(" It")]

    def test_clean_answers_with_the_fields_of_a_file(self, seeds: tuple[Path, Path], tmp_path: Path) -> None:
        lines = [{"id": 1, "path": str(seeds[0])}, {"id": 2, "path": str(tmp_path / "missing")}]
        run = crossread("pipe", "clean", stdin="\n".join(map(json.dumps, lines)))
        first, second = answers(run)
        assert first["headline"] == "Russia signs alliance treaty with South Ossetia"
        assert second["id"] == 2
        assert "missing" not in first
        assert "error" in second

    def test_entities_are_spans_of_the_text(self) -> None:
        text = "Russian President Vladimir Putin met Angela Merkel in Berlin. Putin left on Monday."
        (answer,) = answers(crossread("pipe", "entities", stdin=json.dumps({"id": 1, "text": text})))
        found = {text[entity["start"] : entity["end"]]: entity["type"] for entity in answer["entities"]}
        assert found["Vladimir Putin"] == "person"
        assert found["Berlin"] == "place"

    def test_stories_are_answered_in_input_order_once_all_texts_are_known(self) -> None:
        rain = "Heavy rain flooded the harbour district of Port Alma on Sunday and closed three schools."
        vote = "The parliament of Northland voted on Tuesday to raise the pension age to sixty-seven."
        texts = [rain, vote, rain + " Rescue boats were sent.", vote + " The opposition left the hall."]
        records = [
            {"id": n, "outlet": f"o{n}", "title": text[:30], "date": "2025-03-12", "text": text}
            for n, text in enumerate(texts)
        ]
        run = crossread("pipe", "stories", stdin="\n".join(["oops", *map(json.dumps, records)]))
        first, *rest = answers(run)
        assert "error" in first
        assert [answer["id"] for answer in rest] == [0, 1, 2, 3]
        stories = [answer["story"] for answer in rest]
        assert stories[0] == stories[2] != stories[1] == stories[3]


class TestLists:
    def test_keys_prints_the_registry_with_the_readers_changes(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from reader.library.paths import user_paths

        assert main(["keys"]) == 0
        assert "compare.next-link" in capsys.readouterr().out
        keys = user_paths().keys
        keys.parent.mkdir(parents=True)
        keys.write_text('[keys]\n"compare.nxt-link" = "]"\n')
        assert main(["keys"]) == 1
        assert "did you mean" in capsys.readouterr().err

    def test_themes_prints_ours_and_the_readers(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        from reader.library.paths import user_paths

        themes = user_paths().themes
        themes.mkdir(parents=True)
        (themes / "dusk.toml").write_text('base = "dark"\n')
        assert main(["themes"]) == 0
        shown = capsys.readouterr().out
        assert "\ndusk " in shown
        assert "\nlight " in shown

    def test_paths_prints_where_everything_is(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["paths"]) == 0
        assert f"{home}" in capsys.readouterr().out


def test_a_comparison_is_not_written_into_a_folder_that_is_not_there(
    seeds: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["compare", *map(str, seeds), "-o", str(tmp_path / "nowhere" / "out.txt")])
    assert code == 1
    assert "no such folder" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
