"""Words that pages put around articles: buttons, notices, and headings of what follows the text.

The lists hold what content systems of the whole web share (share buttons, consent notices, comment
forms) in the languages most often met; nothing that a single site writes. Every pattern is tried on
one short line only, and none repeats a repetition.
"""

from __future__ import annotations

import re


def _any(*alternatives: str, whole: bool = False) -> re.Pattern[str]:
    """Compile alternatives, matched anywhere at word borders or against a whole line."""
    joined = "|".join(alternatives)
    return re.compile(rf"\W*(?:{joined})\W*" if whole else rf"(?<!\w)(?:{joined})(?!\w)", re.I)


# On a line of a few words, these make a button or a link of navigation.
_BUTTON = _any(
    r"facebook|twitter|tweet(?:en)?|twittern|whats\s?app|pinterest|instagram|linkedin|telegram|reddit"
    r"|flipboard|youtube",
    r"share|teilen|partager|compartir|compartilh\w+|condividi|delen|udostępnij|поделиться|分享|rss|bookmark"
    r"|merken",
    r"print|drucken|imprimer|imprimir|stampa|menu|menü|navigation|sitemap|search|suche|impressum"
    r"|slideshow|previous",
    r"subscri\w+|newsletters?|register|abonn\w+|anmelden|registrieren|einloggen|suscr[ií]b\w+|assine"
    r"|iscriviti|подпис\w+",
    r"advertis\w+|sponsored|anzeige|werbung|publicité|publicidade?|pubblicità|реклама|广告|登录|注册",
    r"cookies?|datenschutz\w*|comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties"
    r"|комментари\w+|评论",
)
# Text browsers write a link that stands alone in brackets.
_LINK = re.compile(r"(?:[*•·+-]\s)?(?:\[[^\[\]]{1,120}\]|【[^【】]{1,40}】)")
# On a line of a dozen words that is no sentence, these do.
_FORM = _any(
    r"share (?:this|on|via|with)|e-?mail this|click here|skip to|jump to|scroll down"
    r"|zum (?:inhalt|hauptinhalt)"
    r"|aller au contenu|saltar al",
    r"follow (?:us|me)|folge(?:n sie)? (?:uns|mir)|suivez-nous|s[ií]guenos|siga-nos|seguici"
    r"|(?:auf|per|via) \w+ teilen",
    r"share this article|print this (?:article|page)|sign (?:up|in)|log\s?(?:in|out)|s'abonner|anmelden"
    r"|abonnieren",
    r"privacy policy|terms of (?:use|service)|mentions légales"
    r"|política de (?:privacidad|cookies|privacidade)",
    r"read more|load(?:ing)? more|show more|weiterlesen|mehr (?:lesen|laden|anzeigen)|lire la suite"
    r"|leer más|leia mais",
    r"\d+\s?(?:min(?:ute)?s?|minuten)\s?(?:read|lesezeit)|lesezeit|reading time|temps de lecture"
    r"|tiempo de lectura",
    r"\d+ comments?|your e-?mail address|required fields|e-mail-adresse|alternate addresses|next article",
)

# A line that speaks to its reader about one of these is a notice of the site …
_SITE = _any(
    r"newsletters?|cookies?|browser|javascript|subscri\w+|sign up|log in|register|advertis\w+|sponsor\w*"
    r"|affiliate",
    r"disclaimer|disclosure|letters? to the editor|follow us|donat\w+|netiquette|e-paper|abonn\w+"
    r"|anmeld\w+|registrier\w+",
    r"(?:kunden)?konto|werbung|werbefrei|spende\w*|datenschutz\w*|s'abonner|faire un don"
    r"|lettre d'information",
    r"suscr[ií]b\w*|boletín|publicidad|assine|inscreva\w*|iscriviti|sostienici",
)
# … and so is a short one that speaks to its reader about one of these.
_CHANNEL = _any(
    r"e-?mails?|account|comments?|shop|app|(?:web)?site|webseite|forum|facebook|twitter|instagram"
    r"|telegram|whatsapp|youtube",
    r"podcast|kommentar\w*|commentaires?|comentarios?|articles?|artikel",
)
_ADDRESSED = re.compile(
    # What none of the words begins with is passed over in half the time.
    r"(?=[bdjnouvwyBDJNOUVWY])\b(?i:you|your|we|our|us|du|dein\w*|dir|dich|bitte|wir|uns|unser\w*|vous|votre|vos|nous|notre|nos"
    r"|usted\w*"
    r"|nosotros|nuestr\w+|você|nós|noss\w+|voi|vostr\w+|noi|nostr\w+|jouw?|uw|wij|onze)\b"
    # In German only the capital tells "you" from "she" and "they", and not at a sentence's beginning.
    r"|(?=[SI])(?<=[a-zäöüß,] )(?:Sie|Ihr|Ihre[mnrs]?|Ihnen)\b"
)

