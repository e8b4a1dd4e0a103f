"""Nouns and adjectives of what is said, thought and felt, with the prepositions that go with them."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import table, words

REPORT_NOUNS: Final = words("""
    accusation acknowledgement acknowledgment admission advice agreement aim allegation announcement answer anxiety
    apprehension argument assertion assessment assumption assurance awareness belief bet boast case caution certainty
    charge claim comment commitment complaint concept concern concession conclusion confession confidence confirmation
    consensus contention conviction creed criticism decision declaration demand denial desire determination diagnosis
    disclosure discovery doubt dream estimate evidence excuse expectation explanation faith fear feeling finding
    forecast formula frustration gamble goal gossip guarantee guess hint hope hunch hypothesis idea illusion impression
    indication inference insinuation insistence intent intention interpretation judgement judgment knowledge lesson line
    mantra message narrative news notice notion observation offer opinion optimism order perception pessimism plan plea
    pledge point position possibility prediction premise presumption prognosis promise proof proposal proposition
    realisation realization reasoning recognition recommendation refusal remark remedy reminder report request resolve
    response revelation rumor rumour scepticism sense sentiment signal skepticism speculation stance statement story
    suggestion suspicion testimony theory thesis thinking thought threat understanding verdict view viewpoint vision vow
    warning willingness wish word worry
    """)
"""Nouns whose clause ("the claim that …", "a promise to …") is somebody's."""

MIND_NOUNS: Final = words("""
    admiration affection ambition ambivalence amusement anger angst animosity annoyance antipathy anxiety appetite
    appreciation approval aspiration attitude aversion awe bafflement bemusement bewilderment bias bitterness caution
    compassion complacency concern confusion conscience consternation contempt conviction curiosity cynicism delight
    derision despair disappointment disapproval disbelief discomfort discontent disdain disgust disillusionment dislike
    dismay displeasure disquiet dissatisfaction distaste distrust ear ease embarrassment enmity enthusiasm envy esteem
    exasperation eye fascination fatalism favour fondness foreboding frustration fury glee gloom gratitude grief
    grievance grudge guess guilt happiness hatred heart horror hostility humility hunger idealism illusion impatience
    indifference indignation inkling instinct interest ire irritation jealousy joy liking loathing longing love loyalty
    lust malice meaning mind misgiving mistrust misunderstanding money nerve nightmare nostalgia objection obsession
    opinion outlook outrage panic passion patience perspective pleasure preference prejudice preoccupation pride
    priority qualm quarrel question rage regard regret relief reluctance repugnance resentment reservation respect
    reverence sadness sarcasm satisfaction scorn scruple shame solace sorrow stake stock stomach store strategy surprise
    sympathy taste temper temptation truck trust tune umbrage uncertainty unease use wariness weariness wonder yearning
    zeal
    """)
"""Nouns of what is felt and thought, also in idioms: "has no truck with", "sets great store by"."""

MIND_PHRASES: Final = table("""
    against: all; at: loggerhead loss odds pain variance; beside: themselves; for: all; in: accord agreement awe denial
    despair doubt earnest favor favour hurry mind mood thrall two; into: rage; of: accord mind opinion persuasion school
    view; on: board edge fence guard; out: patience; past: care caring; to: admit; under: delusion illusion impression
    misapprehension spell; up: arm arms; with: patience; without: doubt illusion
    """)
"""What somebody is said to be by a preposition and its noun: "is in two minds", "were at a loss"."""

STANCE_NOUNS: Final = table("""
    accusation: of; admiration: for; allegation: of about; attack: on; belief: in; call: for; claim: of about; comment:
    about on; concern: about over; condemnation: of; confidence: in; contempt: for; criticism: of; demand: for; denial:
    of; description: of; disdain: for; doubt: about over; endorsement: of; faith: in; fear: of about over; hope: for of;
    opinion: of on about; opposition: to; optimism: about; patience: with for; pessimism: about; plan: for; praise: for;
    promise: of; proposal: for; question: about over; rejection: of; remark: about on; scepticism: about of; scorn: on
    for; skepticism: about of; statement: about on; support: for; suspicion: of about; talk: of about; threat: of; view:
    of on about; vision: of for; warning: of about against; worry: about over
    """)
