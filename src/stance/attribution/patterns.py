"""The rules of attribution as named data for spaCy's `DependencyMatcher`.

Each rule has a node `cue` (the word that hands the proposition over) and a node `content` (the head of what is handed
over); `source`, where a rule has it, is the head of who holds it, else the cue's subject is sought. Labels are those of
spaCy's English models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from stance import lexicon

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named dependency pattern.

    `implicit` rules may stand without a source. `pairs` says which words node `preposition` may be for a cue's lemma.
    """

    name: str
    pattern: tuple[Node, ...]
    implicit: bool = False
    pairs: Mapping[str, frozenset[str]] | None = None

    @property
    def nodes(self) -> tuple[str, ...]:
        """The names of the pattern's nodes in order."""
        return tuple(str(part["RIGHT_ID"]) for part in self.pattern)


def cue(**attributes: Any) -> Node:  # noqa: ANN401 - a matcher attribute is a string or a predicate
    """The anchor node."""
    return {"RIGHT_ID": "cue", "RIGHT_ATTRS": attributes}


def node(name: str, head: str, operator: str = ">", **attributes: Any) -> Node:  # noqa: ANN401
    """A node that stands in relation `operator` to `head` (">" is: a child of it)."""
    return {"LEFT_ID": head, "REL_OP": operator, "RIGHT_ID": name, "RIGHT_ATTRS": attributes}


def any_of(values: frozenset[str] | tuple[str, ...]) -> dict[str, list[str]]:
    """A predicate: one of these, in a stable order."""
    return {"IN": sorted(values)}


VERB: Final = any_of(("VERB", "AUX"))
CLAUSE: Final = any_of(lexicon.CLAUSE_VERBS | lexicon.PASSIVE_ONLY)

NAMED: Final = {"POS": any_of(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")), "IS_PUNCT": False}
SPOKEN: Final = {"LEMMA": any_of(lexicon.SPEECH | lexicon.BELIEF), "TAG": any_of(("VBD", "VBZ", "VBP"))}
SAID: Final = {"LEMMA": any_of(lexicon.SPEECH), "TAG": any_of(("VBD", "VBZ", "VBP", "VB"))}
ADVERBS: Final = {"POS": "ADV", "OP": "*"}

INSERTED: Final[tuple[list[Node], ...]] = (
    [{"TEXT": ","}, {"POS": "PRON", "TAG": "PRP"}, ADVERBS, SPOKEN, ADVERBS, {"TEXT": any_of((",", ".", ":"))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, SPOKEN, ADVERBS, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SPOKEN, {**NAMED, "OP": "{1,6}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SAID, {"POS": any_of(("DET", "ADJ"))}, {**NAMED, "OP": "{1,5}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "leave"}, {"LOWER": "no"}, {"LOWER": "doubt"}, {"TEXT": ","}],
)
"""For the token `Matcher`: a clause of saying between commas, or after the last one, however the parser took it."""

RULES: Final[tuple[Rule, ...]] = (
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
"""All rules; where two give the same content for the same cue, the earlier one names it."""