# What a heading may announce: pages of the same site.
_PAGES = (
    r"(?:articles?|news|stories|posts?|coverage|headlines|videos?|links?|content|reading"
    r"|artikeln?|beitr[äa]gen?|meldungen|nachrichten|themen|inhalten?|infos?|informationen|texten?"
    r"|actualités?|actus|noticias|notas|artículos|entradas|temas|notícias|artigos|matérias|notizie|articoli"
    r"|berichten)"
)
_ANNOUNCEMENT = _any(
    # English.
    r"related\b.{0,40}",
    r"(?:see |read |watch )?(?:more|also|next)(?: (?:from|on|in|about|like this|next))\b.{0,50}"
    r"|(?:read|see) also.{0,50}",
    rf"(?:the )?(?:more|most|latest|recent|popular|other|similar|further"
    rf"|recommended)(?: \w+)? {_PAGES}\b.{{0,30}}",
    r"most (?:read|popular|viewed|shared|commented).{0,30}|trending(?: now)?|recommended(?: for you)?"
    r"|editors?['’]s? picks?",
    r"you (?:may|might) (?:also )?(?:like|be interested).{0,30}|don['’]t miss.{0,20}|up next"
    r"|about the authors?.{0,30}",
    r"share (?:this|options).{0,30}|(?:filed under|tagged|posted in) .{0,60}"
    r"|(?:tags?|topics?|keywords?)(?:\s?:.{0,100})?",
    # German.
    rf"(?:die |das |unsere )?(?:mehr|meist\w+|neueste\w?|aktuelle\w?|ähnliche\w?|weitere\w?|verwandte\w?"
    rf"|letzte\w?|andere)"
    rf"(?: \w+)? {_PAGES}\b.{{0,40}}",
    r"mehr (?:zum|zur|zu|aus|von|über|auf|in)\b.{0,50}|(?:lesen|sehen) sie (?:auch|mehr|dazu).{0,40}"
    r"|lies auch.{0,40}",
    r"auch interessant.{0,20}|das könnte (?:sie|dich|ihnen|dir).{0,40}|passend (?:zum|dazu).{0,30}|zum thema",
    r"zur person\b.{0,40}|über (?:den autor|die autorin).{0,40}|(?:schlag|stich)(?:wörter|worte).{0,60}",
    r"themen(?: in diesem artikel|\s?:.{0,100})?"
    r"|(?:diesen )?(?:artikel|beitrag) (?:teilen|drucken|bewerten|empfehlen).{0,30}",
    # French.
    r"(?:à )?(?:lire|voir) (?:aussi|également|sur).{0,80}|sur le même (?:sujet|thème).{0,30}"
    r"|(?:les )?plus lus?.{0,20}",
    r"(?:articles?|sujets?) (?:similaires?|liés?|récents?|associés?).{0,20}|à propos de l['’]auteur.{0,40}",
    r"mots[- ]clés?.{0,80}|dernières (?:actualités|actus|infos).{0,20}|partager.{0,30}",
    # Spanish and Portuguese.
    r"más (?:sobre|de|en|noticias|leíd[oa]s|vist[oa]s)\b.{0,40}|mais (?:sobre|lidas|notícias).{0,40}"
    r"|comparte.{0,30}",
    rf"(?:últimas|otras|outras) {_PAGES}.{{0,20}}|{_PAGES} relacionad[oa]s.{{0,20}}|etiquetas.{{0,60}}",
    r"(?:también )?te (?:puede|podría|recomendamos).{0,30}"
    r"|(?:lee|leia|veja|saiba) (?:también|además|também|mais).{0,60}",
    # Italian, Dutch, Polish, Russian, Chinese, Japanese.
    r"leggi anche.{0,60}|potrebbe interessarti.{0,20}|articoli correlati.{0,20}|lees (?:ook|meer).{0,60}",
    r"czytaj (?:także|też|więcej).{0,60}|читайте (?:также|ещё).{0,60}|по теме.{0,20}",
    r"(?:相关|推荐|热门|延伸)\w{0,10}|関連\w{0,8}|あわせて読みたい",
    whole=True,
)
_POINTER = re.compile(
    r"\W*(?:related|read (?:also|more|next)|see also|also read|more on this|watch|lesen sie (?:auch|mehr)"
    r"|lies auch"
    r"|mehr (?:zum thema|dazu)|siehe auch|(?:à )?(?:lire|voir) aussi|lee (?:también|además)"
    r"|le(?:ia|r) (?:também|mais)"
    r"|leggi anche|lees ook|czytaj (?:też|także)|читайте также)\s?[:»>–—|]",
    re.I,
)

