# ruff: noqa: E501
"""Linking in other languages than English; the texts were written for this test."""

from importlib import import_module

import pytest

from reader.comparison.link import languages_differ, link_texts
from reader.comparison.terms import SNOWBALL, stop_words
from reader.text.sentences import sentences

TEXTS = {
    "de": (
        """\
Die Hafenbehörde von Lindmünde hat am Montag den nördlichen Fähranleger gesperrt, weil in zwei Pfeilern Risse entdeckt worden waren.
„Wir konnten das Risiko wegen der Winterstürme nicht eingehen“, sagte Hafenmeisterin Inge Solheim.
Die Reparatur soll neun Wochen dauern und 4,2 Millionen Euro kosten.
Die Blaskapelle der Inselschule wollte am Samstag dort spielen.
Der Anleger war 1961 gebaut worden.""",
        """\
Der nördliche Fähranleger in Lindmünde ist seit Montag geschlossen, nachdem Prüfer Risse in zwei Pfeilern fanden.
„Wir konnten das Risiko wegen der Winterstürme nicht eingehen“, so Inge Solheim.
Neun Wochen werden die Reparaturen dauern, die Kosten liegen bei 4,2 Millionen Euro.
Fischer beklagten, dass niemand sie gefragt habe.
Im Rathaus wird derweil über Schulessen gestritten.""",
    ),
    "fr": (
        """\
La mairie de Valbrune a fermé lundi le viaduc suspendu après la découverte de fissures dans deux câbles.
« Nous ne pouvions pas prendre ce risque avant l'hiver », a déclaré la maire Claire Fontanel.
Les travaux dureront neuf semaines et coûteront quatre millions d'euros.
La fanfare de l'école devait y jouer samedi.""",
        """\
Le viaduc suspendu de Valbrune est fermé depuis lundi : des fissures ont été découvertes dans deux de ses câbles.
Selon la maire, Claire Fontanel, « nous ne pouvions pas prendre ce risque avant l'hiver ».
Le coût des travaux, qui dureront neuf semaines, est estimé à quatre millions d'euros.
Les pêcheurs se plaignent de ne pas avoir été consultés.""",
    ),
    "ru": (
        """\
Власти города Липовска закрыли в понедельник северный причал после обнаружения трещин в двух опорах.
«Мы не могли рисковать перед зимними штормами», — сказала начальник порта Инга Солова.
Ремонт продлится девять недель и обойдётся в четыре миллиона рублей.
Оркестр школы собирался выступить там в субботу.""",
        """\
Северный причал Липовска закрыт с понедельника: в двух его опорах обнаружены трещины.
По словам начальника порта Инги Соловой, «мы не могли рисковать перед зимними штормами».
На ремонт уйдёт девять недель и четыре миллиона рублей.
Рыбаки жалуются, что их никто не спросил.""",
    ),
    "zh": (
        """\
林口市港务局星期一关闭了北渡轮码头，因为检查人员在两根桥柱上发现了裂缝。
港务局长苏海伦说：“冬季风暴将至，我们不能冒这个险。”
维修将耗资四百二十万元，需要九个星期。
岛上学校的乐队原定星期六在那里演出。""",
        """\
由于在两根桥柱上发现裂缝，林口市北渡轮码头自星期一起关闭。
“冬季风暴将至，我们不能冒这个险，”局长苏海伦表示。
维修需要九个星期，费用约四百二十万元。
渔民抱怨没有人征求过他们的意见。""",
    ),
    "ja": (
        """\
林口市の港湾局は月曜日、二本の橋脚にひびが見つかったため、北フェリー埠頭を閉鎖した。
港湾局長の曽根春子さんは「冬の嵐を前に危険は冒せない」と述べた。
修理には四百二十万円かかり、九週間続く見込みだ。
島の学校の吹奏楽団が土曜日に演奏する予定だった。""",
        """\
北フェリー埠頭が月曜日から閉鎖されている。二本の橋脚にひびが見つかったと林口市が発表した。
「冬の嵐を前に危険は冒せない」と港湾局長の曽根春子さんは語った。
修理は九週間続き、費用は四百二十万円に上る。
漁師たちは誰にも相談されなかったと不満を述べている。""",
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_three_passages_that_say_the_same_are_linked(language: str) -> None:
    a, b = TEXTS[language]
    left, right = a.split("\n"), b.split("\n")
    found = set()
    for link in link_texts(a, b):
        found.add((a[: link.left.start].count("\n"), b[: link.right.start].count("\n")))
    assert {(0, 0), (1, 1), (2, 2)} <= found
    assert not any(i == len(left) - 1 or j == len(right) - 1 for i, j in found)


def test_texts_in_different_languages_have_no_links() -> None:
    assert link_texts(TEXTS["de"][0], TEXTS["fr"][1]) == ()
    assert link_texts(TEXTS["ru"][0], TEXTS["zh"][1]) == ()


def test_that_languages_differ_is_said_plainly() -> None:
    told = languages_differ(TEXTS["de"][0], TEXTS["fr"][1])
    assert told == "not linked: the left text is in German, the right one in French"
    assert languages_differ(*TEXTS["ru"]) == ""
    assert languages_differ("Too short to tell.", TEXTS["ru"][1]) == ""


def test_full_width_stops_end_sentences_without_a_space() -> None:
    assert len(sentences(TEXTS["ja"][1])) == 5


def test_the_stemmer_written_in_c_gives_the_same_stems() -> None:
    quick = pytest.importorskip("Stemmer")
    words = sorted({*stop_words(), *" ".join(map(" ".join, TEXTS.values())).lower().split()})
    for name in SNOWBALL.values():
        # `snowballstemmer.stemmer` itself takes the other where it is there.
        plain = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")()
        assert quick.Stemmer(name).stemWords(words) == plain.stemWords(words)
