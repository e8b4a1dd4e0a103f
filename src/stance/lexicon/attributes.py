"""Words by which a writer gives away what they think of what they report."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import words
from stance.records import Attitude

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
    acknowledge admit concede demonstrate discover know
    prove realise realize recognise recognize remember reveal
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
