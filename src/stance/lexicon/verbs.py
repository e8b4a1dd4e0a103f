"""Verbs of saying, thinking, feeling and finding out, whose complement is a clause.

Grouped by the usual classes of reporting and, here and in `objects`, by the frames that reference grammars of English
describe: clausal, infinitival, object with "as", preposition.
"""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import pasts, third_person, words

SPEECH: Final = words("""
    accuse acknowledge add admit advise affirm agree allege allow announce answer apprise argue articulate ask assert
    assess assure attest aver avouch avow bemoan bewail blog blurt boast brag broadcast caption caution chant charge
    cheer chide chime chuckle cite claim clarify cluck comment communicate complain concede conclude concur confess
    confide confirm contend continue convey counsel counter crow cry deadpan declare decree deduce deliver demand demur
    deny disagree disclose dispute editorialise editorialize elaborate email emphasise emphasize enquire enthuse exclaim
    explain expound fret fume gloat grant gripe grouch grouse grumble gush hail headline hint hop inform inquire insist
    instruct interject interpret intimate intone inveigh jeer jest joke lament laugh lecture lie lobby maintain mandate
    mention moan mock mumble murmur muse mutter narrate note notify object observe opine plead pledge point ponder posit
    post postulate preach predict proclaim profess proffer promise pronounce prophesy propose protest publish query quip
    quote rage rant rasp rave reaffirm reason reassure rebut recall recite reckon recommend recount reflect reiterate
    rejoin relate remark remember remind remonstrate repeat reply report respond restate retort reveal rule say scoff
    shout shrug sigh signal sing snap sneer sniff sob specify speculate spell stammer state stipulate stress submit
    suggest sum summarise summarize swear telegraph tell testify text theorise theorize threaten thunder trumpet tweet
    underline underscore urge utter venture volunteer vouch vow wail warn whine whisper wonder write yell
    """)
"""Verbs of saying and writing: take a clause or a quotation."""

BELIEF: Final = words("""
    accept anticipate appreciate assess assume believe bet calculate conceive consider convince decide deduce deem
    determine diagnose doubt dream envisage envision estimate expect fancy fathom feel figure forecast foresee forget
    gather guess hear hold hypothesise hypothesize imagine infer intuit judge know learn perceive persuade picture
    presume presuppose pretend project question rate realise realize reason reckon recognise recognize reflect regard
    remember see sense suppose surmise suspect take think trust understand view visualise visualize
    """)
"""Verbs of belief and knowledge."""

FEELING: Final = words("""
    abhor admire appreciate bemoan brood care celebrate delight deplore desire despair detest dislike dread enjoy envy
    fear fret fume grieve hate hop hope like loathe long love marvel mind mourn pray prefer regret rejoice relish resent
    rue want welcome wish worry yearn
    """)
"""Verbs of feeling and wishing."""

FINDING: Final = words("""
    affirm ascertain attest calculate chronicle conclude confirm corroborate demonstrate depict detail determine
    disclose discover document establish estimate find highlight illustrate imply indicate note observe portray prove
    read record refute reveal show signal suggest testify uncover verify warn
    """)
"""Verbs of finding out and showing: a report, a poll or a witness may be their subject."""

SAYING: Final = SPEECH | BELIEF
"""Verbs of saying and of thinking."""

THINKING: Final = words("believe doubt expect fear hope suspect think wish worry")
"""Verbs whose clause is what their subject holds, whoever it is: no act, as with "found that the door was shut"."""

CLAUSE_VERBS: Final = SAYING | FEELING | FINDING
"""Verbs that take a finite clause as what is said or thought."""

PASSIVE_ONLY: Final = words("repute rumor rumour tip")
"""Verbs that report in the passive only."""

INFINITIVE: Final = words("""
    agree aim ask aspire beg bid choose claim commit consent decide decline demand desire determine elect expect fear
    hate hesitate hope intend long love mean offer opt plan plead pledge plot prefer profess promise propose refuse
    resolve seek strive swear threaten undertake volunteer vote vow want wish yearn
    """)
"""Verbs whose "to" clause is what their subject wants, plans or says: "refuses to sign"."""

