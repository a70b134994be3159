"""Regular expressions that cannot hang: another process tries them, and is ended when its time is up.

No look at a pattern tells for sure whether it will take a microsecond or a year. What was found until the
time was up is kept, and how many texts were looked at is said.

Run as a program it reads JSON lines, first the pattern, then one text a line, and answers each text by a
byte.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from threading import Thread, Timer
from typing import IO, NamedTuple

from reader.library.query.model import Pattern, QueryError

SECONDS = 2.0
"""How long a pattern may take for all texts together."""


class Matched(NamedTuple):
    """What a pattern was found in.

    Attributes:
        holds: For each text that was looked at whether it holds the pattern; shorter when time was up.
        in_time: Whether every text was looked at.
    """

    holds: list[bool]
    in_time: bool


def check(pattern: Pattern) -> None:
    """Check that a pattern is one.

    Raises:
        QueryError: It is not; the message says where.
    """
    if len(pattern.text) > 1_000:
        raise QueryError("a regular expression is too long", pattern.span.start)
    try:
        re.compile(pattern.text)
    except (re.error, OverflowError, RecursionError) as error:
        place = getattr(error, "pos", None) or 0
        said = getattr(error, "msg", "") or "too large"
        raise QueryError(f"regular expression: {said}", pattern.span.start + 1 + place) from None


def match(pattern: Pattern, texts: Iterable[str], seconds: float = SECONDS) -> Matched:
    """Look for a pattern in texts, capitals or not, for so many seconds at most.

    Raises:
        QueryError: It is no regular expression.
    """
    check(pattern)
    # Isolated and without site: it starts in a fifth of the time, and nothing of the user's runs in it.
    program = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdin is not None and program.stdout is not None
    sent: list[int] = []
    writer = Thread(target=_send, args=(program.stdin, pattern.text, texts, sent), daemon=True)
    alarm = Timer(seconds, program.kill)
    with program:
        writer.start()
        alarm.start()
        answers = program.stdout.read()
        alarm.cancel()
        writer.join()
    in_time = bool(sent) and len(answers) == sent[0]
    return Matched([answer == 49 for answer in answers], in_time)


def _send(file: IO[bytes], pattern: str, texts: Iterable[str], sent: list[int]) -> None:
    count = 0
    with contextlib.suppress(BrokenPipeError, ValueError):  # The other end was ended: its time was up.
        file.write(json.dumps(pattern).encode() + b"\n")
        for text in texts:
            file.write(json.dumps(text).encode() + b"\n")
            count += 1
        file.close()
        sent.append(count)


_PROGRAM = """
import json, re, sys
pattern = re.compile(json.loads(sys.stdin.buffer.readline()), re.IGNORECASE)
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(b"1" if pattern.search(json.loads(line)) else b"0")
    sys.stdout.buffer.flush()
"""
