"""Rules whose cue stands beside the content: according to somebody, in their view, for them; and nouns with "of"."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.patterns import VERB, Rule, any_of, cue, node

ADVERBIALS: Final[tuple[Rule, ...]] = (
    Rule(
        "according to",
        (
            cue(LOWER="according"),
            node("to", "cue", LOWER="to"),
            node("source", "to", DEP=any_of(("pobj", "pcomp"))),
            node("content", "cue", "<"),
        ),
    ),
    *(
        Rule(
            "in the view of",
            (
                cue(LOWER=preposition, DEP="prep"),
                node("noun", "cue", DEP="pobj", LEMMA=any_of(nouns)),
                node("source", "noun", DEP="poss"),
                node("content", "cue", "<"),
            ),
        )
        for preposition, nouns in sorted(lexicon.VIEW_NOUNS.items())
    ),
    *(
        Rule(
            "in the view of",
            (
                cue(LOWER=preposition, DEP="prep"),
                node("noun", "cue", DEP="pobj", LEMMA=any_of(nouns)),
                node("of", "noun", LOWER="of"),
                node("source", "of", DEP="pobj"),
                node("content", "cue", "<"),
            ),
        )
        for preposition, nouns in sorted(lexicon.VIEW_NOUNS.items())
    ),
    Rule(
        "according to",
        (
            cue(LOWER="based"),
            node("on", "cue", LOWER="on"),
            node("noun", "on", DEP="pobj", LEMMA=any_of(lexicon.REPORT_NOUNS | lexicon.VIEW_NOUNS["by"])),
            node("source", "noun", DEP="poss"),
            node("content", "cue", "<", POS=VERB),
        ),
    ),
    Rule(
        "for somebody",
        (
            cue(LOWER="for", DEP="prep"),
            node("source", "cue", DEP="pobj"),
            node("content", "cue", "<", POS=VERB),
        ),
    ),
    Rule(
        "for somebody",
        (
            cue(LOWER="to", DEP="prep"),
            node("source", "cue", DEP="pobj"),
            node("content", "cue", "<", LEMMA=any_of(("be", "remain", "seem", "look", "appear", "mean"))),
        ),
    ),
    Rule(
        "noun about",
        (
            cue(LEMMA=any_of(frozenset(lexicon.STANCE_NOUNS)), POS="NOUN"),
            node("preposition", "cue", DEP="prep"),
            node("content", "preposition", DEP=any_of(("pobj", "pcomp"))),
        ),
        implicit=True,
        pairs=lexicon.STANCE_NOUNS,
    ),
)
