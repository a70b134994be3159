"""Bytes to characters."""

import random

import pytest

from reader.importers.decode import decode
from reader.importers.errors import Refused

RUSSIAN = "Президент России Владимир Путин сказал, что Договор будет подписан в Москве. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(encoding: str) -> None:
    assert decode("Žluťoučký kůň “řekl”".encode(encoding)) == ("Žluťoučký kůň “řekl”", "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_shows_by_its_empty_bytes(encoding: str) -> None:
    assert decode("A plain English sentence.".encode(encoding)) == ("A plain English sentence.", "")


def test_short_western_text_is_read_as_windows_1252_and_says_so() -> None:
    assert decode("Le président a signé l’accord".encode("cp1252")) == (
        "Le président a signé l’accord",
        "read as Windows-1252",
    )


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
def test_cyrillic_text_is_read_with_its_capitals(encoding: str) -> None:
    text, notice = decode(RUSSIAN.encode(encoding))
    assert text == RUSSIAN
    assert notice.startswith("read as ")


def test_a_few_broken_bytes_leave_the_text_utf8_and_are_counted() -> None:
    text, notice = decode("Der Präsident sagte es. ".encode() * 50 + b"\xff\xfe.")
    assert text.startswith("Der Präsident")
    assert notice == "2 bytes unreadable"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(32)) * 50, "control bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(Refused, match=what):
        decode(data)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    data = random.Random(seed).randbytes(5000)
    with pytest.raises(Refused):
        decode(data)
