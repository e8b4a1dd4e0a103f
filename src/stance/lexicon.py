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
    assess communicate convey mandate hop signal
    grant allow intimate interpret expound proffer counsel
    accuse acknowledge add admit advise affirm agree allege announce answer argue articulate ask assert assure attest
    aver avow blurt boast brag broadcast caution charge cheer chide chuckle cite claim clarify comment complain concede
    conclude concur confess confide confirm contend continue counsel counter cry declare decree deliver demur deny
    disagree disclose dispute elaborate emphasise emphasize enthuse enquire exclaim explain expound fret gloat
    grouse grumble gripe grouch hint inform inquire insist interject intone instruct joke jest lament laugh lecture
    lie maintain mention moan mock murmur muse mutter narrate note notify object observe opine object pledge point
    ponder preach predict proclaim profess promise pronounce prophesy propose protest quip quote reaffirm
    reassure rebut recall recite reckon recommend recount reflect reiterate rejoin relate remark remind remonstrate repeat
    reply report respond restate retort reveal rule say scoff shout shrug sigh signal sing snap speculate specify spell state
    stipulate stress submit suggest summarise summarize swear sum tell testify text theorise theorize threaten thunder
    tweet underline underscore urge volunteer vow wail warn whisper whine wonder write yell caution posit
    postulate advise apprise avouch bemoan bewail blog chant chime cluck crow deadpan deduce demand
    email gush hail headline inveigh jeer lobby mumble plead post publish query rant rasp rave
    remember sneer sniff sob stammer telegraph trumpet utter venture vouch rage fume caption editorialise editorialize
    """
)
"""Verbs of saying and writing: take a clause or a quotation."""

BELIEF: Final = words(
    """
    assess pretend
    accept anticipate appreciate assume believe calculate conceive consider deduce deem diagnose doubt dream envisage
    envision estimate expect fancy fathom figure forecast forget foresee gather guess hold hypothesise hypothesize
    imagine infer intuit judge know learn perceive picture presume presuppose project question realise realize reason
    recognise recognize reckon regard remember suppose surmise suspect take think trust understand view visualise
    visualize see feel sense hear determine decide rate reflect forget convince persuade
    """
)
"""Verbs of belief and knowledge."""

FEELING: Final = words(
    """
    hop
    abhor admire appreciate bemoan brood care delight deplore desire despair detest dislike dread enjoy envy fear fret
    fume grieve hate hope like loathe love mind mourn pray prefer regret rejoice relish resent rue want welcome wish
    worry yearn long marvel celebrate
    """
)
"""Verbs of feeling and wishing."""

FINDING: Final = words(
    """
    affirm ascertain attest calculate chronicle conclude confirm corroborate demonstrate depict detail determine
    disclose discover document establish estimate find highlight illustrate imply indicate note observe portray prove
    read record refute reveal show signal suggest testify uncover verify warn
    """
)
"""Verbs of finding out and showing: a report, a poll or a witness may be their subject."""

CLAUSE_VERBS: Final = SPEECH | BELIEF | FEELING | FINDING
"""Verbs that take a finite clause as what is said or thought."""

PASSIVE_ONLY: Final = words("rumour rumor repute tip")
"""Verbs that report in the passive only."""

NO_CLAUSE: Final = words(
    "ensure make let have help get mean be cause keep watch matter happen seem appear become do go come "
    "hear turn follow look give take bring put set run work stand lie see require"
)
"""Verbs whose complement clause is somebody's view only under conditions that `match` checks, or never."""

INFINITIVE: Final = words(
    """
    agree aim ask aspire beg bid choose claim commit consent decide decline demand desire determine elect
    expect fear hate hesitate hope intend long love mean offer opt plan plead pledge plot
    prefer profess promise propose refuse resolve seek strive swear threaten undertake volunteer vote
    vow want wish yearn
    """
)
"""Verbs whose "to" clause is what their subject wants, plans or says: "refuses to sign"."""

REQUEST: Final = words(
    """
    advise ask beg beseech call challenge caution command counsel dare direct encourage entreat exhort expect
    forbid implore instruct invite order persuade petition prefer press pressure promise prompt push recommend remind
    request require tell urge want warn wish like need lobby goad nudge
    """
)
"""Verbs whose object is made to do what the subject says: "urged them to sign"."""

