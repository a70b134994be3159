"""Whether two speakers, each named by another article, are one."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.article import Article
from reader.comparison.clauses import Naming
from reader.comparison.speech import Quotation
from reader.entities.model import EntityType, Names
from reader.entities.story import merge_names


@lru_cache(maxsize=16)
def groups(left: Names, right: Names) -> dict[tuple[int, int], int]:
    """Return for each side's referents, as (side, index), the referent of the story that they are."""
    merged = merge_names((left, right))
    return {member: number for number, referent in enumerate(merged) for member in referent.members}


class Speakers:
    """The speakers of two articles."""

    def __init__(self, articles: tuple[Article, Article], names: tuple[Names, Names]) -> None:
        self._names = names
        self._naming = tuple(
            Naming(article.text, found) for article, found in zip(articles, names, strict=True)
        )

    def same(self, left: Quotation, right: Quotation) -> bool | None:
        """Tell whether a left and a right quotation have one speaker; None where that is not known."""
        if not left.speaker or not right.speaker:
            return None
        one, other = plain_name(left.speaker), plain_name(right.speaker)
        if one == other or one in other.split() or other in one.split():
            return True  # "Karl", or "Madder", may be Karl Madder: two people of one name are not guessed.
        if left.referent >= 0 and right.referent >= 0:
            found = groups(*self._names)
            mine, theirs = found.get((0, left.referent)), found.get((1, right.referent))
            return mine is not None and mine == theirs
        # A description on one side may be the office that the other side, or this one, gives to a name.
        for side, described, named in ((0, left, right), (1, right, left)):
            if described.referent >= 0 or named.referent < 0:
                continue
            bearer = self._naming[1 - side].bearer(described.speaker)
            if bearer >= 0:
                return bearer == named.referent
            if not self.is_person(1 - side, named):
                return None
        return None

    def sure(self, left: Quotation, right: Quotation) -> bool:
        """Tell whether both speakers are persons by name, so that two names are two people."""
        return self.is_person(0, left) and self.is_person(1, right)

    def is_person(self, side: int, quotation: Quotation) -> bool:
        """Tell whether a quotation's speaker is a person by name."""
        return (
            quotation.referent >= 0
            and self._names[side].referents[quotation.referent].type is EntityType.PERSON
        )


def plain_name(speaker: str) -> str:
    """Return a speaker as they are compared: in small letters, without the article before a description."""
    words = re.sub(r"^(?:the|a|an|its|his|her|their) ", "", speaker.lower()).strip()
    return words or speaker
