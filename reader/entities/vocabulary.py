"""Words that tell what the name beside them is. Lower case, made by hand."""

from __future__ import annotations

from reader.entities.tokens import words_of

TITLES = words_of(
    "engineer assemblyman assemblywoman cm lg si naa maulana madam comandante comrade brothers sister "
    "brother vice-chancellor shri smt alhaji haji datuk ustaz elder cardinal premier taoiseach excellency "
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir dame lord lady king queen prince "
    "princess emperor sultan emir sheikh shaikh ayatollah imam mullah pope cardinal archbishop bishop "
    "father rev rev. reverend rabbi pastor president vice-president vice premier prime minister "
    "chancellor secretary foreign-minister deputy sen sen. senator rep rep. congressman congresswoman "
    "representative governor gov gov. mayor ambassador envoy spokesman spokeswoman spokesperson judge "
    "justice attorney general gen gen. lt lt. lieutenant col col. colonel maj maj. major capt capt. "
    "captain sgt sgt. sergeant cpl cpl. corporal admiral adm adm. commander cmdr cmdr. marshal "
    "brigadier brig brig. chief chairman chairwoman chairperson director ceo leader coach manager "
    "author actor actress singer analyst mp mps counterpart councillor commissioner superintendent "
    "inspector detective officer constable private ex-president former co-founder founder dictator "
    "warlord researcher activist journalist lawyer economist historian ceo head dean baroness baron "
    "duke duchess count countess earl madame monsieur señor señora don herr frau hon hon. honourable "
    "pres pres. chieftain"
)

ORGANISATION_HEADS = words_of(
    "ministry department agency association organization organisation organizations organisations "
    "council committee commission corporation company corp corp. co co. inc inc. ltd ltd. llc plc "
    "gmbh ag sa group holdings bank university college institute institution school academy party "
    "union federation confederation alliance coalition league front movement army navy force forces "
    "police guard guards brigade brigades battalion bureau office court tribunal parliament senate "
    "congress assembly house foundation fund trust society club network news times post journal "
    "herald tribune gazette daily press tv television radio media broadcasting church hospital clinic "
    "airlines airways motors industries systems technologies services partners brothers laboratories "
    "studios records united fc authority board administration secretariat programme program centre "
    "center chamber exchange service team initiative forum campaign syndicate consortium cooperative "
    "conference taskforce watch international newspaper magazine observatory museum library orchestra "
    "theatre theater embassy consulate faculty laboratory directorate directorates enterprise "
    "enterprises pharmaceuticals energy petroleum oil gas steel telecom communications insurance "
    "capital securities ventures"
)

SURE_ORGANISATION_HEADS = words_of(
    "ministry department agency commission council committee "
    "bureau corporation company bank university college "
    "school church force forces army police party union federation association authority institute court"
)
"""Heads that never name a place, as "park", "house" or "hospital" can."""

PLACE_HEADS = words_of(
    "city county province state district region republic island islands peninsula river lake sea "
    "ocean bay gulf strait straits canal mountain mountains mount hill hills valley desert forest "
    "park square street road avenue boulevard lane bridge airport port harbour harbor beach coast "
    "cape fort castle palace tower stadium arena village town township governorate oblast prefecture "
    "canton territory territories border basin delta plateau plains glacier falls reef volcano "
    "highway station plaza terminal heights zone"
)

PLACE_OPENERS = words_of("port lake mount mt mt. cape fort gulf isle puerto rio")
"""First words of places: Port Harcourt, Lake Chad."""

EVENT_HEADS = words_of(
    "war wars cup games olympics paralympics revolution uprising festival championship championships "
    "massacre intifada marathon crusade crusades genocide"
)

WORK_HEADS = words_of(
    "treaty act agreement accord accords constitution protocol convention declaration charter pact"
)

CONNECTORS = words_of(
    "of and & the for on de la le les du des del della der den von van bin ibn bint al el ul ur au "
    "aux en ni wa - 's ' ' de e y i da do dos das di zu ter ten"
)

PLACE_WORDS = words_of("in at from near to into toward towards outside around across throughout")

PARTICLES = words_of(
    "al el ul ur bin ibn bint abu de da do dos das di del della des du la le van von der den ter ten zu st"
)

REPORTING = words_of(
    "said says told tells added adds wrote writes asked asks argued argues explained explains noted "
    "notes stated states insisted warned claimed tweeted replied recalled acknowledged admitted "
    "announced"
)

NOT_NAMES = words_of(
    "hospital municipality municipal bureau team bank school one ict "
    "alliance treaty coalition federation council government tv sms lng ai gdp ceo cfo mp mps "
    "mou mous dna hiv pcr covid pm am pr hr it phd ngo ngos ppp ppps "
    "vip id ids suv usb no ok kingdom city republic palace ministry council university emperor centre "
    "center state county province minister ministers president king queen prince governor imam imams "
    "academy institute agency commission committee company department church secretariat authority "
    "union north south east international independence constitution bible god lord nation"
)
"""Words and short forms that are written with capitals but alone name nothing."""

HYPHEN_TAILS = words_of(
    "based led born run owned made era style like held bound only wide area type elect level sized"
)
"""What follows a hyphen without being part of the name: a London-based group, the Modi-led government."""

PREFIXES = words_of("pro anti non ex post pan pre mid neo")

FEMALE_TITLES = words_of(
    "mrs mrs. ms ms. miss madam madame lady dame queen princess señora frau sister actress shrimati smt"
)
MALE_TITLES = words_of("mr mr. sir lord king prince señor herr don brother father actor shri")
