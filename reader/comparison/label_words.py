"""What a label's last word can be, and which words stand before it. Lower case, made by hand."""

from __future__ import annotations

from reader.entities.tokens import words_of
from reader.entities.vocabulary import TITLES

HONORIFICS = words_of(
    "brother cm dame don doña dr dr. frau herr hon hon. lady lg lord madam madame miss monsieur mr mr. "
    "mrs mrs. ms ms. naa prof prof. señor señora shri si sir sister smt"
)
"""They say how one is addressed, not what one is called."""

ROLES = (TITLES - HONORIFICS - words_of("former")) | words_of(
    "accomplice activist adviser advisor aide ally analyst architect artist assassin attacker aunt "
    "autocrat baker banker baron boss brother bureaucrat butcher campaigner candidate captain celebrity "
    "chairperson champion clergyman cleric colleague columnist commentator composer conservative convict "
    "correspondent cousin critic daughter deckhand defector defendant delegate demagogue demonstrator "
    "dentist deputy designer despot diplomat dissident docker driver editor educator electrician engineer "
    "entrepreneur executive expert extremist farmer father fighter figurehead filmmaker financier "
    "firebrand firefighter fisherman foe foreman founder freedom-fighter fugitive gangster grandfather "
    "grandmother guard guerrilla gunman handler hardliner head headmaster heir hero heroine hostage "
    "hunter husband ideologue immigrant industrialist insider insurgent investigator islamist jihadist "
    "journalist juror kingpin labourer landlord lawmaker lawyer leftist legislator liberal linchpin "
    "lobbyist lord magnate martyr mastermind mathematician mayor mechanic mediator member merchant "
    "microbiologist migrant militant miner minister moderate mogul monarch mother murderer musician "
    "nationalist negotiator neighbor neighbour nephew newcomer niece novelist nurse observer occupier "
    "official oligarch ombudsman opponent organiser organizer owner painter partner patriarch peasant "
    "philosopher photographer physicist pilot pioneer pirate plotter poet policeman policewoman "
    "politician populist premier presenter prisoner producer propagandist prosecutor protester protester "
    "psychologist publisher puppet radical rebel reformer refugee regent reporter representative resident "
    "ringleader rival royal ruler sailor scholar schoolmaster schoolteacher scientist screenwriter "
    "secretary-general separatist sergeant servant shipowner shopkeeper sibling sister skipper smuggler "
    "socialist soldier solicitor son spokesperson spy statesman steward strategist strongman strongwoman "
    "student successor suspect teacher technocrat teenager terrorist trader traitor tycoon tyrant uncle "
    "undersecretary unionist usurper veteran vice-chairman vice-president victim villager volunteer "
    "warrior whistleblower widow wife winner witness worker writer"
)
"""What a person is called. Words in -ist, -man and -woman count besides."""

TERRITORIES = words_of(
    "ally archipelago area autocracy canton capital city city-state colony commonwealth community country "
    "county democracy dependency dictatorship district emirate enclave entity exclave federation fiefdom "
    "homeland island islands kingdom land metropolis mini-state monarchy nation neighbor neighbour "
    "outpost peninsula port power principality protectorate province pseudo-state quasi-state regime "
    "region republic satellite state statelet stronghold suburb sultanate superpower territory town "
    "valley village zone"
)
"""What a place is called."""

TOWNS = words_of("city town village port capital metropolis suburb city-state")
"""Those of them that no land is called by."""

RELATIONS = words_of("ally area capital district neighbor neighbour outpost satellite stronghold suburb zone")
"""Those of them that "of" ties to another place: the capital of Georgia is not Georgia."""

BODIES = words_of(
    "agency airline alliance army association bank bloc body brigade broadcaster business carrier cartel "
    "cell channel charity club coalition committee company conglomerate consortium contractor council "
    "court department developer faction federation firm force foundation front gang giant government "
    "group guerrillas institute insurer junta lender maker manufacturer militia ministry movement network "
    "newspaper ngo operator organisation organization outfit outlet owner paper parliament party police "
    "producer publisher regime regulator retailer sect startup station supermarket supplier syndicate "
    "think-tank tribunal union university utility watchdog website wing yard"
)
"""What an organisation is called."""

MODIFIERS = words_of(
    "acting agriculture ailing air alleged ambitious ancient annexed arch armed army autocratic "
    "autonomous backed beleaguered besieged bitter border breakaway brutal bus business cab caretaker "
    "cash-strapped charismatic chief church city civil coastal communist conservative controversial "
    "corrupt corrupted crime cult culture defence defense defiant democratic deposed deputy disgraced "
    "disputed dissident district divided eastern economic education embattled energy enigmatic "
    "environment executive exiled extremist factory fallen famed family famous far-left far-right feared "
    "finance first flamboyant foreign former fragile free fugitive furious governing guerrilla hardline "
    "head health hostile human iconic illegal impoverished incoming incumbent independent influential "
    "insurgent interim interior islamist jailed jihadist junior justice known labour landlocked late "
    "leading legendary liberal local lone long-time longtime main maverick media mighty militant military "
    "minority moderate mountain national nationalist neighboring neighbouring newly-elected news northern "
    "notorious now occupied official oil oil-rich one-time opposition ousted outgoing outspoken "
    "paramilitary parliamentary police policy poor populist post-soviet powerful press prime pro-western "
    "provincial puppet radical rebel rebellious reclusive recognised reformist regional renegade resort "
    "restive rich rights rival rogue ruling school secessionist second security self-declared "
    "self-proclaimed self-styled semi-autonomous senior separatist shadow shadowy small so-called "
    "socialist southern sovereign special state state-owned state-run staunch strategic strife-torn taxi "
    "terror terrorist tiny top town trade transport troubled truce unelected union unrecognised "
    "unrecognized veteran vice village volatile war-ravaged war-torn wealthy western would-be young "
    "youngest"
)
"""Words of a label that begins without an article."""

STOPPERS = words_of(
    "about above across after against all along also although am among and any are as at be because been "
    "before behind being below between both but by can could did do does down during each either else "
    "even ever every few for from had has have he here him how however i if in into is it just let like "
    "many may me might more most much must near neither no nor not of off on once one only onto or other "
    "over own per rather said same says she should since so some such than that then there they through "
    "till to told too under until up upon us very was we well were what when where whether which while "
    "who whom whose why will with within without would yet you your"
)
"""No label goes on over one of these."""

DETERMINERS = words_of("the a an this that these those his her its their our my your another")
RELATIVES = words_of("who which that whose where when whom")
