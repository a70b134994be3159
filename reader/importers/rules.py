"""The reader's own rules: "always so for this outlet".

A rule names an outlet, or the host of its addresses, and says what holds for all its articles:

    [[rule]]
    outlet = "presstv.ir"
    hide = ["Follow Press TV on Telegram"]

    [rule.set]
    outlet = "Press TV"
    agency = ""

What the reader set for one article outranks a rule, and a rule outranks every finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader.article import Article, Field, Line, Provenance, Role
from reader.importers.beside import RULES_NAME
from reader.importers.fields import written_value
from reader.importers.outlet_names import host_of
from reader.importers.toml_text import format_toml
from reader.text.safe import safe_line

_SETTABLE = ("outlet", "agency", "photo_agency", "section", "byline", "language")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class OutletRule:
    """What always holds for one outlet.

    Attributes:
        outlet: The outlet's name as it was found, whatever its capitals; "" when the host decides.
        host: A host that the article's address has or lies below; "" when the name decides.
        set: Values of fields by name; an empty one takes the field away.
        hide: Lines that are never the article's, as they read with white space squeezed.
    """

    outlet: str = ""
    host: str = ""
    set: Mapping[str, str] = field(default_factory=dict)
    hide: tuple[str, ...] = ()

    def fits(self, article: Article) -> bool:
        """Tell whether an article is of this outlet."""
        if self.host and article.url is not None:
            host = host_of(article.url.value)
            if host == self.host or host.endswith(f".{self.host}"):
                return True
        found = article.outlet
        return bool(self.outlet) and found is not None and found.value.casefold() == self.outlet.casefold()


def apply_rules(article: Article, rules: Sequence[OutletRule]) -> Article:
    """Return an article as the rules that fit it say; later rules see what earlier ones set."""
    for rule in rules:
        if rule.fits(article):
            article = _apply(article, rule)
    return article


def read_rules(path: Path) -> tuple[tuple[OutletRule, ...], list[str]]:
    """Return the rules of a file, and one line for each that could not be taken; no file means no rules."""
    name = safe_line(path.name)
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise ValueError("too large")
        return parse_rules(data.decode("utf-8-sig"), name)
    except FileNotFoundError:
        return (), []
    except UnicodeDecodeError:
        reason = "not UTF-8"
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return (), [f"{name}: {safe_line(reason)}"]


def parse_rules(text: str, name: str = RULES_NAME) -> tuple[tuple[OutletRule, ...], list[str]]:
    """Return the rules of a TOML text, and one line for each that could not be taken.

    Raises:
        ValueError: When it is no TOML.
    """
    written = tomllib.loads(text).get("rule", [])
    rules: list[OutletRule] = []
    problems: list[str] = []
    for number, table in enumerate(written if isinstance(written, list) else [written], 1):
        try:
            rules.append(_parse(table))
        except ValueError as error:
            problems.append(f"{name}: rule {number}: {error}")
    return tuple(rules), problems


def format_rules(rules: Sequence[OutletRule]) -> str:
    """Return a TOML text with these rules."""
    return format_toml({"rule": [_table(rule) for rule in rules]}) if rules else ""


def _apply(article: Article, rule: OutletRule) -> Article:
    reason = f"your rule for {rule.outlet or rule.host}"
    changes: dict[str, Any] = {}
    for name, value in rule.set.items():
        if name == "language":
            changes[name] = written_value(name, value)
            continue
        before: Field | None = getattr(article, name)
        if (
            before is None
            or before.provenance is not Provenance.USER
            or before.reason.startswith("your rule")
        ):
            changes[name] = Field(value, Provenance.USER, reason) if value else None
    if rule.hide:
        hidden = frozenset(rule.hide)
        changes["lines"] = tuple(_hide(article, line, hidden, reason) for line in article.lines)
    return replace(article, **changes)


def _hide(article: Article, line: Line, hidden: frozenset[str], reason: str) -> Line:
    if line.rule == "set by the reader" or " ".join(line.span.of(article.text).split()) not in hidden:
        return line
    return Line(line.span, Role.BOILERPLATE, 1.0, reason)


def _parse(table: Any) -> OutletRule:
    if not isinstance(table, Mapping):
        raise ValueError("not a table")
    unknown = set(table) - {"outlet", "host", "set", "hide"}
    if unknown:
        raise ValueError(f"unknown key '{safe_line(min(unknown))}'")
    outlet, host = table.get("outlet", ""), table.get("host", "")
    values, hide = table.get("set", {}), table.get("hide", [])
    if not isinstance(outlet, str) or not isinstance(host, str) or not (outlet.strip() or host.strip()):
        raise ValueError("names neither an 'outlet' nor a 'host'")
    if not isinstance(values, Mapping) or not all(isinstance(value, str) for value in values.values()):
        raise ValueError("'set' is not a table of texts")
    if not isinstance(hide, list) or not all(isinstance(line, str) for line in hide):
        raise ValueError("'hide' is not a list of lines")
    wrong = [name for name in values if name not in _SETTABLE]
    if wrong:
        raise ValueError(f"cannot set '{safe_line(wrong[0])}'; it can set {', '.join(_SETTABLE)}")
    return OutletRule(
        safe_line(outlet),
        host_of(host) or safe_line(host).casefold(),
        {name: safe_line(value) for name, value in values.items()},
        tuple(filter(None, map(safe_line, hide))),
    )


def _table(rule: OutletRule) -> dict[str, Any]:
    table: dict[str, Any] = {}
    if rule.outlet:
        table["outlet"] = rule.outlet
    if rule.host:
        table["host"] = rule.host
    if rule.hide:
        table["hide"] = list(rule.hide)
    if rule.set:
        table["set"] = dict(rule.set)
    return table
