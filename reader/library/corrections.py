"""The reader's corrections of names: written to the journal, and read back as rules.

One act of the reader may hold several rules, which are undone together. A person's bare family name is
corrected in the articles at hand only, since other stories have other bearers of it; every other name is
corrected wherever it occurs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.entities.corrections import Correction, CorrectionKind, Name
from reader.entities.keys import person
from reader.entities.model import EntityType

if TYPE_CHECKING:
    from reader.library.journal import Act, Journal

_ACT = {
    CorrectionKind.MERGE: "name.merge",
    CorrectionKind.SPLIT: "name.split",
    CorrectionKind.RENAME: "name.rename",
    CorrectionKind.RETYPE: "name.retype",
    CorrectionKind.REMOVE: "name.remove",
}
_KIND = {act: kind for kind, act in _ACT.items()}


class NameCorrections:
    """The corrections in a journal.

    Args:
        journal: Where they are kept.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._read_at: tuple[int, int] | None = None
        self._held: tuple[Correction, ...] = ()

    # What the reader does

    def merge(self, names: Sequence[Name], articles: Sequence[str]) -> Act:
        """Say that names are one; the first is the one shown."""
        full = [name for name in names if not _bare(name)]
        rules = [Correction(CorrectionKind.MERGE, tuple(names), "", tuple(articles))]
        if len(full) > 1:
            rules.insert(0, Correction(CorrectionKind.MERGE, tuple(full)))
        if len(full) == len(names):
            rules = rules[:1]
        return self._add(rules, articles, f"{names[0].text} and {names[-1].text} merged")

    def split(self, name: Name, others: Sequence[Name], articles: Sequence[str]) -> Act:
        """Say that a name is apart from others."""
        scope = tuple(articles) if _bare(name) or all(map(_bare, others)) else ()
        rule = Correction(CorrectionKind.SPLIT, (name, *others), "", scope)
        return self._add([rule], articles, f"{name.text} set apart from {others[0].text}")

    def rename(self, names: Sequence[Name], value: str, articles: Sequence[str]) -> Act:
        """Say under which name a referent is shown."""
        rule = Correction(CorrectionKind.RENAME, tuple(names), value, _scope(names, articles))
        return self._add([rule], articles, f"{names[0].text} renamed {value}")

    def retype(self, names: Sequence[Name], kind: EntityType, articles: Sequence[str]) -> Act:
        """Say what a name names."""
        rule = Correction(CorrectionKind.RETYPE, tuple(names), str(kind), _scope(names, articles))
        return self._add([rule], articles, f"{names[0].text} marked as {kind}")

    def remove(self, names: Sequence[Name], articles: Sequence[str]) -> Act:
        """Say that it is no name."""
        rule = Correction(CorrectionKind.REMOVE, tuple(names), "", _scope(names, articles))
        return self._add([rule], articles, f"{names[0].text} marked as not a name")

    # What is in force

    def version(self) -> tuple[int, int]:
        """Return a value that changes whenever a correction may have been made or undone."""
        return self.journal.version()

    def of(self, articles: Sequence[str]) -> tuple[Correction, ...]:
        """Return the corrections that hold in these articles (their ids), oldest first."""
        version = self.journal.version()
        if version != self._read_at:
            self._held = tuple(
                rule for act in self.journal.acts("name") for rule in _rules(act.kind, act.body)
            )
            self._read_at = version
        return tuple(rule for rule in self._held if rule.holds_in(articles))

    def _add(self, rules: Sequence[Correction], articles: Sequence[str], said: str) -> Act:
        body = {
            "rules": [
                {
                    "names": [[name.text, str(name.type)] for name in rule.names],
                    "value": rule.value,
                    "scope": list(rule.scope),
                }
                for rule in rules
            ]
        }
        return self.journal.add(_ACT[rules[0].kind], articles, body, said)


def _scope(names: Sequence[Name], articles: Sequence[str]) -> tuple[str, ...]:
    """Return the articles in which a rule holds: those at hand for a bare family name, else everywhere."""
    return tuple(articles) if any(map(_bare, names)) else ()


def _bare(name: Name) -> bool:
    return name.type is EntityType.PERSON and not person(name.text).given


def _rules(act: str, body: Mapping[str, Any]) -> list[Correction]:
    """Return the rules of an act; what another hand has written otherwise is passed over."""
    kind = _KIND.get(act)
    found: list[Correction] = []
    records = body.get("rules")
    for record in records if kind is not None and isinstance(records, list) else ():
        try:
            names = tuple(Name(str(text), EntityType(of_type)) for text, of_type in record["names"])
            value, scope = str(record.get("value", "")), tuple(map(str, record.get("scope", ())))
            if kind is CorrectionKind.RETYPE:
                EntityType(value)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        if names and kind is not None:
            found.append(Correction(kind, names, value, scope))
    return found
