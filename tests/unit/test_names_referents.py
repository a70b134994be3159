"""Which mentions are one person, place or organisation: within an article and across a story."""

import pytest

from reader.entities.keys import given_agree, near, person, skeleton
from reader.entities.model import EntityType, Names
from reader.entities.names import find_names
from reader.entities.referents import resolve
from reader.entities.rules import Found
from reader.entities.story import merge_names
from reader.text.words import Span


def referents(text: str, *marked: tuple[str, EntityType]) -> list[int]:
    """Return the referents of surfaces marked by hand, in order of the text."""
    found: list[Found] = []
    position = 0
    for surface, kind in marked:
        start = text.index(surface, position)
        position = start + len(surface)
        found.append(Found(Span(start, position), kind))
    return [mention.referent for mention in resolve(text, found, {}).mentions]


PER, PLA, ORG, NAT = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION, EntityType.NATIONALITY


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            "Russian President Vladimir Putin spoke. President Vladimir Putin left. Putin's aide stayed.",
            [("Vladimir Putin", PER), ("Vladimir Putin", PER), ("Putin", PER)],
        ),
        (
            "Leonid Tibilov, and South Ossetian leader Leonid\u00a0Tibilov. Tibilov left.",
            [("Leonid Tibilov", PER), ("Leonid\u00a0Tibilov", PER), ("Tibilov", PER)],
        ),
        ("Putin signs. Vladimir Putin signed.", [("Putin", PER), ("Vladimir Putin", PER)]),
        ("The European Union (EU) and the EU", [("European Union", ORG), ("EU", ORG), ("EU", ORG)]),
        ("Federica Mogherini, then chief Mogherini", [("Federica Mogherini", PER), ("Mogherini", PER)]),
        ("The Russian Federation, that is Russia", [("Russian Federation", PLA), ("Russia", PLA)]),
        ("The Republic of Sarvel, that is Sarvel", [("Republic of Sarvel", PLA), ("Sarvel", PLA)]),
        ("The Crimean Peninsula, that is Crimea", [("Crimean Peninsula", PLA), ("Crimea", PLA)]),
        ("The U.S., the US, the United States", [("U.S.", PLA), ("US", PLA), ("United States", PLA)]),
        ("Kim Jong-un, Kim Jong Un, Kim", [("Kim Jong-un", PER), ("Kim Jong Un", PER), ("Kim", PER)]),
        ("Mr. Bush, that is George W. Bush", [("Bush", PER), ("George W. Bush", PER)]),
        ("al-Qaida and Al-Qaeda", [("al-Qaida", ORG), ("Al-Qaeda", ORG)]),
        (
            "WHO, the World Health Organization or World Health Organisation",
            [("WHO", ORG), ("World Health Organization", ORG), ("World Health Organisation", ORG)],
        ),
        ("Russian and Russians", [("Russian", NAT), ("Russians", NAT)]),
        ("Acme Ltd and Acme", [("Acme Ltd", ORG), ("Acme", ORG)]),
    ],
)
def test_one_referent_within_an_article(text: str, marked: list[tuple[str, EntityType]]) -> None:
    assert set(referents(text, *marked)) == {0}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("South Ossetia and South Ossetian", [("South Ossetia", PLA), ("South Ossetian", NAT)]),
        ("South Ossetia and North Ossetia", [("South Ossetia", PLA), ("North Ossetia", PLA)]),
        ("Georgia and Giorgia", [("Georgia", PLA), ("Giorgia", PER)]),
        ("Iran and Iraq", [("Iran", PLA), ("Iraq", PLA)]),
        ("Austria and Australia", [("Austria", PLA), ("Australia", PLA)]),
        ("Niger and Nigeria", [("Niger", PLA), ("Nigeria", PLA)]),
        ("George W. Bush and George H. W. Bush", [("George W. Bush", PER), ("George H. W. Bush", PER)]),
        ("Raul Castro and Fidel Castro", [("Raul Castro", PER), ("Fidel Castro", PER)]),
        ("Kim Jong-un and Kim Yo-jong", [("Kim Jong-un", PER), ("Kim Yo-jong", PER)]),
        ("Denzel Washington in Washington", [("Denzel Washington", PER), ("Washington", PLA)]),
        ("Washington and the Washington Post", [("Washington", PLA), ("Washington Post", ORG)]),
        ("Georgia and Atlanta, Georgia", [("Georgia", PLA), ("Atlanta, Georgia", PLA)]),
        ("Russia and Russian", [("Russia", PLA), ("Russian", NAT)]),
        ("Chelsea Clinton at Chelsea", [("Chelsea Clinton", PER), ("Chelsea", ORG)]),
        ("Michael Jordan in Jordan", [("Michael Jordan", PER), ("Jordan", PLA)]),
        ("Moscow and Russia", [("Moscow", PLA), ("Russia", PLA)]),
        ("The Gulf of Mexico, then Mexico", [("Gulf of Mexico", PLA), ("Mexico", PLA)]),
        ("Janet Yellen and Janet Allen", [("Janet Yellen", PER), ("Janet Allen", PER)]),
    ],
)
def test_kept_apart_within_an_article(text: str, marked: list[tuple[str, EntityType]]) -> None:
    assert referents(text, *marked) == [0, 1]


def test_a_shared_family_name_follows_the_title_or_stays_apart() -> None:
    text = "Mrs. Hillary Clinton and Mr. Bill Clinton. Mrs. Clinton spoke. Clinton laughed. Clinton left."
    names = ["Hillary Clinton", "Bill Clinton", "Clinton", "Clinton", "Clinton"]
    assert referents(text, *((name, PER) for name in names)) == [0, 1, 0, 2, 2]


