"""Rules whose cue stands beside the content: according to somebody, in their view, for them; and nouns with "of"."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.rules.conditions import among, names_somebody, opens_clause
from stance.attribution.rules.rule import Rule, anchor, cue, node
from stance.tokens import VERBAL

ADVERBIALS: Final[tuple[Rule, ...]] = (
    Rule(
        name="according to",
        patterns=(
            (
                cue(LOWER="according"),
                node("to", "cue", LOWER="to"),
                node("source", "to", DEP=("pobj", "pcomp")),
                node("content", "cue", "<"),
            ),
            (
                cue(LOWER="per", DEP="prep"),
                node("source", "cue", DEP="pobj"),
                node("content", "cue", "<", POS=VERBAL),
            ),
        ),
        condition=names_somebody,
        adverbial=True,
        reporting=True,
        whole_sentence=True,
        passes_on=True,
    ),
    Rule(
        name="in the view of",
        patterns=(
            *(
                (
                    anchor("noun", DEP="pobj", LEMMA=nouns),
                    node("cue", "noun", "<", LOWER=preposition, DEP="prep"),
                    node("source", "noun", DEP="poss"),
                    node("content", "cue", "<"),
                )
                for (preposition, nouns) in sorted(lexicon.VIEW_NOUNS.items())
            ),
            *(
                (
                    anchor("noun", DEP="pobj", LEMMA=nouns),
                    node("cue", "noun", "<", LOWER=preposition, DEP="prep"),
                    node("of", "noun", LOWER="of"),
                    node("source", "of", DEP="pobj"),
                    node("content", "cue", "<"),
                )
                for (preposition, nouns) in sorted(lexicon.VIEW_NOUNS.items())
            ),
            (
                anchor("noun", DEP="pobj", LOWER="point"),
                node("cue", "noun", "<", LOWER="from", DEP="prep"),
                node("view", "noun", ">>", LOWER="view"),
                node("of", "view", LOWER="of"),
                node("source", "of", DEP="pobj"),
                node("content", "cue", "<"),
            ),
            *(
                (  # "on this view"; "on this account" also means "therefore"
                    anchor("source", DEP="pobj", LEMMA=nouns),
                    node("this", "source", LOWER=("this", "that"), DEP="det"),
                    node("cue", "source", "<", LOWER=prepositions, DEP="prep"),
                    node("content", "cue", "<"),
                )
                for (prepositions, nouns) in (
                    (("in", "by"), lexicon.VIEW_RETOLD),
                    ("on", lexicon.VIEW_RETOLD - {"account"}),
                )
            ),
            (
                anchor("noun", DEP="pobj", LOWER="point"),
                node("cue", "noun", "<", LOWER="from", DEP="prep"),
                node("view", "noun", ">>", LOWER="view"),
                node("source", "noun", DEP="poss"),
                node("content", "cue", "<"),
            ),
        ),
        adverbial=True,
        reporting=True,
        whole_sentence=True,
        passes_on=True,
    ),
    Rule(
        name="for somebody",
        patterns=(
            (
                cue(LOWER="for", DEP="prep"),
                node("source", "cue", DEP="pobj"),
                node("content", "cue", "<", POS=VERBAL),
            ),
            (
                cue(LOWER="to", DEP="prep"),
                node("source", "cue", DEP="pobj"),
                node("content", "cue", "<", POS=VERBAL),
            ),
        ),
        condition=opens_clause,
        adverbial=True,
        whole_sentence=True,
    ),
    Rule(
        name="noun about",
        patterns=(
            (
                cue(LEMMA=lexicon.STANCE_NOUNS, POS="NOUN"),
                node("preposition", "cue", DEP="prep"),
                node("content", "preposition", DEP=("pobj", "pcomp")),
            ),
        ),
        implicit=True,
        carried=True,
        by_state=among(lexicon.STATE_MOODS),
        separate_claim=False,
        pairs=lexicon.STANCE_NOUNS,
    ),
)
