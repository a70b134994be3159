"""What fuzzed inputs are made of: sound examples, marks of their formats, and ways to spoil them."""

# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Sequence

LARGEST = 6_000
"""Most bytes of an input: mistakes show in small ones, and a million of them have to be read."""

NEWS = (
    "Council closes both locks\n\n12 March 2019\n\nBy Ada Renn\n\nThe council of Port Alma closed both locks on "
    'Tuesday, after 14 ships had waited for 3.5 hours.\n\n"We had no choice," Mayor Ada Renn told the Harrow '
    "Herald. “It was unsafe.”\n\nThe locks cost $2.4 million in 2015, U.S. officials said.\n\n© 2019 Harrow Herald\n",
    "PORT ALMA (AFP) — Both locks of Port Alma were shut on Tuesday as fourteen vessels waited three hours.\n\n"
    "Mayor Renn said: 'There was no choice.' He did not say when they would open again.\n\nMr. Smith, 41, of "
    "D-N.Y., disagreed. About 20 per cent of Russia's grain passes here; Vladimir Putin was told on 18 March 2015.",
    "Совет закрыл оба шлюза\n\nМэр сказала: «Выбора не было». В среду, 12 марта 2019 года, ждали 14 судов.\n",
    "理事会关闭了两个船闸。市长说：“没有选择。”\n\nالمجلس أغلق القناتين يوم الثلاثاء.\n\n",
)

PIECES: tuple[bytes | str, ...] = (
    *(
        b"\x00",
        b"\x1b[31m",
        b"\x1b]0;PWNED\x07",
        b"\x9b31m",
        b"\xc2\x9b31m",
        b"\x1bP",
        b"\x1b\\",
        b"\x07",
        b"\x08",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xf0\x9f",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u200b",
        "\u00ad",
        "\u2028",
        "\u0085",
        "\U000e0041",
        "\u0301" * 12,
        "👩‍👩‍👧",
        "\u200d",
    ),
    *("İ", "ß", "ﬁ", "\ufdfa", "Å", "e\u0301", "\u1100\u1161", "\uffff", "٣", "½", "²", "Ⅷ", "￥", "K"),
    *(
        "[/b]",
        "[red]",
        "[@click=app.bell]",
        "{{x}}",
        "=1+1",
        "@SUM(",
        "<script>",
        "&#27;",
        "&amp;",
        "]]>",
        "<!--",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\n\n\n",
        "\f",
        "\v",
        "\u00a0",
        '"',
        "'",
        "“",
        "”",
        "«",
        "»",
        "‘",
        "’",
        "`",
        "``",
    ),
    *(
        "-",
        "—",
        "...",
        "…",
        ".",
        "?!",
        ":",
        ";",
        ",",
        "(",
        ")",
        "/",
        "\\",
        "|",
        "#",
        "*",
        "_",
        "~",
        "%",
        "$",
        "€",
    ),
    *(
        "0",
        "1",
        "-1",
        "1e400",
        "NaN",
        "Infinity",
        "9" * 30,
        "1,000,000.5",
        "2019-02-30",
        "0000-00-00",
        "99:99",
        "1½",
    ),
    *(
        "Mr. ",
        "U.S. ",
        "said",
        "told",
        "not",
        "no ",
        "by",
        "12 March 2019",
        "Tuesday",
        "percent",
        "per cent",
        "million",
    ),
    *(
        "the ",
        "The ",
        "AFP",
        "(AFP)",
        "Reuters",
        "© ",
        "Photo: ",
        "- ",
        "> ",
        "http://a.example/x?y=1",
        "a@b.example",
    ),
    *(b"[", b"]", b"{", b"}", b"[[", b"{" * 300, b"[" * 3000, b'{"a":' * 1000, b"(" * 200, b"null", b"true"),
)


def as_bytes(piece: bytes | str) -> bytes:
    """Return a piece as bytes."""
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")


_ALL = tuple(as_bytes(piece) for piece in PIECES)


def spoiled(chance: random.Random, seeds: Sequence[bytes], marks: Sequence[bytes]) -> bytes:
    """Return an input: a sound example with a few things done to it, seldom nothing but rubbish.

    Args:
        chance: The same chance makes the same input.
        seeds: Sound examples of the format.
        marks: What the format is built of.
    """
    data = bytearray(chance.choice(seeds) if chance.random() < 0.95 else b"")
    for _ in range(chance.choice((1, 1, 2, 2, 3, 5, 9))):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 2, 5, 20, 100)))
        step = chance.random()
        if step < 0.25:
            data[start:start] = chance.choice(marks)
        elif step < 0.5:
            data[start:start] = chance.choice(_ALL)
        elif step < 0.6:
            del data[start:end]
        elif step < 0.7:
            data[start:end] = chance.choice(marks)
        elif step < 0.78 and end > start:
            data[start] = chance.randrange(256)
        elif step < 0.84:
            data[start:start] = bytes(data[start:end]) * chance.choice((1, 2, 5, 40))
        elif step < 0.9:
            other = chance.choice(seeds)
            at = chance.randint(0, len(other))
            data[start:] = other[at:]
        elif step < 0.94:
            del data[start:]
        elif step < 0.97:
            data[start:start] = chance.randbytes(chance.choice((1, 3, 9)))
        else:
            to = chance.randint(0, len(data))
            data[to:to] = bytes(data[start:end])
    return bytes(data[:LARGEST])