OBJECT: Final = words(
    """
    abhor acclaim accuse acknowledge admire admit advocate allege announce applaud appreciate argue assail assert
    attack backtrack bash bemoan berate blame blast bless boast castigate celebrate censure champion chastise
    chide cite claim commend compare condemn concede confess confirm congratulate contest contradict counter credit
    criticise criticize debate debunk decry defend demand denounce deny deplore deride describe detail dislike
    disavow disclose discredit discuss disdain dismiss disown disparage dispute distrust doubt downplay dread emphasise
    emphasize endorse envisage envision espouse exaggerate explain expound express extol fault favor favour fear
    forecast foresee hail hate highlight hope honor hype ignore imply insult invoke justify knock laud lambast
    lambaste lament lampoon lean liken loathe love mention minimise minimize mock mourn note object oppose outline
    overestimate overstate pan parrot pillory pledge portray praise predict proclaim profess promise promote
    propose propound question quote rap rebuff rebuke rebut recall recite recommend recount reference refute regret
    reiterate reject relish repeat repudiate reprimand request resent reveal ridicule rip rue savage scold scorn shame slam
    slate sketch stress suggest support suspect threaten tout trash trumpet trust underestimate underline
    underplay underscore understate urge value vilify voice vow want warn welcome
    """
)
"""Verbs whose noun object is what their subject speaks or judges of: "criticised the plan"."""

PREPOSITION: Final = {
    "call": words("for on"),
    "warn": words("of against about"),
    "complain": words("of about"),
    "speak": words("of about against"),
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
    "shrug": words("at off"),
    "scoff": words("at"),
    "bristle": words("at"),
    "balk": words("at"),
    "look": words("upon on"),
}
"""Verbs with the prepositions that introduce what is said or thought."""

AS_VERBS: Final = words(
    """
    rate rank take
    accept acknowledge brand cast categorise categorize characterise characterize cite conceive condemn construe count
    credit decry define denounce depict deride describe diagnose dismiss dub envisage frame hail identify imagine
    interpret know label mark mock name paint perceive pitch portray praise present promote read recall recognise
    recognize regard reject remember represent ridicule see tag tout treat view visualise visualize
    """
)
"""Verbs of judging something "as" something."""

NAMING: Final = words(
    "brand call christen consider deem declare designate dub find judge label name proclaim pronounce tag term think"
)
"""Verbs with an object and what it is called: "calls it a pact"."""

REPORT_NOUNS: Final = words(
    """
    consensus skepticism scepticism frustration
    formula remedy answer advice hunch creed point goal aim hope
    accusation acknowledgement acknowledgment admission agreement allegation announcement anxiety apprehension argument
    assertion assessment assumption assurance awareness belief bet boast case caution certainty charge claim comment commitment
    complaint concern concession conclusion concept confession confidence confirmation contention conviction criticism
    declaration decision demand denial desire determination diagnosis disclosure discovery doubt dream estimate evidence
    excuse expectation explanation faith fear feeling finding forecast gamble gossip guarantee guess hint hope hunch hypothesis idea
    illusion impression indication inference insinuation insistence intention intent interpretation judgement judgment knowledge
    lesson line message mantra narrative news notice notion observation offer opinion optimism order perception pessimism plan
    plea pledge point position possibility prediction premise presumption promise prognosis proof proposal proposition
    realisation realization reasoning recognition recommendation refusal remark reminder report request resolve
    response revelation rumor rumour sense sentiment signal speculation stance statement story suggestion suspicion
    testimony theory thesis thinking thought threat understanding verdict view viewpoint vision vow warning willingness wish word worry
    """
)
"""Nouns whose clause ("the claim that …", "a promise to …") is somebody's."""

