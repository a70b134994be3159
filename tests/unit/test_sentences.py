"""Sentences of news prose, with offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import sentences

# Each line is one text; " | " shows where it is to be cut.
CASES = """
The deal was signed. | It was ratified later.
Rep. Trey Gowdy, R-S.C., wrote to Mr. Kendall. | He got no answer.
Sen. Chuck Schumer (D-N.Y.) said no. | "It won't pass," he added.
Donald Trump Jr. met Mr. Assange. | He said so.
Speaker John A. Boehner of Ohio spoke. | Nobody listened.
Representative C. A. Dutch Ruppersberger of Maryland agreed.
The attack on Sept. 11 came early. | In Jan. they met.
U.S. troops left the U.S. on Monday. | They are back.
He lives in the U.S. | He was born elsewhere.
"We don't want him," he said. | "Never."
"Is it true?" he asked. | Nobody knew.
"Is it true?" Mr. Obama asked. | Nobody knew.
The region... will be yet another step. | The end.
It grew by 8.2 percent. | Prices rose 1.5.
He paid $3.5 million. | 300 people came.
He said: "It ends here." | She left.
At 5 p.m. Mr. Hill left. | It closed at 6 p.m. | The lights went out.
(The ruling came late.) | It was read aloud.
“I agree.” | He sat down.
What a day! | Who came? | Nobody.
Acme Inc. said it would sell. | Acme bought Bolt Corp. | The price was low.
彼は言った。 | 「行く。」と答えた。 | 次は？ | はい！
Москва подписала договор. | Путин сказал: «Да». | Он ушёл.
Il a dit : « Oui. » | Puis il est parti.
Er kam am 5. Mai nach Bonn. | Dann ging er.
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines())
def test_news_prose_is_cut_where_a_reader_would(line: str) -> None:
    expected = line.split(" | ")
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text)] == expected


def test_a_line_break_ends_a_sentence_unless_it_is_said_to_mean_nothing() -> None:
    text = "Russia has signed\na treaty. It\nis new."
    assert [s.of(text) for s in sentences(text)] == ["Russia has signed", "a treaty.", "It", "is new."]
    assert [s.of(text) for s in sentences(text, line_breaks=False)] == [
        "Russia has signed\na treaty.",
        "It\nis new.",
    ]


def test_only_the_asked_stretch_is_read() -> None:
    text = "One. Two. Three."
    assert [s.of(text) for s in sentences(text, 5, 9)] == ["Two."]


PROSE = st.text(st.sampled_from("aB. 5!?…\"'”“()\n\u00a0。」と,JrS-") | st.characters(), max_size=120)


@given(PROSE, st.booleans())
def test_nothing_but_white_space_is_lost_between_sentences(text: str, line_breaks: bool) -> None:
    spans = sentences(text, line_breaks=line_breaks)
    last = 0
    for span in spans:
        assert span.start >= last and span.end > span.start
        assert text[last : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        last = span.end
    assert text[last:].strip() == ""


@given(PROSE, st.integers(0, 60), st.integers(0, 60))
def test_spans_stay_inside_the_asked_stretch(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    assert all(start <= span.start < span.end <= end for span in sentences(text, start, end))


def test_an_hour_ends_a_sentence_unless_it_opens_one_or_its_day_or_zone_follows() -> None:
    parts = [
        "Work is to resume with the late shift at 2 p.m.",
        "Members of the union will vote.",
        "The early shift will then come back at 6 a.m. Friday, or at 5 a.m. GMT, or 8 a.m. Moscow time.",
        "At about 3 p.m. Marit Sund left.",
    ]
    text = " ".join(parts)
    assert [span.of(text) for span in sentences(text)] == parts
