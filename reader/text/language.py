"""Which language a text is in, told from its script and its function words.

Coarse and cheap on purpose: it decides whether a comparison makes sense and which tables apply, and it
says nothing rather than guess. No statistics are loaded; a text of a few sentences is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")

# The commonest words of each language that few others share. A word may stand in several lists: the
# language with most hits wins.
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with as at by it from has his her which were been not are",
    "de": "der die das und ist von den mit dem nicht ein eine auf für sich des auch als wird sind wie zu im",
    "fr": "le la les des et est une dans que qui pour pas sur au avec ce par plus sont ses aux cette ont du",
    "es": "el la los las de que y en un una por con para se del al como más su ha está pero sus fue lo",
    "pt": "o a os as de que e em um uma por com para não se do da dos das no na ao mais foi são pelo também",
    "it": "il la di che e un una per con non si del della sono più gli nel alla dei le ha è anche delle",
    "nl": "de het een van en is dat op te met voor zijn niet aan er ook als bij door naar maar hij ze wordt",
    "sv": "och att det som en på är av för med den till inte har de ett om men var jag vi från kan",
    "da": "og at det som en på er af for med den til ikke har de et om men var jeg vi fra kan blev",
    "no": "og at det som en på er av for med den til ikke har de et om men var jeg vi fra kan ble etter",
    "fi": "ja on ei että se oli hän mutta ovat myös kun joka tai sen ole kuin mukaan vuoden",
    "pl": "i w na z się nie do to że jest o jak po przez dla od ale za przy są był oraz został",
    "cs": "a v na se je že s z do o to jako by pro ale za při jsou byl od podle který také",
    "ro": "și de în la a cu pe că din nu este un o pentru care mai să sunt fost prin său lui",
    "hu": "a az és hogy nem is egy van volt meg ez csak már még de el szerint mint vagy után",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ise ancak var değil dedi",
    "id": "yang dan di ini itu dengan untuk dari pada adalah tidak dalam akan juga oleh ke telah kata",
    "vi": "của và là các có được cho trong không một những với người này đã từ khi đến",
    "ru": "и в не на что с по как это из у за он от его был для о но так же к также",
    "uk": "і в не на що з та як це до за він від його був для про але у також які",
    "bg": "и в не на че с за по от да е се това са ще като но към при един които",
    "sr": "и у не на да је се са за од су као али то који по из што није ће",
}
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("ar", re.compile("[\u0621-\u06ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0531-\u058f]")),
    ("my", re.compile("[\u1000-\u109f]")),
)
_ANY_SCRIPT = re.compile("[\u0370-\u03ff\u0531-\u10ff\u1780-\u17ff\u3041-\ud7a3]")


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Return the languages that count each function word as theirs."""
    found: dict[str, tuple[str, ...]] = {}
    for language, listed in _FUNCTION_WORDS.items():
        for word in listed.split():
            found[word] = (*found.get(word, ()), language)
    return found


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is mostly in, or "" when not clear."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < 8:
        return ""
    by_script = "" if sample.isascii() else _by_script(sample, letters)
    if by_script:
        return by_script
    hits: Counter[str] = Counter()
    # Each different word is looked up once: the commonest make up half of a text.
    counts = Counter(_WORD.findall(sample.casefold()))
    words = counts.total()
    for word, count in counts.items():
        for language in _languages_of().get(word, ()):
            hits[language] += count
    # Sorted, so that a tie is broken the same way every time.
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < max(2, words // 12):
        return ""
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return ""
    return ranked[0][0]


def _by_script(sample: str, letters: int) -> str:
    """Return the language of a script that one language, or nearly one, is written in."""
    # Most texts have no letter of any of them: one look instead of thirteen.
    if len(_ANY_SCRIPT.findall(sample)) * 2 < letters:
        return ""
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS}
    # Japanese mixes kana with the characters that it shares with Chinese.
    if counts["ja"] * 10 >= counts["zh"] > 0 or counts["ja"] * 2 >= letters:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    language, count = max(counts.items(), key=lambda item: item[1])
    if count * 2 < letters:
        return ""
    if language == "ar":
        if re.search("[ٹڈڑںے]", sample):
            return "ur"
        return "fa" if len(re.findall("[پچژگی]", sample)) * 50 > count else "ar"
    return language
