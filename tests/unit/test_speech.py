"""Who says what: quotations with their speakers, found in the words around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import READING_ROLES, Article, Line, Role, Span
from reader.comparison.speech import Manner, Quotation, quotations
from reader.entities.names import find_names


def _article(*paragraphs: str, language: str = "en") -> Article:
    lines, at = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(at, at + len(paragraph)), Role.PARAGRAPH))
        at += len(paragraph) + 1
    return Article("0", "\n".join(paragraphs), tuple(lines), language=language)


def _said(*paragraphs: str, language: str = "en") -> tuple[Quotation, ...]:
    article = _article(*paragraphs, language=language)
    blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
    return quotations(article, find_names(article.text, blocks, language=language))


def _direct(*paragraphs: str) -> list[tuple[str, str, str]]:
    return [(q.words, q.speaker, q.verb) for q in _said(*paragraphs) if q.manner is Manner.DIRECT]


def _indirect(*paragraphs: str) -> list[tuple[str, str]]:
    return [(q.words, q.speaker) for q in _said(*paragraphs) if q.manner is Manner.INDIRECT]


@pytest.mark.parametrize(
    ("sentence", "speaker", "verb"),
    [
        ('"The bridge is safe and stays open," Anna Keller said.', "Anna Keller", "said"),
        ('"The bridge is safe and stays open," said Anna Keller, the mayor.', "Anna Keller", "said"),
        ('"The bridge is safe and stays open," the mayor, Anna Keller, told us.', "Anna Keller", "told"),
        ('"The bridge is safe and stays open," Anna Keller, the mayor, said.', "Anna Keller", "said"),
        ('Anna Keller said: "The bridge is safe and stays open."', "Anna Keller", "said"),
        ('Anna Keller, 58, a former teacher who likes trains, gloated: "The bridge is safe and stays open."',
         "Anna Keller", "gloated"),
        ('“The bridge is safe and stays open,” Anna Keller fumed.', "Anna Keller", "fumed"),
        ('"The bridge is safe and stays open," according to Anna Keller.', "Anna Keller", "according to"),
        ('"The bridge is safe and stays open," sobbed a dock worker.', "a dock worker", "sobbed"),
        ('The statement read: "The bridge is safe and stays open."', "the statement", "read"),
        ('"The bridge is safe and stays open," said one of them, Anna Keller.', "Anna Keller", "said"),
        ('"The bridge is safe and stays open?" she smirked.', "", "smirked"),
        ('‘The bridge is safe and stays open,’ Anna Keller says.', "Anna Keller", "says"),
    ],
)  # fmt: skip
def test_a_speaker_is_read_from_the_clause(sentence: str, speaker: str, verb: str) -> None:
    ((words, by, how),) = _direct(sentence)
    assert words.startswith("The bridge is safe and stays open")
    assert (by, how) == (speaker, verb)


def test_a_split_quotation_is_one() -> None:
    assert _direct('"The bridge is safe," Anna Keller said, "and it will stay open."') == [
        ("The bridge is safe / and it will stay open.", "Anna Keller", "said")
    ]


def test_a_quotation_that_goes_on_without_a_verb_keeps_its_speaker() -> None:
    assert _direct('"The bridge is safe," Anna Keller said. "It will stay open all winter."') == [
        ("The bridge is safe / It will stay open all winter.", "Anna Keller", "said")
    ]


def test_a_paragraph_that_is_all_quotation_goes_on_with_the_speaker_before() -> None:
    found = _direct(
        '"The bridge is safe," Anna Keller said in a statement.', '"It will stay open all winter."'
    )
    assert found[1] == ("It will stay open all winter.", "Anna Keller", "")


def test_prose_between_two_quotations_ends_the_first_speaker() -> None:
    found = _direct(
        '"The bridge is safe," Anna Keller said. It was built in 1970. "Nobody asked the fishermen about it."'
    )
    assert found[1][1] == ""


@pytest.mark.parametrize(
    "paragraphs",
    [
        ('Anna Keller opened the meeting. "The bridge is safe for now," she said.',),
        ("Anna Keller called the bridge sound.", '"It is safe for now," she said.'),
    ],
)
def test_a_pronoun_means_the_only_person_there_is(paragraphs: tuple[str, ...]) -> None:
    assert _direct(*paragraphs)[-1][1] == "Anna Keller"


def test_a_pronoun_with_two_persons_before_it_stays_open() -> None:
    found = _direct('Anna Keller met Maria Lopez on the quay. "The bridge is safe for now," she said.')
    assert found == [("The bridge is safe for now", "", "said")]


def test_an_office_means_its_one_bearer() -> None:
    found = _direct("Energy Minister Rasko Venn signed.", '"The river will work for us," the minister said.')
    assert found[0][1] == "Rasko Venn"


def test_scare_quotes_are_no_quotation() -> None:
    assert not _direct('They signed a so-called "treaty" on Monday.', 'The "annexation" was months away.')


def test_titles_between_marks_are_no_quotation() -> None:
    assert not _direct('The hall showed the film "The Long Way Home" on Monday.')


def test_a_single_word_under_a_verb_of_judgement_is_a_quotation() -> None:
    assert _direct('Anna Keller hailed the "landmark" agreement.') == [("landmark", "Anna Keller", "hailed")]


def test_who_is_only_described_is_counted_as_unnamed() -> None:
    unnamed = {
        q.speaker: q.unnamed
        for q in _said(
            '"They knew it all along," a senior source said.',
            '"They knew it all along," Anna Keller said.',
            '"They knew it all along," the police said.',
            'An entry in the log reads: "Horn dead since Tuesday."',
        )
    }
    assert unnamed == {
        "a senior source": True,
        "Anna Keller": False,
        "the police": False,
        "An entry in the log": False,
    }


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Anna Keller said that the bridge was safe.", "the bridge was safe", "Anna Keller"),
        ("Anna Keller told the Gazette that the bridge was safe.", "the bridge was safe", "Anna Keller"),
        ("Anna Keller said the bridge was safe.", "the bridge was safe", "Anna Keller"),
        ("The road is safe now, the weather service said.", "The road is safe now", "the weather service"),
        ("The bridge was closed in May, says the company.", "The bridge was closed in May", "the company"),
        ("Police put the number at 4,000.", "the number at 4,000", "Police"),
    ],
)  # fmt: skip
def test_indirect_speech_is_found_with_its_speaker(sentence: str, words: str, speaker: str) -> None:
    assert _indirect(sentence) == [(words, speaker)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hal Drury is said to have turned down three requests.",
        "Anna Keller would not say whether the bridge was safe.",
        "Sarvel, home to 84,000 people, declared independence in 1996.",
        "Diplomats from two member states arrived.",
        "Nobody said anything about the dead.",
    ],
)
def test_what_nobody_said_is_no_speech(sentence: str) -> None:
    assert not _said(sentence)


def test_it_means_the_body_that_spoke_in_the_sentence_before() -> None:
    found = _indirect("The audit office counts 2,900 people. It notes that the tenants were left out.")
    assert found[-1] == ("the tenants were left out", "the audit office")


def test_a_dateline_is_no_part_of_a_statement() -> None:
    (found,) = _indirect("PORT KESSAN, Veldmark (MNA) - Three people were killed, the coastguard said.")
    assert found == ("Three people were killed", "the coastguard")


def test_other_languages_get_quotations_by_their_marks_only() -> None:
    found = _said(
        "„Die Brücke ist sicher und bleibt den Winter über befahrbar“, sagte Anna Keller.", language="de"
    )
    assert [(q.words, q.speaker, q.manner) for q in found] == [
        ("Die Brücke ist sicher und bleibt den Winter über befahrbar", "", Manner.DIRECT)
    ]


def test_every_span_is_what_it_says() -> None:
    article = _article('"The bridge is safe," Anna Keller said. "It will stay open."')
    (found,) = _said(article.text)
    assert found.span.of(article.text) == article.text
    assert [part.of(article.text) for part in found.parts] == ["The bridge is safe,", "It will stay open."]
    assert found.by_span is not None and found.by_span.of(article.text) == "Anna Keller"


_PIECES = st.sampled_from(
    [
        *('"', "“", "”", "'", ", ", ". ", ": ", "?", "\n", "; "),
        *(" said ", " she said", " told reporters that ", "according to ", " adding, ", "It notes that "),
        *("Anna Keller", "who", "the minister ", "12 people "),
    ]
)


@given(st.lists(_PIECES, max_size=24).map("".join))
def test_any_text_is_read_without_failing_and_spans_stay_inside(text: str) -> None:
    for quotation in _said(*text.split("\n")):
        assert 0 <= quotation.span.start < quotation.span.end <= len(text)
        assert all(0 <= part.start < part.end <= len(text) for part in quotation.parts)
        assert quotation.by_span is None or quotation.speaker