"""Nouns with the prepositions after which stands what somebody's attitude is about."""

VIEW_NOUNS: Final = {
    "in": words(
        "imagination view opinion recollection telling word eye judgement judgment estimation reading assessment mind "
        "account words eyes reckoning phrase version analysis terms parlance understanding calculus"
    ),
    "by": words("""
    account admission calculation count definition estimate light own reckoning tally telling
    """),
    "to": words("mind eye way eyes"),
    "from": words("perspective viewpoint standpoint vantage"),
    "on": words("view account reading telling reckoning showing"),
}
"""Adverbial cues: the preposition and the noun that belongs to the holder ("in his view", "by their account")."""

ATTITUDE_ADJECTIVES: Final = words("""
    abashed adamant affronted afraid aggrieved aghast agitated agnostic agog agreed alarmed alert allergic aloof amazed
    ambivalent amenable amused angry anguished annoyed antagonistic antipathetic anxious apathetic apologetic appalled
    appreciative apprehensive ardent ashamed astonished astounded averse avid aware awed awestruck baffled belligerent
    bemused bereft bewildered bitter blasé bored bothered braced bullish captivated careful cautious certain chagrined
    charitable charmed chary chastened cheerful chuffed circumspect clear cognisant cognizant cold complacent concerned
    confident conscious contemptuous content contrite convinced cool cowed crestfallen critical crushed curious cynical
    daunted dazzled defeatist defensive defiant dejected delighted demoralised demoralized despairing despondent
    determined devastated disaffected disappointed discomfited disconcerted disconsolate discontented disenchanted
    disgruntled disgusted disheartened disillusioned disinclined dismayed dismissive dispassionate dispirited displeased
    disposed disquieted dissatisfied distracted distraught distressed distrustful disturbed divided doubtful dovish
    downbeat downcast dubious dumbfounded dumbstruck eager ebullient ecstatic effusive elated embarrassed embittered
    emboldened emphatic enamored enamoured enchanted encouraged enraged enthralled enthused enthusiastic envious
    euphoric exasperated excited exercised exhilarated expectant explicit exultant fascinated fatalistic fearful
    fearless fervent flattered flummoxed flustered fond forbearing forgiving forthright frosty frustrated furious galled
    giddy glad gleeful gloomy glum gracious grateful gratified grudging grumpy guarded happy haughty hawkish heartbroken
    heartened hesitant hopeful hopeless horrified hostile humbled hysterical impassive impatient impenitent impervious
    impressed incensed inclined incredulous indebted indifferent indignant indulgent infuriated inimical insistent
    insulted intent interested intolerant intrigued irate irked ironic irritated jaded jaundiced jealous jittery joyful
    jubilant jumpy keen lackadaisical leery lenient livid loath lukewarm mad melancholy miffed mindful miserable
    mistrustful mollified mortified moved mystified nervous nervy nettled neutral nonchalant noncommittal nonplussed
    nostalgic obdurate obsessed offended opposed optimistic outraged overawed overjoyed overwhelmed pained panicked
    panicky paranoid partial passionate patronising peeved pensive perplexed persuaded perturbed pessimistic petrified
    petulant phlegmatic piqued pitiless placated placid pleased positive prickly protective proud puzzled queasy
    quizzical rapt rattled ready reassured receptive reconciled regretful relaxed relieved reluctant remorseful repelled
    repentant repulsed resentful reserved resigned resolute resolved respectful restive reticent revolted riled rueful
    sad sanguine sardonic satisfied scandalised scandalized scared scathing sceptical scornful seething serene shaken
    sheepish shocked sickened skeptical smitten smug sniffy solicitous sorry sour spellbound split spooked squeamish
    staggered startled steadfast stoic stoical stunned stupefied sulky sullen supportive sure surly surprised
    susceptible suspicious sympathetic tempted tense tepid terrified testy thankful thrilled thunderstruck tickled timid
    timorous tired tolerant torn touchy triumphant troubled unabashed unafraid unamused unanimous unapologetic unashamed
    unaware unbending unbothered uncertain unclear uncomfortable uncompromising unconcerned unconvinced undaunted
    undecided undeterred undismayed undisturbed uneasy unenthusiastic unexcited unfazed unflustered unforgiving
    unforthcoming unhappy unhurried unimpressed uninterested unmollified unmoved unnerved unpersuaded unperturbed
    unreceptive unreconciled unrelenting unrepentant unruffled unsatisfied unsentimental unsettled unsure unsurprised
    unswayed unsympathetic untempted untroubled unwelcoming unwilling unworried upbeat upset vehement vengeful vexed
    vigilant vindictive wary watchful weary wedded well-disposed willing wistful worried wrathful wry zealous
    """)
