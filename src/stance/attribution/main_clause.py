"""Whether a cue belongs to the main clause of its sentence, the parser's usual mistakes allowed for."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.rules.rule import Candidate
from stance.tokens import FINITE, SUBJECTS, Doc, Token, once_a_token

CONCESSIONS: Final = lexicon.words("although though while whereas")
CONTRASTING: Final = frozenset({"while", "whereas"})
WAVING: Final = lexicon.words("whatever whichever whoever")
WAVING_WORDS: Final = WAVING | {"however", "no", "never"}
EMPTY_VERBS: Final = frozenset({"be", "come", "seem", "appear", "remain"})


def in_main_clause(doc: Doc, candidate: Candidate) -> bool:
    """Whether the cue heads the main clause or hangs on it without a subject of its own."""
    token = doc[candidate.cue]
    phrase = candidate.rule.cue_is_content and token.pos_ == "ADP"
    if candidate.rule.adverbial or phrase or token.pos_ in {"NOUN", "ADJ"}:
        token = token.head
    if contrast(token) is not None:
        return True
    while token.head.i != token.i and _shares_clause(token):
        if token.dep_ == "acl":
            return True
        token = token.head
    return token.dep_ == "ROOT"


def _shares_clause(token: Token) -> bool:
    if token.dep_ in {"conj", "parataxis", "xcomp", "acomp"}:
        return True
    if token.dep_ == "prep":  # "goes on denying", "never tires of saying"
        return any(c.dep_ == "pcomp" for c in token.children)
    if token.dep_ == "acl":  # the parser's mistake for a verb after a long subject
        return _is_root_phrase(token.head)
    if token.dep_ == "ccomp":
        return _is_main_before(token) or _is_empty(token.head)
    if token.dep_ == "advmod":  # "goes so far as to say"
        return token.lower_ == "far"
    return token.dep_ in {"advcl", "pcomp"} and _has_no_subject(token)


def _has_no_subject(verb: Token) -> bool:
    """Whether an adverbial clause borrows its subject and tells no purpose: not "flew to China to ask for aid"."""
    purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if purpose and not any(t.lower_ == "far" for t in (verb.head, *verb.head.children)):
        return False
    return not any(c.dep_ in SUBJECTS or (c.dep_ == "mark" and c.lower_ != "as") for c in verb.children)


def _is_root_phrase(noun: Token) -> bool:
    """Whether a sentence that the parser found no verb for is built on the noun's phrase: "Plenty of analysts"."""
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    return noun.dep_ == "ROOT" and noun.pos_ in {"NOUN", "PROPN"}


def _is_main_before(verb: Token) -> bool:
    """Whether a complement is really a main clause, before a semicolon, a colon or a verb that takes none."""
    if any(t.text in {";", ":"} for t in verb.doc[verb.i : verb.head.i]):
        return True
    return verb.i < verb.head.i and verb.head.lemma_ not in lexicon.CLAUSE_VERBS and verb.head.pos_ == "VERB"


def _is_empty(verb: Token) -> bool:
    """Whether a clause says no more than that another is so: "it is no secret that …", "this is why …"."""
    if verb.is_negated:
        return False
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "expl"}), None)
    return verb.lemma_ in EMPTY_VERBS and subject is not None and subject.lower_ in {"it", "this", "that"}


def contrast(cue: Token) -> Token | None:
    """The word that sets a clause behind the main one beside it: "Ann Lee doubts it, whereas Bo Kim insists on it"."""
    if cue.dep_ != "advcl":
        return None
    mark = next((c for c in cue.lefts if c.lower_ in CONTRASTING), None)
    behind = mark is not None and cue.head.i < mark.i and mark.nbor(-1).text == ","
    return mark if behind else None


def is_conceded(cue: Token) -> bool:
    """Whether what is said only stands beside the main clause: "although the minister has called it a pact"."""
    if contrast(cue) is not None:
        return False
    return cue.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONCESSIONS for c in cue.children)


def waving_word(cue: Token) -> Token | None:
    """The word by which a clause waves away what its subject says: "whatever Ann Lee claims", "no matter what"."""
    if WAVING_WORDS.isdisjoint(cue.doc.words):
        return None
    edges = [left.left_edge for left in cue.lefts]
    if cue.left_edge.i > 1:
        edges.append(cue.left_edge.nbor(-2))  # "no matter", where the parser hung it on the main clause
    return next((word for word in edges if _waves_away(word)), None)


def _waves_away(word: Token) -> bool:
    if word.lower_ == "however":
        return any(after.pos_ in {"ADJ", "ADV"} for after in word.following)
    pairs = {(word.lower_, after.lower_) for after in word.following}
    return word.lower_ in WAVING or not pairs.isdisjoint({("no", "matter"), ("never", "mind")})


@once_a_token
def finite_verb(verb: Token) -> Token | None:
    """The finite one of a verb and its auxiliaries, which tells the tense; None where there is none."""
    helpers = (c for c in verb.children if c.dep_ in {"aux", "auxpass"})
    return next((t for t in (*helpers, verb) if t.tag_ in FINITE), None)
