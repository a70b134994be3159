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


_BUTTON = _any(
    # Networks and sharing.
    r"facebook|twitter|tweet(?:en)?|twittern|whats\s?app|pinterest|instagram|linkedin|telegram|reddit|flipboard|youtube|rss",
    r"share(?: this| on| via| with)?|teilen|partager|compartir|compartilh\w+|condividi|delen|udostępnij|поделиться|分享",
    r"print(?: this)?|drucken|imprimer|imprimir|stampa|pdf version|e-?mail this|merken|bookmark|save article",
    r"follow (?:us|me)|folge(?:n sie)? (?:uns|mir)|suivez-nous|s[ií]guenos|siga-nos|seguici",
    # Accounts, subscriptions, advertisements, consent.
    r"subscri\w+|newsletters?|sign (?:up|in)|log\s?(?:in|out)|register|abonn\w+|anmelden|registrieren|einloggen|s'abonner"
    r"|suscr[ií]b\w+|inscr[ií]\w+|assine|iscriviti|подпис\w+|登录|注册",
    r"advertis\w+|sponsored|anzeige|werbung|publicité|publicidade?|espacio publicitario|pubblicità|реклама|广告",
    r"cookies?|privacy policy|terms of (?:use|service)|datenschutz\w*|impressum|mentions légales|política de \w+",
    # Places of the page.
    r"skip to|jump to|zum (?:inhalt|hauptinhalt)|aller au contenu|saltar al|menu|navigation|sitemap|search|suche",
    r"read more|load(?:ing)? more|show more|weiterlesen|mehr (?:lesen|laden|anzeigen)|lire la suite|leer más|leia mais",
    r"\d+\s?(?:min(?:ute)?s?|minuten)\s?(?:read|lesezeit)|lesezeit|reading time|temps de lecture|tiempo de lectura",
    r"(?:\d+ )?comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари\w+|评论",
    r"your e-?mail address|required fields|e-mail-adresse|alternate addresses|slideshow|click here|previous|next article",
)

_SITE = _any(
    r"newsletters?|e-?mails?|cookies?|browser|javascript|subscri\w+|sign up|log in|register|account|advertis\w+|sponsor\w*",
    r"affiliate|disclaimer|disclosure|comments?|letters? to the editor|follow us|donat\w+|shop|app|website|site|forum|netiquette",
    r"abonn\w+|anmeld\w+|registrier\w+|konto|kundenkonto|werbung|werbefrei|spende\w*|kommentar\w*|datenschutz\w*|webseite|seite",
    r"fan-?shop|e-paper|facebook|twitter|instagram|telegram|whatsapp|youtube|podcast|s'abonner|abonnez\w*|lettre d'information",
    r"commentaires?|don|dons|suscr[ií]b\w*|boletín|comentarios?|publicidad|assine|inscreva\w*|iscriviti|sostienici",
)
_ADDRESS = _any(
    r"you|your|we|our|us|du|dein\w*|dir|dich|sie|ihr|ihre[mnrs]?|ihnen|wir|uns|unser\w*|vous|votre|vos|nous|notre|nos",
    r"usted\w*|tu|su|nosotros|nuestr\w+|você|seu|nós|noss\w+|voi|tuo|vostr\w+|noi|nostr\w+|je|jouw?|uw|wij|ons|onze",
)

