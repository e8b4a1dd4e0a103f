"""Conditions on a match that a dependency pattern cannot express, and which cues make a state or a document hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stance import lexicon
from stance.attribution.rules.rule import Nodes
from stance.attribution.source import has_speaking_subject, inverted_source
from stance.attribution.source_kind import DATES, SourceKind, is_anybody, kind_of
from stance.lexicon.text import UNKNOWN, noun_class
from stance.tokens import SUBJECTS, VERBAL, Token, text_of

LOOSE: Final = frozenset({"punct", "advmod", "npadvmod", "neg", "cc", "conj"})
"""What may follow a verb that has no complement."""

MENTAL: Final = frozenset({"attribute", "cognition", "communication", "feeling", "state"})
"""Classes of nouns of what can be judged of and not be taken or given away."""

BARE_HOLDERS: Final = frozenset({"him", "her", "them", "some", "others", "many", "most"})
"""Words after which "for" needs no comma to tell whose view it is: "for them the port is lost"."""

SEEMING: Final = lexicon.words("appear be feel look mean remain seem sound stay")
"""Verbs of how something is to somebody."""

MEANING: Final = SEEMING | lexicon.words("amount come embody lie reflect represent signify stand symbolise symbolize")
"""Verbs of what something is or means."""

WITH_WRITER: Final = frozenset({"i", "me", "us", "we", "my", "our"})
"""Words by which the writer is one of those of whom a phrase tells: "for most of us"."""

GUESSING: Final = frozenset({"can", "could", "may", "might", "would"})
"""Auxiliaries by which the writer guesses how a thing would be for others."""

BESIDE: Final = frozenset({"while", "whereas", "but"})
"""Words that open a clause beside another: "…, while for Ann Lee it is a trap"."""

LEADING_PARTS: Final = frozenset({"ADP", "ADV", "CCONJ", "PUNCT", "SCONJ"})
LONGEST_LEAD: Final = 4
"""Tokens that may only lead in to what is said: "In reality, for them, …"."""

AUXILIARIES: Final = frozenset({"agent", "aux", "auxpass", "mark"})
"""What a participle that only leads in to a clause has none of."""

ACTING: Final = frozenset({"grant", "hold", "share", "take"})

FUTURE: Final = frozenset({"will", "would", "may", "might", "could"})


def is_said(nodes: Nodes) -> bool:
    """Whether the complement is what is said: not seen happening, and not the clause before a semicolon."""
    cue, content = nodes["cue"], nodes["content"]
    if content.i < cue.i:
        parted = any(t.text in {";", ":"} for t in cue.doc[content.i : cue.i])
    else:
        parted = _lacks_that(cue, content) or _holds_the_source(cue, content)
    if parted or _is_told_it(cue) or _sees_to_it(cue):
        return False
    bare = content.tag_ in {"VB", "VBG", "VBN"} and cue.lemma_ not in lexicon.SUBJUNCTIVE
    return not bare or cue.lemma_ in lexicon.SPEECH or any(_makes_clause(c) for c in content.children)


def _lacks_that(cue: Token, content: Token) -> bool:
    """Whether a verb that reports only with "that" stands without it: "took the train left early"."""
    if cue.lemma_ not in lexicon.THAT_ONLY:
        return False
    as_is = cue.lemma_ in lexicon.AS_VERBS and any(c.lower_ == "as" and c.dep_ == "mark" for c in content.children)
    marked = any(c.lower_ in {"that", '"'} for c in (content.left_edge, *content.children, *cue.children))
    return not as_is and not marked


def _holds_the_source(cue: Token, content: Token) -> bool:
    """Whether the complement is parsed to hold the one who speaks, so that it is no complement."""
    if has_speaking_subject(cue):  # "Ann Lee, a lawyer, said Russia …"
        return False
    inverted = inverted_source(cue)
    return inverted is not None and inverted in content.subtree


def _sees_to_it(cue: Token) -> bool:
    """Whether "sees to it that" something is done."""
    return cue.lemma_ == "see" and any(c.lower_ == "to" and c.dep_ == "prep" for c in cue.children)


def _makes_clause(token: Token) -> bool:
    """Whether a verb form without tense is a clause with it: "to leave", "should leave"."""
    return token.dep_ in {"aux", "mark", "auxpass"} or token.tag_ == "MD"


def _is_told_it(cue: Token) -> bool:
    """Whether a participle tells what its subject was asked, who then says more: "Asked if it rained, Lee said no"."""
    bare = (
        cue.head.lemma_ in lexicon.CLAUSE_VERBS
        and cue.tag_ == "VBN"
        and cue.dep_ == "advcl"
        and not any(c.dep_ in AUXILIARIES for c in cue.children)
    )
    return bare and cue.lemma_ not in lexicon.EXPERIENCERS


def is_stray(nodes: Nodes) -> bool:
    """Whether a "that" clause hangs on a time or place after the cue only by the parser's mistake."""
    cue, content = nodes["cue"], nodes["content"]
    between = content.head
    return (
        (
            (between.i > cue.i and between.head.dep_ in {"prep", "npadvmod"})
            or between.dep_ in {"npadvmod", "dobj", "dative"}
        )
        and between.lemma_ not in lexicon.REPORT_NOUNS
        and not any(c.dep_ == "ccomp" for c in cue.children)
        and not any(c.dep_ in SUBJECTS and c.lower_ == "that" for c in content.children)
    )