_COMMENTS = _any(
    r"(?:(?:post|add|leave|write|all|show|view|join|load|see|read)\s)?(?:(?:a|your|the|all)\s)?(?:\d+\s?)?"
    r"(?:comments?|reply|replies|responses?|reactions?)(?:\s?\(?\d+\)?)?(?: to this article| on .{0,60}"
    r"| below)?",
    r"(?:\d+ |one |two |three )?(?:thoughts?|replies|responses?|comments?) (?:on|to) .{0,80}",
    r"(?:leave a (?:reply|comment)|log in to (?:comment|reply|post)).{0,30}",
    r"(?:\d+\s?|alle |neuer )?kommentare?(?: zu .{0,80}|\s?\(?\d+\)?)?|(?:zu )?diesen artikel kommentieren",
    r"(?:schreibe?n?|hinterlassen?)(?: sie)? (?:einen|ihren|deinen) kommentar.{0,40}|ihr kommentar",
    r"leser(?:briefe|kommentare|meinungen).{0,20}|\d+ (?:antworten|reaktionen)",
    r"(?:\d+ )?commentaires?(?: \(\d+\))?|(?:laisse[rz]|ajouter|poster|écrire) un commentaire.{0,20}"
    r"|vos réactions",
    r"(?:\d+ )?(?:comentarios?|comentários?)(?: \(\d+\))?",
    r"(?:deja|deixe) (?:un|tu|um|seu) (?:comentario|comentário).{0,20}",
    r"comentar(?: este artículo| esta noticia)?",
    r"(?:\d+ )?commenti|lascia un commento.{0,20}|(?:\d+ )?reacties|geef een reactie|komentarze.{0,20}",
    r"комментари\w+.{0,20}|(?:最新|网友|全部|发表)?评论(?:\s?\(?\d+条?\)?)?",
    whole=True,
)


def is_button(text: str, words: int) -> bool:
    """Tell whether a line that is no sentence is a button, a link or a form of the page."""
    if _LINK.fullmatch(text):
        return True
    if words <= 4:
        return _BUTTON.search(text) is not None or _FORM.search(text) is not None
    return words <= 12 and _FORM.search(text) is not None


def is_notice(text: str, words: int) -> bool:
    """Tell whether a line speaks to the reader about the site: accounts, donations, comments, advertising."""
    # Somebody quoted may say "you" and "website" as well.
    if words > 60 or any(mark in text for mark in '"“”„«»「') or not _ADDRESSED.search(text):
        return False
    return _SITE.search(text) is not None or (words <= 30 and _CHANNEL.search(text) is not None)


def points_elsewhere(text: str, words: int) -> bool:
    """Tell whether a line points to another page: "Read also: …"."""
    return words <= 40 and _POINTER.match(text) is not None


def announces_others(text: str) -> bool:
    """Tell whether a short line announces other pages: related, latest, most read."""
    return len(text) <= 100 and _ANNOUNCEMENT.fullmatch(text) is not None


def opens_comments(text: str) -> bool:
    """Tell whether a line opens readers' comments, after which no article goes on."""
    return len(text) <= 100 and _COMMENTS.fullmatch(text) is not None
