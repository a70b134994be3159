"""The gate between a source's characters and the model."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.safe import safe_line, safe_text, split_lines

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\x1b\x07\x9b\x9c\x9d\x90[]();:?0123456789mHPX^_\\ \n\r\t\v\f\x85\u2028\u2029"),
        st.sampled_from("\u202e\u2066\u200b\u200d\u200c\u00ad\ufeff\u0301\u0327\u00a0\U000e0041\u1160가각"),
        st.characters(),
    ),
    max_size=200,
)


@given(HOSTILE)
def test_a_second_pass_changes_nothing(raw: str) -> None:
    once = safe_text(raw)
    twice = safe_text(once.text)
    assert twice.text == once.text
    assert (twice.removed, twice.invisible) == (0, 0)


@given(HOSTILE)
def test_no_character_that_commands_or_hides_comes_through(raw: str) -> None:
    for character in safe_text(raw).text:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        assert (
            character
            not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\u200b\u00ad"
        )


@given(HOSTILE)
def test_line_n_of_the_safe_text_is_line_n_of_the_source(raw: str) -> None:
    safe = safe_text(raw).text.split("\n")
    lines = split_lines(raw)
    assert len(safe) == len(lines)
    for ours, theirs in zip(safe, lines, strict=True):
        assert ours == safe_text(theirs).text


@given(HOSTILE)
def test_a_safe_line_is_one_line_without_surplus_space(raw: str) -> None:
    line = safe_line(raw)
    assert "\n" not in line
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a new title\x07after", "after"),
        ("\x1b]52;c;ZXZpbA==\x1b\\after", "after"),
        ("\x1bP1$tq\x1b\\after", "after"),
        ("\x1b_application\x1b\\after", "after"),
        ("\x9b31mred", "red"),
        ("\x9d0;title\x9cafter", "after"),
        ("\x1bcafter", "after"),
        ("\x1b(Bafter", "after"),
        ("one\x00two\x7f", "onetwo"),
        ("a\tb", "a b"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("ab\u202egnp.exe", "abgnp.exe"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("lone \ud800 half", "lone  half"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
    ],
)
def test_what_is_taken_out(raw: str, text: str) -> None:
    assert safe_text(raw).text == text


@pytest.mark.parametrize(
    "kept", ["می\u200cخواهم", "👩\u200d👩\u200d👧", "5\u00a0percent", "right\u200eleft\u200f", "é", "‘x’ “y”"]
)
def test_what_stays(kept: str) -> None:
    assert safe_text(kept).text == kept
    assert safe_text(kept).removed == 0


def test_an_escape_without_its_end_takes_no_more_than_its_line() -> None:
    assert safe_text("\x1b]0;title\nThe article.").text == "\nThe article."


def test_an_escape_without_its_end_takes_256_characters_at_most() -> None:
    assert safe_text("\x1bP" + "x" * 300).text == "x" * 44


def test_a_quote_mark_decoded_wrongly_takes_no_text_with_it() -> None:
    assert safe_text("â€\x9d he said, â€\x9cagain").text == "â€ he said, â€again"


def test_what_acted_is_counted_apart_from_what_is_merely_invisible() -> None:
    assert safe_text("\x1b[1mbold\x1b[0m").removed == 2
    soft = safe_text("Satel\u00adlit")
    assert (soft.removed, soft.invisible) == (0, 1)


def test_no_character_carries_more_than_eight_combining_marks() -> None:
    assert safe_text("z" + "\u0337" * 500 + "algo").text == "z" + "\u0337" * 8 + "algo"


def test_text_is_composed() -> None:
    assert safe_text("cafe\u0301").text == "café"
