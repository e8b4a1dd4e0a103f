"""Rules whose content is a thing: seen as something, named, judged, felt about, made clear."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.patterns import Rule, any_of, cue, node

JUDGEMENTS: Final[tuple[Rule, ...]] = (
    Rule(
        "as",
        (
            cue(LEMMA=any_of(lexicon.AS_VERBS), POS="VERB"),
            node("as", "cue", DEP=any_of(("prep", "mark", "advcl")), LOWER="as"),
            node("content", "cue", DEP="nsubjpass"),
            node("in", "cue", DEP="prep", LOWER="in"),
            node("source", "in", DEP="pobj", LOWER=any_of(lexicon.PLACES | lexicon.METONYMS.keys())),
        ),
    ),
    Rule(
        "as",
        (
            cue(LEMMA=any_of(lexicon.AS_VERBS), POS="VERB"),
            node("as", "cue", DEP=any_of(("prep", "mark", "advcl")), LOWER="as"),
            node("content", "cue", DEP=any_of(("dobj", "nsubjpass"))),
        ),
        implicit=True,
    ),
    Rule(
        "as",
        (
            cue(LEMMA=any_of(lexicon.AS_VERBS), POS="VERB"),
            node("by", "cue", DEP="agent"),
            node("as", "by", ">>", LOWER="as", DEP="prep"),
            node("content", "cue", DEP="nsubjpass"),
        ),
    ),
    Rule(
        "as",
        (
            cue(LEMMA=any_of(lexicon.AS_VERBS), POS="VERB"),
            node("content", "cue", DEP=any_of(("dobj", "nsubjpass"))),
            node("as", "content", ">>", DEP=any_of(("prep", "advcl")), LOWER="as"),
        ),
        implicit=True,
    ),
    Rule(
        "naming",
        (
            cue(LEMMA=any_of(lexicon.NAMING), POS="VERB"),
            node("name", "cue", DEP=any_of(("oprd", "attr", "acomp"))),
            node("content", "cue", DEP=any_of(("dobj", "nsubjpass"))),
        ),
        implicit=True,
    ),
    Rule(
        "naming",
        (
            cue(LEMMA=any_of(lexicon.NAMING), POS="VERB"),
            node("content", "cue", DEP="dobj"),
            node("name", "content", DEP="amod"),
        ),
    ),
    Rule(
        "naming",
        (
            cue(LEMMA=any_of(lexicon.NAMING), POS="VERB"),
            node("name", "cue", DEP=any_of(("oprd", "acomp")), POS="ADJ"),
            node("content", "name", DEP=any_of(("compound", "nmod")), POS="NOUN"),
        ),
    ),
    Rule(
        "naming",
        (
            cue(LEMMA=any_of(lexicon.NAMING), POS="VERB"),
            node("name", "cue", DEP="dobj"),
            node("content", "name", DEP="nmod", POS="NOUN"),
            node("the", "name", DEP="det", LOWER="the"),
        ),
    ),
    Rule(
        "object",
        (
            cue(LEMMA=any_of(lexicon.OBJECT), POS="VERB"),
            node("content", "cue", DEP=any_of(("dobj", "ccomp", "xcomp"))),
        ),
    ),
    Rule(
        "judgement",
        (
            cue(LEMMA=any_of(lexicon.JUDGEMENT - lexicon.OBJECT), POS="VERB"),
            node("content", "cue", DEP="dobj"),
        ),
    ),
    Rule(
        "phrasal",
        (
            cue(LEMMA=any_of(frozenset(lexicon.PHRASAL)), POS="VERB"),
            node("preposition", "cue", DEP=any_of(("prt", "advmod"))),
            node("content", "cue", DEP=any_of(("dobj", "nsubjpass", "ccomp"))),
        ),
        pairs=lexicon.PHRASAL,
    ),
    Rule(
        "feeling",
        (
            cue(LEMMA=any_of(lexicon.EXPERIENCERS), POS="VERB"),
            node("source", "cue", DEP="nsubjpass"),
            node("by", "cue", DEP=any_of(("agent", "prep")), LOWER=any_of(("by", "about", "with", "at", "over"))),
            node("content", "by", DEP=any_of(("pobj", "pcomp"))),
        ),
    ),
    Rule(
        "feeling",
        (
            cue(LEMMA=any_of(lexicon.EXPERIENCERS), POS="VERB"),
            node("source", "cue", DEP="dobj"),
            node("content", "cue", DEP=any_of(("nsubj", "csubj"))),
        ),
    ),
    Rule(
        "feeling",
        (
            cue(LEMMA="feel", POS="VERB"),
            node("content", "cue", DEP=any_of(("acomp", "oprd"))),
        ),
    ),
    Rule(
        "adjective to",
        (
            cue(LEMMA=any_of(lexicon.TO_SOMEBODY), POS=any_of(("ADJ", "NOUN"))),
            node("to", "cue", DEP="prep", LOWER="to"),
            node("source", "to", DEP="pobj"),
            node("be", "cue", "<", LEMMA=any_of(("be", "remain", "seem"))),
            node("content", "be", DEP=any_of(("nsubj", "csubj", "ccomp"))),
        ),
    ),
    Rule(
        "clear",
        (
            cue(LEMMA="make", POS="VERB"),
            node("adjective", "cue", DEP=any_of(("ccomp", "acomp", "oprd")), LOWER=any_of(("clear", "plain", "known"))),
            node("content", "cue", ">>", DEP=any_of(("ccomp", "csubj", "advcl"))),
            node("mark", "content", LOWER="that", DEP="mark"),
        ),
    ),
    Rule(
        "include",
        (
            cue(LEMMA="include", POS="VERB"),
            node("content", "cue", DEP="nsubj"),
            node("view", "content", ">>", LEMMA=any_of(lexicon.CLAUSE_VERBS | lexicon.VOICING), POS="VERB"),
            node("who", "view", LOWER=any_of(("who", "that"))),
            node("source", "cue", DEP="dobj", POS="PROPN"),
        ),
    ),
    Rule(
        "passive object",
        (
            cue(LEMMA=any_of(frozenset(lexicon.PREPOSITION)), POS="VERB"),
            node("preposition", "cue", DEP="prep"),
            node("by", "cue", DEP="agent"),
            node("source", "by", DEP="pobj"),
            node("content", "cue", DEP="nsubjpass"),
        ),
        pairs=lexicon.PREPOSITION,
    ),
    Rule(
        "passive object",
        (
            cue(LEMMA=any_of(lexicon.OBJECT), POS="VERB"),
            node("content", "cue", DEP="nsubjpass"),
            node("by", "cue", DEP="agent"),
            node("source", "by", DEP="pobj"),
        ),
    ),
    Rule(
        "preposition",
        (
            cue(LEMMA=any_of(frozenset(lexicon.PREPOSITION)), POS="VERB"),
            node("preposition", "cue", DEP="prep"),
            node("content", "preposition", DEP=any_of(("pobj", "pcomp"))),
        ),
        pairs=lexicon.PREPOSITION,
    ),
)
