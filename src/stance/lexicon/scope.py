"""When a cue in the main clause makes the sentence its holder's, when it stays the writer's; what writers let on."""

from __future__ import annotations

from typing import Final

from stance.lexicon.objects import JUDGEMENT, OBJECT, PREPOSITION
from stance.lexicon.text import words
from stance.lexicon.verbs import AGREEING, BELIEF, FEELING, FINDING, SPEECH
from stance.records import Attitude

DISPOSITIONS: Final = words("""
    able aware careful cautious certain clear eager hesitant keen loath readiness ready reluctance reluctant unaware
    unwilling unwillingness willing willingness
    """)
"""Adjectives and nouns that tell how somebody acts; inside another's sentence they make no claim of their own."""

SHOWING: Final = FINDING - words("affirm attest conclude find observe note warn discover testify") | words("""
    explain find help mean reflect remind represent see tell underline underscore
    """)
"""What events, data and figures do as well as people: with such a subject the sentence stays the writer's."""

EVENTS: Final = words("""
    announce attack bless celebrate cite comment compare confess contradict counter debate detail disclose discuss
    distrust elaborate expand express hear honor ignore inquire invoke knock know lash lean lie lobby opt pan plan
    pledge press promise promote push quote rap recall recite reference request resent reveal rip savage shame side
    sketch slate support take threaten treat vote
    """)
"""Verbs whose noun object is acted upon, not judged: "announced a pact", "asked China for aid"."""

OWN_OBJECTS: Final = (JUDGEMENT | OBJECT | frozenset(PREPOSITION) | words("raise")) - EVENTS
"""Verbs whose noun object is judged, not acted upon: with a person as subject the sentence is that person's view."""

MINDED: Final = (
    SPEECH
    | BELIEF
    | FEELING
    | AGREEING
    | words("""
    abhor aspire balk begrudge deride despise detest disapprove disbelieve dismiss disown disparage distrust frown
    hesitate intend lampoon prefer refuse ridicule scold scorn shrug shun
    """)
) - (
    SHOWING
    | words("""
    accept add allow argue ask assure broadcast carry challenge charge claim communicate continue convey convince
    counsel counter cry decide decree deliver demand determine dictate disclose exclaim extol fancy feature figure
    forecast forget gather grant hail hold hop invite judge learn like lobby mandate mark mean mock name need note
    notify observe persuade picture pledge posit post postulate preach predict proclaim project promise propose provide
    publish query question quote raise rate reason record report require restate rule say sing snap speak spell state
    stress submit sum take telegraph text threaten thunder treat trumpet tweet urge view want warn write
    """)
)
"""Verbs that need a mind: whatever noun is their subject names somebody, "the attaché scoffed"."""

CAUSING: Final = words("""
    appear arrange be become come emerge ensure happen have make mean need require see secure seem so take transpire
    turn
    """)
"""Verbs whose "that" clause is not said or thought: "ensured that", "had it that", "it appeared that"."""

VERDICTS: Final = words("""
    absurd blind correct deluded disingenuous err fool foolish foolhardy justified misguided mistaken naive naïve rash
    right simplistic unwise wise wrong
    """)
"""Words by which a writer judges what somebody thinks: "is wrong to suppose that …"."""

VOICING: Final = words("""
    air conceal express harbor harbour have heap hide lose pour raise reiterate repeat see show take voice
    """)
"""Verbs that carry a noun of attitude: "expressed doubt that …" is a view, "shares his hope" need not be one."""

ADVICE: Final = words("better may might must need ought should")
"""Auxiliaries that make a sentence about somebody's view the writer's advice or guess."""

FORETELLING: Final = words("shall will 'll")
"""Auxiliaries that make an act or a demand the writer's guess: "dockers will demand a say"; views stay theirs."""

MISSING: Final = words("fail have need neglect")
"""Verbs before "to" that tell what somebody does not say or think as yet: "has to admit", "fails to notice"."""

OVERLOOKING: Final = words("forget overlook")
"""Verbs whose clause the writer holds and somebody else has missed: "forgets that the lock is old"."""

GUESSED: Final = words("ask fear suspect wonder worry")
"""Verbs of mind that a writer guesses at: "some must wonder whether" is theirs all the same."""

STATE_MINDS: Final = words("""
    afraid aware believe bet concerned discover dread fear fearful hope resent sceptical skeptical suspect trust wary
    worried worry
    """)
"""What a government feels or believes: with a country as subject the sentence is the country's view."""

STATE_VIEWS: Final = words("""
    bristle cle cling deny dismiss dispute distrust doubt dread fear frown look regard resent shun shy think
    """)
"""Verbs of judging what a government does as a person does: "Beijing shuns the word"."""

STATE_PHRASAL: Final = words("brush call laugh play rule talk wave write")
"""Those of them that tell a government's judgement, not an event ("shrugged off sanctions")."""

STATE_MOODS: Final = words("concern doubt fear misgiving suspicion worry")
"""Nouns of what a government feels: "has serious concerns about"."""

ACTS: Final = words("announce conclude declare")
"""Verbs of saying that are acts of state: with a country as subject they tell an event."""

OMISSIONS: Final = words("avoid disavow omit renounce repudiate shun")
"""What a document does that will not say a thing: "the communiqué avoids the word"."""

DOING: Final = words("""
    accept adopt approve attend become begin build buy carry conclude create deliver drop enter establish form found get
    go hold host include issue join launch lead leave maintain make meet move open pass play produce publish pursue
    receive release run sell send set sign start stop take upgrade use win work
    """)
"""Verbs of what is done: quoted words after them name a thing, "signed the 'no limits' declaration"."""

WRITER_ATTITUDE: Final = {
    Attitude.ENDORSED: words("""
    accurately aptly astutely convincingly correctly justly perceptively persuasively rightly truly wisely
    """),
    Attitude.DOUBTED: words("allegedly curiously dubiously implausibly ostensibly purportedly questionably supposedly"),
    Attitude.REJECTED: words("""
    absurdly erroneously falsely groundlessly incorrectly misleadingly mistakenly speciously wrongly
    """),
}
"""Adverbs at the cue that give away the writer's own judgement."""

WRITER_ATTITUDE_VERBS: Final = {
    Attitude.ENDORSED: words("""
    acknowledge admit concede demonstrate discover know prove realise realize recognise recognize remember reveal
    understand
    """),
    Attitude.DOUBTED: words("claim allege purport profess insinuate suppose imagine fancy"),
    Attitude.REJECTED: words("pretend lie delude fantasise fantasize"),
}
"""Verbs that do the same."""

WRITER_ATTITUDE_NOUNS: Final = {
    Attitude.ENDORSED: words("fact truth knowledge recognition realisation realization insight proof"),
    Attitude.DOUBTED: words("allegation rumour rumor speculation supposition"),
    Attitude.REJECTED: words("canard delusion fallacy falsehood fantasy fiction illusion lie misconception myth"),
}
"""Nouns that do the same ("the myth that …")."""
