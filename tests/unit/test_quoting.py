"""The lens quotes: the same words in two articles, and what became of them."""

from __future__ import annotations

from reader.article import READING_ROLES, Article, Line, Role, Span
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Finding, Lens, LensReport
from reader.comparison.lenses import lens_report
from reader.entities.model import Names
from reader.entities.names import find_names


def article(*paragraphs: str, language: str = "en") -> tuple[Article, Names]:
    lines, at = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(at, at + len(paragraph)), Role.PARAGRAPH))
        at += len(paragraph) + 1
    made = Article("0", "\n".join(paragraphs), tuple(lines), language=language)
    blocks = [block.span for block in made.blocks() if block.role in READING_ROLES]
    return made, find_names(made.text, blocks, language=language)


def report(left: tuple[Article, Names], right: tuple[Article, Names]) -> LensReport:
    return lens_report(Lens.QUOTES, compare(left[0], right[0]), left[0], right[0], left[1], right[1])


def findings(left: str, right: str) -> tuple[Finding, ...]:
    return report(article(*left.split("\n")), article(*right.split("\n"))).findings


def only(left: str, right: str) -> Finding:
    (finding,) = findings(left, right)
    return finding


def test_the_same_words_are_the_same_whatever_marks_and_spelling() -> None:
    found = only(
        '"A joint defence zone will be created," Anna Keller said.',
        "“A joint defense zone will be created,” said Anna Keller.",
    )
    assert found.contrast is Contrast.SAME
    assert found.changes == ((), ())


def test_a_shorter_quote_is_cut_and_shows_what_more_there_was() -> None:
    found = only(
        '"Nobody won this strike, because nobody wins in winter," Anna Keller said.',
        '"Nobody won this strike," Anna Keller said.',
    )
    assert found.contrast is Contrast.CUT
    assert "more on the left: “because nobody wins in winter”" in found.reason


def test_changed_words_are_altered_and_marked_on_both_sides() -> None:
    left = '"This does not move our border by a single metre," Anna Keller said.'
    right = '"This does not move our border by one inch," Anna Keller stormed.'
    found = only(left, right)
    assert found.contrast is Contrast.ALTERED
    assert [span.of(left) for span in found.changes[0]] == ["a single metre"]
    assert [span.of(right) for span in found.changes[1]] == ["one inch"]
    assert "verb: said / stormed" in found.reason


def test_a_negation_that_is_gone_is_more_than_a_cut() -> None:
    found = only(
        '"We will not close the old bridge in winter," Anna Keller said.',
        '"We will close the old bridge in winter," Anna Keller said.',
    )
    assert found.contrast is Contrast.ALTERED


def test_the_same_words_of_two_persons_are_given_to_another_speaker() -> None:
    found = only(
        '"We have bought peace, and peace is never cheap," Anna Keller said.',
        '"We have bought peace, and peace is never cheap," Maria Lopez said.',
    )
    assert found.contrast is Contrast.OTHER_SPEAKER
    assert not found.weak
    assert "speakers differ: Anna Keller / Maria Lopez" in found.reason


def test_a_family_name_and_a_full_name_are_one_speaker() -> None:
    found = only(
        '"We have bought peace, and peace is never cheap," Anna Keller said.',
        'Anna Keller spoke.\n"We have bought peace, and peace is never cheap," Keller said.',
    )
    assert found.contrast is Contrast.SAME


def test_an_office_is_its_bearer_in_the_other_article() -> None:
    found = only(
        '"The border has not moved a metre today," foreign minister Anna Keller said.',
        '"The border has not moved a metre today," the foreign minister said.',
    )
    assert found.contrast is Contrast.SAME


def test_an_unknown_speaker_is_no_other_speaker() -> None:
    found = only(
        '"We have bought peace, and peace is never cheap," Anna Keller said.',
        '"We have bought peace, and peace is never cheap."',
    )
    assert found.contrast is Contrast.SAME
    assert "not clear" in found.reason


def test_a_quote_in_two_pieces_is_one_finding() -> None:
    found = only(
        '"We draw no new border," Anna Keller said. "We open an old one."',
        '"We draw no new border. We open an old one," Anna Keller declared.',
    )
    assert found.contrast is Contrast.SAME
    assert len(found.left) == len(found.right) == 1


