"""From a cue to who holds what it hands over: its subject, its agent, or the subject it shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stance import lexicon
from stance.attribution.source_kind import SourceKind, kind_of
from stance.tokens import FINITE, SUBJECTS, VERBAL, Token, once_a_token

MAX_STEPS: Final = 5
"""How far up a cue looks for a subject to share."""

MIN_ASIDE: Final = 4
MAX_ASIDE: Final = 12
"""Tokens before a verb that a subject and an aside behind it take at least, and at most."""

UTTERING: Final = lexicon.words("advance express float hear make offer raise share voice")
"""Verbs of bringing out a view: "a fear voiced by Ann Lee"."""

SHARING: Final = lexicon.words("conj xcomp advcl acl relcl pcomp acomp oprd prep ccomp")
"""How a cue hangs on a word whose subject may be its own."""

BROUGHT_TO: Final = lexicon.words("of for from into")
"""Prepositions before what the object of a verb does: "accused Lee of saying", "talked Lee into thinking"."""

EXPLETIVES: Final = frozenset({"it", "i]t", "there"})
"""Subjects that hold nothing when they are not the cue's own: "it is worth noting that …"."""


OWN: Final = SUBJECTS | {"expl"}
"""Labels of a verb's own subject."""

NOUN_PHRASE: Final = frozenset({"ADJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN"})
"""What a noun phrase is made of, as long as no preposition adds another."""

NOUN_PHRASES: Final = NOUN_PHRASE | {"ADP", "CCONJ", "PUNCT"}

CLOSING_QUOTES: Final = frozenset({'"', "''", "'", "’", "”"})


@once_a_token
def find_source(cue: Token) -> Token | None:
    """Who holds what `cue` hands over: its subject or agent, or that of the word it depends on; None if nobody."""
    if cue.pos_ == "NOUN":
        return inverted_source(cue) or _noun_source(cue)
    active, joined = not _passive(cue), False
    for step in range(MAX_STEPS):
        own = own_source(cue)
        if own is not None:
            return None if step and own.lower_ in EXPLETIVES else own
        if joined and active and _passive(cue):  # "whose works were read and who doubt it" have one subject
            return passive_subject(cue)
        joined = cue.dep_ == "conj"
        made_to = _controlling_object(cue) or _noun_with_clause(cue)
        if made_to is not None:
            return made_to
        if _passive(cue) or not _shares(cue):
            return None
        cue = cue.head.head if _is_purpose(cue) else cue.head
    return None


def _noun_with_clause(cue: Token) -> Token | None:
    """The noun whose clause a verb heads, where the noun does what the verb says: "a note warning that"."""
    of_noun = cue.dep_ == "acl" and cue.head.pos_ in {"NOUN", "PROPN", "PRON"} and not _passive(cue)
    return _counting(cue.head) if of_noun and not _is_purpose(cue) else None


def _shares(cue: Token) -> bool:
    return cue.dep_ in SHARING or (cue.dep_ == "advmod" and cue.lower_ == "far")


def _is_purpose(verb: Token) -> bool:
    """Whether a verb tells what a thing is for; who has it does it: "had the heart to ask", "in order to say"."""
    noun = verb.head
    if verb.dep_ != "acl" or not any(c.lower_ == "to" for c in verb.children):
        return False
    return noun.dep_ == "dobj" or (noun.dep_ == "pobj" and kind_of(noun) in {SourceKind.THING, SourceKind.DOCUMENT})


def _controlling_object(cue: Token) -> Token | None:
    """Whom somebody or something brings to say so: "led the mayor to conclude", "accused Lee of saying"."""
    verb = _brings(cue)
    if verb is None:
        return None
    brought = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"} and c.i < cue.i), None)
    return brought if brought is not None and kind_of(brought) is not SourceKind.THING else None


def _brings(cue: Token) -> Token | None:
    """The verb that tells of somebody brought to say or think something, where there is one over the cue."""
    if cue.dep_ == "pcomp" and cue.head.lower_ in BROUGHT_TO:
        return cue.head.head
    beside = cue.dep_ in {"xcomp", "advcl"}
    return cue.head if beside and (cue.head.lemma_ in lexicon.CONTROLLING or _takes_time(cue.head)) else None


def _takes_time(verb: Token) -> bool:
    """Whether a verb tells how long it took somebody: "It took the mayor six years to admit that …"."""
    return verb.lemma_ == "take" and any(c.lower_ in EXPLETIVES for c in verb.lefts)