def opens_clause(nodes: Nodes) -> bool:
    """Whether "for X," opens the sentence, or a clause with "while", and a judgement follows that is X's.

    X must be somebody who can hold a view, and words before it may only lead in to what is said.
    """
    cue, source, content = nodes["cue"], nodes["source"], nodes["content"]
    opens, beside = _is_led_in_to(cue), cue.i > 0 and cue.nbor(-1).lower_ in BESIDE
    if not (opens or beside) or not _is_holder(source) or not _is_judgement(content):
        return False
    if not beside and _is_measured(content):  # "while for others the stairs are quicker" sets two views side by side
        return False
    after = text_of(cue.doc[source.right_edge.i + 1 : source.right_edge.i + 2])
    if after == ",":
        return cue.lower_ == "for" or content.lemma_ in SEEMING or source.pos_ == "PRON"
    if cue.lower_ == "for":
        return source.lower_ in BARE_HOLDERS
    return content.lemma_ in SEEMING and source.pos_ in {"PRON", "PROPN"}


def _is_holder(source: Token) -> bool:
    """Whether "for X" names whose view it is: not "for one", "for most of May", "for Easter", "for a thief who …".

    Nor those whom the writer is one of, as in "for most of us": their view is the writer's.
    """
    if source.lower_ in {"one", "starters", "beginners"} or is_anybody(source):
        return False
    if any(t.lower_ in WITH_WRITER for t in source.subtree):
        return False
    named = source.pos_ == "PROPN" or source.lower_ in BARE_HOLDERS or source.text.istitle()
    kind = kind_of(source)
    if kind is SourceKind.PERSON:
        return named or source.pos_ == "NOUN"
    lone = source.text.istitle() and not source.n_rights and source.lower_ not in DATES
    mistagged = lone and noun_class(source.lower_) == UNKNOWN  # a surname that is taken for a noun
    return named and (kind is SourceKind.STATE or mistagged)


def _is_judgement(verb: Token) -> bool:
    """Whether a clause tells what a thing is or means: not "a road was built", "it may be more"."""
    if verb.lemma_ in lexicon.JUDGEMENT:
        return any(c.dep_ == "auxpass" for c in verb.children)  # "is seen as"
    guessed = any(c.dep_ == "aux" and c.lower_ in GUESSING for c in verb.children)
    return verb.lemma_ in MEANING and not guessed


def _is_measured(verb: Token) -> bool:
    """Whether a clause compares what can be measured: "for night crews, tea was cheaper"."""
    return any(c.dep_ == "acomp" and c.tag_ == "JJR" for c in verb.children)


def _is_led_in_to(cue: Token) -> bool:
    """Whether nothing stands before it in its sentence but "and", "indeed," or "in reality,"."""
    before = cue.doc[cue.sent.start : cue.i]
    parted = not len(before) or before[-1].pos_ in {"CCONJ", "PUNCT"}  # not "even for", "remarkably for"
    return parted and len(before) <= LONGEST_LEAD and all(t.pos_ in LEADING_PARTS or t.dep_ == "pobj" for t in before)


def is_felt(nodes: Nodes) -> bool:
    """Whether a feeling is told: "will not frighten them" is the writer's guess."""
    cue = nodes["cue"]
    return not cue.is_negated and not any(c.lower_ in FUTURE for c in cue.children)


def is_about_a_thing(nodes: Nodes) -> bool:
    """Whether an adjective or a verb is about another: not "sure of themselves", "finds herself in a swamp"."""
    return not nodes["content"].lower_.endswith(("self", "selves"))


def is_adjectival(nodes: Nodes) -> bool:
    """Whether a participle is no verb: "was agreed that", not "balked, and agreed to go"."""
    return nodes["cue"].tag_ != "VBD"


def is_state_of_mind(nodes: Nodes) -> bool:
    """Whether a phrase tells a state of mind ("was in two minds"), or a verb of mind stands alone ("disagreed").

    So does one with a word for another view behind it: "reads the figures differently", not "Otherwise, he thinks …".
    """
    cue, noun, content = nodes["cue"], nodes.get("noun"), nodes["content"]
    if noun is not None:
        return noun.lemma_ in lexicon.MIND_PHRASES[cue.lower_]
    if content.dep_ == "advmod":
        return content.i > cue.i and any(c.dep_ == "dobj" for c in cue.children)
    return not any(c.i > cue.i and c.dep_ not in LOOSE for c in cue.children)


