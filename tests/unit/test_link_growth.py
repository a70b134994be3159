"""The work of linking grows with the texts, not with their product; and common words alone are enough."""

import gc
import random

import pytest

import reader.comparison.rows
from reader.comparison.candidates import MOST, PHRASE, PLACES, candidates
from reader.comparison.link import link_texts
from reader.comparison.rows import rows, vocabulary
from reader.text.sentences import sentences

FEW_WORDS = (
    "cat dog man woman child teacher farmer saw heard met left followed praised blamed old young big small "
    "red blue green house river street market garden bridge school tower boat north south near under"
).split()


def prose(seed: int, count: int, words: list[str], lengths: tuple[int, int] = (6, 24)) -> list[str]:
    """Return sentences of these words, the first ones of the list the most frequent, as in any text."""
    chance = random.Random(seed)
    return [
        " ".join(
            words[int(len(words) * chance.random() ** 3)] for _ in range(chance.randint(*lengths))
        ).capitalize()
        + "."
        for _ in range(count)
    ]


@pytest.mark.parametrize("words", [FEW_WORDS, [f"w{n}" for n in range(4000)]], ids=["few", "many"])
def test_the_pairs_that_are_looked_at_grow_with_the_texts(words: list[str]) -> None:
    for count in (50, 200, 800):
        a, b = "\n".join(prose(1, count, words)), "\n".join(prose(2, count, words))
        left, right = rows(a, sentences(a)), rows(b, sentences(b))
        found = candidates(left, right, vocabulary(left, right))
        assert sum(map(len, found)) <= 3 * MOST * count


class Places(list[int]):
    """A list of places that counts how many of them are read."""

    read = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        Places.read += len(self)
        return super().__iter__()


def test_a_passage_follows_a_bounded_number_of_places() -> None:
    a, b = "\n".join(prose(1, 600, FEW_WORDS)), "\n".join(prose(2, 600, FEW_WORDS))
    left, right = rows(a, sentences(a)), rows(b, sentences(b))
    words = vocabulary(left, right)
    words.holders = {key: Places(where) for key, where in words.holders.items()}
    Places.read = 0
    candidates(left, right, words)
    assert 0 < Places.read <= PLACES * len(left)


def test_a_text_of_few_words_is_linked_with_itself_as_one_copy() -> None:
    text = "\n".join(prose(3, 2000, FEW_WORDS))
    (link,) = link_texts(text, text)
    assert (link.left.start, link.left.end) == (0, len(text))


def test_halves_that_change_places_are_two_copies_though_every_sentence_is_said_often() -> None:
    chance = random.Random(4)
    said = prose(4, 300, FEW_WORDS, (5, 8))
    lines = [chance.choice(said) for _ in range(2000)]
    a, b = "\n".join(lines), "\n".join(lines[1200:] + lines[:1200])
    links = link_texts(a, b)
    assert len(links) == 2
    assert sum(link.left.length for link in links) >= 0.999 * len(a)


def test_sentences_of_few_words_that_changed_their_order_are_linked_one_by_one() -> None:
    lines = list(dict.fromkeys(prose(5, 500, FEW_WORDS, (7, 12))))
    shuffled = list(lines)
    random.Random(5).shuffle(shuffled)
    a, b = "\n".join(lines), "\n".join(shuffled)
    same = {(link.left.of(a), link.right.of(b)) for link in link_texts(a, b)}
    assert sum((line, line) in same for line in lines) == len(lines)


def test_passages_without_a_rare_word_meet_by_a_phrase() -> None:
    lines = prose(6, 800, FEW_WORDS, (12, 12))
    phrase = lines[400].removesuffix(".").lower()
    other = prose(7, 800, FEW_WORDS, (12, 12))
    other[10] = f"North south {phrase} under."
    left, right = (
        rows("\n".join(lines), sentences("\n".join(lines))),
        rows("\n".join(other), sentences("\n".join(other))),
    )
    assert len(phrase.split()) > PHRASE
    assert 10 in candidates(left, right, vocabulary(left, right))[400]


def test_texts_whose_words_are_not_kept_have_the_same_links(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = prose(8, 60, [f"w{n}" for n in range(400)])
    a, b = "\n".join(lines), "\n".join(lines[20:50] + prose(9, 10, FEW_WORDS) + lines[:20])
    expected = link_texts(a, b)
    monkeypatch.setattr(reader.comparison.rows, "LONG_TEXT", 0)
    assert rows(a, sentences(a))[0].kept is None
    assert link_texts(a, b) == expected != ()


def test_linking_leaves_the_garbage_collector_as_it_was() -> None:
    assert gc.isenabled()
    link_texts("One sentence.", "Another.")
    assert gc.isenabled()
    gc.disable()
    try:
        link_texts("One sentence.", "Another.")
        assert not gc.isenabled()
    finally:
        gc.enable()
