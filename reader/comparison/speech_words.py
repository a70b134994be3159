"""The words by which English prose hands a statement to a speaker: finite forms, as they stand in news."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _regular(bases: str) -> frozenset[str]:
    """Return past and third person of regular verbs."""
    found = []
    for base in bases.split():
        if base[-1] == "y" and base[-2] not in "aeo":
            found += [f"{base[:-1]}ied", f"{base[:-1]}ies"]
        else:
            found += [f"{base.removesuffix('e')}ed", f"{base}{'es' if base[-2:] in ('ss', 'sh') else 's'}"]
    return frozenset(found)


REPORTING = _words(
    "said says say told tells tell wrote writes thought thinks think believed believes believe admitted "
    "admits feared fears hoped hopes read reads swore swears ruled rules quipped quips"
) | _regular(
    "add warn claim insist declare state announce note stress explain respond concede acknowledge confirm "
    "pledge vow promise caution recall remark observe report suggest reckon estimate maintain contend "
    "assert reiterate emphasise emphasize predict complain joke lament boast allege disclose reveal "
    "conclude comment agree expect advise deny answer ask demand argue reply testify tweet repeat"
)
"""Verbs that a statement in other words can follow: said that …"""

MANNER = _words(
    "continued continues snapped snaps summed sums begged begs shrugged shrugs sobbed sobs"
) | _regular(
    "shout scream storm crow gloat sneer thunder rage mutter whisper cry exclaim interject yell urge "
    "plead moan groan sigh laugh smile grumble enthuse muse rant wail howl bark roar fume"
)
"""Verbs that go with words in quote marks only."""

JUDGING = _words("spoke speaks decried decries") | _regular(
    "describe call hail slam blast denounce condemn welcome praise label brand dub criticise criticize "
    "reject dismiss accuse challenge deplore term mock attack defend thank greet present"
)
"""Verbs under which a few quoted words stand: hailed the "landmark" agreement."""

COUNTING = _words("put puts counted counts recorded records registered tallied calculated")
"""Verbs by which somebody gives a figure: police put the number at 4,000."""

PARTICIPLES = _words(
    "adding saying telling warning claiming insisting declaring stating noting stressing explaining "
    "arguing describing calling vowing promising pledging asserting admitting conceding writing accusing "
    "urging denouncing labelling branding hailing suggesting announcing"
)
"""Their subject is that of the clause they hang on."""

AMBIGUOUS = _words(
    "claims reports states notes demands hopes fears promises estimates calls counts records labels "
    "brands answers remarks comments crows cries storms barks attacks terms blasts pledges vows say tell "
    "think believe read reads presents stresses concludes reveals put puts screams sobs shouts demand "
    "rules quips"
)
"""Also nouns, or verbs of other uses: taken only between a subject and a statement."""

BE = _words("is was are were be been being am")
NOT_FINITE = BE | _words("to will would could can may might must should did does do not n't never")
"""Before a verb these say that nobody is told to have said it: "is said to", "would say", "did not say"."""
ADVERBS = _words(
    "also later then has have had still once again even now already repeatedly himself herself both"
)
OPENERS = _words(
    "and but while as when because if although though that where whether so or yet since after before"
)
PREPOSITIONS = _words(
    "in on at after by from during for with since under over until despite to into without within upon "
    "against among between outside inside near"
)
TELLING = _words("told tells tell telling")
PERSONS = _words("he she")
NOBODY = _words(
    "it they we i you there this these those that what which nobody everybody somebody one who whoever"
)
"""Subjects that name no one; what "it" or "they" mean is not guessed."""
UNNAMED = _words(
    "source sources official officials diplomat diplomats observer observers expert experts analyst "
    "analysts critic critics witness witnesses insider insiders employee aide aides lawyer lawyers "
    "economist economists resident residents worker workers activist activists soldier soldiers "
    "investigator investigators"
)
"""Heads of descriptions behind which no name stands."""
DOCUMENTS = _words(
    "entry recording statement report version letter document poll survey study log leaflet note article "
    "paper book law treaty text message email file notice court ministry office agency company figure "
    "figures"
)
"""What speaks without being an unnamed person."""
