"""The reader's corrections of names: pure rules, kept in the journal, undone and redone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Span
from reader.entities.corrections import Correction, CorrectionKind, Name, apply_corrections
from reader.entities.model import EntityType, Names
from reader.entities.referents import resolve
from reader.entities.rules import Found
from reader.entities.story import merge_names
from reader.importers.registry import read_text
from reader.library.corrections import NameCorrections
from reader.library.desk import Desk
from reader.library.door import Library
from reader.library.journal import Journal

PER, PLA, ORG = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION
MERGE, SPLIT, RENAME, RETYPE, REMOVE = CorrectionKind


def article(*surfaces: tuple[str, EntityType]) -> tuple[str, Names]:
    """Return a text that consists of these names, and its names as found."""
    text = " . ".join(surface for surface, _ in surfaces)
    found: list[Found] = []
    position = 0
    for surface, kind in surfaces:
        start = text.index(surface, position)
        position = start + len(surface)
        found.append(Found(Span(start, position), kind))
    return text, resolve(text, found, {})


def corrected(*surfaces: tuple[str, EntityType], by: Correction) -> list[tuple[str, str, tuple[str, ...]]]:
    text, names = article(*surfaces)
    result = apply_corrections(names, text, [by])
    assert sum(r.count for r in result.referents) == len(result.mentions)
    return [(r.name, str(r.type), r.surfaces) for r in result.referents]


def test_merged_names_are_one_under_the_first() -> None:
    rule = Correction(MERGE, (Name("Ada Renn", PER), Name("Iron Lady", PLA)))
    assert corrected(("Iron Lady", PLA), ("Ada Renn", PER), ("Rome", PLA), by=rule) == [
        ("Ada Renn", "person", ("Iron Lady", "Ada Renn")),
        ("Rome", "place", ("Rome",)),
    ]


def test_a_surface_is_split_off() -> None:
    rule = Correction(SPLIT, (Name("Renn", PER), Name("Ada Renn", PER)))
    assert corrected(("Ada Renn", PER), ("Renn", PER), ("Renn's", PER), by=rule) == [
        ("Ada Renn", "person", ("Ada Renn",)),
        ("Renn", "person", ("Renn", "Renn's")),
    ]


def test_splitting_the_shown_form_leaves_the_rest_its_fullest() -> None:
    rule = Correction(SPLIT, (Name("European Union", ORG), Name("EU", ORG)))
    assert corrected(("European Union", ORG), ("EU", ORG), by=rule) == [
        ("European Union", "organisation", ("European Union",)),
        ("EU", "organisation", ("EU",)),
    ]


def test_renamed_retyped_and_removed() -> None:
    assert corrected(("Orbis", PER), by=Correction(RENAME, (Name("Orbis", PER),), "Orbis Ltd")) == [
        ("Orbis Ltd", "person", ("Orbis",))
    ]
    assert corrected(("Orbis", PER), by=Correction(RETYPE, (Name("Orbis", PER),), "organisation")) == [
        ("Orbis", "organisation", ("Orbis",))
    ]
    assert corrected(("Orbis", PER), ("Rome", PLA), by=Correction(REMOVE, (Name("the Orbis", PER),))) == [
        ("Rome", "place", ("Rome",))
    ]


def test_a_name_of_another_type_is_not_meant() -> None:
    rule = Correction(REMOVE, (Name("Jordan", PLA),))
    assert corrected(("Jordan", PER), by=rule) == [("Jordan", "person", ("Jordan",))]


def test_a_bare_family_name_does_not_mean_the_bearer_of_a_full_one() -> None:
    rule = Correction(REMOVE, (Name("Castro", PER),))
    assert [name for name, _, _ in corrected(("Raul Castro", PER), ("Castro", PER), by=rule)] == [
        "Raul Castro"
    ]


def test_what_was_found_is_not_changed() -> None:
    text, names = article(("Orbis", PER), ("Rome", PLA))
    before = (names.mentions, names.referents)
    apply_corrections(names, text, [Correction(REMOVE, (Name("Orbis", PER),))])
    assert (names.mentions, names.referents) == before


NAMES = st.sampled_from([Name("Ada Renn", PER), Name("Renn", PER), Name("Rome", PLA), Name("EU", ORG)])
RULES = st.one_of(
    st.builds(
        lambda names: Correction(MERGE, tuple(names)), st.lists(NAMES, min_size=2, max_size=3, unique=True)
    ),
    st.builds(
        lambda names: Correction(SPLIT, tuple(names)), st.lists(NAMES, min_size=2, max_size=3, unique=True)
    ),
    st.builds(lambda name: Correction(RENAME, (name,), "Other"), NAMES),
    st.builds(lambda name: Correction(RETYPE, (name,), "event"), NAMES),
    st.builds(lambda name: Correction(REMOVE, (name,)), NAMES),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(NAMES, max_size=8), st.lists(RULES, max_size=5))
def test_whatever_is_corrected_the_names_stay_whole(surfaces: list[Name], rules: list[Correction]) -> None:
    text, names = article(*surfaces)
    result = apply_corrections(names, text, rules)
    spans = [mention.span for mention in result.mentions]
    assert spans == sorted(spans) and set(spans) <= {mention.span for mention in names.mentions}
    for number, referent in enumerate(result.referents):
        own = [mention for mention in result.mentions if mention.referent == number]
        assert len(own) == referent.count > 0
        assert {mention.span.of(text) for mention in own} == set(referent.surfaces)
        assert {mention.type for mention in own} == {referent.type}
    merge_names([result, names], rules)


def story(rules: list[Correction], *articles: tuple[tuple[str, EntityType], ...]) -> list[str]:
    found = [article(*surfaces) for surfaces in articles]
    names = [apply_corrections(names, text, rules) for text, names in found]
    return sorted(referent.name for referent in merge_names(names, rules))


def test_across_a_story_merged_names_are_one_though_each_article_has_only_one_of_them() -> None:
    both = ((("Iron Lady", PLA),), (("Ada Renn", PER),))
    rule = Correction(MERGE, (Name("Ada Renn", PER), Name("Iron Lady", PLA)))
    assert story([], *both) == ["Ada Renn", "Iron Lady"]
    assert story([rule], *both) == ["Ada Renn"]


def test_across_a_story_parted_names_stay_apart_until_they_are_merged_again() -> None:
    both = ((("Sergei Lavrov", PER),), (("Sergej Lawrow", PER),))
    names = (Name("Sergej Lawrow", PER), Name("Sergei Lavrov", PER))
    assert len(story([], *both)) == 1
    assert len(story([Correction(SPLIT, names)], *both)) == 2
    assert len(story([Correction(SPLIT, names), Correction(MERGE, names)], *both)) == 1


def test_across_a_story_the_readers_name_is_shown_though_it_is_shorter() -> None:
    rule = Correction(RENAME, (Name("European Union", ORG),), "EU")
    assert story([rule], (("European Union", ORG),), (("European Union", ORG),)) == ["EU"]


# In the journal and the library

TEXT = "Ada Renn spoke in Rome.\n\nOn Friday Renn left Rome for Paris. Ada Renn came back."


def library() -> Library:
    return Library.of([read_text(f"Head\n\n{TEXT}", f"{name}.txt") for name in "ab"])


def numbers(library: Library) -> list[int]:
    return [row.number for row in library.page("", "oldest")]


def shown(library: Library, index: int = 0) -> list[str]:
    return [r.name for r in library.names(numbers(library)[index]).referents if r.type in (PER, PLA, ORG)]


def test_a_correction_holds_in_every_article_and_is_undone_and_redone() -> None:
    found = library()
    before = shown(found)
    assert "Rome" in before
    machine = found.book.as_found(numbers(found)[0])
    NameCorrections(found.journal).remove([Name("Rome", PLA)], [found.article(numbers(found)[0]).id])
    assert "Rome" not in shown(found) and "Rome" not in shown(found, 1)
    assert found.book.as_found(numbers(found)[0]) is machine
    act = found.journal.undo()
    assert act is not None and act.said == "Rome marked as not a name"
    assert shown(found) == before
    found.journal.redo()
    assert "Rome" not in shown(found)


def test_a_bare_family_name_is_corrected_in_the_articles_at_hand_alone() -> None:
    journal = Journal.in_memory()
    corrections = NameCorrections(journal)
    corrections.merge([Name("Ada Renn", PER), Name("Renn", PER)], ["here"])
    corrections.merge([Name("Ada Renn", PER), Name("Iron Lady", PLA), Name("Renn", PER)], ["here"])
    assert [rule.names for rule in corrections.of(["elsewhere"])] == [
        (Name("Ada Renn", PER), Name("Iron Lady", PLA))
    ]
    assert len(corrections.of(["here"])) == 3


def test_a_bare_family_name_is_retyped_and_removed_in_the_articles_at_hand_alone() -> None:
    corrections = NameCorrections(Journal.in_memory())
    corrections.retype([Name("Renn", PER)], PLA, ["here"])
    corrections.remove([Name("Renn", PER)], ["here"])
    assert corrections.of(["elsewhere"]) == ()
    assert [rule.kind for rule in corrections.of(["here"])] == [RETYPE, REMOVE]
    corrections.remove([Name("Ada Renn", PER)], ["here"])
    assert len(corrections.of(["elsewhere"])) == 1


def test_every_kind_comes_back_from_the_journal_as_it_went_in() -> None:
    corrections = NameCorrections(Journal.in_memory())
    one, other = Name("Orbis “Ltd”", ORG), Name("Kyiv", PLA)
    corrections.merge([one, other], ["a"])
    corrections.split(one, [other], ["a"])
    corrections.rename([one], "Orbis", ["a"])
    corrections.retype([other], ORG, ["a"])
    corrections.remove([one, other], ["a"])
    assert list(corrections.of(["z"])) == [
        Correction(MERGE, (one, other)),
        Correction(SPLIT, (one, other)),
        Correction(RENAME, (one,), "Orbis"),
        Correction(RETYPE, (other,), "organisation"),
        Correction(REMOVE, (one, other)),
    ]


@pytest.mark.parametrize(
    "body", [{}, {"rules": [{}]}, {"rules": [{"names": [["x", "no such type"]]}]}, {"rules": ["?"]}]
)
def test_what_another_hand_wrote_otherwise_is_passed_over(body: dict[str, object]) -> None:
    journal = Journal.in_memory()
    journal.add("name.merge", [], body, "?")
    assert NameCorrections(journal).of([]) == ()


def test_corrections_outlive_the_run_and_nothing_is_made_before_the_first(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "library.db"
    first = library()
    first.book.desk = Desk(file)
    shown(first)
    assert not file.exists()
    first.book.desk.names.rename([Name("Rome", PLA)], "Roma", [first.article(numbers(first)[0]).id])
    assert file.stat().st_mode & 0o777 == 0o600
    second = library()
    second.book.desk = Desk(file)
    assert "Roma" in shown(second)


def test_a_library_file_that_is_none_costs_no_names(tmp_path: Path) -> None:
    file = tmp_path / "library.db"
    file.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    found = library()
    found.book.desk = Desk(file)
    assert "Rome" in shown(found)
    assert str(file) in found.book.desk.problem


def test_a_store_gives_corrected_names_by_its_own_journal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"A headline of some words\n\n{TEXT}\n", encoding="utf-8")
    own = tmp_path / "own" / "library.db"
    door = Library.of_paths([tmp_path / "a.txt"], own=own)
    (number,) = numbers(door)
    assert "Rome" in [referent.name for referent in door.names(number).referents]
    NameCorrections(door.journal).remove([Name("Rome", PLA)], [])
    assert "Rome" not in [referent.name for referent in door.names(number).referents]
    order, names, called = door.naming(number)
    assert order == [number] and len(names) == 1
    assert "Ada Renn" in [one.referent.usual for one in called]
