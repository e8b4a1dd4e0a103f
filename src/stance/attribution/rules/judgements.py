"""Rules whose content is a thing: seen as something, named, judged, felt about, made clear."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.rules.conditions import (
    always,
    among,
    is_felt,
    is_judged,
    is_light,
    is_no_expletive,
    is_object,
    is_present,
    never,
)
from stance.attribution.rules.rule import Rule, anchor, cue, node

JUDGEMENTS: Final[tuple[Rule, ...]] = (
    Rule(
        name="light verb",
        patterns=(
            (
                cue(LEMMA=lexicon.LIGHT, POS="VERB"),
                node("content", "cue", DEP=("dobj", "xcomp", "acomp", "advmod", "oprd")),
            ),
        ),
        condition=is_light,
        fallback=True,
        by_state=never,
        by_document=never,
        separate_claim=False,
    ),
    Rule(
        name="as",
        patterns=(
            (
                cue(LEMMA=lexicon.AS_VERBS, POS="VERB"),
                node("as", "cue", DEP=("prep", "mark", "advcl"), LOWER="as"),
                node("content", "cue", DEP="nsubjpass"),
                node("in", "cue", DEP="prep", LOWER="in"),
                node("source", "in", DEP="pobj", LOWER=lexicon.PLACES | lexicon.METONYMS.keys()),
            ),
            (
                cue(LEMMA=lexicon.AS_VERBS, POS="VERB"),
                node("as", "cue", DEP=("prep", "mark", "advcl"), LOWER="as"),
                node("content", "cue", DEP=("dobj", "nsubjpass")),
            ),
            (
                cue(LEMMA=lexicon.AS_VERBS, POS="VERB"),
                node("by", "cue", DEP="agent"),
                node("as", "by", ">>", LOWER="as", DEP="prep"),
                node("content", "cue", DEP="nsubjpass"),
            ),
            (
                cue(LEMMA=lexicon.AS_VERBS, POS="VERB"),  # "see talking to them as a waste of time"
                node("content", "cue", DEP="xcomp", TAG="VBG"),
                node("as", "content", DEP="prep", LOWER="as"),
            ),
            (
                anchor("as", DEP=("prep", "advcl"), LOWER="as"),
                node("content", "as", "<<", DEP=("dobj", "nsubjpass")),
                node("cue", "content", "<", LEMMA=lexicon.AS_VERBS, POS="VERB"),
            ),
        ),
        condition=is_judged,
        full=True,
        several_parts=True,
        as_said=True,
        by_state=is_present,
        impersonal=True,
        implicit=True,
    ),
    Rule(
        name="naming",
        patterns=(
            (
                cue(LEMMA=lexicon.NAMING, POS="VERB"),
                node("name", "cue", DEP=("oprd", "attr", "acomp")),
                node("content", "cue", DEP=("dobj", "nsubjpass")),
            ),
            (
                cue(LEMMA=lexicon.NAMING, POS="VERB"),
                node("name", "cue", DEP="ccomp", POS="ADJ"),
                node("content", "name", DEP="nsubj"),
            ),
            (
                cue(LEMMA=lexicon.NAMING, POS="VERB"),
                node("name", "cue", DEP="dobj"),
                node("content", "name", DEP="nmod", POS="NOUN"),
                node("the", "name", DEP="det", LOWER="the"),
            ),
        ),
        full=True,
        several_parts=True,
        as_said=True,
        by_state=is_present,
        impersonal=True,
        implicit=True,
    ),
    Rule(
        name="object",
        patterns=(
            (
                cue(LEMMA=lexicon.OBJECT, POS="VERB"),
                node("content", "cue", DEP=("dobj", "ccomp", "xcomp")),
            ),
        ),
        condition=is_object,
        partial=True,
        several_parts=True,
        judges_object=True,
        by_state=among(lexicon.STATE_VIEWS),
        by_document=among(lexicon.OMISSIONS),
        separate_claim=False,
    ),
    Rule(
        name="judgement",
        patterns=(
            (
                cue(LEMMA=lexicon.JUDGEMENT - lexicon.OBJECT, POS="VERB"),
                node("content", "cue", DEP="dobj"),
            ),
        ),
        condition=is_object,
        partial=True,
        judges_object=True,
        by_state=among(lexicon.STATE_VIEWS),
        by_document=among(lexicon.OMISSIONS),
        separate_claim=False,
    ),
    Rule(
        name="phrasal",
        patterns=(
            (
                cue(LEMMA=lexicon.PHRASAL, POS="VERB"),
                node("preposition", "cue", DEP=("prt", "advmod")),
                node("content", "cue", DEP=("dobj", "nsubjpass", "ccomp")),
            ),
        ),
        by_state=among(lexicon.STATE_PHRASAL),
        separate_claim=False,
        pairs=lexicon.PHRASAL,
    ),
    Rule(
        name="feeling",
        patterns=(
            (
                cue(LEMMA=lexicon.EXPERIENCERS, POS="VERB"),
                node("source", "cue", DEP="nsubjpass"),
                node(
                    "by",
                    "cue",
                    DEP=("agent", "prep"),
                    LOWER=("by", "about", "with", "at", "over", "of"),
                ),
                node("content", "by", DEP=("pobj", "pcomp")),
            ),
            (
                cue(LEMMA=lexicon.EXPERIENCERS, POS="VERB"),
                node("source", "cue", DEP="dobj"),
                node("content", "cue", DEP=("nsubj", "csubj")),
            ),
            (
                cue(LEMMA="feel", POS="VERB"),
                node("content", "cue", DEP=("acomp", "oprd")),
            ),
        ),
        condition=is_felt,
        by_state=always,
        separate_claim=False,
    ),
    Rule(
        name="adjective to",
        patterns=(
            (
                cue(LEMMA=lexicon.TO_SOMEBODY, POS=("ADJ", "NOUN")),
                node("to", "cue", DEP="prep", LOWER="to"),
                node("source", "to", DEP="pobj"),
                node("be", "cue", "<", LEMMA=("be", "remain", "seem")),
                node("content", "be", DEP=("nsubj", "csubj", "ccomp")),
            ),
        ),
        by_state=always,
        separate_claim=False,
    ),
    Rule(
        name="clear",
        patterns=(
            (
                cue(LEMMA="make", POS="VERB"),
                node(
                    "adjective",
                    "cue",
                    DEP=("ccomp", "acomp", "oprd"),
                    LOWER=("clear", "plain", "known"),
                ),
                node("content", "cue", ">>", DEP=("ccomp", "csubj", "advcl")),
                node("mark", "content", LOWER="that", DEP="mark"),
            ),
        ),
        reporting=True,
        by_state=always,
    ),
    Rule(
        name="passive object",
        patterns=(
            (
                cue(LEMMA=lexicon.OBJECT, POS="VERB"),
                node("content", "cue", DEP="nsubjpass"),
                node("by", "cue", DEP="agent"),
                node("source", "by", DEP="pobj"),
            ),
        ),
        condition=is_no_expletive,
        judges_object=True,
    ),
    Rule(
        name="preposition",
        patterns=(
            (
                cue(LEMMA=lexicon.PREPOSITION, POS="VERB"),
                node("preposition", "cue", DEP="prep"),
                node("content", "preposition", DEP=("pobj", "pcomp")),
            ),
        ),
        partial=True,
        several_parts=True,
        as_said=True,
        judges_object=True,
        by_state=among(lexicon.STATE_VIEWS),
        separate_claim=False,
        pairs=lexicon.PREPOSITION,
    ),
)