_WHAT = (
    r"(?:articles?|news|stories|posts?|coverage|headlines|videos?|links?|content|reading|artikeln?|beitr[äa]gen?|meldungen"
    r"|nachrichten|themen|inhalten?|infos?|informationen|texten?|noticias|notas|artículos|entradas|notícias|artigos"
    r"|matérias|actualités?|actus|notizie|articoli|berichten)"
)
_END = _any(
    r"related\b.{0,40}",
    r"(?:more|read more|see more|read|see|watch|read next|also read|see also|read also)(?: (?:from|on|in|about|like this|next|also))\b.{0,50}",
    rf"(?:the )?(?:more|most|latest|recent|popular|other|similar|further|recommended|trending)(?: \w+){{0,2}} {_WHAT}\b.{{0,30}}",
    r"most (?:read|popular|viewed|shared|commented).{0,30}|trending(?: now)?|recommended(?: for you| by .*)?|editors?['’]s? picks?|up next",
    r"you (?:may|might) (?:also )?(?:like|be interested).{0,30}|don['’]t miss.{0,20}|about the authors?.{0,30}|share (?:this|options).{0,30}",
    r"filed under.{0,60}|tags?(?:\s?:.{0,200})?|tagged .{0,60}|topics?(?:\s?:.{0,100})?|keywords?(?:\s?:.{0,100})?|posted in .{0,60}",
    rf"(?:die |das |unsere )?(?:mehr|meist\w+|neueste[nr]?|aktuelle[nr]?|ähnliche[nr]?|weitere[nr]?|verwandte[nr]?|letzte[nr]?|beliebte\w*|andere)"
    rf"(?: \w+){{0,1}} {_WHAT}\b.{{0,40}}",
    r"mehr (?:zum|zur|zu|aus|von|über|auf|in)\b.{0,50}|(?:lesen|sehen) sie (?:auch|mehr|dazu).{0,40}|lies auch.{0,40}|auch interessant.{0,20}",
    r"das könnte (?:sie|dich|ihnen|dir).{0,40}|passend (?:zum|dazu).{0,30}|zum thema|zur person\b.{0,40}|über (?:den autor|die autorin).{0,40}",
    r"schlag(?:wörter|worte)?.{0,60}|stichwörter.{0,60}|themen(?: in diesem artikel|\s?:.{0,100})?|(?:diesen )?(?:artikel|beitrag) (?:teilen|drucken|bewerten|weiterempfehlen).{0,30}",
    rf"(?:à lire|lire|voir|à voir)(?: aussi| également| sur).{{0,80}}|sur le même (?:sujet|thème).{{0,30}}|(?:les )?plus lus?.{{0,20}}|(?:articles?|sujets?) (?:similaires?|liés?|récents?|associés?).{{0,20}}",
    r"à propos de l['’]auteur.{0,40}|mots[- ]clés?.{0,80}|dernières (?:actualités|actus|infos).{0,20}|partager.{0,30}",
    rf"más (?:sobre|de|en|noticias|leíd[oa]s|vist[oa]s)\b.{{0,40}}|(?:últimas|otras) {_WHAT}.{{0,20}}|(?:noticias|notas|artículos|temas) relacionad[oa]s.{{0,20}}",
    r"(?:también )?te (?:puede|podría|recomendamos).{0,30}|lee (?:también|además).{0,60}|contexto de la noticia|etiquetas.{0,60}|comparte.{0,30}",
    r"(?:leia|veja|saiba) (?:também|mais).{0,60}|mais (?:sobre|lidas|notícias).{0,40}|(?:notícias|matérias) relacionadas.{0,20}",
    r"leggi anche.{0,60}|potrebbe interessarti.{0,20}|articoli correlati.{0,20}|lees ook.{0,60}|lees meer.{0,40}|czytaj (?:także|też|więcej).{0,60}",
    r"читайте (?:также|ещё).{0,60}|по теме.{0,20}|相关\w{0,10}|推荐\w{0,6}|热门\w{0,6}|延伸阅读|関連\w{0,8}|あわせて読みたい",
    whole=True,
)

_STOP = _any(
    r"(?:post|add|leave|write|all|show|view|join|load|see|read)?\s?(?:a|your|the|all)?\s?\d*\s?(?:comments?|reply|replies|responses?|reactions?|discussion)"
    r"(?:\s?\(?\d+\)?)?(?: to this article| on .{0,60}| below)?",
    r"(?:\d+ |one |two |three )?(?:thoughts?|replies|responses?|comments?) (?:on|to) .{0,80}|leave a (?:reply|comment).{0,30}|log in to (?:comment|reply|post).{0,20}",
    r"(?:\d+ |alle |neuer )?kommentare?(?: zu .{0,80}| \(\d+\)|\s?\d+)?|(?:schreibe?n?|hinterlassen?)(?: sie)? (?:einen|ihren|deinen) kommentar.{0,40}|ihr kommentar|(?:zu )?diesen artikel kommentieren|komm{e}ntare",
    r"leser(?:briefe|kommentare|meinungen).{0,20}|diskussion(?: zu.{0,60})?|\d+ (?:antworten|reaktionen)",
    r"(?:\d+ )?commentaires?(?: \(\d+\))?|(?:laisser|laissez|ajouter|poster) un commentaire.{0,20}|réagir.{0,20}|vos réactions",
    r"(?:\d+ )?comentarios?(?: \(\d+\))?|deja (?:un|tu) comentario.{0,20}|comentar.{0,30}|(?:\d+ )?comentários?(?: \(\d+\))?|deixe (?:um|seu) comentário.{0,20}",
    r"(?:\d+ )?commenti|lascia un commento.{0,20}|(?:\d+ )?reacties|geef een reactie|komentarze.{0,20}|комментари\w+.{0,20}|(?:最新|网友|全部)?评论.{0,10}",
    whole=True,
)


def is_button(text: str, words: int) -> bool:
    """Tell whether a line that is no sentence is a button, a link or a form of the page."""
    return words <= 12 and _BUTTON.search(text) is not None


def is_notice(text: str, words: int) -> bool:
    """Tell whether a line speaks to the reader about the site: accounts, donations, advertising, comments."""
    return words <= 60 and not _quotes(text) and _SITE.search(text) is not None and _ADDRESS.search(text) is not None


def announces_others(text: str) -> bool:
    """Tell whether a short line announces other pages: related, latest, most read."""
    return len(text) <= 100 and _END.fullmatch(text) is not None


def opens_comments(text: str) -> bool:
    """Tell whether a line opens readers' comments, after which no article goes on."""
    return len(text) <= 100 and _STOP.fullmatch(text) is not None


def _quotes(text: str) -> bool:
    """Tell whether somebody is quoted: a person of the story may say "you" and "website"."""
    return any(mark in text for mark in "\"“”„«»「")
