"""Rules whose content is a clause: said, thought, wanted, or hung on a noun or an adjective."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.patterns import VERB, Rule, any_of, cue, node

CLAUSE: Final = any_of(lexicon.CLAUSE_VERBS | lexicon.PASSIVE_ONLY)

CLAUSES: Final[tuple[Rule, ...]] = (
    Rule("clause", (cue(LEMMA=CLAUSE, POS=VERB), node("content", "cue", DEP="ccomp")), implicit=True),
    Rule(
        "clause",
        (
            cue(LOWER=any_of(lexicon.THIRD_PERSON_NOUNS), TAG="NNS", DEP=any_of(("ROOT", "dep"))),
            node("source", "cue", DEP="compound"),
            node("content", "cue", DEP=any_of(("ccomp", "relcl", "acl"))),
            node("that", "content", LOWER="that"),
        ),
    ),
    Rule("parenthesis", (cue(LEMMA=CLAUSE, DEP=any_of(("parataxis", "dep"))), node("content", "cue", "<"))),
    Rule(
        "stray clause",
        (
            cue(LEMMA=any_of(lexicon.SPEECH | lexicon.BELIEF), POS="VERB"),
            node("content", "cue", ">>", DEP=any_of(("relcl", "acl", "advcl"))),
            node("mark", "content", LOWER="that", DEP="mark"),
        ),
    ),
    Rule(
        "as clause",
        (
            cue(LEMMA=any_of(lexicon.AS_CLAUSE), DEP="advcl"),
            node("mark", "cue", LOWER="as", DEP=any_of(("mark", "advmod"))),
            node("content", "cue", "<", POS=VERB),
        ),
    ),
    Rule(
        "infinitive",
        (
            cue(LEMMA=any_of(lexicon.INFINITIVE), POS=VERB),
            node("content", "cue", DEP=any_of(("xcomp", "ccomp"))),
            node("to", "content", LOWER="to", DEP="aux"),
        ),
        implicit=True,
    ),
    Rule(
        "request",
        (
            cue(LEMMA=any_of(lexicon.REQUEST), POS="VERB"),
            node("addressee", "cue", DEP=any_of(("dobj", "dative"))),
            node("content", "cue", DEP=any_of(("xcomp", "ccomp", "advcl"))),
            node("to", "content", LOWER="to", DEP="aux"),
        ),
    ),
    Rule(
        "so",
        (
            cue(LEMMA=any_of(lexicon.SO), POS="VERB"),
            node("content", "cue", DEP="advmod", LOWER=any_of(("so", "otherwise"))),
        ),
    ),
    Rule(
        "so",
        (cue(LEMMA=any_of(lexicon.AGREEING), POS="VERB"), node("content", "cue", DEP="neg")),
    ),
    Rule(
        "mood",
        (
            cue(LEMMA=any_of(lexicon.MOODS), POS="NOUN", DEP="nsubj"),
            node("be", "cue", "<", LEMMA="be"),
            node("content", "be", DEP=any_of(("acomp", "attr", "ccomp"))),
            node("preposition", "cue", DEP="prep", LOWER=any_of(("among", "in", "of"))),
            node("source", "preposition", DEP="pobj"),
        ),
    ),
    Rule(
        "noun clause",
        (
            cue(LEMMA=any_of(lexicon.REPORT_NOUNS), POS="NOUN"),
            node("content", "cue", DEP=any_of(("acl", "ccomp", "relcl"))),
            node("mark", "content", LOWER=any_of(("that", "to")), DEP=any_of(("mark", "aux"))),
        ),
        implicit=True,
    ),
    Rule(
        "noun is",
        (
            cue(LEMMA=any_of(lexicon.REPORT_NOUNS), POS="NOUN", DEP="nsubj"),
            node("be", "cue", "<", LEMMA="be"),
            node("content", "be", DEP="ccomp"),
        ),
    ),
    Rule(
        "noun is",
        (
            cue(LEMMA=any_of(lexicon.COUNSEL), POS="NOUN", DEP="nsubj"),
            node("be", "cue", "<", LEMMA="be"),
            node("content", "be", DEP="xcomp"),
        ),
    ),
    Rule(
        "adjective",
        (
            cue(LEMMA=any_of(lexicon.ATTITUDE_ADJECTIVES), DEP=any_of(("acomp", "oprd", "conj", "xcomp"))),
            node("content", "cue", DEP=any_of(("ccomp", "xcomp"))),
        ),
    ),
    Rule(
        "adjective about",
        (
            cue(LEMMA=any_of(lexicon.ATTITUDE_ADJECTIVES), DEP=any_of(("acomp", "oprd", "conj"))),
            node("preposition", "cue", DEP="prep", LOWER=any_of(("about", "of", "at", "with", "over"))),
            node("content", "preposition", DEP=any_of(("pobj", "pcomp"))),
        ),
    ),
)