def _counting(noun: Token) -> Token:
    """The word that counts a noun, where one does, since the two are one holder: "plenty of analysts"."""
    counter = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return counter if counter.lemma_ in lexicon.QUANTIFIERS else noun


def _passive(cue: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in cue.children)


def passive_subject(cue: Token) -> Token | None:
    """The subject of a verb in the passive."""
    return next((c for c in cue.children if c.dep_ == "nsubjpass"), None)


@once_a_token
def own_source(cue: Token) -> Token | None:
    """The cue's own subject, or the agent of its passive."""
    passive = _passive(cue)
    if passive and (cue.lemma_ in lexicon.EXPERIENCERS or cue.lower_ in lexicon.VERDICTS):
        return _experiencer(cue)  # "is alarmed", "is mistaken"
    agent = next((c for c in cue.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    return None if passive else _subject(cue)


def _experiencer(cue: Token) -> Token | None:
    """The subject of a passive of feeling, which the parser may have hung on the auxiliary."""
    heads = (cue, *(c for c in cue.children if c.dep_ == "auxpass"))
    return next((c for head in heads for c in head.children if c.dep_ in SUBJECTS), None)


def _subject(cue: Token) -> Token | None:
    own = _own_subjects(cue)
    if not own:
        lost = inverted_source(cue) or _inverted_object(cue) or _stolen_subject(cue) or _behind_as(cue)
        return lost or lost_subject(cue) or _before_aside(cue)
    if own[-1].i < cue.i and cue.nbor(-1).text in CLOSING_QUOTES:  # "'A fine portrait,' added Lee": not the portrait
        return inverted_source(cue) or own[-1]
    return own[-1]  # the parser makes "ex-officials" three subjects


def _own_subjects(cue: Token) -> list[Token]:
    """The subjects that hang on a verb, or on its auxiliary: "was past caring"."""
    own = [c for c in cue.children if c.dep_ == "nsubj" and c.pos_ != "PUNCT"]
    return own or [c for aux in cue.children if aux.dep_ == "aux" for c in aux.children if c.dep_ == "nsubj"]


def _stolen_subject(cue: Token) -> Token | None:
    """The name right before a main verb without a subject, hung on a date before it: "On Tuesday Ann Lee said"."""
    before = cue.nbor(-1) if cue.i else cue
    finite = cue.tag_ in {"VBD", "VBZ", "VBP"} and cue.dep_ == "ROOT"
    taken = before.pos_ == "PROPN" and before.dep_ in {"pobj", "conj", "compound"}
    return before if finite and taken and cue.lemma_ in lexicon.CLAUSE_VERBS else None


def _behind_as(cue: Token) -> Token | None:
    """The subject that the parser hung on an "as" before it: "As a midwife told me, …"."""
    first = cue.sent[0]
    finite = cue.tag_ in {"VBD", "VBZ", "VBP"} and cue.dep_ == "ROOT" and cue.lemma_ in lexicon.CLAUSE_VERBS
    if not finite or first.lower_ != "as" or first.dep_ != "prep":
        return None
    taken = next((c for c in first.rights if c.dep_ == "pobj"), None)
    between = cue.doc[taken.right_edge.i + 1 : cue.i] if taken is not None else ()
    return taken if all(t.pos_ in {"ADV", "AUX"} for t in between) else None


def _before_aside(cue: Token) -> Token | None:
    """The subject that an aside parts from a main verb: "My landlord, bless him, thinks that …"."""
    doc, first = cue.doc, cue.sent.start
    finite = cue.tag_ in {"VBD", "VBZ", "VBP"} and cue.dep_ == "ROOT" and cue.lemma_ in lexicon.CLAUSE_VERBS
    if not finite or cue.i < first + MIN_ASIDE or doc[cue.i - 1].text != ",":
        return None
    comma = next((i for i in range(cue.i - 2, max(first, cue.i - MAX_ASIDE), -1) if doc[i].text == ","), first)
    head = doc[comma - 1] if comma > first else cue
    start = head.left_edge.i
    opens = start == first or doc[start - 1].text in CLOSING_QUOTES | {","} or doc[start - 1].pos_ in {"ADV", "CCONJ"}
    able = head.pos_ in {"NOUN", "PROPN"} and kind_of(head) is not SourceKind.THING
    return head if able and opens else None


def has_speaking_subject(cue: Token) -> bool:
    """Whether somebody who can speak stands as subject before a verb: not "the figures, said Ann Lee, are …"."""
    return any(c.dep_ == "nsubj" and c.i < cue.i and kind_of(c) is not SourceKind.THING for c in cue.children)


def _inverted_object(cue: Token) -> Token | None:
    """The subject after a verb that stands behind what is said, taken for its object: '"…," recalled the surgeon'."""
    finite = cue.tag_ in FINITE and cue.lemma_ in lexicon.SPEECH
    if not finite or not cue.i or cue.nbor(-1).text not in CLOSING_QUOTES | {","}:
        return None
    said = any(c.dep_ == "ccomp" for c in cue.lefts) or cue.nbor(-1).text in CLOSING_QUOTES
    return next((c for c in cue.rights if said and c.dep_ == "dobj" and c.left_edge.i == cue.i + 1), None)


def lost_subject(verb: Token) -> Token | None:
    """The subject that the parser joined to the phrase before it: "Together with Bo Kim, Ann Lee showed that …".

    It stands after a comma, and nothing but adverbs and auxiliaries between it and the verb, which has no other.
    """
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    if FINITE.isdisjoint(t.tag_ for t in (verb, *helpers)) or any(c.dep_ in OWN for c in verb.children):
        return None
    phrase = _after_comma(verb)
    joined = next((t for t in phrase if t.dep_ in {"conj", "appos"} and t.head.i < phrase[0].i), None)
    if joined is None or not _leads_in(joined, verb) or not all(t.pos_ in NOUN_PHRASES for t in phrase):
        return None
    while joined.head.dep_ in {"conj", "appos"}:  # the first of several
        joined = joined.head
    return joined


def next_subject(head: Token) -> Token | None:
    """The subject of the clause that a source leads in to, where it was joined to it: "According to Lee, Kim slept"."""
    phrases = [t for t in head.ancestors if t.dep_ == "prep" and t.head.pos_ in VERBAL]
    subject = lost_subject(phrases[-1].head) if phrases else None
    return subject if subject is not None and subject.i > head.i else None


def _after_comma(verb: Token) -> list[Token]:
    """The words between the last comma and a verb with what hangs on it before it."""
    last = verb.i - 1
    while last > verb.sent.start and (verb.doc[last].head.i == verb.i or verb.doc[last].dep_ == "advmod"):
        last -= 1
    comma = next((i for i in range(last, verb.sent.start, -1) if verb.doc[i].text == ","), last)
    return list(verb.doc[comma + 1 : last + 1])


def _leads_in(joined: Token, verb: Token) -> bool:
    """Whether a noun was joined to one of the phrase that opens the sentence."""
    top = next((t for t in joined.ancestors if t.head.i == verb.i), None)
    return (
        top is not None and top.left_edge.i <= verb.sent.start + 1 and top.dep_ in {"prep", "advcl", "csubj", "advmod"}
    )


def inverted_source(cue: Token) -> Token | None:
    """The name after a verb of saying that follows a quotation or a comma, however parsed: '…," said Lee'."""
    doc = cue.doc
    if cue.lemma_ not in lexicon.SPEECH or not cue.i or doc[cue.i - 1].text not in {'"', ",", "''", "'", "-"}:
        return None
    start = cue.i + 1
    if start + 2 < len(doc) and doc[start].pos_ == "DET" and doc[start + 2].pos_ == "PROPN":
        start += 1  # "said the ferryman Ann Lee"
    while start < len(doc) and doc[start].lemma_ in lexicon.PERSON_NOUNS:
        start += 1  # "blurts barmaid Ann Lee"
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    return doc[end - 1] if end > start else None


def _noun_source(cue: Token) -> Token | None:
    for child in cue.children:
        if child.dep_ == "poss":
            return child
    for child in _behind_view(cue):
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "among"}:
            pobj = next((c for c in child.children if c.dep_ == "pobj"), None)
            if pobj is not None:
                return pobj
    if cue.dep_ in {"dobj", "attr"} and cue.head.pos_ in VERBAL and not _passive(cue.head):
        return find_source(cue.head)
    return None


def _behind_view(view: Token) -> Iterator[Token]:
    """What hangs on a noun of speech or on how it came: "the argument, made most forcefully by Ann Lee, that …"."""
    for child in view.children:
        yield child
        if child.dep_ == "acl" and child.lemma_ in UTTERING:
            yield from child.children


def owner_of_thing(noun: Token) -> Token | None:
    """Whose a thing is that can hold no view itself: "his" of "his proof"."""
    if kind_of(noun) is not SourceKind.THING:
        return None
    return next((c for c in noun.children if c.dep_ == "poss" and kind_of(c) is SourceKind.PERSON), None)