STANCE_NOUNS: Final = {
    "support": words("for"),
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
    adamant afraid alarmed amazed angry anxious apprehensive astonished aware bullish careful cautious certain clear
    cognisant cognizant concerned confident conscious convinced critical curious cynical delighted determined disappointed
    dismissive disturbed dubious eager embarrassed enthusiastic explicit fearful fond furious glad grateful
    happy hesitant hopeful impatient indignant insistent keen leery loath mindful nervous optimistic persuaded pessimistic
    positive proud puzzled ready reluctant sad satisfied sceptical shocked skeptical sorry supportive sure surprised
    suspicious tired unaware unconvinced uncertain unclear uneasy unhappy unimpressed unsure unwilling upset wary weary willing
    worried
    """
)
"""Adjectives of attitude: "is confident that", "is wary of"."""

VIEW_NOUNS: Final = {
    "in": words(
        "view opinion word eye judgement judgment estimation telling reading assessment mind account words eyes "
        "reckoning phrase version analysis terms parlance understanding calculus"
    ),
    "by": words("account reckoning light estimate admission calculation telling own definition"),
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
    account ad advertisement affidavit analysis announcement article assessment audit bill blog book briefing brochure campaign census
    chapter column commentary commercial communique communiqué complaint constitution contract cover declaration diary
    document doctrine draft dossier editorial email e-mail essay filing finding forecast guideline guidance headline index indictment
    interview journal lawsuit law letter magazine manifesto media memo memoir memorandum message model newspaper note notice op-ed opinion order paper
    passage plan platform play poll post poster press proposal quote reading record release report research resolution review ruling script
    sign speech spot statement story strategy study suit survey testimony text transcript treaty tweet video website
    """
)
"""Things that say something on somebody's behalf and so may be a speaker."""

NOT_SPEAKERS: Final = words(
    """
    it this that which what these those there data evidence fact facts event events development developments history
    thing something nothing everything anything experience logic result results example situation reality trend figure figures number
    numbers statistics geography circumstances move moves absence presence picture pattern case cases war conflict trade
    economy deal pact alliance partnership relationship relation relations cooperation drill drills exercise exercises visit
    """
)
"""Subjects that show or suggest but hold no view; such a sentence stays the writer's."""

PERSON_NOUNS: Final = words(
    """
    onlooker locals spokespeople media press camp bloc west academia community think-tank
    academic activist actor actress adherent administrator admiral adversary adviser advisor advocate agent aide ally ambassador analyst
    apologist attorney author backer biographer board boss businessman campaign candidate captain chairman chairwoman chairperson champion chancellor
    chief cleric client coach coalition colleague columnist commander commentator commission commissioner committee
    company congress congressman congresswoman correspondent council counsel court critic delegate democrat deputy
    diplomat director doctor economist editor elder elite embassy employee engineer envoy establishment executive
    expert farmer father firm foe founder friend general governor government group guest hawk dove head historian host
    hardliner institute institution intellectual interviewer investigator investor journalist judge justice lawmaker lawyer leader leadership
    lecturer legislator liberal man manager marshal mayor member minister ministry mother moderator negotiator neighbor
    neighbour nominee observer officer official operative opponent optimist organisation organization owner panel parent
    parliament participant party pastor pessimist people physicist planner player policymaker politician pollster pope populist pragmatist premier president
    priest producer professor propagandist prosecutor pundit rabbi reader realist rebel regime representative
    republican researcher respondent reporter resident rival scholar scientist secretary senator skeptic sceptic
    soldier source specialist spokesman spokesperson spokeswoman staffer statesman strategist student supporter
    surrogate teacher team theorist thinker thinktank tank tribunal troop union veteran voter watcher watchdog witness woman worker
    writer administration department agency office bureau paper union parliamentarian majority minority crowd public
    other others some many most few all both several none one someone somebody anyone everybody everyone nobody
    """
)
"""Heads of noun phrases that name people, groups or offices."""

SCHOLARLY_ROLES: Final = words(
    """
    scholar analyst expert professor historian economist author writer columnist researcher specialist
    political-scientist scientist essayist commentator journalist academic
    """
)
"""Definite descriptions ("the scholar") that point back to a person who was named before."""

OFFICE_ROLES: Final = words(
    """
    president minister secretary leader chancellor general admiral premier senator congressman governor diplomat ambassador
    official spokesman spokeswoman spokesperson chairman chief commander candidate nominee lawmaker mayor head
    """
)
"""Offices that point back to their holder in the same way."""

