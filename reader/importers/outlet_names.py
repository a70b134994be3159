"""What an outlet is called, told from the address of a page or a feed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Outlets whose name their domain does not spell. Any other is shown as its domain, which is no guess.
_NAMES = """
abc.net.au ABC News (Australia)|abcnews.go.com ABC News|afp.com AFP|ajc.com Atlanta Journal-Constitution
aljazeera.com Al Jazeera|aljazeera.net Al Jazeera|ansa.it ANSA|apnews.com AP|axios.com Axios
bbc.co.uk BBC News|bbc.com BBC News|bild.de Bild|bloomberg.com Bloomberg|breitbart.com Breitbart
cbc.ca CBC News|cbsnews.com CBS News|chinadaily.com.cn China Daily|cnbc.com CNBC|cnn.com CNN
corriere.it Corriere della Sera|dailymail.co.uk Daily Mail|dawn.com Dawn|derstandard.at Der Standard
dw.com Deutsche Welle|economist.com The Economist|elmundo.es El Mundo|elpais.com El País
euronews.com Euronews|faz.net Frankfurter Allgemeine|folha.uol.com.br Folha de S.Paulo
foxnews.com Fox News|france24.com France 24|ft.com Financial Times|globaltimes.cn Global Times
haaretz.com Haaretz|hindustantimes.com Hindustan Times|huffpost.com HuffPost
independent.co.uk The Independent|indianexpress.com The Indian Express|interfax.ru Interfax
irishtimes.com The Irish Times|japantimes.co.jp The Japan Times|jpost.com The Jerusalem Post
kyivindependent.com The Kyiv Independent|lanacion.com.ar La Nación|latimes.com Los Angeles Times
lefigaro.fr Le Figaro|lemonde.fr Le Monde|liberation.fr Libération|meduza.io Meduza
mirror.co.uk Daily Mirror|msnbc.com MSNBC|nbcnews.com NBC News|newsweek.com Newsweek|npr.org NPR
nypost.com New York Post|nytimes.com The New York Times|nzz.ch Neue Zürcher Zeitung|orf.at ORF
pbs.org PBS|politico.com Politico|politico.eu Politico Europe|presstv.com Press TV|presstv.ir Press TV
rappler.com Rappler|repubblica.it La Repubblica|reuters.com Reuters|rferl.org RFE/RL|rt.com RT
scmp.com South China Morning Post|sky.com Sky News|smh.com.au The Sydney Morning Herald
spiegel.de Der Spiegel|sputniknews.com Sputnik|sueddeutsche.de Süddeutsche Zeitung|svt.se SVT
tagesschau.de Tagesschau|tass.com TASS|tass.ru TASS|telegraph.co.uk The Telegraph
theatlantic.com The Atlantic|theglobeandmail.com The Globe and Mail|theguardian.com The Guardian
thehill.com The Hill|thehindu.com The Hindu|thetimes.co.uk The Times|thetimes.com The Times|time.com Time
timesofindia.indiatimes.com The Times of India|timesofisrael.com The Times of Israel
ukrinform.net Ukrinform|upi.com UPI|usatoday.com USA Today|voanews.com VOA|vox.com Vox
washingtonpost.com The Washington Post|washingtontimes.com The Washington Times|welt.de Die Welt
wsj.com The Wall Street Journal|xinhuanet.com Xinhua|yonhapnews.co.kr Yonhap|yna.co.kr Yonhap
zeit.de Die Zeit
"""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.ASCII)


def outlet_of(address: str) -> str:
    """Return the outlet that an address or a host's name belongs to; its domain when the name is not known.

    Returns:
        A name, a domain such as `harrowherald.example`, or "" when it is no address of a site.
    """
    host = host_of(address)
    parts = host.split(".")
    for start in range(len(parts) - 1):
        name = _table().get(".".join(parts[start:]))
        if name:
            return name
    return _domain(host)


def host_of(address: str) -> str:
    """Return the host of an address, or of a bare host's name, in small letters; "" when it has none."""
    try:
        host = urlsplit(address if "//" in address[:10] else f"//{address}").hostname or ""
    except ValueError:
        return ""
    host = host.casefold().removeprefix("www.").rstrip(".")
    return host if len(host) <= 253 and _HOST.fullmatch(host) and not host[-1].isdigit() else ""


@cache
def _table() -> dict[str, str]:
    entries = (entry.strip() for line in _NAMES.splitlines() for entry in line.split("|"))
    return {host: name for host, _, name in (entry.partition(" ") for entry in entries) if host}


@lru_cache(10_000)
def _domain(host: str) -> str:
    """Return the part of a host's name that somebody registered, or ""."""
    return str(_suffixes().privatesuffix(host) or "") if host else ""


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=True)