"""Adjectives of attitude: "is confident that", "is wary of"."""

TEMPERS: Final = ATTITUDE_ADJECTIVES | words("""
    bold brave calm cold cool desperate firm generous gentle hard harsh honest kind late modest patient polite quiet
    rude severe slow sober soft strict tempted tender tough warm
    """)
"""Adjectives that tell of a mind as well as of other things: "is cooler on the idea"."""

PLAIN: Final = words(
    "blunt brief brutal caustic categorical curt frank laconic plain precise succinct terse unequivocal"
)
"""Adjectives of how somebody puts a thing: "is blunt: the treaty is dead"."""

TO_SOMEBODY: Final = words("acceptable anathema clear obvious plain unacceptable unthinkable unwelcome welcome")
"""Adjectives that tell how a thing is to somebody: "is welcome to several of them"."""

NOMINAL_VIEWS: Final = REPORT_NOUNS | words("""
    adage advice answer axiom boast bottom-line card conceit dictum joke maxim moral motto point prescription quibble
    quip reply retort riposte rule saying slogan summary trump watchword
    """)
"""Nouns of what somebody holds, before "is": "her joke is that …", "his answer is simple: …"."""

COUNSEL: Final = words("""
    advice answer counsel demand hope preference prescription proposal recipe recommendation remedy solution suggestion
    wish
    """)
"""Nouns whose "is to" says what somebody wants done: "her remedy is to wait"."""

VIEW_HELD: Final = words("""
    ambition anxiety bet calculation comeback complaint contention creed dogma dread grievance hunch hypothesis instinct
    nightmare objection preference reason reckoning recollection rejoinder response retort surmise suspicion wager
    wisdom
    """)
"""Further nouns of what is thought or said: "the wisdom in the capital is that …"."""

VIEW_POINTED: Final = words("""
    argument assessment assumption belief consensus contention conviction creed diagnosis doctrine dogma estimate
    expectation explanation fear hope hypothesis impression interpretation opinion reading sentiment suspicion theory
    thesis verdict view
    """)
"""Nouns by which a sentence only points back at somebody's view: "that is the assumption in the capital"."""

VIEW_RETOLD: Final = words("account assumption hypothesis interpretation reading theory view")
"""Nouns by which a sentence goes on telling a view that was brought in before: "on this view, the port is lost"."""

TRENDS: Final = words("""
    decline downturn drop fall growth increase jump rebound rise shortcoming shortfall slowdown slump surge trend
    """)
"""Nouns of how figures move or fall short, of which WordNet's classes tell other things or none."""

FEARS: Final = words("anxiety apprehension dread fear nightmare suspicion talk worry")
"""Nouns of mind whose "is of" says what it is about: "her fear is of a war"."""

WORDS_FOR: Final = words("label metaphor name phrase term word")
"""Nouns of what somebody calls a thing: "the mayor's word for it is theft"."""

MOODS: Final = words("assumption attitude consensus feeling impression mood opinion sentiment thinking verdict")
"""Nouns of what is thought in a place or among people: "the mood in the capital is gloomy"."""

LABELS: Final = words("analysis officials police poll report source sources study survey witness")
"""Nouns that open a paragraph like a speaker's name does: "Poll: …"."""

COMPLEMENT_PREPOSITIONS: Final = words("about against as for from into of to with")
"""Prepositions after an object that belong to what is said: "criticised them for …"."""

BARE_ATTITUDES: Final = ATTITUDE_ADJECTIVES - words(
    "able afraid aware careful cautious certain clear curious eager explicit fond happy hesitant keen loath mindful"
    " proud ready reluctant sad tired unaware uncertain unclear unhappy unwilling weary willing"
)
"""Adjectives of attitude that tell a view without a complement: "opposition senators were dismayed"."""
