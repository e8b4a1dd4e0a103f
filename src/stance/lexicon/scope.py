"""When a cue in the main clause makes the sentence its holder's, and when it stays the writer's."""

from __future__ import annotations

from typing import Final

from stance.lexicon.objects import JUDGEMENT
from stance.lexicon.text import words
from stance.lexicon.verbs import FINDING

DISPOSITIONS: Final = words(
    """
    able aware careful cautious certain clear eager hesitant keen loath readiness ready reluctance reluctant unaware
    unwilling unwillingness willing willingness
    """
)
"""Adjectives and nouns that tell how somebody acts; a sentence with one is the writer's."""

SHOWING: Final = FINDING - words("affirm attest conclude find observe note warn discover testify") | words(
    """
    explain find help mean reflect remind represent see tell underline underscore
    """
)
"""What events, data and figures do as well as people: with such a subject the sentence stays the writer's."""

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

VOICING: Final = words(
    """
    air conceal express harbor harbour have heap hide lose pour raise reiterate repeat see show take voice
    """
)
"""Verbs that carry a noun of attitude: "expressed doubt that …" is a view, "shares his hope" need not be one."""

ADVICE: Final = words("better may might must need ought should")
"""Auxiliaries that make a sentence about somebody's view the writer's advice or guess."""

GUESSED: Final = words("ask fear suspect wonder worry")
"""Verbs of mind that a writer guesses at: "some must wonder whether" is theirs all the same."""

STATE_MINDS: Final = words(
    """
    afraid aware believe concerned discover dread fear fearful hope resent sceptical skeptical suspect trust wary
    worried worry
    """
)
"""What a government feels or believes: with a country as subject the sentence is the country's view."""

STATE_VIEWS: Final = words(
    """
    cle cling deny dismiss dispute distrust doubt dread fear frown look regard resent shun shy think
    """
)
"""Verbs of judging what a government does as a person does: "Beijing shuns the word"."""

STATE_PHRASAL: Final = words("brush call laugh play rule talk wave write")
"""Those of them that tell a government's judgement, not an event ("shrugged off sanctions")."""

STATE_MOODS: Final = words("concern doubt fear misgiving suspicion worry")
"""Nouns of what a government feels: "has serious concerns about"."""

ACTS: Final = words("announce conclude declare")
"""Verbs of saying that are acts of state: with a country as subject they tell an event."""

OMISSIONS: Final = words("avoid disavow omit renounce repudiate shun")
"""What a document does that will not say a thing: "the communiqué avoids the word"."""
