"""Why texts in two languages are not linked, in a reader's words."""

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def not_linked(left: str, right: str) -> str:
    """Return why two texts are not linked, by the ISO 639-1 codes of their languages."""
    return f"not linked: the left text is in {_name(left)}, the right one in {_name(right)}"


def _name(code: str) -> str:
    return _LANGUAGES.get(code, f"another language ({code})")