def test_may_and_march_are_months_only_where_a_sign_says_so() -> None:
    text = "In March, Theresa May spoke. May said that on 3 May troops would march on. March on, she said."
    found = [(m.span.of(text), m.type) for m in find_names(text).mentions]
    assert found == [
        ("March", EntityType.DATE),
        ("Theresa May", PER),
        ("May", PER),
        ("3 May", EntityType.DATE),
    ]


def article(*surfaces: tuple[str, EntityType]) -> Names:
    """Return the names of an article that consists of these."""
    text = " . ".join(surface for surface, _ in surfaces)
    found: list[Found] = []
    position = 0
    for surface, kind in surfaces:
        start = text.index(surface, position)
        position = start + len(surface)
        found.append(Found(Span(start, position), kind))
    return resolve(text, found, {})


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Vladimir Putin", "Putin", PER),
        ("Muammar Gaddafi", "Moammar Qaddafi", PER),
        ("Gaddafi", "Gadhafi", PER),
        ("Viktor Yanukovych", "Viktor Yanukovich", PER),
        ("Sergei Lavrov", "Sergej Lawrow", PER),
        ("Thomas Müller", "Thomas Mueller", PER),
        ("Thomas Müller", "Thomas Muller", PER),
        ("World Health Organization", "World Health Organisation", ORG),
        ("al-Qaida", "Al-Qaeda", ORG),
        ("Giorgi Margvelashvili", "Margvelashvili", PER),
        ("Kiev", "Kyiv", PLA),
        ("Burma", "Myanmar", PLA),
        ("Britain", "UK", PLA),
        ("European Union", "EU", ORG),
        ("World Trade Organisation", "WTO", ORG),
        ("Hezbollah", "Hizbullah", ORG),
    ],
)
def test_merged_across_a_story(left: str, right: str, kind: EntityType) -> None:
    merged = merge_names([article((left, kind)), article((right, kind))])
    assert [(r.surfaces, len(r.merges)) for r in merged] == [(((left,), (right,)), 1)]
    assert merged[0].merges[0].reason


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Raul Castro", "Fidel Castro", PER),
        ("George W. Bush", "George H. W. Bush", PER),
        ("Bush", "Busch", PER),
        ("Janet Yellen", "Janet Allen", PER),
        ("Austria", "Australia", PLA),
        ("Niger", "Nigeria", PLA),
        ("Iran", "Iraq", PLA),
        ("South Ossetia", "North Ossetia", PLA),
        ("Moscow", "Russia", PLA),
        ("Washington", "Washington Post", ORG),
        ("George Bush", "George Busch", PER),
        ("Kim Jong-un", "Kim Yo-jong", PER),
    ],
)
def test_kept_apart_across_a_story(left: str, right: str, kind: EntityType) -> None:
    assert len(merge_names([article((left, kind)), article((right, kind))])) == 2


def test_a_bare_family_name_with_two_bearers_in_the_story_stays_alone() -> None:
    merged = merge_names(
        [article(("Raul Castro", PER)), article(("Fidel Castro", PER)), article(("Castro", PER))]
    )
    assert sorted(r.name for r in merged) == ["Castro", "Fidel Castro", "Raul Castro"]


def test_no_chain_of_merges_joins_two_given_names() -> None:
    merged = merge_names(
        [article(("Raul Castro", PER)), article(("R. Castro", PER)), article(("Rita Castro", PER))]
    )
    for referent in merged:
        assert not {"Raul Castro", "Rita Castro"} <= {name for own in referent.surfaces for name in own}


def test_a_lone_word_taken_for_a_person_is_the_place_that_another_article_knows() -> None:
    merged = merge_names([article(("Sarvel", PER)), article(("Sarvel", PLA), ("Sarvel", PLA))])
    assert [(r.name, r.type, r.count) for r in merged] == [("Sarvel", PLA, 3)]
    merged = merge_names(
        [article(("Jordan", PER)), article(("Michael Jordan", PER)), article(("Jordan", PLA))]
    )
    assert [(r.name, r.type) for r in merged] == [("Michael Jordan", PER), ("Jordan", PLA)]


def test_the_form_shown_is_what_most_articles_say_not_the_longest() -> None:
    sarvel = article(("Sarvel", PLA))
    merged = merge_names([article(("Republic of Sarvel", PLA)), sarvel, sarvel])
    assert [(r.name, r.usual) for r in merged] == [("Republic of Sarvel", "Sarvel")]
    merged = merge_names([article(("Ada Renn", PER)), article(("Renn", PER)), article(("Renn", PER))])
    assert [r.usual for r in merged] == ["Ada Renn"]


def test_the_most_mentioned_comes_first_and_every_article_has_its_surfaces() -> None:
    merged = merge_names([article(("Kiev", PLA), ("Kiev", PLA), ("Rome", PLA)), article(("Kyiv", PLA))])
    assert [(r.name, r.count, r.surfaces) for r in merged] == [
        ("Kiev", 3, (("Kiev",), ("Kyiv",))),
        ("Rome", 1, (("Rome",), ())),
    ]


def test_person_parts() -> None:
    assert person("Ahmed bin Salman") == (("ahmed",), "bin salman")
    assert person("Kim Jong-un") == (("jong", "un"), "kim")
    assert person("Putin") == ((), "putin")


def test_spellings() -> None:
    assert skeleton("Gaddafi") == skeleton("Qaddafi") == skeleton("Gadhafi")
    assert near("lavrov", "lawrow") and not near("bush", "busch") and not near("yellen", "allen")
    assert given_agree(("g.",), ("george",)) and not given_agree(("raul",), ("fidel",))
