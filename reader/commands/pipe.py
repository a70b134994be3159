"""`crossread pipe ENGINE`: one JSON object a line in, one a line out, in the same order.

A line that cannot be answered is answered by `{"id", "error"}`, and the others go on. Offsets count
characters (code points) of the strings as they were given.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reader.commands.console import DONE, REFUSED, Parser, complain

if TYPE_CHECKING:
    from reader.article import Span
    from reader.comparison.model import Link

Record = Mapping[str, Any]
Answer = dict[str, Any]
Engine = Callable[[Record], Answer]


class _Unanswerable(Exception):
    """A line cannot be answered; the message says why."""


def run(arguments: list[str]) -> int:
    """Answer standard input line by line; exit code 1 when a line was answered by an error."""
    parser = Parser("pipe", "Answer JSON lines from standard input, one object a line (see docs/pipe.md).")
    parser.add_argument("engine", choices=("clean", "link", "entities", "stories"))
    parser.add_argument(
        "--dump", action="store_true", help="link: the texts are raw page dumps, to be cleaned first"
    )
    options = parser.parse_args(arguments)
    if options.dump and options.engine != "link":
        parser.error("--dump is for link alone")
    if options.engine == "stories":
        answers = _stories(sys.stdin.buffer)
    else:
        make_engine = {"clean": _clean, "link": _link_dumps if options.dump else _link, "entities": _entities}
        answers = _answers(make_engine[options.engine](), sys.stdin.buffer)
    failed = 0
    for answer in answers:
        # Escaped to ASCII: what an article may say to a terminal never leaves as it is.
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
        failed += "error" in answer
    if failed:
        complain(f"pipe {options.engine}: lines answered by an error: {failed}")
    return REFUSED if failed else DONE


def _answers(engine: Engine, lines: Iterable[bytes]) -> Iterator[Answer]:
    """Yield the engine's answer to each line, or `{"id", "error"}`; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name = None
        try:
            record = _parse(line, number)
            name = record.get("id")
            yield {"id": name, **engine(record)}
        except Exception as error:  # Whatever went wrong with one line, the next one may be sound.
            if os.environ.get("CROSSREAD_DEBUG"):
                import traceback

                traceback.print_exception(error)
            yield {"id": name, "error": _reason(error)}


def _parse(line: bytes, number: int) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise _Unanswerable(f"line {number}: not JSON: {error}") from error
    except RecursionError as error:
        raise _Unanswerable(f"line {number}: nested too deeply") from error
    if not isinstance(record, dict):
        raise _Unanswerable(f"line {number}: not a JSON object")
    return record


def _reason(error: Exception) -> str:
    from reader.importers.errors import Refused

    if isinstance(error, _Unanswerable | Refused):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}"


def _string(record: Record, key: str, default: str | None = None) -> str:
    """Return a field of the record that must be a string."""
    value = record.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise _Unanswerable(f'"{key}" must be a string' if key in record else f'"{key}" is missing')
    return value


def _clean() -> Engine:
    from pathlib import Path

    from reader.importers.decode import decode
    from reader.importers.record import clean_record
    from reader.importers.registry import read_article

    def answer(record: Record) -> Answer:
        path = Path(_string(record, "path"))
        article = read_article(path)
        return clean_record(article, decode(path.read_bytes())[0])

    return answer


def _link() -> Engine:
    from reader.comparison.link import languages_differ, link_texts

    def answer(record: Record) -> Answer:
        a, b = _string(record, "a"), _string(record, "b")
        links = link_texts(a, b, evidence=False)
        return _link_answer(links, notice="" if links else languages_differ(a, b))

    return answer


def _link_dumps() -> Engine:
    from reader.commands.offsets import offsets_in
    from reader.comparison.compare import compare
    from reader.importers.registry import read_text

    def answer(record: Record) -> Answer:
        a, b = _string(record, "a"), _string(record, "b")
        left, right = read_text(a), read_text(b)
        found = compare(left, right)
        return _link_answer(
            found.links, offsets_in(a, left.text), offsets_in(b, right.text), notice=found.notice
        )

    return answer


def _link_answer(
    links: Iterable[Link],
    in_a: Callable[[Span], list[int]] = list,
    in_b: Callable[[Span], list[int]] = list,
    *,
    notice: str = "",
) -> Answer:
    """Return the answer for some links; `in_a` and `in_b` bring spans back to the strings as given."""
    answer: Answer = {
        "links": [
            {
                "a": in_a(link.left),
                "b": in_b(link.right),
                "score": round(link.score, 4),
                "kind": link.kind.value,
            }
            for link in links
        ]
    }
    if notice:
        answer["notice"] = notice
    return answer


def _entities() -> Engine:
    from reader.entities.record import entity_record

    return lambda record: {"entities": entity_record(_string(record, "text"))}


def _stories(lines: Iterable[bytes]) -> Iterator[Answer]:
    """Yield each text's story, once all texts are known."""
    from reader.stories.group import StoryText, group_texts

    texts: list[StoryText] = []

    def take(record: Record) -> Answer:
        outlet, title, date = (_string(record, key, "") for key in ("outlet", "title", "date"))
        texts.append(StoryText(outlet, title, date, _string(record, "text")))
        return {"index": len(texts) - 1}

    taken = list(_answers(take, lines))
    stories = group_texts(texts)
    for answer in taken:
        yield answer if "error" in answer else {"id": answer["id"], "story": stories[answer["index"]]}
