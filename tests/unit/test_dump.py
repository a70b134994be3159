"""Raw page dumps: every line gets one role, and the fields are read off the lines."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Provenance, Role
from reader.importers.record import clean_record
from reader.importers.registry import read_collection, read_text

ARTICLES = Path(__file__).resolve().parents[2] / "articles"

NAVIGATION = "\n".join(["Skip to content", "Menu", "Home", "World", "Politics", "Sport", "Weather", "Log in"])
STORY = [
    "The river council agreed on Tuesday to close both locks at Harrow Bend for the whole of the winter.",
    "Engineers had found cracks in the northern gate during an inspection that lasted most of the summer.",
    '"We could not leave the gate as it was," council leader Mara Lindqvist told reporters.',
    "Barge owners said that the closure would cost them about a third of their income until the spring.",
    "The council has set aside four million crowns for the repair, which is due to begin in May.",
]
HEADLINE = "River council closes both locks at Harrow Bend"


def page(*parts: str) -> Article:
    """Return a page made of parts, a blank line between them."""
    return read_text("\n\n".join(parts))


def texts(article: Article, *roles: Role) -> list[str]:
    """Return the lines that have one of the roles."""
    return [line.span.of(article.text) for line in article.lines if line.role in roles]


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    """Return the two sample articles by the folder that they stand in."""
    folders = [ARTICLES / "press-tv", ARTICLES / "unknown-outlet"]
    return {Path(article.source).parent.name: article for article in read_collection(folders).articles}


def test_the_press_tv_page_is_told_apart_from_its_furniture(seeds: dict[str, Article]) -> None:
    article = seeds["press-tv"]
    record = clean_record(article)
    assert record["headline"] == "Russia signs alliance treaty with South Ossetia"
    assert (record["outlet"], record["section"], record["agency"]) == ("Press TV", "Russia", None)
    assert len(record["paragraphs"]) == 10
    assert len(record["captions"]) == 3
    assert len(record["boilerplate"]) == 6
    assert record["captions"][0].startswith("Russian President Vladimir Putin (R) and his South Ossetian")


def test_pictures_by_an_agency_do_not_make_the_text_agency_copy(seeds: dict[str, Article]) -> None:
    article = seeds["press-tv"]
    assert article.agency is None
    assert str(article.photo_agency) == "AFP"


def test_a_date_that_only_captions_carry_is_marked_inferred(seeds: dict[str, Article]) -> None:
    published = seeds["press-tv"].published
    assert published is not None
    assert (published.value, published.provenance) == ("2015-03-18", Provenance.INFERRED)


def test_the_agency_story_is_never_taken_for_the_agencys_own_site(seeds: dict[str, Article]) -> None:
    article = seeds["unknown-outlet"]
    record = clean_record(article)
    assert record["headline"] == "Russia stirs anger with South Ossetia 'annexation' deal"
    assert (record["agency"], record["outlet"]) == ("AFP", None)
    assert article.published is not None
    assert (article.published.value, article.published.provenance) == ("2015-03-18", Provenance.STATED)
    assert len(record["paragraphs"]) == 14
    assert record["boilerplate"] == [
        "18th March 2015, Comments 0 comments",
        "© 2015 AFP",
        "0 Comments To This Article",
    ]


def test_a_copy_elsewhere_still_names_press_tv(seeds: dict[str, Article]) -> None:
    assert str(read_text(seeds["press-tv"].text).outlet) == "Press TV"


def test_navigation_and_footer_are_no_text() -> None:
    article = page(NAVIGATION, HEADLINE, "12 March 2019", *STORY, "Share", "© 2019 Harrow Herald", "Imprint")
    assert texts(article, Role.PARAGRAPH) == STORY
    assert str(article.headline) == HEADLINE
    assert str(article.published) == "2019-03-12"
    assert str(article.outlet) == "Harrow Herald"


def test_a_long_comment_thread_does_not_outweigh_the_article_above_it() -> None:
    comments = [
        f"Reader{number} said that he had seen it coming for {number} years and nobody had listened."
        for number in range(60)
    ]
    article = page(NAVIGATION, HEADLINE, *STORY, "60 Comments", *comments)
    assert texts(article, Role.PARAGRAPH) == STORY


def test_related_pages_inside_the_text_are_left_out_and_the_text_goes_on() -> None:
    long_end = " ".join([STORY[3], STORY[4], STORY[0]])
    article = page(
        HEADLINE, *STORY[:3], "Related stories", "Ferry service ends", "Bridge to be painted", long_end
    )
    assert texts(article, Role.PARAGRAPH) == [*STORY[:3], long_end]


def test_a_notice_to_the_reader_is_no_paragraph() -> None:
    notice = "Please sign up for our newsletter and you will receive the best stories every morning."
    article = page(HEADLINE, *STORY[:2], notice, *STORY[2:])
    assert notice not in texts(article, Role.PARAGRAPH)


def test_somebody_quoted_may_say_you_and_website() -> None:
    quoted = '"You find all the dates on our website," Lindqvist said after the meeting in Harrow town hall.'
    article = page(HEADLINE, *STORY[:2], quoted, *STORY[2:])
    assert quoted in texts(article, Role.PARAGRAPH)


@pytest.mark.parametrize(
    "caption",
    [
        "The northern gate at Harrow Bend, seen from the towpath on Monday. © Reuters",
        "The northern gate at Harrow Bend, seen from the towpath on Monday (AP Photo/Jo Field)",
        "FILE - The northern gate at Harrow Bend in the summer of 2011.",
        "Photo: The northern gate at Harrow Bend",
    ],
)
def test_a_caption_shows_by_its_credit_or_its_opening(caption: str) -> None:
    article = page(HEADLINE, STORY[0], caption, *STORY[1:])
    assert texts(article, Role.CAPTION) == [caption]


def test_links_of_a_text_browser_are_no_text() -> None:
    article = page("[Home]", "* [World]", HEADLINE, *STORY[:3], "[Share]", *STORY[3:], "* [Imprint]")
    assert texts(article, Role.PARAGRAPH) == STORY


def test_words_that_captions_use_do_not_make_a_caption() -> None:
    sentence = (
        "Lindqvist (R), pictured in this newspaper last week, has led the council since the spring of 2011."
    )
    article = page(HEADLINE, STORY[0], sentence, *STORY[1:])
    assert sentence in texts(article, Role.PARAGRAPH)


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("HARROW BEND (Reuters) - " + STORY[0], "Reuters"),
        ("HARROW BEND, Norland (AP) — " + STORY[0], "AP"),
    ],
)
def test_a_dateline_names_the_agency(opening: str, agency: str) -> None:
    assert str(page(HEADLINE, opening, *STORY[1:]).agency) == agency


def test_a_person_who_works_for_an_agency_does_not_make_it_the_source() -> None:
    sentence = (
        "A photographer of AFP, who was at the lock, said (Reuters) had asked him for a picture of the gate."
    )
    assert page(HEADLINE, *STORY, sentence).agency is None


def test_an_author_line_and_initials_are_bylines() -> None:
    article = page(HEADLINE, "By Jo Field", *STORY)
    assert str(article.byline) == "By Jo Field"
    assert str(page(HEADLINE, *STORY, "JF/ML").byline) == "JF/ML"


def test_a_date_among_other_dates_is_no_date_of_publication() -> None:
    teasers = [f"{day} March 2018" for day in (2, 5, 9, 11)]
    assert page(*teasers, HEADLINE, *STORY).published is None


def test_a_date_inside_a_paragraph_is_no_date_of_publication() -> None:
    article = page(
        HEADLINE, *STORY, "The locks were built on 3 May 1911 and have been repaired four times since then."
    )
    assert article.published is None


def test_a_hard_wrapped_page_has_one_block_a_paragraph() -> None:
    wrapped = "\n\n".join(_wrap(paragraph) for paragraph in STORY)
    article = read_text(f"{HEADLINE}\n\n{wrapped}\n")
    assert [" ".join(block.span.of(article.text).split()) for block in article.prose()] == STORY


def _wrap(paragraph: str) -> str:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) > 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def test_a_text_without_a_title_gets_no_headline() -> None:
    assert page(*STORY).headline is None


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*STORY, HEADLINE, "", " ", "Share", "Comments", "© 2015 AFP", "a / b", "12 March 2019"]
            ),
            st.text(max_size=40),
        ),
        max_size=25,
    )
)
def test_every_line_that_is_not_blank_has_exactly_one_role(lines: list[str]) -> None:
    article = read_text("\n".join([*lines, "x"]))
    expected = [line.strip() for line in article.text.split("\n") if line.strip()]
    assert [line.span.of(article.text) for line in article.lines] == expected
    assert all(0 <= line.confidence <= 1 and line.rule for line in article.lines)


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=10))
def test_the_record_holds_every_word_of_the_source(lines: list[str]) -> None:
    raw = "\n".join([*lines, "x"])
    record = clean_record(read_text(raw), raw)
    held = "".join(
        [record["headline"] or "", *record["paragraphs"], *record["captions"], *record["boilerplate"]]
    )
    held = "".join(held.split())
    for line in raw.splitlines():
        if any(map(str.isalnum, line)):
            assert "".join(line.split()) in held


def test_a_file_with_too_many_lines_stands_as_it_is() -> None:
    article = read_text("\n".join(f"line {number}" for number in range(20_001)))
    assert article.notices == ("too long to tell the text from what surrounds it",)
    assert {line.role for line in article.lines} == {Role.PARAGRAPH}


def test_an_outlet_concluded_from_a_copyright_line_says_so() -> None:
    outlet = page(HEADLINE, *STORY, "© 2019 Harrow Herald. All rights reserved.").outlet
    assert outlet is not None
    assert (outlet.value, outlet.provenance) == ("Harrow Herald", Provenance.INFERRED)


def test_a_name_that_an_address_contracts_is_the_outlet() -> None:
    assert (
        str(page("Harrow Herald News", HEADLINE, *STORY, "www.harrowherald.example").outlet)
        == "Harrow Herald"
    )


def test_an_agency_or_a_network_is_never_the_outlet() -> None:
    assert (
        page(HEADLINE, *STORY, "© 2019 Reuters. All rights reserved.", "Facebook", "www.facebook.com").outlet
        is None
    )


def test_a_count_of_comments_above_the_text_does_not_swallow_its_first_paragraphs() -> None:
    opening = "Both of the locks at Harrow Bend will stay shut until spring."
    article = page(NAVIGATION, HEADLINE, "890 shares\n233 comments", opening, *STORY[2:])
    found = texts(article, Role.PARAGRAPH)
    assert found == [opening, *STORY[2:]]


def test_a_menu_between_bars_is_no_section() -> None:
    assert page("World  |  Business  |  Sport  |  Pictures", HEADLINE, *STORY).section is None
    assert str(page("News  |  Rivers", HEADLINE, *STORY).section) == "Rivers"


@pytest.mark.parametrize(
    "rights", ["© 2015 Harrow Post", "© Harrow Post 2015", "Copyright Harrow Post, 2009-2015."]
)
def test_a_copyright_line_names_the_outlet_before_or_after_the_year(rights: str) -> None:
    assert str(page(HEADLINE, *STORY, rights).outlet) == "Harrow Post"


@pytest.mark.parametrize("years", ["© 2009-2015", "Copyright 2015", "© All rights reserved 2015"])
def test_a_copyright_line_without_a_name_names_no_outlet(years: str) -> None:
    assert page(HEADLINE, *STORY, years).outlet is None


def test_an_initial_in_a_credit_does_not_hide_the_caption() -> None:
    caption = "Council leader Mara Lindqvist at the northern gate. © Harrow Post / R. Lindt"
    article = page(HEADLINE, STORY[0], caption, *STORY[1:])
    assert texts(article, Role.CAPTION) == [caption]
    assert texts(article, Role.PARAGRAPH) == STORY


def test_a_hint_to_scroll_is_no_subheading() -> None:
    article = page(HEADLINE, *STORY[:3], "Scroll down for video", *STORY[3:])
    assert texts(article, Role.SUBHEADING) == []