def test_sentences_of_another_fate_are_findings_of_their_own() -> None:
    found = findings(
        '"This does not move our border," Anna Keller said. "It is a paper signed by two men in a hurry."',
        '"This does not move our border," Anna Keller said. "It is a paper signed by two crooks in a hurry."',
    )
    assert [finding.contrast for finding in found] == [Contrast.ALTERED, Contrast.SAME]


def test_a_sentence_left_out_between_the_same_marks_is_a_cut() -> None:
    found = only(
        '"We draw no new border. We open an old one. Our grandchildren will thank us," Anna Keller said.',
        '"We draw no new border. We open an old one," Anna Keller said.',
    )
    assert found.contrast is Contrast.CUT


def test_what_one_side_alone_quotes_has_no_match_found() -> None:
    found = findings(
        '"Another step is being taken today," Anna Keller said.',
        '"It is outrageous that nobody asked us," Maria Lopez said.',
    )
    assert [(f.contrast, f.reason) for f in found] == [
        (Contrast.ONLY_LEFT, "no match found on the right"),
        (Contrast.ONLY_RIGHT, "no match found on the left"),
    ]


def test_a_quote_told_in_other_words_is_weak() -> None:
    found = only(
        '"No family will leave before its new house has a roof," Anna Keller said.',
        "Anna Keller says that nobody has to leave before a new house is ready.",
    )
    assert found.weak
    assert found.reason == "quoted on the left, in other words on the right"


def test_words_without_marks_on_the_other_side_are_found() -> None:
    found = only(
        'The company said the survey "found no obstacle to the dam".',
        "Experts worked for three years and found no obstacle to the dam.",
    )
    assert (found.contrast, found.weak) == (Contrast.SAME, True)
    assert found.reason == "in quote marks on the left, without them on the right"


def test_small_words_alone_make_no_match() -> None:
    found = findings('"That is what it is," Anna Keller said.', '"It was not for us," Maria Lopez said.')
    assert {finding.contrast for finding in found} == {Contrast.ONLY_LEFT, Contrast.ONLY_RIGHT}


def test_the_two_sides_mirror_each_other() -> None:
    left = article(
        '"We draw no new border. We open an old one," Anna Keller said.', '"Never cheap," said a source.'
    )
    right = article('"We draw no new line," Anna Keller said.', "Maria Lopez said that peace was dear.")
    mirrored = {
        Contrast.ONLY_LEFT: Contrast.ONLY_RIGHT,
        Contrast.ONLY_RIGHT: Contrast.ONLY_LEFT,
    }
    one = {(f.contrast, f.left, f.right, f.weak) for f in report(left, right).findings}
    other = {
        (mirrored.get(f.contrast, f.contrast), f.right, f.left, f.weak) for f in report(right, left).findings
    }
    assert one == other


def test_speakers_words_and_unnamed_sources_are_counted() -> None:
    found = report(
        article(
            '"We have bought peace now," Anna Keller said.', '"They knew it all along," a senior source said.'
        ),
        article("Nothing was said."),
    )
    assert [(count.label, count.left, count.right) for count in found.counts] == [
        ("quotations", "2", "0"),
        ("quoted words", "10", "0"),
        ("speakers quoted", "2", "0"),
        ("statements in other words", "0", "0"),
        ("sources described, not named", "1", "0"),
    ]


def test_a_lens_that_finds_nothing_says_so() -> None:
    found = report(article("The bridge was closed."), article("The road was closed."))
    assert not found.findings
    assert found.notice == "no quotations found on either side"


def test_another_language_is_said_to_be_examined_by_its_marks() -> None:
    found = report(
        article("„Die Brücke bleibt den Winter über befahrbar“, sagte Anna Keller.", language="de"),
        article("„Die Brücke bleibt den Winter über befahrbar“, so Maria Lopez.", language="de"),
    )
    assert [finding.contrast for finding in found.findings] == [Contrast.SAME]
    assert "speakers and indirect speech not examined" in found.notice


def test_quoted_words_stand_between_marks_and_others_do_not() -> None:
    found = findings(
        '"No family will leave," Anna Keller said, "before its new house has a roof."',
        "Anna Keller says that no family has to leave before a new house is ready.",
    )
    assert found[0].left[0].words == "“No family will leave” / “before its new house has a roof.”"
    assert "“" not in found[0].right[0].words
