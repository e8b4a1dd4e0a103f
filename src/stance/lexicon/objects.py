"""Verbs whose object, addressee or preposition is what is spoken or judged of."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import table, words

REQUEST: Final = words("""
    advise ask beg beseech call caution challenge command counsel dare direct encourage entreat exhort expect forbid
    goad implore instruct invite like lobby need nudge order persuade petition prefer press pressure promise prompt push
    recommend remind request require tell urge want warn wish
    """)
"""Verbs whose object is made to do what the subject says: "urged them to sign"."""

OBJECT: Final = words("""
    abhor abide acclaim accuse acknowledge admire admit advocate allege announce applaud appreciate argue ascribe assail
    assert attack attribute backtrack bash begrudge belittle bemoan berate bewail blame blast bless boast castigate
    celebrate censure champion characterise characterize chastise cherish chide cite claim commend compare concede
    condemn condone confess confirm congratulate contest contradict counter covet crave credit criticise criticize
    debate debunk decry defend demand denigrate denounce deny deplore deprecate deride describe desire despise detail
    detest disavow disclose discount discredit discuss disdain dislike dismiss disown disparage dispute distrust doubt
    downplay dread emphasise emphasize endorse envisage envision envy espouse esteem exaggerate excoriate excuse explain
    expound express extol fault favor favour fear forecast foresee forgive hail hate highlight honor hope hype idolise
    idolize ignore imply insult invoke justify knock lambast lambaste lament lampoon laud lean liken loathe love malign
    mention minimise minimize misjudge mistrust mock mourn note object oppose outline overestimate overstate pan parrot
    patronise patronize pillory pity pledge portray praise predict prefer prize proclaim profess promise promote propose
    propound question quote rap rebuff rebuke rebut recall recite recommend recount reference refute regret reiterate
    reject relish renounce repeat reprimand reproach repudiate request resent reveal revere revile ridicule rip rubbish
    rue savage scold scorn shame shun sketch slam slate spurn stomach stress suggest support suspect thank threaten
    tolerate tout trash trivialise trivialize trumpet trust underestimate underline underplay underscore understate
    upbraid urge value vilify voice vow want warn welcome worship
    """)
"""Verbs whose noun object is what their subject speaks or judges of: "criticised the plan"."""

JUDGEMENT: Final = words("""
    anticipate avoid conceal consider count credit detect disbelieve discern dispute dodge doubt expect eye find foresee
    grant hear imagine overrate perceive predict pronounce rank rate regard reject see sense shrug shun spy take think
    treat underrate
    """)
"""Verbs by which a person judges a thing: "sees a better chance"; with other subjects they tell an event."""

LIGHT: Final = table("""
    bear: grudge malice; beg: differ; cast: doubt; cherish: hope illusion; come: conclusion view; entertain: doubt hope;
    feel: gratitude; harbor: ambition doubt grudge hope illusion suspicion; nurse: grievance grudge hope; harbour:
    ambition doubt grudge hope illusion suspicion; keep: faith; pass: judgement judgment; pin: faith hope; reach:
    conclusion verdict view; set: heart hope store; show: enthusiasm impatience interest sympathy understanding;
    conceal: anger contempt delight disappointment dismay doubt fear hope relief; hide: anger contempt delight
    disappointment dismay doubt fear hope relief; draw: attention comparison comfort conclusion distinction lesson line
    parallel; express: alarm anger approval astonishment concern dismay doubt fear hope outrage regret satisfaction
    surprise; find: comfort consolation fault solace; give: credit odd warning; have: ambition appetite aversion
    confidence contempt design desire doubt enthusiasm faith fear fill hope illusion impression inkling misgiving
    objection opinion patience qualm quarrel regard regret reservation scruple stomach suspicion sympathy taste theory
    truck view worry; hold: opinion view; lay: blame emphasis stress; lose: appetite confidence enthusiasm faith heart
    hope interest nerve patience sympathy taste trust; make: bone case excuse light meal mockery much fun point plea
    secret; pay: tribute; place: blame emphasis faith hope trust; pour: scorn water; put: blame emphasis faith hope odd
    trust stress; raise: alarm concern doubt eyebrow objection question; share: anxiety assessment belief concern doubt
    fear hope opinion optimism pessimism suspicion view worry; shed: tear; sound: alarm note warning; strike: note tone;
    take: aim amiss badly comfort credit delight dislike exception fright heart ill interest issue kindly lightly liking
    line offence offense personally pleasure pride satisfaction seriously shine solace umbrage view; throw: doubt water;
    voice: alarm concern doubt fear hope regret
    """)
"""Light verbs with the nouns that make an attitude of them: "took offence", "make light of the danger"."""

MIND_IDIOMS: Final = table("""
    be: against behind past wit; bear: with; bide: time; breathe: sigh freely easy; brush: off aside; catch: guard
    unaware; come: round around term; cool: on towards; cross: finger; cry: foul; dig: heel; drag: foot; fall: love;
    fight: shy; get: over enough used; give: up benefit; go: over along; grit: tooth; grow: used tired weary fond
    impatient restless accustomed; have: none enough fill heart second thought truck time little; heave: sigh; hold:
    breath brief with; keep: eye faith; lick: wound; look: askance forward down up kindly; lose: sleep heart; make:
    peace mind secret bone; part: company; pin: hope faith; put: out faith; raise: eyebrow; read: into; rest: hope easy;
    rub: hand; see: red eye point purpose sense merit; set: heart sight store; settle: for; shake: head; shed: tear;
    shut: eye; stick: gun; stop: regard think believe; swallow: pill; take: aback badly ill amiss personally seriously
    lightly hard stride for; tear: hair; thank: star; think: twice better; turn: nose blind; wake: up; warm: to; wash:
    hand; wring: hand
    """)
"""Verbs with a word beside them that make a state of mind of what they tell else: "had come round", "took it badly"."""

PREPOSITION: Final = table("""
    accuse: of; advocate: for; agree: on with to; allude: to; apologise: for; apologize: for; approve: of; argue: for
    against over about; ask: for about; balk: at; believe: in; blame: for on; boast: of about; brag: about; bristle: at;
    call: for on upon; chastise: for; cle: to; cling: to; comment: on about; complain: of about; criticise: for;
    criticize: for; despair: of over; disagree: with on about; disapprove: of; doubt: about; dream: of about; elaborate:
    on; expand: on; fear: for; fret: about over; frown: upon on; hear: of about; hint: at of; hope: for; inquire: about
    into; insist: on upon; inveigh: against; joke: about; know: of about; lash: at; lie: about; lobby: for against;
    look: upon on; mock: for; muse: about on over; object: to; opt: for; plan: for on; plead: for; point: to out;
    praise: for; press: for; protest: against at; push: for; rail: against at; reckon: with on; refer: to; reflect: on;
    scoff: at; shrug: at off; shy: from; side: with; speak: of about against for; subscribe: to; incline: to towards;
    lean: to towards; talk: of about up; testify: to about; think: of about; tire: of; vote: for against; warn: of
    against about; wish: for; worry: about over; write: of about; agonise: over; agonize: over; bank: on; bet: on;
    bridle: at; brood: on over; care: for about; chafe: at; count: on upon; delight: in; demur: at; differ: with;
    dissent: from; exult: in at over; flinch: from at; fume: at over about; gripe: about; groan: at about; grieve: for
    over; grumble: about at over; hanker: after for; hunger: for; jeer: at; laugh: at off; long: for; marvel: at; moan:
    about; mourn: for; pine: for; quarrel: with; quibble: with over; rage: at against; rave: about; recoil: from at;
    rejoice: at in over; revel: in; root: for; seethe: at over; sneer: at; sniff: at; sour: on; swear: by; sympathise:
    with; sympathize: with; thirst: for; warm: to; weep: over for; wonder: at about; yearn: for
    """)
"""Verbs with the prepositions that introduce what is said or thought ("cle" is what the model makes of "cling")."""

PHRASAL: Final = table("""
    brush: aside off away; call: out; hold: up; laugh: off; play: down up; rule: out; shrug: off aside; sum: up; talk:
    up down; wave: aside away off; write: off
    """)
"""Verbs that judge of their object together with a particle: "ruled out a treaty"."""

AS_VERBS: Final = words("""
    accept acknowledge brand brush cast categorise categorize characterise characterize cite conceive condemn construe
    count credit decry define denounce depict deride describe diagnose dismiss dub envisage frame hail identify imagine
    interpret know label list mark mock name paint perceive pitch portray praise present promote rank rat rate read
    recall recognise recognize regard reject remember represent ridicule see tag take tout treat view visualise
    visualize
    """)
"""Verbs of judging something "as" something ("rat" is what the model makes of "rates")."""

NAMING: Final = words("""
    brand call christen consider declare deem designate dub find judge label name proclaim pronounce style tag term
    think
    """)
"""Verbs with an object and what it is called: "calls it a pact"."""

NAMING_ANEW: Final = words("baptise baptize nickname rechristen rename retitle")
"""Verbs by which a thing gets a name, which is no judgement of it: "renamed the yard the Old Yard"."""
