"""Which language a text is in."""

import pytest

from reader.text.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The president said on Wednesday that the treaty had been signed in the capital."),
        ("de", "Der Präsident sagte am Mittwoch, dass der Vertrag in der Hauptstadt unterzeichnet wurde."),
        ("fr", "Le président a déclaré mercredi que le traité avait été signé dans la capitale."),
        ("es", "El presidente dijo el miércoles que el tratado se firmó en la capital."),
        ("it", "Il presidente ha detto mercoledì che il trattato è stato firmato nella capitale."),
        ("pt", "O presidente disse na quarta-feira que o tratado foi assinado na capital."),
        ("nl", "De president zei woensdag dat het verdrag in de hoofdstad is ondertekend."),
        ("pl", "Prezydent powiedział w środę, że traktat został podpisany i nie jest to ostatni."),
        ("ru", "Президент сказал в среду, что договор был подписан в столице."),
        ("uk", "Президент сказав у середу, що договір був підписаний у столиці та це не все."),
        ("zh", "总统星期三表示，条约已在首都签署。"),
        ("ja", "大統領は水曜日、条約が首都で署名されたと述べた。"),
        ("ko", "대통령은 수요일에 조약이 수도에서 서명되었다고 말했다."),
        ("ar", "قال الرئيس يوم الأربعاء إن المعاهدة وقعت في العاصمة."),
        ("he", "הנשיא אמר ביום רביעי כי האמנה נחתמה בבירה."),
        ("el", "Ο πρόεδρος είπε την Τετάρτη ότι η συνθήκη υπογράφηκε στην πρωτεύουσα."),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "42", "Brexit", "AFP Reuters dpa", "+++ --- +++"])
def test_nothing_is_said_rather_than_guessed(text: str) -> None:
    assert detect_language(text) == ""