TITLES: Final = words(
    """
    mr mrs ms miss dr prof professor sir lord lady president vice-president chancellor premier minister secretary general
    gen admiral adm colonel col major maj captain capt lieutenant lt marshal ambassador senator sen representative
    rep congressman congresswoman governor gov mayor judge justice king queen prince princess pope chairman
    chairwoman director king comrade former ex-president analyst scholar expert historian economist professor
    commander spokesman spokeswoman sgt
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
        "rightly correctly aptly astutely truly justly wisely accurately perceptively persuasively convincingly"
    ),
    Attitude.DOUBTED: words("supposedly allegedly purportedly ostensibly dubiously implausibly questionably curiously"),
    Attitude.REJECTED: words(
        "wrongly falsely mistakenly incorrectly erroneously absurdly misleadingly speciously groundlessly"
    ),
}
"""Adverbs at the cue that give away the writer's own judgement."""

WRITER_ATTITUDE_VERBS: Final = {
    Attitude.ENDORSED: words(
        "recognise recognize realise realize know acknowledge admit prove demonstrate discover reveal remember understand concede"
    ),
    Attitude.DOUBTED: words("claim allege purport profess insinuate suppose imagine fancy"),
    Attitude.REJECTED: words("pretend lie delude fantasise fantasize"),
}
"""Verbs that do the same."""

WRITER_ATTITUDE_NOUNS: Final = {
    Attitude.ENDORSED: words("fact truth knowledge recognition realisation realization insight proof"),
    Attitude.DOUBTED: words("allegation rumour rumor speculation supposition"),
    Attitude.REJECTED: words("myth illusion fiction fantasy misconception delusion fallacy lie canard falsehood"),
}
"""Nouns that do the same ("the myth that …")."""

NAME_STOPWORDS: Final = words(
    """
    The A An And But Or Nor So Yet If As At By In On Of For From To With Without While When Where Why How What Who Whose
    That This These Those It Its He She They We I You His Her Their Our My Your Is Are Was Were Be Been Has Have Had Do
    Does Did Not No Yes Although Though Because Since After Before Until Once Unless Even Also Then Thus Hence Still Just
    Only Like Unlike Despite During Under Over Between Among Against About Both Either Neither Each Every Some Many Most
    Few Several All Any Other Another Such Asked Speaking Writing According Earlier Later Meanwhile However Moreover
    Nevertheless Nonetheless Instead Indeed Perhaps Maybe Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Digest Essay Article Interview Report
    """
)
"""Capitalised words that are no part of a name, such as a sentence's first word."""

ORGANISATION_WORDS: Final = words(
    """
    affairs agency airlines alliance army associates association authority bank board bureau cabinet center centre church city club
    coalition college command commission committee communist company conference congress corporation corps council court daily
    defence defense democratic department duma economic embassy europe express federation forces foreign forum foundation fund
    general global government group herald house inc initiative institute institution international journal kremlin law league
    library ltd magazine media ministry monitor movement museum national nations navy network news office
    organisation organization parliament party pact policy post post-soviet press project republic research review ruling
    school senate service society state states station street strategic studies summit survey system television
    think times today treaty tribune union united university war watch world
    """
)
"""Words in the names of bodies, papers and places: a name with one of them is no person's."""

PLACES: Final = words(
    """
    afghanistan africa alaska america asia atlantic australia balkans baltic beijing belarus berlin brazil britain brussels
    california canada caucasus china crimea delhi donbas dushanbe east england estonia eurasia europe florida france georgia germany
    gulf hong india iran iraq israel italy japan kazakhstan kiev kong korea korean kyiv kyrgyzstan latvia lebanon libya lithuania london
    mexico moldova mongolia moscow nato new north orleans ottawa pacific pakistan paris poland pyongyang russia samarkand
    saudi sea seoul shanghai siberia singapore south soviet syria taipei taiwan tajikistan tehran texas tibet tokyo turkey turkmenistan ukraine
    uzbekistan vietnam vladivostok warsaw washington west western york zealand valdai
    russian chinese american european british french german japanese indian ukrainian asian african soviet sino-russian western eastern northern southern
    """
)
"""Places and peoples that stand alone or in names."""

MALE: Final = words(
    "he him his himself mr sir man father son brother king prince chairman spokesman congressman businessman statesman lord"
)
FEMALE: Final = words(
    "she her hers herself mrs ms miss lady woman mother daughter sister queen princess chairwoman spokeswoman congresswoman"
)
"""Words that tell a person's gender, pronouns included."""

COMPLEMENT_PREPOSITIONS: Final = words("for as of to with from against into about")
"""Prepositions after an object that belong to what is said: "criticised them for …"."""


DISPOSITIONS: Final = words(
    "willing unwilling reluctant careful cautious ready eager keen loath hesitant aware unaware able clear certain"
)
"""Adjectives that tell how somebody acts; a sentence with one is the writer's."""

SHOWING: Final = FINDING - words("affirm attest conclude find observe note warn discover testify") | words(
    "underscore underline remind reflect represent explain mean tell help see find"
)
"""What events, data and figures do as well as people: with such a subject the sentence stays the writer's."""

SUBJUNCTIVE: Final = words(
    "demand insist propose recommend request suggest urge ask require advise order move stipulate prefer"
)
"""Verbs whose clause has a bare verb form ("demand that it stop")."""

AS_CLAUSE: Final = words(
    "say put write interpret tell note argue observe warn tell point explain remark recall see believe predict admit suggest claim report state think acknowledge stress comment"
)
"""Verbs of "as X puts it"."""

POLLS: Final = words("poll survey study researcher")
"""Documents that find out what somebody thinks; what they show is theirs."""

QUANTIFIERS: Final = words(
    "plenty majority minority number handful group dozen score lot half part rest percent percentage bulk proportion share scores lots dozens"
)
"""Nouns that count what follows "of": that tells what kind of source they make."""

PERSON_SUFFIXES: Final = ("ers", "ors", "ists", "ians", "crats", "ants", "ees", "eers", "men", "women", "folk")
"""Endings of plural nouns that mostly name people."""

STATES: Final = words("country state nation power capital side neighbor neighbour both each neither either two regime")
"""Nouns and quantifiers that stand for a state."""

JUDGEMENT: Final = words(
    "see detect find expect foresee predict doubt spy discern perceive anticipate sense imagine hear think consider "
    "treat take credit rate rank grant underrate overrate shrug disbelieve dispute reject shun"
)
"""Verbs by which a person judges a thing: "sees a better chance"; with other subjects they tell an event."""


THAT_ONLY: Final = words(
    "allow grant hold maintain take see find carry signal provide count add share mind convey communicate mandate cry"
)
"""Verbs that report only with "that" or as an inserted clause; their other complements tell an event."""

OWN_OBJECTS: Final = JUDGEMENT - words("take treat hear") | words(
    """
    reject dispute praise hail commend laud applaud doubt dread fear foresee predict liken portray describe
    urge deplore deride ridicule mock scorn criticise criticize lament bemoan emphasise emphasize stress downplay dismiss
    deny disavow repudiate renounce contest refute rebut acknowledge concede endorse extol tout denounce condemn warn speak
    write talk complain boast insist hint point argue plead call worry dream cling shrug scoff bristle balk refer allude object agree disagree
    forecast suggest predict advocate champion welcome regret highlight raise underline underscore decry
    """
)
"""Verbs whose noun object is judged rather than acted upon: with a person as subject the sentence is that person's view."""


LABELS: Final = words("poll report survey study analysis source sources witness police officials")
"""Nouns that open a paragraph like a speaker's name does: "Poll: …"."""


STATE_MINDS: Final = words(
    "wary aware concerned worried afraid fearful sceptical skeptical fear worry hope trust dread suspect resent believe"
)
"""What a government feels or believes: with a country as subject the sentence is the country's view."""

EXPERIENCERS: Final = words(
    "convince persuade satisfy worry concern trouble alarm puzzle disturb determine disappoint trouble reassure impress frustrate perturb haunt"
)
"""Verbs whose passive subject is who feels: "is convinced that"."""


ADVICE: Final = words("should must ought need may might better")
"""Auxiliaries that make a sentence about somebody's view the writer's advice or guess."""

MANY: Final = words("most many some others few several both all they")
"""Words that stand for several people."""
