"""Rules whose content is a clause: said, thought, wanted, or hung on a noun or an adjective."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.rules.conditions import (
    always,
    among,
    is_about_a_thing,
    is_about_others,
    is_adjectival,
    is_behind,
    is_no_report,
    is_quoted,
    is_said,
    is_state_of_mind,
    is_stray,
    never,
)
from stance.attribution.rules.rule import Rule, anchor, cue, node
from stance.tokens import VERBAL

CLAUSE: Final = lexicon.CLAUSE_VERBS | lexicon.PASSIVE_ONLY

QUOTED_AS: Final = lexicon.SPEECH | lexicon.NAMING | lexicon.AS_VERBS

COPULAS: Final = ("appear", "be", "become", "feel", "grow", "look", "remain", "seem", "sound", "stay")

CLAUSES: Final[tuple[Rule, ...]] = (
    Rule(
        name="clause",
        patterns=(
            (cue(LEMMA=CLAUSE, POS=VERBAL), node("content", "cue", DEP="ccomp")),
            (
                cue(LOWER=lexicon.THIRD_PERSON_FORMS, TAG="NNS", DEP=("ROOT", "dep")),
                node("source", "cue", DEP="compound"),
                node("content", "cue", DEP=("ccomp", "relcl", "acl")),
                node("that", "content", LOWER="that"),
            ),
            (
                cue(LEMMA=CLAUSE, POS="NOUN", DEP="ROOT"),
                node("source", "cue", DEP="nsubj", TAG=("NNS", "NNPS")),
                node("content", "cue", DEP=("ccomp", "xcomp")),
            ),
        ),
        condition=is_said,
        implicit=True,
        full=True,
        reporting=True,
        reports_acts=True,
        impersonal=True,
    ),
    Rule(
        name="would have",
        patterns=(
            (
                cue(LEMMA="have", POS="VERB"),
                node("would", "cue", DEP="aux", LOWER=("would", "'d")),
                node("content", "cue", DEP="ccomp", LEMMA=lexicon.BELIEF, TAG="VB"),
                node("clause", "content", DEP="ccomp"),
            ),
        ),
        reporting=True,
        full=True,
        last_clause=True,
    ),
    Rule(
        name="parenthesis",
        patterns=((cue(LEMMA=CLAUSE, DEP=("parataxis", "dep")), node("content", "cue", "<")),),
        adverbial=True,
        own_subject=True,
        reporting=True,
        whole_sentence=True,
    ),
    Rule(
        name="stray clause",
        patterns=(
            (
                anchor("mark", LOWER="that", DEP="mark"),
                node("content", "mark", "<", DEP=("relcl", "acl", "advcl")),
                node("cue", "content", "<<", LEMMA=lexicon.SAYING, POS="VERB"),
            ),
        ),
        condition=is_stray,
        full=True,
        reporting=True,
    ),
    Rule(
        name="as clause",
        patterns=(
            (
                cue(LEMMA=lexicon.AS_CLAUSE, DEP="advcl"),
                node("mark", "cue", LOWER="as", DEP=("mark", "advmod")),
                node("content", "cue", "<", POS=VERBAL),
            ),
            (  # "as Ann Lee used to warn"
                cue(LEMMA=("use", "like", "love"), DEP="advcl"),
                node("said", "cue", LEMMA=lexicon.AS_CLAUSE, DEP="xcomp"),
                node("mark", "cue", LOWER="as", DEP=("mark", "advmod")),
                node("content", "cue", "<", POS=VERBAL),
            ),
            (
                cue(LEMMA=lexicon.AS_CLAUSE, DEP="conj"),
                node("so", "cue", LOWER="so", DEP="advmod"),
                node("content", "cue", "<", POS=VERBAL),
                node("or", "content", LOWER="or", DEP="cc"),
            ),
        ),
        adverbial=True,
        own_subject=True,
        reporting=True,
        by_state=always,
    ),
    Rule(
        name="infinitive",
        patterns=(
            (
                cue(LEMMA=lexicon.CLAIMS, POS=VERBAL),
                node("content", "cue", DEP=("xcomp", "ccomp")),
                node("to", "content", LOWER="to", DEP="aux"),
            ),
        ),
        auxiliary=True,
        by_state=always,
        separate_claim=False,
    ),
    Rule(  # "the pact is thought to hold"
        name="raising",
        patterns=(
            (
                cue(LEMMA=lexicon.RAISING, TAG="VBN"),
                node("passive", "cue", DEP="auxpass"),
                node("content", "cue", DEP=("xcomp", "ccomp")),
                node("to", "content", LOWER="to", DEP="aux"),
            ),
        ),
        condition=is_no_report,
        cue_is_content=True,
        implicit=True,
        auxiliary=True,
        separate_claim=False,
        impersonal=True,
    ),
    Rule(
        name="request",
        patterns=(
            (
                cue(LEMMA=lexicon.REQUEST, POS="VERB"),
                node("addressee", "cue", DEP=("dobj", "dative")),
                node("content", "cue", DEP=("xcomp", "ccomp", "advcl")),
                node("to", "content", LOWER="to", DEP="aux"),
            ),
        ),
        condition=is_behind,
        full=True,
        several_parts=True,
    ),
    Rule(
        name="quoted as saying",
        patterns=(
            (
                cue(LEMMA=lexicon.QUOTED_PASSIVE, POS="VERB"),
                node("source", "cue", DEP="nsubjpass"),
                node("as", "cue", DEP=("prep", "advcl", "mark"), LOWER=("as", "with")),
                node("content", "as", DEP=("pcomp", "pobj")),
            ),
            (
                cue(LEMMA=lexicon.QUOTED_PASSIVE | lexicon.PAST_PASSIVE, POS="VERB"),
                node("source", "cue", DEP="nsubjpass"),
                node("content", "cue", DEP=("xcomp", "advcl", "ccomp"), LEMMA=QUOTED_AS),
            ),
            (
                cue(LEMMA=("cite", "quote"), POS="VERB"),
                node("source", "cue", DEP="dobj"),
                node("as", "cue", ">>", DEP="prep", LOWER="as"),
                node("content", "as", DEP="pcomp"),
            ),
        ),
        condition=is_quoted,
        reporting=True,
        full=True,
        last_clause=True,
    ),
    Rule(
        name="mood",
        patterns=(
            (
                cue(LEMMA=lexicon.MOODS, POS="NOUN", DEP="nsubj"),
                node("be", "cue", "<", LEMMA="be"),
                node("content", "be", DEP=("acomp", "attr", "ccomp")),
                node("preposition", "cue", DEP="prep", LOWER=("among", "in", "of")),
                node("source", "preposition", DEP="pobj"),
            ),
        ),
        by_state=always,
    ),
    Rule(
        name="noun clause",
        patterns=(
            (
                cue(LEMMA=lexicon.NOMINAL_VIEWS, POS="NOUN"),
                node("content", "cue", DEP=("acl", "ccomp", "relcl")),
                node("mark", "content", LOWER=("that", "to"), DEP=("mark", "aux")),
            ),
        ),
        implicit=True,
        carried=True,
    ),
    Rule(
        name="noun is",
        patterns=(
            (
                cue(LEMMA=lexicon.NOMINAL_VIEWS, POS="NOUN", DEP="nsubj"),
                node("be", "cue", "<", LEMMA="be"),
                node("content", "be", DEP="ccomp"),
            ),
        ),
        reporting=True,
    ),
    Rule(
        name="what is",
        patterns=(
            (
                cue(LEMMA=lexicon.CLAUSE_VERBS - lexicon.SHOWING, DEP="csubj"),
                node("what", "cue", DEP="dobj", LOWER="what"),
                node("be", "cue", "<", LEMMA="be"),
                node("content", "be", DEP=("ccomp", "xcomp")),
            ),
        ),
        reporting=True,
        main_clause=True,
        by_state=always,
    ),
    Rule(
        name="adjective",
        patterns=(
            (
                cue(LOWER=lexicon.ATTITUDE_ADJECTIVES, DEP=("acomp", "oprd", "conj", "xcomp")),
                node("content", "cue", DEP=("ccomp", "xcomp")),
            ),
        ),
        condition=is_adjectival,
        auxiliary=True,
        by_state=among(lexicon.STATE_MINDS),
    ),
    Rule(
        name="attitude",
        patterns=(
            (
                cue(LOWER=lexicon.BARE_ATTITUDES, DEP=("acomp", "ROOT", "conj")),
                node("content", "cue", "<", LEMMA=COPULAS),
            ),
            (cue(LOWER=lexicon.BARE_ATTITUDES, DEP="ROOT", TAG="VBN"), node("content", "cue", DEP="auxpass")),
        ),
        condition=is_about_others,
        fallback=True,
        cue_is_content=True,
        by_state=never,
        separate_claim=False,
    ),
    Rule(
        name="state of mind",
        patterns=(
            (
                anchor("noun", LEMMA=frozenset().union(*lexicon.MIND_PHRASES.values()), DEP=("pobj", "pcomp")),
                node("cue", "noun", "<", LOWER=lexicon.MIND_PHRASES, DEP="prep"),
                node("content", "cue", "<", LEMMA=COPULAS),
            ),
            (
                cue(LEMMA=lexicon.MINDED - lexicon.SPEECH | lexicon.AGREEING, POS="VERB", DEP="ROOT"),
                node("content", "cue", DEP="nsubj"),
            ),
            (
                cue(LEMMA=lexicon.SAYING | {"read"}, POS=VERBAL),
                node("content", "cue", DEP="advmod", LOWER=("differently", "otherwise")),
            ),
        ),
        condition=is_state_of_mind,
        fallback=True,
        cue_is_content=True,
        by_state=never,
        by_document=never,
        separate_claim=False,
    ),
    Rule(
        name="adjective about",
        patterns=(
            (
                cue(LOWER=lexicon.ATTITUDE_ADJECTIVES, DEP=("acomp", "oprd", "conj")),
                node("preposition", "cue", DEP="prep", LOWER=("about", "of", "at", "with", "over")),
                node("content", "preposition", DEP=("pobj", "pcomp")),
            ),
        ),
        condition=is_about_a_thing,
        by_state=among(lexicon.STATE_MINDS),
        separate_claim=False,
    ),
)
