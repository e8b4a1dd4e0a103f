"""Words that hand a proposition to somebody, and the names of those somebodies; data only.

Verbs are grouped by the complement they take, after the frames that reference grammars of English describe (clausal,
infinitival, object with "as", preposition) and the usual classes of reporting: speech, belief, feeling, finding,
intention, request. They are lemmas, lower case. A verb may stand in several groups. Nothing here was copied from a
word list; entries were added for the language, never for one file.
"""

from __future__ import annotations

from typing import Final

from stance.records import Attitude


def words(text: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(text.split())


SPEECH: Final = words(
    """
    accuse acknowledge add admit advise affirm agree allege allow announce answer apprise argue articulate ask
    assert assess assure attest aver avouch avow bemoan bewail blog blurt boast brag broadcast caption caution
    chant charge cheer chide chime chuckle cite
    claim clarify cluck comment communicate complain concede conclude
    concur confess confide confirm contend continue convey
    counsel counter crow cry deadpan declare decree deduce
    deliver demand demur deny disagree disclose dispute editorialise editorialize elaborate email emphasise
    emphasize enquire enthuse exclaim explain expound fret fume
    gloat grant gripe grouch grouse grumble gush hail
    headline hint hop inform inquire insist instruct
    interject interpret intimate intone inveigh jeer jest joke
    lament laugh lecture lie lobby maintain mandate mention moan mock mumble murmur muse mutter narrate note
    notify object observe opine plead pledge point ponder posit post postulate preach predict proclaim profess
    proffer promise pronounce prophesy propose protest publish query quip quote rage rant rasp rave reaffirm
    reason reassure rebut recall recite reckon recommend
    recount reflect reiterate rejoin relate remark remember remind
    remonstrate repeat reply report respond restate retort reveal
    rule say scoff shout shrug sigh signal sing snap
    sneer sniff sob specify speculate spell stammer
    state stipulate stress submit suggest sum summarise summarize
    swear telegraph tell testify text theorise theorize
    threaten thunder trumpet tweet underline underscore urge
    utter venture volunteer vouch vow wail warn whine whisper wonder write yell
    """
)
"""Verbs of saying and writing: take a clause or a quotation."""

BELIEF: Final = words(
    """
    accept anticipate appreciate assess assume believe calculate conceive consider convince decide deduce deem
    determine diagnose doubt dream envisage envision estimate expect fancy fathom feel figure forecast foresee
    forget gather guess hear hold hypothesise hypothesize
    imagine infer intuit judge know learn perceive persuade
    picture presume presuppose pretend project question rate realise realize reason reckon recognise recognize
    reflect regard remember see sense suppose surmise
    suspect take think trust understand view visualise visualize
    """
)
"""Verbs of belief and knowledge."""

FEELING: Final = words(
    """
    abhor admire appreciate bemoan brood care celebrate
    delight deplore desire despair detest dislike dread enjoy
    envy fear fret fume grieve hate hop hope like
    loathe long love marvel mind mourn pray prefer regret rejoice
    relish resent rue want welcome wish worry yearn
    """
)
"""Verbs of feeling and wishing."""

FINDING: Final = words(
    """
    affirm ascertain attest calculate chronicle conclude
    confirm corroborate demonstrate depict detail determine
    disclose discover document establish estimate find
    highlight illustrate imply indicate note observe portray
    prove read record refute reveal show signal suggest testify uncover verify warn
    """
)
"""Verbs of finding out and showing: a report, a poll or a witness may be their subject."""

CLAUSE_VERBS: Final = SPEECH | BELIEF | FEELING | FINDING
"""Verbs that take a finite clause as what is said or thought."""

PASSIVE_ONLY: Final = words("rumour rumor repute tip")
"""Verbs that report in the passive only."""

INFINITIVE: Final = words(
    """
    agree aim ask aspire beg bid choose claim
    commit consent decide decline demand desire determine elect expect
    fear hate hesitate hope intend long love mean offer
    opt plan plead pledge plot prefer profess promise propose
    refuse resolve seek strive swear threaten undertake volunteer vote vow want wish yearn
    """
)
"""Verbs whose "to" clause is what their subject wants, plans or says: "refuses to sign"."""

REQUEST: Final = words(
    """
    advise ask beg beseech call caution challenge command counsel dare direct encourage entreat exhort expect
    forbid goad implore instruct invite like lobby need nudge order persuade petition prefer press pressure
    promise prompt push recommend remind request require tell urge want warn wish
    """
)
"""Verbs whose object is made to do what the subject says: "urged them to sign"."""

OBJECT: Final = words(
    """
    abhor acclaim accuse acknowledge admire admit advocate
    allege announce applaud appreciate argue assail assert
    attack backtrack bash bemoan berate blame blast bless boast castigate celebrate censure champion chastise
    chide cite claim commend compare concede condemn confess confirm congratulate contest contradict counter
    credit criticise criticize debate debunk decry defend demand denounce deny deplore deride describe detail
    disavow disclose discredit discuss disdain dislike
    dismiss disown disparage dispute distrust doubt downplay
    dread emphasise emphasize endorse envisage envision espouse exaggerate explain expound express extol fault
    favor favour fear forecast foresee hail hate highlight honor hope hype ignore imply insult invoke justify
    knock lambast lambaste lament lampoon laud lean liken
    loathe love mention minimise minimize mock mourn note
    object oppose outline overestimate overstate pan parrot
    pillory pledge portray praise predict proclaim profess
    promise promote propose propound question quote rap rebuff rebuke rebut recall recite recommend recount
    reference refute regret reiterate reject relish repeat
    reprimand repudiate request resent reveal ridicule rip
    characterise characterize rue savage scold scorn shun thank shame sketch
    slam slate stress suggest support suspect threaten tout trash trumpet
    trust underestimate underline underplay underscore understate urge
    renounce value vilify voice vow want warn welcome
    """
)
"""Verbs whose noun object is what their subject speaks or judges of: "criticised the plan"."""

PREPOSITION: Final = {
    "call": words("for on"),
    "warn": words("of against about"),
    "complain": words("of about"),
    "speak": words("of about against for"),
    "talk": words("of about up"),
    "point": words("to out"),
    "insist": words("on upon"),
    "object": words("to"),
    "refer": words("to"),
    "allude": words("to"),
    "agree": words("on with to"),
    "disagree": words("with on about"),
    "worry": words("about over"),
    "boast": words("of about"),
    "brag": words("about"),
    "write": words("of about"),
    "think": words("of about"),
    "dream": words("of about"),
    "hope": words("for"),
    "argue": words("for against over about"),
    "advocate": words("for"),
    "plead": words("for"),
    "push": words("for"),
    "press": words("for"),
    "ask": words("for about"),
    "wish": words("for"),
    "protest": words("against at"),
    "rail": words("against at"),
    "lash": words("at"),
    "inveigh": words("against"),
    "approve": words("of"),
    "disapprove": words("of"),
    "despair": words("of over"),
    "hint": words("at of"),
    "comment": words("on about"),
    "elaborate": words("on"),
    "expand": words("on"),
    "reflect": words("on"),
    "muse": words("about on over"),
    "fret": words("about over"),
    "joke": words("about"),
    "lie": words("about"),
    "testify": words("to about"),
    "inquire": words("about into"),
    "believe": words("in"),
    "doubt": words("about"),
    "accuse": words("of"),
    "blame": words("for on"),
    "criticize": words("for"),
    "criticise": words("for"),
    "praise": words("for"),
    "apologize": words("for"),
    "apologise": words("for"),
    "vote": words("for against"),
    "hear": words("of about"),
    "know": words("of about"),
    "lobby": words("for against"),
    "opt": words("for"),
    "plan": words("for on"),
    "mock": words("for"),
    "chastise": words("for"),
    "side": words("with"),
    "cling": words("to"),
    "cle": words("to"),  # what the model takes "cling" for
    "shy": words("from"),
    "shrug": words("at off"),
    "scoff": words("at"),
    "bristle": words("at"),
    "balk": words("at"),
    "look": words("upon on"),
    "frown": words("upon on"),
    "tire": words("of"),
    "reckon": words("with on"),
}
"""Verbs with the prepositions that introduce what is said or thought."""

AS_VERBS: Final = words(
    """
    accept acknowledge brand brush cast categorise categorize
    characterise characterize cite conceive condemn construe
    count credit decry define denounce depict deride
    describe diagnose dismiss dub envisage frame hail identify
    imagine interpret know label mark mock name paint
    perceive pitch portray praise present promote rank rate read
    rat recall recognise recognize regard reject remember represent
    ridicule see tag take tout treat view visualise
    visualize
    """
)
"""Verbs of judging something "as" something ("rat" is what the model makes of "rates")."""

NAMING: Final = words(
    """
    brand call christen consider declare deem designate dub find judge label name proclaim pronounce tag term
    think
    """
)
"""Verbs with an object and what it is called: "calls it a pact"."""

REPORT_NOUNS: Final = words(
    """
    accusation acknowledgement acknowledgment admission advice agreement aim allegation announcement answer
    anxiety apprehension argument assertion assessment assumption assurance awareness belief bet boast case
    caution certainty charge claim comment commitment
    complaint concept concern concession conclusion confession
    confidence confirmation consensus contention conviction creed criticism decision declaration demand denial
    desire determination diagnosis disclosure discovery doubt dream estimate evidence excuse expectation
    explanation faith fear feeling finding forecast formula
    frustration gamble goal gossip guarantee guess hint
    hope hunch hypothesis idea illusion impression
    indication inference insinuation insistence intent intention
    interpretation judgement judgment knowledge lesson line mantra message narrative news notice notion
    observation offer opinion optimism order perception pessimism plan plea pledge point position possibility
    prediction premise presumption prognosis promise
    proof proposal proposition realisation realization reasoning
    recognition recommendation refusal remark remedy reminder report request resolve response revelation rumor
    rumour scepticism sense sentiment signal skepticism
    speculation stance statement story suggestion suspicion
    testimony theory thesis thinking thought threat understanding verdict view viewpoint vision vow warning
    willingness wish word worry
    """
)
"""Nouns whose clause ("the claim that …", "a promise to …") is somebody's."""

STANCE_NOUNS: Final = {
    "support": words("for"),
    "scorn": words("on for"),
    "patience": words("with for"),
    "opposition": words("to"),
    "criticism": words("of"),
    "concern": words("about over"),
    "worry": words("about over"),
    "fear": words("of about over"),
    "doubt": words("about over"),
    "question": words("about over"),
    "call": words("for"),
    "demand": words("for"),
    "attack": words("on"),
    "plan": words("for"),
    "proposal": words("for"),
    "praise": words("for"),
    "contempt": words("for"),
    "disdain": words("for"),
    "admiration": words("for"),
    "skepticism": words("about of"),
    "scepticism": words("about of"),
    "suspicion": words("of about"),
    "warning": words("of about against"),
    "hope": words("for of"),
    "promise": words("of"),
    "threat": words("of"),
    "talk": words("of about"),
    "accusation": words("of"),
    "allegation": words("of about"),
    "claim": words("of about"),
    "view": words("of on about"),
    "opinion": words("of on about"),
    "comment": words("about on"),
    "remark": words("about on"),
    "rejection": words("of"),
    "endorsement": words("of"),
    "denial": words("of"),
    "condemnation": words("of"),
    "description": words("of"),
    "vision": words("of for"),
    "statement": words("about on"),
    "belief": words("in"),
    "faith": words("in"),
    "confidence": words("in"),
    "pessimism": words("about"),
    "optimism": words("about"),
}
"""Nouns with the prepositions after which stands what somebody's attitude is about."""

ATTITUDE_ADJECTIVES: Final = words(
    """
    adamant afraid alarmed amazed angry anxious apprehensive astonished aware bullish careful cautious certain
    clear cognisant cognizant concerned confident conscious convinced critical curious cynical delighted
    determined disappointed dismissive disturbed dubious eager embarrassed enthusiastic explicit fearful fond
    furious glad grateful happy hesitant hopeful impatient
    indignant insistent keen leery loath mindful nervous
    optimistic persuaded pessimistic positive proud puzzled ready reluctant sad satisfied sceptical shocked
    skeptical sorry supportive sure surprised suspicious tired unaware uncertain unclear unconvinced uneasy
    unhappy unimpressed unsure unwilling upset wary weary willing worried
    """
)
"""Adjectives of attitude: "is confident that", "is wary of"."""

VIEW_NOUNS: Final = {
    "in": words(
        "view opinion word eye judgement judgment estimation telling reading assessment mind account words eyes "
        "reckoning phrase version analysis terms parlance understanding calculus"
    ),
    "by": words(
        """
    account admission calculation definition estimate light own reckoning telling
    """
    ),
    "to": words("mind eye way eyes"),
    "from": words("perspective viewpoint standpoint vantage"),
    "on": words("view account reading"),
    "at": words("word"),
}
"""Adverbial cues: the preposition and the noun that belongs to the holder ("in his view", "by their account")."""

HEARSAY: Final = words("reportedly allegedly supposedly purportedly ostensibly apparently")
"""Adverbs that pass a sentence on without a holder."""

DOCUMENT_NOUNS: Final = words(
    """
    account ad advertisement affidavit analysis announcement article assessment audit bill blog book briefing
    brochure campaign chapter column pronouncement commentary commercial communique communiqué complaint
    cover declaration diary doctrine document dossier draft e-mail editorial email essay filing finding
    forecast guidance guideline headline index indictment interview journal lawsuit letter magazine manifesto
    media memo memoir memorandum message model newspaper note notice op-ed opinion order paper passage plan
    platform play poll post poster press proposal quote reading release report research resolution review
    ruling script sign speech spot statement story strategy study suit survey testimony text transcript treaty
    tweet video website
    """
)
"""Things that say something on somebody's behalf and so may be a speaker."""

NOT_SPEAKERS: Final = words(
    """
    absence alliance anything case cases circumstances conflict cooperation data deal development developments
    drill drills economy event events everything evidence
    example exercise exercises experience fact facts figure
    figures geography history it logic move moves
    nothing number numbers pact partnership pattern picture presence
    reality relation relations relationship result results
    situation something statistics that there these thing
    this those trade trend visit war what which
    """
)
"""Subjects that show or suggest but hold no view; such a sentence stays the writer's."""

PERSON_NOUNS: Final = words(
    """
    academia academic activist actor actress adherent administration administrator admiral adversary adviser
    advisor advocate agency agent aide all ally ambassador analyst anyone apologist attorney author backer
    biographer bloc board boss both bureau businessman camp campaign candidate captain chairman chairperson
    chairwoman champion chancellor chief cleric client
    coach coalition colleague columnist commander commentator
    commission commissioner committee community company
    congress congressman congresswoman correspondent council
    counsel court critic crowd delegate democrat department
    deputy diplomat director doctor dove economist editor
    elder elite embassy employee engineer envoy
    establishment everybody everyone executive expert farmer father
    few firm foe founder friend general government governor group guest hardliner hawk head historian host
    institute institution intellectual interviewer investigator
    investor journalist judge justice lawmaker lawyer
    leader leadership lecturer legislator liberal locals majority man manager many marshal mayor media member
    minister ministry minority moderator most mother
    negotiator neighbor neighbour nobody nominee none observer
    office officer official one onlooker operative
    opponent optimist organisation organization other others owner
    panel paper parent parliament parliamentarian participant party pastor people pessimist physicist planner
    player policymaker politician pollster pope populist pragmatist premier president press priest producer
    professor propagandist prosecutor public pundit rabbi reader realist rebel regime reporter representative
    republican researcher resident respondent rival sceptic
    scholar scientist secretary senator several skeptic
    soldier some somebody someone source specialist spokesman spokespeople spokesperson spokeswoman staffer
    statesman strategist student supporter surrogate tank teacher team theorist think-tank thinker thinktank
    tribunal troop union veteran voter watchdog watcher west witness woman worker writer
    """
)
"""Heads of noun phrases that name people, groups or offices."""

SCHOLARLY_ROLES: Final = words(
    """
    academic analyst author columnist commentator economist essayist expert historian journalist
    political-scientist professor researcher scholar scientist specialist writer
    """
)
"""Definite descriptions ("the scholar") that point back to a person who was named before."""

OFFICE_ROLES: Final = words(
    """
    admiral ambassador candidate chairman chancellor chief commander
    congressman diplomat director envoy general governor head
    lawmaker leader mayor minister nominee official premier president secretary senator spokesman spokesperson
    spokeswoman
    """
)
"""Offices that point back to their holder in the same way."""

TITLES: Final = words(
    """
    adm admiral ambassador analyst capt captain chairman chairwoman chancellor col colonel commander comrade
    congressman congresswoman director dr economist ex-president
    expert former gen general gov governor historian
    judge justice king lady lieutenant lord lt maj major marshal mayor minister miss mr mrs ms pope premier
    president prince princess prof professor queen rep representative scholar secretary sen senator sgt sir
    spokesman spokeswoman vice-president
    """
)
"""Words before a name that are not part of it."""

METONYMS: Final = {
    "moscow": "Russia",
    "the kremlin": "Russia",
    "kremlin": "Russia",
    "beijing": "China",
    "peking": "China",
    "zhongnanhai": "China",
    "washington": "United States",
    "the white house": "United States",
    "the pentagon": "United States",
    "the state department": "United States",
    "foggy bottom": "United States",
    "capitol hill": "United States",
    "london": "United Kingdom",
    "whitehall": "United Kingdom",
    "downing street": "United Kingdom",
    "paris": "France",
    "the elysee": "France",
    "the élysée": "France",
    "berlin": "Germany",
    "tokyo": "Japan",
    "seoul": "South Korea",
    "pyongyang": "North Korea",
    "delhi": "India",
    "new delhi": "India",
    "kyiv": "Ukraine",
    "kiev": "Ukraine",
    "brussels": "European Union",
    "tehran": "Iran",
    "ankara": "Turkey",
    "taipei": "Taiwan",
    "canberra": "Australia",
    "hanoi": "Vietnam",
    "ulaanbaatar": "Mongolia",
    "astana": "Kazakhstan",
    "jerusalem": "Israel",
    "warsaw": "Poland",
    "ottawa": "Canada",
}
"""Seats of government with the country they stand for (lower case; the seat as of the 2020s)."""


def country_of(speaker: str) -> str | None:
    """The country a metonym stands for ("the Kremlin" → "Russia"), or None."""
    return METONYMS.get(speaker.casefold())


WRITER_ATTITUDE: Final = {
    Attitude.ENDORSED: words(
        """
    accurately aptly astutely convincingly correctly justly perceptively persuasively rightly truly wisely
    """
    ),
    Attitude.DOUBTED: words(
        """
    allegedly curiously dubiously implausibly ostensibly purportedly questionably supposedly
    """
    ),
    Attitude.REJECTED: words(
        """
    absurdly erroneously falsely groundlessly incorrectly misleadingly mistakenly speciously wrongly
    """
    ),
}
"""Adverbs at the cue that give away the writer's own judgement."""

WRITER_ATTITUDE_VERBS: Final = {
    Attitude.ENDORSED: words(
        """
    acknowledge admit concede demonstrate discover know
    prove realise realize recognise recognize remember reveal
    understand
    """
    ),
    Attitude.DOUBTED: words("claim allege purport profess insinuate suppose imagine fancy"),
    Attitude.REJECTED: words("pretend lie delude fantasise fantasize"),
}
"""Verbs that do the same."""

WRITER_ATTITUDE_NOUNS: Final = {
    Attitude.ENDORSED: words("fact truth knowledge recognition realisation realization insight proof"),
    Attitude.DOUBTED: words("allegation rumour rumor speculation supposition"),
    Attitude.REJECTED: words(
        """
    canard delusion fallacy falsehood fantasy fiction illusion lie misconception myth
    """
    ),
}
"""Nouns that do the same ("the myth that …")."""

NAME_ORIGINS: Final = {
    "chinese": (
        frozenset[str](),
        words(
            """
            bai cai cao chen cheng cui deng ding dong du fan fang feng fu gao ge geng gong gu guo han he hou hu hua
            huang jia jiang jin kang kong li liang liao lin liu lu luo ma mao meng pan peng qian qiao qin qiu ren
            shao shen shi song su sun tan tang tian wang wei wen wu xi xia xiang xiao xie xu xue yan yang yao ye yi
            yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou
            """
        ),
        (),
    ),
    "russian": (
        words(
            """
            aleksandr alexander alexei alexey anatoly andrei andrey anton arkady artyom boris dmitri dmitriy dmitry
            evgeny fyodor gennady georgy gleb igor ilya ivan kirill konstantin leonid maksim maria maxim mikhail nikita
            nikolai nikolay oleg pavel petr pyotr roman ruslan semyon sergei sergey stanislav svetlana tatiana timofei
            vadim valentin valery vasily viktor vitaly vladimir vladislav vyacheslav yevgeny yuri yury
            """
        ),
        frozenset[str](),
        ("ov", "ev", "yov", "skiy", "sky", "enko"),
    ),
}
"""Given names, family names and endings by which a reader tells a Chinese minister from a Russian one."""

BODIES: Final = words(
    "agency bank center centre daily foundation institute magazine network newspaper outlet paper think-tank weekly"
)
"""Nouns that point back to a body or a paper that was named before."""

NAME_STOPWORDS: Final = words(
    """
    A About According After Against All Also Although Among An And Another Any April Are Article As Asked At
    August Be Because Been Before Between Both But By December Despite Did Digest Do Does During Each Earlier
    Either Essay Even Every February Few For Friday From Had Has
    Have He Hence Her His How However I If In Indeed
    Instead Interview Is It Its January July June Just
    Later Like Many March May Maybe Meanwhile Monday Moreover
    Most My Neither Nevertheless No Nonetheless Nor Not November
    October Of On Once Only Or Other Our Over Perhaps
    Report Saturday September Several She Since So Some Speaking
    Still Such Sunday That The Their Then These They
    This Those Though Thursday Thus To Tuesday Under Unless Unlike Until Was We Wednesday Were What When Where
    While Who Whose Why With Without Writing Yes Yet You Your
    """
)
"""Capitalised words that are no part of a name, such as a sentence's first word."""

ORGANISATION_WORDS: Final = words(
    """
    affairs agency airlines alliance army associates association
    authority bank board bureau cabinet center centre
    church city club coalition college command commission committee communist company conference congress
    corporation corps council court daily defence defense democratic department duma economic embassy europe
    express federation forces foreign forum foundation fund general global government group herald house inc
    initiative institute institution international journal kremlin
    law league library ltd magazine media ministry
    monitor movement museum national nations navy
    network news office organisation organization pact parliament
    party policy post post-soviet press project republic research review ruling school senate service society
    state states station strategic street studies summit
    survey system television think times today treaty tribune
    union united university war watch world
    """
)
"""Words in the names of bodies, papers and places: a name with one of them is no person's."""

PLACES: Final = words(
    """
    afghanistan africa african alaska america american asia asian atlantic australia balkans baltic beijing
    belarus berlin brazil britain british brussels california
    canada caucasus china chinese crimea delhi donbas
    dushanbe east eastern england estonia eurasia europe european florida france french georgia german germany
    gulf hong india indian iran iraq israel italy
    japan japanese kazakhstan kiev kong korea korean kyiv kyrgyzstan
    latvia lebanon libya lithuania london mexico moldova
    arctic eu mongolia moscow nato new prc u.k. u.s. uk un us usa north northern orleans ottawa
    pacific pakistan paris poland pyongyang russia russian
    samarkand saudi sea seoul shanghai siberia singapore
    sino-russian south southern soviet syria taipei taiwan
    tajikistan tehran texas tibet tokyo turkey turkmenistan
    ukraine ukrainian uzbekistan valdai vietnam vladivostok warsaw washington west western york zealand
    """
)
"""Places and peoples that stand alone or in names."""

MALE: Final = words(
    """
    brother businessman chairman congressman father he him himself
    his king lord man mr prince sir son spokesman
    statesman
    """
)
FEMALE: Final = words(
    """
    chairwoman congresswoman daughter her hers herself lady miss mother mrs ms princess queen she sister
    spokeswoman woman
    """
)
"""Words that tell a person's gender, pronouns included."""

COMPLEMENT_PREPOSITIONS: Final = words("for as of to with from against into about")
"""Prepositions after an object that belong to what is said: "criticised them for …"."""


DISPOSITIONS: Final = words(
    """
    able aware careful cautious certain clear eager
    hesitant keen loath ready reluctant unaware unwilling willing
    readiness reluctance unwillingness willingness
    """
)
"""Adjectives and nouns that tell how somebody acts; a sentence with one is the writer's."""

SHOWING: Final = FINDING - words("affirm attest conclude find observe note warn discover testify") | words(
    """
    explain find help mean reflect remind represent see tell underline underscore
    """
)
"""What events, data and figures do as well as people: with such a subject the sentence stays the writer's."""

SUBJUNCTIVE: Final = words(
    """
    advise ask demand insist move order prefer propose recommend request require stipulate suggest urge
    """
)
"""Verbs whose clause has a bare verb form ("demand that it stop")."""

AS_CLAUSE: Final = words(
    """
    acknowledge admit argue believe claim comment explain
    interpret note observe point predict put recall remark
    report say see state stress suggest tell think warn write
    """
)
"""Verbs of "as X puts it"."""

POLLS: Final = words("poll survey study researcher")
"""Documents that find out what somebody thinks; what they show is theirs."""

QUANTIFIERS: Final = words(
    """
    bulk dozen dozens group half handful lot lots majority minority number part percent percentage plenty
    proportion rest score scores share
    """
)
"""Nouns that count what follows "of": that tells what kind of source they make."""

PERSON_SUFFIXES: Final = ("ers", "ors", "ists", "ians", "crats", "ants", "ees", "eers", "men", "women", "folk")
"""Endings of plural nouns that mostly name people."""

NO_PEOPLE: Final = words(
    """
    answers banners barriers borders bunkers carriers centers chapters colors computers containers corners corridors
    dangers degrees disasters disorders doors drivers earners encounters errors factors favors fees fibers fighters
    guarantees helicopters indicators knees launchers layers letters levers lists matters maneuvers markers millions
    mirrors motors movers numbers offers orders papers parameters plants powers processors propellants quarters
    reactors rejoinders reminders rivers rumors sectors semiconductors sensors shelters shoulders tankers theaters
    tiers transfers trees variants vectors warrants waters
    """
)
"""Plural nouns with such an ending that name no people."""

STATES: Final = words(
    """
    both capital country each either nation neighbor neighbour neither power regime side state two
    """
)
"""Nouns and quantifiers that stand for a state."""

COUNTRY_HEADS: Final = words("arabia emirates federation kingdom lanka republic states zealand")
"""Last words of countries' names of several words."""

JUDGEMENT: Final = words(
    """
    see detect find expect foresee predict doubt spy discern perceive anticipate sense imagine hear think consider
    regard eye treat take credit rate rank grant underrate overrate shrug disbelieve dispute reject shun count
    pronounce avoid conceal dodge
    """
)
"""Verbs by which a person judges a thing: "sees a better chance"; with other subjects they tell an event."""


THAT_ONLY: Final = words(
    """
    add allow carry communicate convey count cry find
    grant hold maintain mandate mind provide see share signal
    take
    """
)
"""Verbs that report only with "that" or as an inserted clause; their other complements tell an event."""

QUOTING: Final = CLAUSE_VERBS - (THAT_ONLY - SPEECH)
"""Verbs that can stand by a quotation: not "holds the cards"."""

OWN_OBJECTS: Final = JUDGEMENT - words("take treat hear") | words(
    """
    acknowledge advocate agree allude applaud argue balk
    bemoan boast bristle call champion cling commend complain
    concede condemn contest criticise criticize decry denounce deny deplore deride describe disagree disavow
    dismiss dispute doubt downplay dread dream emphasise emphasize endorse extol fear forecast foresee hail
    ask cle hail highlight hint insist lament laud liken mock object plead point portray praise predict raise rebut
    refer shy
    refute regret reject renounce repudiate ridicule scoff
    scorn shrug speak stress suggest talk tout underline
    underscore urge warn welcome worry write cling look frown credit favor favour dread tire
    characterise characterize congratulate thank
    """
)
"""Verbs whose noun object is judged, not acted upon: with a person as subject the sentence is that person's view."""


LABELS: Final = words(
    """
    analysis officials police poll report source sources study survey witness
    """
)
"""Nouns that open a paragraph like a speaker's name does: "Poll: …"."""


STATE_MINDS: Final = words(
    """
    afraid aware believe discover concerned dread fear fearful
    hope resent sceptical skeptical suspect trust wary worried
    worry
    """
)
"""What a government feels or believes: with a country as subject the sentence is the country's view."""

EXPERIENCERS: Final = words(
    """
    alarm anger annoy bother concern convince delight determine disappoint dismay displease disquiet disturb
    frighten frustrate haunt impress infuriate irk irritate offend persuade perturb please puzzle rattle
    reassure
    satisfy scare trouble unnerve unsettle upset worry
    """
)
"""Verbs whose passive subject is who feels: "is convinced that"."""


PHRASAL: Final = {
    "brush": words("aside off away"),
    "call": words("out"),
    "hold": words("up"),
    "laugh": words("off"),
    "play": words("down up"),
    "rule": words("out"),
    "shrug": words("off aside"),
    "sum": words("up"),
    "talk": words("up down"),
    "wave": words("aside away off"),
    "write": words("off"),
}
"""Verbs that judge of their object together with a particle: "ruled out a treaty"."""

THIRD_PERSON_NOUNS: Final = words(
    """
    answers argues boasts charges claims comments concludes counters doubts estimates fears guesses hints hopes
    judges laments maintains notes objects posits promises protests questions reasons reckons remarks replies
    reports states stresses suspects vows warns wonders worries
    """
)
"""Verbs of saying in the third person, which may look like plural nouns."""

CLAIMS: Final = words("claim profess")
"""Verbs whose infinitive is said to be so already, not to be done: "claims to have a partner"."""

STATE_MOODS: Final = words("concern doubt fear misgiving suspicion worry")
"""Nouns of what a government feels: "has serious concerns about"."""

STATE_PHRASAL: Final = words("brush call laugh play rule talk wave write")
"""Those of them that tell a government's judgement, not an event ("shrugged off sanctions")."""

TO_SOMEBODY: Final = words("acceptable anathema clear obvious plain unacceptable unthinkable unwelcome welcome")
"""Adjectives that tell how a thing is to somebody: "is welcome to several of them"."""

ADVICE: Final = words("should must ought need may might better")
"""Auxiliaries that make a sentence about somebody's view the writer's advice or guess."""

SO: Final = words("think say believe hope argue insist suggest")
"""Verbs whose clause may be a mere "so": "does not think so"."""

AGREEING: Final = words("agree concur")
"""Verbs that judge without a complement: "most of them do not agree"."""

COUNSEL: Final = words("advice answer counsel prescription recommendation remedy suggestion")
"""Nouns whose "is to" says what somebody wants done: "her remedy is to wait"."""

MOODS: Final = words("attitude mood sentiment feeling opinion consensus verdict impression assumption thinking")
"""Nouns of what is thought in a place or among people: "the mood in the capital is gloomy"."""

NOBODY: Final = words("nobody no none nothing neither")
"""Words by which a sentence denies that there is a holder."""

MANY: Final = words("most many some others few several both all they")
"""Words that stand for several people."""


GUESSED: Final = words("wonder suspect worry fear ask")
"""Verbs of mind that a writer guesses at: "some must wonder whether" is theirs all the same."""


VOICING: Final = words(
    "conceal hide express voice raise show air repeat reiterate harbour harbor pour heap take have lose see"
)
"""Verbs that carry a noun of attitude: "expressed doubt that …" is a view, "shares his hope" need not be one."""

OMISSIONS: Final = words("avoid shun omit renounce disavow repudiate")
"""What a document does that will not say a thing: "the communiqué avoids the word"."""

STATE_VIEWS: Final = words(
    "cle cling deny dismiss dispute distrust doubt dread fear frown look regard resent shun shy think"
)
"""Verbs of judging what a government does as a person does: "Beijing shuns the word"."""

ACTS: Final = words("conclude announce declare")
"""Verbs of saying that are acts of state: with a country as subject they tell an event."""
