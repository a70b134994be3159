"""Words that pages put around articles: buttons, notices, and headings of what follows the text.

The lists hold what content systems of the whole web share (share buttons, consent notices, comment
forms) in the languages most often met; nothing that a single site writes.
"""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"\b(?:share (?:this|on|via|with|article|options)|tweet|pinterest|whats\s?app|facebook|twitter|telegram|instagram|linkedin"
    r"|print(?: this)?(?: article)?|e-?mail this|subscribe|sign (?:up|in)|log ?in|newsletter|cookies?|privacy policy"
    r"|terms of (?:use|service)|advertisement|sponsored|click here|follow us|skip to|read more|load(?:ing)? more|min(?:ute)?s? read"
    r"|alternate addresses|comments? (?:are|to this)|\d+ comments?|leave a (?:reply|comment)|your email address|required fields"
    r"|teilen|drucken|anzeige|werbung|datenschutz\w*|impressum|anmelden|abonnieren|weiterlesen|kommentar schreiben|mehr lesen"
    r"|e-mail-adresse|partager|imprimer|s'abonner|lire (?:aussi|la suite)|publicité|commentaires?|connexion|mentions légales"
    r"|compartir|suscr[ií]b\w+|publicidad|comentarios|leer más|compartilh\w+|publicidade|comentários|leia mais|assine"
    r"|condividi|pubblicità|commenti|leggi anche|delen|reacties|udostępnij|поделиться|комментари\w+|подпис\w+|реклама"
    r"|分享|评论|广告|登录|注册)\b",
    re.I,
)
_END = re.compile(
    r"\W*(?:(?:post |add |leave |write )?(?:a |your )?(?:\d+ )?(?:comments?|reply|responses?)(?: \(?\d+\)?)?(?: to this article)?"
    r"|related(?: \w+){0,2}|more (?:from|on|in|news|stories)\b.*|read (?:more|next|also)\b.*|you (?:may|might) also\b.*|recommended.*"
    r"|most (?:read|popular|viewed).*|latest (?:news|stories).*|trending.*|about the author.*|share this.*|filed under.*|tags?\b.*|topics?:?"
    r"|(?:\d+ )?kommentare?.*|das könnte (?:sie|dich|ihnen).*|mehr (?:zum thema|aus|von|artikel|nachrichten).*|ähnliche \w+.*|verwandte \w+.*"
    r"|meistgelesen.*|schreibe? einen kommentar.*|schlagw[oö]rter.*|weitere (?:artikel|meldungen|nachrichten|themen|beiträge|infos|informationen).*"
    r"|lesen sie auch.*|auch interessant.*|über den autor.*|teilen(?: mit.*)?|diesen (?:artikel|beitrag).*"
    r"|à lire aussi.*|lire aussi.*|sur le même (?:sujet|thème).*|(?:\d+ )?commentaires?.*|articles? (?:similaires|liés).*|partager.*"
    r"|también te puede.*|noticias relacionadas.*|relacionad[oa]s?.*|(?:\d+ )?comentarios?.*|más (?:noticias|leídas).*|te puede interesar.*"
    r"|leia (?:também|mais).*|veja (?:também|mais).*|mais lidas.*|(?:\d+ )?comentários?.*"
    r"|leggi anche.*|potrebbe interessarti.*|(?:\d+ )?commenti.*|lees ook.*|reacties.*|czytaj (?:także|też).*"
    r"|читайте также.*|комментари\w+.*|相关\w*.*|评论.*|推荐阅读.*|関連.*)\W*",
    re.I,
)


def is_furniture(text: str, words: int, sentence: bool) -> bool:
    """Tell whether a line is a button, a form or a notice of the page."""
    if words > 40 or sentence:
        return False
    return _FURNITURE.search(text) is not None


def is_end_marker(text: str) -> bool:
    """Tell whether a short line announces comments, related articles or the like."""
    return len(text) <= 80 and _END.fullmatch(text) is not None