EXPERIENCERS: Final = words("""
    abash affront agitate alarm amaze amuse anger annoy antagonise antagonize appal appall astonish astound awe baffle
    beguile bemuse bewilder bewitch bore bother captivate chagrin chasten cheer comfort concern console convince cow
    daunt dazzle delight demoralise demoralize depress determine devastate disappoint discomfit disconcert disenchant
    disgust dishearten disillusion dismay dispirit displease disquiet distress disturb dumbfound elate embarrass
    embitter enchant encourage enrage enthral enthrall enthuse exasperate exhilarate fascinate flatter flummox fluster
    frighten frustrate gall gladden gratify haunt hearten horrify humble impress incense infuriate insult intrigue irk
    irritate mollify mortify mystify nauseate nettle nonplus offend outrage overawe overjoy peeve perplex persuade
    perturb pique placate please puzzle rankle rattle reassure relieve repel repulse revolt rile sadden satisfy
    scandalise scandalize scare shock sicken sober spook stagger startle stun surprise tantalise tantalize tempt terrify
    thrill tickle trouble unnerve unsettle upset vex worry
    """)
"""Verbs whose passive subject is who feels: "is convinced that"."""

CONTROLLING: Final = words("""
    bring cause compel convince drive embolden force get incite induce inspire lead let make motivate move nudge
    persuade prompt provoke push spur tempt
    """)
"""Verbs whose object does, or comes to think, what the infinitive behind it says: "led the mayor to conclude that"."""

CLAIMS: Final = words("claim profess")
"""Verbs whose infinitive is said to be so already, not to be done: "claims to have a partner"."""

RAISING: Final = words("""
    allege assume believe consider deem estimate expect fear hold know presume report repute rumor rumour say suppose
    suspect think tip understand
    """)
"""Verbs whose passive with an infinitive tells what nobody in particular says or thinks: "is thought to be an ally"."""

AGREEING: Final = words("agree concur demur differ disagree dissent")
"""Verbs that judge without a complement: "most of them do not agree"."""

QUOTED_PASSIVE: Final = words("cite credit hear know overhear quote record report")
"""Verbs whose passive names who said it: "was quoted as saying"."""

PAST_PASSIVE: Final = words("allege believe claim rumor rumour say think understand")
"""Those whose passive names who said it only of something past: "is understood to have told the board that"."""

AS_CLAUSE: Final = words("""
    acknowledge admit argue believe claim comment complain describe explain interpret mention note observe point
    predict put recall remark remind report say see state stress suggest tell think warn write
    """)
"""Verbs of "as X puts it"."""

FIGURING: Final = words("count estimate gauge place put reckon value")
"""Verbs before a thing and a figure: "puts the crop at ten tonnes"."""

TEXT_VERBS: Final = words("""
    advise advocate allow argue assert attribute blame calculate call cite compare complain concede condemn count
    criticise criticize deplore describe dwell emphasise emphasize envisage estimate favor favour forecast foresee imply
    mention note oppose portray praise predict promise propose put rank rate reckon recommend record speak stress
    suggest talk tell trace urge warn
    """)
"""What a text does that tells something."""

NUMBER_WORDS: Final = words("about almost around between half less more nearly nothing over par roughly under zero")
"""What may stand for a figure or before it."""

PLACING: Final = words("put place set give see have count credit pick")
"""Verbs by which those who are asked rank things: "one in seven put the port first"."""

SUBJUNCTIVE: Final = words("""
    advise ask demand insist move order prefer propose recommend request require stipulate suggest urge
    """)
"""Verbs whose clause has a bare verb form ("demand that it stop")."""

THAT_ONLY: Final = words("""
    add allow carry communicate convey count cry find grant hold maintain mandate mind provide see share signal take
    """)
"""Verbs that report only with "that" or as an inserted clause; their other complements tell an event."""

QUOTING: Final = CLAUSE_VERBS - (THAT_ONLY - SPEECH)
"""Verbs that can stand by a quotation: not "holds the cards"."""

THIRD_PERSON_FORMS: Final = frozenset(map(third_person, CLAUSE_VERBS))
"""Their third person, which the tagger may take for a plural noun: "Moscow bets that", "Petrova claims that"."""

OF_PEOPLE: Final = SPEECH.union(THINKING) - words("continue deliver deduce reveal signal suggest sum text underline")
"""Verbs of saying and thinking whose subject is a person or a body, not what shows something."""

SPOKE: Final = words("felt knew said swore thought told wrote").union(
    map(third_person, OF_PEOPLE), (form for verb in OF_PEOPLE for form in pasts(verb))
)
"""Forms of these verbs that a sentence about one person has."""

ANSWERING: Final = CLAUSE_VERBS | words("""
    agree approve back call choose consider disagree disapprove dislike distrust endorse favor favour like name oppose
    pick prefer rank rate reject support want
    """)
"""Verbs of what people say when they are asked in a poll."""
