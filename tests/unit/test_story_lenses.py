"""The lenses wording, order, copy and time, and headlines against each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from story_articles import article, lens, names

from reader.article import Article, Span
from reader.cli import main
from reader.comparison.compare import compare
from reader.comparison.contrast import Contrast, Lens
from reader.comparison.headlines import headline_contrast, headline_reading, lead_reading
from reader.comparison.moments import earlier, moments
from reader.comparison.terms import terms
from reader.comparison.timing import are_versions
from reader.comparison.voice import passives
from reader.comparison.word_lists import WordListError, WordLists
from reader.comparison.wording import wording_report
from reader.library.paths import user_paths

DOCK = "The harbour authority of Lindmouth closed its northern ferry dock on Monday after two pylons cracked."
MONEY = (
    "Repairs to the pylons will cost 4.2 million dollars and take nine weeks, the engineer Nora Falk said."
)
FISH = "Fishermen complained that nobody had asked them before the nets were moved to the southern quay."
BAND = "A brass band had planned to play its summer concert under the glass roof of the old station."
SCHOOL = "Pupils of the primary school in Harnby planted forty apple trees along the road to the mill."


def test_a_fact_that_opens_one_report_and_closes_the_other_has_moved() -> None:
    left, right = (
        article("A", "\n".join([DOCK, MONEY, FISH, BAND])),
        article("B", "\n".join([BAND, FISH, MONEY, DOCK])),
    )
    report = lens(Lens.ORDER, left, right)
    first = report.findings[0]
    assert first.contrast is Contrast.MOVED
    assert {first.left[0].paragraph, first.right[0].paragraph} == {1, 4}
    weights = [finding.weight for finding in report.findings if finding.contrast is Contrast.MOVED]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= float(side.value) <= 1 for f in report.findings for side in (*f.left, *f.right))


def test_shares_are_compared_and_not_paragraph_numbers() -> None:
    left = article("A", "\n".join([DOCK, MONEY]))
    right = article("B", "\n".join([DOCK, DOCK.replace("Monday", "Tuesday"), BAND, SCHOOL, MONEY, FISH]))
    report = lens(Lens.ORDER, left, right)
    money = next(f for f in report.findings if "Repairs" in f.left[0].words)
    assert money.contrast is Contrast.SAME


def test_articles_that_share_nothing_have_no_order_and_say_so() -> None:
    report = lens(Lens.ORDER, article("A", BAND), article("B", SCHOOL))
    assert report.findings == ()
    assert "no linked passages" in report.notice


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("dateline|6 February 2015 17:05", "2015-02-06 17:05", ""),
        (
            "dateline|PUBLISHED: 00:31, 6 February 2015 | UPDATED: 07:10, 7 February 2015",
            "2015-02-06 00:31",
            "2015-02-07 07:10",
        ),
        ("dateline|6 February 2015 at 5.30 pm", "2015-02-06 17:30", ""),
        ("boilerplate|Updated February 6, 2015 21:40", "2015-02-06", "2015-02-06 21:40"),
        ("dateline|7 February 2015 17:05", "2015-02-06", ""),
        ("boilerplate|Flights at 12:30 and 14:45", "2015-02-06", ""),
    ],
)
def test_clock_times_are_read_off_the_lines_above_the_text(line: str, published: str, updated: str) -> None:
    found = moments(article("A", f"{line}\n{DOCK}", published="2015-02-06"))
    assert (found.published.value, found.updated.value) == (published, updated)


def test_a_day_is_neither_earlier_nor_later_than_an_hour_of_it() -> None:
    assert earlier("2015-02-06", "2015-02-06 17:05") == 0
    assert earlier("2015-02-06 16:00", "2015-02-06 17:05") == -1
    assert earlier("2015-02", "2015-01-31") == 1
    assert earlier("", "2015-02-06") == 0


def versions() -> tuple[Article, Article]:
    old = article(
        "A",
        f"{DOCK}\nThe ferry was carrying about 180 people when the pylon broke.\n{BAND}",
        published="2015-02-06",
        headline="Lindmouth ferry dock closed after cracks",
    )
    new = article(
        "A",
        "boilerplate|Updated 7 February 2015 09:00\n"
        f"{DOCK}\nThe ferry was carrying 212 people when the pylon broke.\n"
        "Correction: An earlier version of this report gave another number of people.",
        published="2015-02-06",
        headline="Lindmouth ferry dock closed after two cracks",
    )
    return old, new


def test_two_versions_tell_which_figure_changed_and_what_was_corrected() -> None:
    old, new = versions()
    report = lens(Lens.TIME, old, new)
    told = {(f.contrast, f.reason.split(":")[0]) for f in report.findings}
    assert (Contrast.ADDED, "a correction") in told
    assert (Contrast.DIFFERS, "figures differ") in told
    assert (Contrast.ONLY_LEFT, "not found in the later version") in told
    assert report.notice == "two versions of one article"


def test_the_later_version_may_stand_on_the_left() -> None:
    old, new = versions()
    report = lens(Lens.TIME, new, old)
    gone = [f for f in report.findings if f.reason == "not found in the later version"]
    assert [f.right[0].words for f in gone] == [BAND]


def test_articles_of_two_outlets_are_no_versions_however_alike_their_headlines() -> None:
    old, new = versions()
    assert are_versions(old, new)
    assert not are_versions(old, article("B", new.text, headline=new.title))


def test_without_a_date_nobody_came_first() -> None:
    report = lens(Lens.TIME, article("A", DOCK), article("B", DOCK, published="2015-01-01"))
    assert report.notice == "the left article does not say when it was published"
    assert not any("earlier" in finding.reason for finding in report.findings)


def test_a_copy_with_credit_shows_what_was_cut_and_added() -> None:
    wire = article(
        "Coast Press Agency",
        "\n".join([DOCK, MONEY, FISH]),
        agency="Coast Press Agency",
        published="2015-02-06",
    )
    paper = article(
        "Harnby Post",
        "\n".join([DOCK, SCHOOL, FISH, "credit|(CPA/Post)"]),
        agency="Coast Press Agency",
        published="2015-02-06",
    )
    report = lens(Lens.COPY, wire, paper)
    found = {f.contrast: f for f in report.findings if f.subject != "credit"}
    assert found[Contrast.CUT].left[0].words == MONEY
    assert found[Contrast.ADDED].right[0].words == SCHOOL
    assert report.findings[0].subject == "credit"
    assert report.notice.startswith("from the left")


def test_shared_text_without_credit_or_time_has_no_known_origin() -> None:
    report = lens(Lens.COPY, article("A", f"{DOCK}\n{MONEY}"), article("B", f"{DOCK}\n{MONEY}"))
    assert "origin unknown" in report.notice
    assert {f.contrast for f in report.findings} == {Contrast.SAME}


def test_one_shared_sentence_does_not_make_a_copy_of_the_later_article() -> None:
    left = article("A", "\n".join([DOCK, BAND * 8]), published="2015-01-01")
    right = article("B", "\n".join([DOCK, SCHOOL * 8]), published="2015-01-02")
    report = lens(Lens.COPY, left, right)
    assert "no credit tells" in report.notice
    assert not any(f.contrast in (Contrast.CUT, Contrast.ADDED) for f in report.findings)


def test_speech_verbs_hedges_and_quote_marks_are_set_against_each_other() -> None:
    quote = '"The dock is safe and will open again before the summer," {} Nora Falk.'
    treaty = "The {} on ferry rights was signed in Lindmouth by the two harbour masters."
    left = article("A", f"{quote.format('said')}\n{treaty.format('treaty')}")
    right = article("B", quote.format("claimed") + "\n" + treaty.format('so-called "treaty"'))
    subjects = [finding.subject for finding in lens(Lens.WORDING, left, right).findings]
    assert subjects[:3] == ["speech verb: said / claimed", 'quote marks: "treaty"', "hedge: so-called"]


def test_neutral_verbs_are_no_contrast() -> None:
    left = article("A", '"The dock is safe and will open again before the summer," said Nora Falk.')
    right = article(
        "B", '"The dock is safe and will open again before the summer," Nora Falk told reporters.'
    )
    assert not any("speech verb" in f.subject for f in lens(Lens.WORDING, left, right).findings)


def test_other_languages_are_not_examined_and_the_notice_says_so() -> None:
    one = replace(article("A", DOCK), language="de")
    report = lens(Lens.WORDING, one, one)
    assert (report.findings, report.notice) == ((), "wording is examined in English only")


def test_a_file_of_the_readers_adds_words_moves_them_and_takes_them_out(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'kind = "loaded"\nremove = ["regime"]\n[words]\nlocal = ["harbour barons", "fierce"]\n',
        encoding="utf-8",
    )
    lists = WordLists.load(tmp_path)
    text = "The regime met the harbour barons in a fierce wind."
    found = [
        (listed.span.of(text), listed.group)
        for listed in lists.find("loaded", terms(text, Span(0, len(text))))
    ]
    assert found == [("harbour barons", "local"), ("fierce", "local")]
    left, right = (
        article("A", DOCK),
        article("B", DOCK.replace("ferry dock", "ferry dock of the harbour barons")),
    )
    report = wording_report(compare(left, right), left, right, names(left), names(right), lists)
    assert "local word: harbour barons" in [finding.subject for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind = ", "mine.toml: "),
        ('kind = "colours"', "mine.toml: kind: must be one of speech, hedge, loaded"),
        ('kind = "hedge"\nwrods = 1', "mine.toml: wrods: no such key"),
        ('kind = "hedge"\n[words]\ndoubt = "maybe"', "mine.toml: words.doubt: must be a list of words"),
        ('kind = "hedge"\nwords = ["maybe"]', "mine.toml: words: must be a table of lists"),
        ('kind = "hedge"\nremove = [1]', "mine.toml: remove: must be a list of words"),
        ('kind = "hedge"\nlanguage = "de"', 'mine.toml: language: only "en" is examined'),
    ],
)
def test_a_word_list_that_is_not_understood_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WordListError) as error:
        WordLists.load(tmp_path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_words_that_share_a_stem_with_a_listed_one_are_not_taken_for_it() -> None:
    text = "Reporters saw the operator."
    assert list(WordLists.load().find("hedge", terms(text, Span(0, len(text))))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Five people were killed by the blast.", ["were killed"]),
        ("She was later questioned.", ["was later questioned"]),
        ("Police questioned her.", []),
        ("He was tired.", []),
    ],
)
def test_the_passive_is_found_by_rule(text: str, found: list[str]) -> None:
    assert [passive.span.of(text) for passive in passives(terms(text, Span(0, len(text))))] == found


@pytest.mark.parametrize(
    ("headline", "actor", "verb"),
    [
        ("Dock barons cave in to striking crews", "Dock barons", "cave"),
        ("Fury as Kessan council grabs the quay", "Kessan council", "grabs"),
        ("Three dead as ferry hits pier", "ferry", "hits"),
        ("Fog signal had failed days before", "Fog signal", "had failed"),
        ("Statement on the treaty", "", ""),
    ],
)
def test_a_headline_is_read_for_who_acts_and_how(headline: str, actor: str, verb: str) -> None:
    one = article("A", DOCK, headline=headline)
    reading = headline_reading(one, names(one))
    assert (reading.actor, reading.verb) == (actor, verb)


def test_headlines_are_set_against_each_other() -> None:
    story = [
        article("A", f"{DOCK} Nora Falk said so.", headline="Nora Falk closes ferry dock"),
        article("B", f"{DOCK} Nora Falk said so.", headline="Nora Falk shuts ferry dock in fury"),
        article("C", f"{DOCK} Nora Falk said so.", headline="Ferry dock closes"),
    ]
    found = headline_contrast(story, [names(one) for one in story])
    assert ("dock", 3) in found.shared
    assert "fury" in found.own[1]
    assert found.missing[2] == ("Nora Falk",)
    assert found.readings[1].absent == ("shuts", "fury")


def test_a_lead_begins_behind_its_dateline() -> None:
    one = article("A", f"PORT KESSAN, Veldmark (CPA) - {DOCK}")
    assert lead_reading(one, names(one)).text == DOCK


def test_the_command_uses_the_readers_word_lists_and_names_what_is_wrong_with_them(
    seeds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = user_paths().words
    folder.mkdir(parents=True)
    given = ["compare", *map(str, seeds), "--lens", "wording"]
    (folder / "mine.toml").write_text('kind = "loaded"\n[words]\nown = ["pact"]\n', encoding="utf-8")
    assert main(given) == 0
    assert "own word: pact" in capsys.readouterr().out
    (folder / "mine.toml").write_text('kind = "loaded"\nwords = 1\n', encoding="utf-8")
    assert main(given) == 0, "a broken list is named, and the program's own hold"
    said = capsys.readouterr()
    assert "mine.toml: words: must be a table of lists" in said.err
    assert "annexation" in said.out and "own word" not in said.out
