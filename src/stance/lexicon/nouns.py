"""Nouns and adjectives of what is said, thought and felt, with the prepositions that go with them."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import table, words

REPORT_NOUNS: Final = words(
    """
    accusation acknowledgement acknowledgment admission advice agreement aim allegation announcement answer anxiety
    apprehension argument assertion assessment assumption assurance awareness belief bet boast case caution
    certainty charge claim comment commitment complaint concept concern concession conclusion confession confidence
    confirmation consensus contention conviction creed criticism decision declaration demand denial desire
    determination diagnosis disclosure discovery doubt dream estimate evidence excuse expectation explanation faith
    fear feeling finding forecast formula frustration gamble goal gossip guarantee guess hint hope hunch hypothesis
    idea illusion impression indication inference insinuation insistence intent intention interpretation judgement
    judgment knowledge lesson line mantra message narrative news notice notion observation offer opinion optimism
    order perception pessimism plan plea pledge point position possibility prediction premise presumption prognosis
    promise proof proposal proposition realisation realization reasoning recognition recommendation refusal remark
    remedy reminder report request resolve response revelation rumor rumour scepticism sense sentiment signal
    skepticism speculation stance statement story suggestion suspicion testimony theory thesis thinking thought
    threat understanding verdict view viewpoint vision vow warning willingness wish word worry
    """
)
"""Nouns whose clause ("the claim that …", "a promise to …") is somebody's."""

STANCE_NOUNS: Final = table(
    """
    accusation: of
    admiration: for
    allegation: of about
    attack: on
    belief: in
    call: for
    claim: of about
    comment: about on
    concern: about over
    condemnation: of
    confidence: in
    contempt: for
    criticism: of
    demand: for
    denial: of
    description: of
    disdain: for
    doubt: about over
    endorsement: of
    faith: in
    fear: of about over
    hope: for of
    opinion: of on about
    opposition: to
    optimism: about
    patience: with for
    pessimism: about
    plan: for
    praise: for
    promise: of
    proposal: for
    question: about over
    rejection: of
    remark: about on
    scepticism: about of
    scorn: on for
    skepticism: about of
    statement: about on
    support: for
    suspicion: of about
    talk: of about
    threat: of
    view: of on about
    vision: of for
    warning: of about against
    worry: about over
    """
)
"""Nouns with the prepositions after which stands what somebody's attitude is about."""

VIEW_NOUNS: Final = {
    "in": words(
        "view opinion recollection telling word eye judgement judgment estimation reading assessment mind account "
        "words eyes reckoning phrase version analysis terms parlance understanding calculus"
    ),
    "by": words(
        """
    account admission calculation count definition estimate light own reckoning tally telling
    """
    ),
    "to": words("mind eye way eyes"),
    "from": words("perspective viewpoint standpoint vantage"),
    "on": words("view account reading telling reckoning showing"),
    "at": words("word"),
}
"""Adverbial cues: the preposition and the noun that belongs to the holder ("in his view", "by their account")."""

ATTITUDE_ADJECTIVES: Final = words(
    """
    adamant afraid alarmed amazed angry anxious apprehensive astonished aware bullish careful cautious certain clear
    cognisant cognizant concerned confident conscious convinced critical curious cynical delighted determined
    disappointed dismissive disturbed dubious eager embarrassed enthusiastic explicit fearful fond furious glad
    grateful happy hesitant hopeful impatient indignant insistent keen leery loath mindful nervous optimistic
    amused appalled dismayed embittered heartened horrified impressed incensed irked offended outraged perplexed
    perturbed relieved sanguine scathing scornful troubled unamused unfazed unmoved untroubled vexed
    persuaded pessimistic positive proud puzzled ready reluctant sad satisfied sceptical shocked skeptical sorry
    supportive sure surprised suspicious tired unaware uncertain unclear unconvinced uneasy unhappy unimpressed
    unsure unwilling upset wary weary willing worried
    """
)
"""Adjectives of attitude: "is confident that", "is wary of"."""

TO_SOMEBODY: Final = words(
    """
    acceptable anathema clear obvious plain unacceptable unthinkable unwelcome welcome
    """
)
"""Adjectives that tell how a thing is to somebody: "is welcome to several of them"."""

NOMINAL_VIEWS: Final = REPORT_NOUNS | words(
    """
    advice adage answer axiom bottom-line boast card conceit dictum joke maxim moral motto point prescription quip
    quibble reply retort riposte rule saying slogan summary trump watchword
    """
)
"""Nouns of what somebody holds, before "is": "her joke is that …", "his answer is simple: …"."""

COUNSEL: Final = words("advice answer counsel prescription recommendation remedy suggestion")
"""Nouns whose "is to" says what somebody wants done: "her remedy is to wait"."""

MOODS: Final = words(
    """
    assumption attitude consensus feeling impression mood opinion sentiment thinking verdict
    """
)
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