def is_about_others(nodes: Nodes) -> bool:
    """Whether an adjective is of the mind and does not turn back on its subject.

    Not "sure of themselves", nor "risk-averse", which tells how somebody acts.
    """
    cue = nodes["cue"]
    hyphened = cue.i > 0 and cue.nbor(-1).text == "-"
    return not hyphened and not any(t.lower_.endswith(("self", "selves")) for t in cue.subtree)


def is_judged(nodes: Nodes) -> bool:
    """Whether a thing is judged as something: not "as Riga sees it"."""
    return nodes["as"].dep_ != "mark" or nodes["as"].i > nodes["cue"].i


def is_object(nodes: Nodes) -> bool:
    """Whether the object is itself what is spoken of: not the "concern" of "express concern that …".

    What verbs that report only with "that" have for an object, is acted upon: "took the train", "granted them a port",
    and what one takes on is no view.
    """
    cue, content = nodes["cue"], nodes["content"]
    if cue.lemma_ == "take" and any(c.dep_ == "prt" for c in cue.children):
        return False
    if content.i < cue.i and any(t.text in {";", ":"} for t in cue.doc[content.i : cue.i]):  # "P; it threatens Q"
        return False
    minded = noun_class(content.lemma_.lower()) in MENTAL or content.pos_ == "PRON" or cue.lemma_ not in ACTING
    return minded and not _hands_on(content) and is_about_a_thing(nodes)


def _hands_on(noun: Token) -> bool:
    """Whether a noun object only carries the content that hangs below it: "express concern that …"."""
    if noun.lemma_ in lexicon.REPORT_NOUNS and any(
        c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i for c in noun.children
    ):
        return True
    prepositions = lexicon.STANCE_NOUNS.get(noun.lemma_, frozenset())
    return any(c.dep_ == "prep" and c.lower_ in prepositions for c in noun.children)


def names_somebody(nodes: Nodes) -> bool:
    """Whether somebody is named after "per" or "according to": not "per week", "according to plan"."""
    source = nodes["source"]
    measure = nodes["cue"].lower_ == "per" or (source.tag_ == "NN" and not source.n_lefts)
    return not measure or source.pos_ == "PROPN" or kind_of(source) is SourceKind.PERSON


def is_no_expletive(nodes: Nodes) -> bool:
    """Whether a passive's subject is what is spoken of: not the "it" of "it was claimed by Ann Lee that …"."""
    return nodes["content"].lower_ != "it" or not any(c.dep_ == "ccomp" for c in nodes["cue"].children)


def is_behind(nodes: Nodes) -> bool:
    """Whether what somebody is asked to do stands behind the verb: not "to hear Ann Lee tell it, …"."""
    return nodes["cue"].i < nodes["content"].i


def is_light(nodes: Nodes) -> bool:
    """Whether the verb and its noun make up an attitude: "takes comfort", not "takes a train"."""
    return nodes["content"].lemma_ in lexicon.LIGHT[nodes["cue"].lemma_]


def is_quoted(nodes: Nodes) -> bool:
    """Whether somebody is said to have said or called something: not "was cited as a cause"."""
    cue, content = nodes["cue"], nodes["content"]
    if cue.lemma_ in lexicon.PAST_PASSIVE and not (
        _is_perfect(content) and kind_of(nodes["source"]) is SourceKind.PERSON
    ):
        return False
    return _is_spoken(content) if content.pos_ in VERBAL else content.lemma_ in lexicon.REPORT_NOUNS


def is_no_report(nodes: Nodes) -> bool:
    """Whether nobody is said to have said it: "is thought to want it", not "is expected to say that it is dead"."""
    cue, content = nodes["cue"], nodes["content"]
    words = any(c.dep_ == "ccomp" and c != content for c in (*content.children, *cue.children))
    reported = words or cue.lemma_ in lexicon.QUOTED_PASSIVE or _is_perfect(content)
    return not (reported and _is_spoken(content))


def _is_perfect(infinitive: Token) -> bool:
    return any(c.lower_ == "have" for c in infinitive.children)


def _is_spoken(verb: Token) -> bool:
    return verb.lemma_ in lexicon.SPEECH | lexicon.NAMING | lexicon.AS_VERBS


def never(cue: Token) -> bool:
    """Whatever the cue."""
    return False


def always(cue: Token) -> bool:
    """Whatever the cue."""
    return True


def is_present(cue: Token) -> bool:
    """Whether a verb or its auxiliary is in the simple present: "views", "do not view", "is viewed"."""
    helpers = (t for t in cue.children if t.dep_ in {"aux", "auxpass"} and t.lemma_ in {"do", "be"})
    far = any(c.lower_ == "far" for c in cue.head.children)  # "went so far as to call": no matter when
    return far or any(t.tag_ in {"VBZ", "VBP"} for t in (cue, *helpers))


def among(lemmas: frozenset[str]) -> Callable[[Token], bool]:
    """A condition: the cue or its lemma is one of these ("concerned", which may be taken for a form of "concern")."""
    return lambda cue: cue.lemma_ in lemmas or cue.lower_ in lemmas
