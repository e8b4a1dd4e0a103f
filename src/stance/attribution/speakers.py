"""Who is meant: a source's words → a name, a group as written, or nobody with the reason.

Asking in order of position is what lets pronouns and "the scholar" find a person who was named before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from stance import lexicon
from stance.attribution.coreference import is_anyone, is_view_pointed_at, last_to_speak, pronoun
from stance.attribution.descriptions import PAIR_WORDS, compatriot, description, earlier_phrase
from stance.attribution.entities import NOUN_REACH, Entities, MentionKind, Speaker
from stance.attribution.joint_speakers import coordinated, is_title, joint_name, listed
from stance.attribution.noun_phrases import noun_phrase, phrase_before
from stance.attribution.seeming_names import is_name_of_thing
from stance.attribution.source import own_source
from stance.attribution.source_kind import SourceKind, is_nobody, is_share, kind_of
from stance.attribution.spans import TokenSpan
from stance.parser import Passage
from stance.person_names import TITLES, follows_portfolio, is_abbreviation, is_personal, strip_titles
from stance.records import AUTHOR
from stance.tokens import SUBJECTS, Token, text_of

SURVEYS: Final = lexicon.words("barometer poll questionnaire sample survey wave")
"""What asks people for their views, which stay theirs."""

OWN_WRITINGS: Final = lexicon.words("article brief chapter column commentary essay note paper piece post")
"""What a writer calls the text itself."""

_SEVERAL: Final = lexicon.MANY - {"they"}

PRESS: Final = lexicon.words("daily gazette journal magazine newspaper weekly")
"""What many write, whoever owns it."""

WRITING: Final = lexicon.words("draft issue publish release sign submit write")
"""Verbs of bringing out a document."""

MAKING: Final = WRITING - {"sign"} | lexicon.words("author carry conduct draw make prepare produce undertake")
"""The same but for those who only join in, and of doing the work for it, as participles."""

BROUGHT_IN: Final = {SourceKind.PERSON, SourceKind.DOCUMENT}
"""Kinds of sources that are brought in by one phrase and pointed back to by a shorter one."""

NAMED: Final = lexicon.words("called named")
"""Participles before a name: "a submariner named Anthony Bell"."""


def subjects(passage: Passage) -> Iterable[Token]:
    """The subjects of a paragraph's clauses, in order: what a later pronoun may mean."""
    return (
        token
        for token in passage.doc
        if token.dep_ in SUBJECTS and (token.pos_ in {"PROPN", "NOUN"} or token.lower_ in _SEVERAL or _is_one_of(token))
    )


def _is_one_of(token: Token) -> bool:
    """Whether a word is "one" with what of behind it, and no more but a name: "one of his nieces, Ann Lee"."""
    of = any(c.lower_ == "of" for c in token.rights)
    return token.lower_ == "one" and of and all(c.pos_ == "PROPN" for c in token.rights if c.dep_ == "appos")


def remember_nouns(passage: Passage, entities: Entities) -> None:
    """Keep a paragraph's nouns, to which a later "the deputy" may point back; those out of reach go."""
    while entities.nouns and entities.nouns[0][0].idx + entities.nouns[0][1] <= passage.offset - NOUN_REACH:
        entities.nouns.popleft()
    entities.nouns += [(token, passage.offset) for token in passage.doc if token.tag_ in {"NN", "NNS"}]


def notice_subject(head: Token, offset: int, entities: Entities) -> None:
    """Put a subject into focus: a person the document names, one or several others, a body or a document."""
    if is_nobody(head):
        return
    start = head.idx + offset
    people = [name for part in reversed(coordinated(head)) if (name := _person_named(part, offset, entities))]
    verb = (
        head.head.head if head.head.dep_ in {"aux", "auxpass"} else head.head
    )  # the parser may hang it on an auxiliary
    main = verb.dep_ == "ROOT"
    for name in people:
        entities.notice(start, name, main=main)
    several = _several_named(head, offset, entities)
    if several:
        entities.notice(start, several, MentionKind.GROUP, main=main)
    kind = None if people or several else mention_kind(head)
    same = _identified(verb, offset, entities) if kind is MentionKind.ROLE else None
    if same:
        entities.notice(start, same, main=main)
    elif kind is MentionKind.ROLE:
        name = _described(head, offset, entities, AUTHOR).name
        if name:
            entities.notice(start, name, MentionKind.PERSON if entities.are_people(name) else kind, main=main)
    elif kind is not None:
        entities.notice(start, _called(head, kind, offset, entities), kind, main=main)


def _several_named(head: Token, offset: int, entities: Entities) -> str | None:
    """Those of several who are joined, whom a later "they" may mean, and no states: "the bank and the fund"."""
    minded = head.n_rights > 0 and kind_of(head) is SourceKind.PERSON  # states do much that nobody says
    joined = minded and len(listed(head, offset, entities)) > 1
    return resolve(head, offset, entities, AUTHOR).name if joined else None


def _called(head: Token, kind: MentionKind, offset: int, entities: Entities) -> str:
    """The name under which a family name, a group, a body or a document is remembered."""
    if kind is MentionKind.LONE:
        return head.text
    if kind is MentionKind.GROUP and head.tag_ == "NNS":
        return _resolve_noun(head, offset, entities, AUTHOR).name or noun_phrase(head)
    return _whose_document(head, offset, entities) or noun_phrase(head)


def _whose_document(head: Token, offset: int, entities: Entities) -> str | None:
    """Whoever speaks through a document that is the subject: "the bank" of "The bank's report is short. It says …"."""
    document = head.lemma_ in lexicon.DOCUMENT_NOUNS - PRESS
    maker = _maker(head) if document else None
    return resolve(maker, offset, entities, AUTHOR).name if maker is not None else None


def _identified(verb: Token, offset: int, entities: Entities) -> str | None:
    """Who is named as the one whom a subject describes: "The last convert was its minister, Ann Lee"."""
    being = next((c for c in verb.rights if c.dep_ == "xcomp"), verb) if verb.lemma_ in {"prove", "turn"} else verb
    who = next((c for c in being.rights if c.dep_ == "attr"), None) if being.lemma_ == "be" else None
    return _person_named(who, offset, entities) if who is not None else None


def _person_named(head: Token, offset: int, entities: Entities) -> str | None:
    """The person whom a noun phrase names, as its head or in apposition to it."""
    if head.pos_ != "PROPN":
        return None if entities.person_at(head.idx + offset) else _apposed(head, offset, entities)
    name = _full_name(head, offset, entities)
    return name if name and entities.is_person(name) else _apposed(head, offset, entities)


def mention_kind(head: Token) -> MentionKind | None:
    """The kind of entity that a noun phrase without a person's name brings in; None where it is none."""
    kind, several = kind_of(head), _are_several(head)
    if kind is SourceKind.THING:
        return None
    if kind is SourceKind.STATE and several:  # "the Russians"
        return MentionKind.GROUP if head.lower_ in lexicon.PLACES else None
    if kind is not SourceKind.PERSON:
        return None if several else MentionKind.BODY
    if several:
        return MentionKind.GROUP
    if head.pos_ == "PROPN":
        return _proper_kind(head)
    return MentionKind.BODY if head.lemma_ in lexicon.BODY_NOUNS else MentionKind.ROLE


def _are_several(head: Token) -> bool:
    counted = head.lemma_ in lexicon.QUANTIFIERS and any(c.tag_ == "NNS" for of in head.children for c in of.children)
    return counted or head.tag_ in {"NNS", "NNPS"} or head.lower_ in lexicon.MANY


def _proper_kind(head: Token) -> MentionKind | None:
    """The kind of entity that a proper name of no known person brings in: a family name, or a body."""
    name = noun_phrase(head)
    if name == head.text and not is_abbreviation(name):
        return MentionKind.LONE
    body = any(word.casefold() in lexicon.ORGANISATION_WORDS for word in name.split())
    return MentionKind.BODY if body else None


def resolve(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    """The holder whom the noun phrase around `head` names; `first_person` is whom "I" and "we" mean here."""
    if head.dep_ == "compound" and is_title(head):  # "So writes Dr. Anna Weber"
        head = head.head
    heads = listed(head, offset, entities)
    parts = [_resolve_one(part, offset, entities, first_person) for part in heads]
    if len(parts) == 1:
        return parts[0]
    if any(part.lower_ in {"i", "we"} for part in heads):  # "Ann Lee and I", "I and my like"
        return Speaker(first_person)
    names = [p.name for p in parts if p.name]
    return Speaker(noun_phrase(head) if len(names) < len(parts) else joint_name(head, heads, names, entities))


def respondents(source: Token, content: Sequence[TokenSpan]) -> Token | None:
    """Whose view a poll tells: "two thirds of Poles" of "Two thirds of Poles would fight, a survey suggests"."""
    if source.lemma_.lower() not in SURVEYS:
        return None
    told = (token for start, end in content for token in source.doc[start:end] if token.dep_ in SUBJECTS)
    first = next(told, None)
    several = first is not None and (is_share(first) or _are_several(first)) and first.pos_ != "PRON"
    return first if several and first is not None and kind_of(first) is SourceKind.PERSON else None


def _resolve_one(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    start = head.idx + offset
    if head.tag_ in {"WP", "WDT", "WP$"} or (head.lower_ == "that" and head.pos_ in {"PRON", "SCONJ"}):
        return _resolve_relative(head, offset, entities, first_person)
    if is_anyone(head):
        return Speaker(first_person)
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return _resolve_pronoun(head, offset, entities, first_person)
    common = head.pos_ == "NOUN" or head.text.islower()
    inside = entities.person_at(start) if common else None  # "Jan van der Meer", parsed as a noun "der"
    named = inside or compatriot(head, start, entities)
    if named:
        return Speaker(named, None if inside else "role")
    if not common and head.pos_ == "PROPN":
        return Speaker(_person_named(head, offset, entities) or _proper_name(head, offset, entities))
    return _resolve_noun(head, offset, entities, first_person)


def _resolve_relative(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    """Whom "who" means; a group as written goes without the clause, which is what it holds.

    "The clerks" of "The clerks who think so are wrong", but "Those who think so".
    """
    antecedent = _antecedent(head)
    if antecedent is None:
        return Speaker(None, "relative pronoun without antecedent")
    speaker = resolve(antecedent, offset, entities, first_person)
    if antecedent.pos_ == "NOUN" and speaker == Speaker(noun_phrase(antecedent)):
        return Speaker(phrase_before(antecedent, head.left_edge))
    return speaker


def _resolve_pronoun(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    start = head.idx + offset
    if head.lower_ in PAIR_WORDS:
        return description(head, start, entities)
    return pronoun(head, start, entities, first_person)


def _resolve_noun(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a common noun means: who made a document, who is named beside a role, or who was told of so before."""
    if is_view_pointed_at(head):
        return last_to_speak(head.idx + offset, entities)
    whose = next((c for c in head.children if c.tag_ == "WP$"), None)
    if whose is not None:
        return _belonging(head, _resolve_one(whose, offset, entities, first_person))
    maker = _maker(head) if head.lemma_ in lexicon.DOCUMENT_NOUNS else None
    if maker is not None:
        return resolve(maker, offset, entities, first_person)
    if _is_own_writing(head, offset, entities):
        return Speaker(first_person)
    person = kind_of(head) is SourceKind.PERSON
    name = _person_named(head, offset, entities) or _all_apposed(head, offset, entities) if person else None
    return Speaker(name) if name else _described(head, offset, entities, first_person)


def _belonging(head: Token, owner: Speaker) -> Speaker:
    """Somebody of whom "whose" tells: "Ann Lee's friends" of "Ann Lee, whose friends think"; "whose book" is hers."""
    if owner.name is None or head.lemma_ in lexicon.DOCUMENT_NOUNS:
        return owner
    return replace(owner, name=f"{owner.name}'s {noun_phrase(head).partition(' ')[2]}")


def _is_own_writing(head: Token, offset: int, entities: Entities) -> bool:
    """Whether the text speaks of itself: "this note argues that …", where no other note was told of."""
    pointed = head.lemma_ in OWN_WRITINGS and any(c.lower_ == "this" for c in head.lefts)
    return pointed and earlier_phrase(head, head.idx + offset, entities) is None


def _described(head: Token, offset: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a description means: somebody named, or whoever an earlier phrase with the same noun brought in last."""
    start = head.idx + offset
    speaker = description(head, start, entities)
    if speaker.reason and speaker.name == first_person:  # nobody calls themselves "the witness"
        return Speaker(noun_phrase(head))
    earlier = earlier_phrase(head, start, entities) if kind_of(head) in BROUGHT_IN else None
    if earlier is None:
        return speaker
    noun, place = earlier
    if speaker.reason and entities.last_place(speaker.name or "", start) > noun.idx + place:
        return speaker
    return replace(_resolve_one(noun, place, entities, first_person), reason="role")


def _maker(document: Token) -> Token | None:
    """Who made a document, where they are named: "its report", "a study of trade by the Riga Institute"."""
    made = _named_with(document)
    maker = next((c for c, word in made if _is_able(c) and _may_write(c, word)), None)
    return _who_wrote(document) if not made else maker


def _named_with(document: Token) -> list[tuple[Token, str]]:
    """Who or what stands beside a document, and by which word: "the bank" and "by" of "a study by the bank"."""
    end = next((c.i for c in document.rights if _only_tells(c)), len(document.doc))
    by = [t for t in document.subtree if t.i < end and t.lower_ in {"by", "from"}]
    of = [t for t in document.children if t.lower_ == "of"]
    named = [(c, t.lower_) for t in by + of for c in t.children if c.dep_ == "pobj"]
    return [*((c, "'s") for c in document.children if c.dep_ == "poss"), *named]


def _only_tells(clause: Token) -> bool:
    """Whether a clause behind a document does not tell whose work it is, as "written on a ferry by Ann Lee" does."""
    made = clause.tag_ == "VBN" and clause.lemma_ in MAKING
    return clause.dep_ in {"appos", "relcl", "acl"} and not made


def _is_able(maker: Token) -> bool:
    return kind_of(maker) is SourceKind.PERSON or maker.lower_ in {"its", "their"}


def _who_wrote(document: Token) -> Token | None:
    """Who writes a document that a sentence brings in: "Ann Lee published a paper", "answered it in an open letter"."""
    if not any(c.lower_ in {"a", "an"} for c in document.lefts):
        return None
    inside = document.dep_ == "pobj" and document.head.lower_ == "in"
    verb = document.head.head if inside else document.head
    wrote = verb.lemma_ in lexicon.SPEECH if inside else document.dep_ == "dobj" and verb.lemma_ in WRITING
    writer = own_source(verb) if wrote else None
    return writer if writer is not None and kind_of(writer) is SourceKind.PERSON else None


def _may_write(maker: Token, preposition: str) -> bool:
    """Whether a document may be by these: whose it is, a name, several people or a body."""
    several = maker.tag_ == "NNS" or maker.lemma_ in lexicon.BODY_NOUNS
    return preposition == "'s" or maker.pos_ == "PROPN" or (preposition == "by" and several)


def _apposed(head: Token, offset: int, entities: Entities) -> str | None:
    """The person named beside an office or a role: "the Kremlin's spokesman, Dmitry Peskov,"."""
    if not head.n_rights and not any(t.pos_ == "PROPN" for t in head.following):
        return None  # nothing stands behind it
    names = (
        (entities.person_at(c.idx + offset) or _proper_name(c, offset, entities), c.head.lower_ in NAMED)
        for c in _beside(head)
        if c.pos_ == "PROPN"
    )
    return next((name for name, named in names if named or entities.is_person(name)), None)


def _all_apposed(head: Token, offset: int, entities: Entities) -> str | None:
    """The people named beside several: "two botanists, Ann Lee and Bo Kim", "mayors like Ann Lee and Bo Kim".

    Not the one of whom others are told.
    """
    if not _are_several(head):
        return None
    firsts = [c for c in head.rights if c.dep_ == "appos"]
    firsts += [c for c in chain.from_iterable(p.rights for p in head.rights if _gives_examples(p)) if c.dep_ == "pobj"]
    parts = (part for first in firsts for part in listed(first, offset, entities))
    names = dict.fromkeys(name for part in parts if (name := entities.person_at(part.idx + offset)))
    return "; ".join(names) if len(names) > 1 else None


def _gives_examples(preposition: Token) -> bool:
    """Whether a preposition names some of several: "mayors like", "mayors such as"."""
    such = preposition.lower_ == "as" and any(c.lower_ == "such" for c in preposition.lefts)
    return preposition.dep_ == "prep" and (such or preposition.lower_ == "like")


def _beside(head: Token) -> Iterator[Token]:
    """What stands in apposition to a noun, after "named", or right after it."""
    if _are_several(head):
        return  # "several players, among them Ann Lee"
    apposed = list(_apposed_to(head))
    yield from apposed
    yield from (c for part in apposed for c in part.rights if c.dep_ == "appos")
    named = (c for part in (head, *apposed) for c in part.rights if c.lower_ in NAMED)
    yield from (name for participle in named for name in participle.children)
    after = {head.i + 1, head.right_edge.i} - {head.i, len(head.doc)}
    yield from (head.doc[i] for i in sorted(after) if _is_unmarked_apposition(head.doc[i], head))


def _apposed_to(head: Token) -> Iterator[Token]:
    """What the parser has in apposition to a noun, or to the place behind it: "the mayor of Riga, Ann Lee"."""
    behind = (place for of in head.rights if of.dep_ == "prep" for place in of.rights)
    yield from (c for part in (head, *behind) for c in part.rights if c.dep_ == "appos")


def _is_unmarked_apposition(name: Token, head: Token) -> bool:
    """Whether a name follows an office without a comma: "the forester Ann Lee", "the envoy to the UN Ann Lee"."""
    if name.i == head.i + 1 and head.pos_ == "NOUN" and head.lemma_ in lexicon.PERSON_NOUNS:
        return name.pos_ == "PROPN"  # however parsed
    hung = name.dep_ == "pobj" and name.i == head.right_edge.i  # on the preposition
    return hung and head.lemma_.casefold() in TITLES and _follows_body(name)


def _follows_body(name: Token) -> bool:
    """Whether a person's name stands right after that of a body or a portfolio, as no object does: "Trade Ann Lee"."""
    first = name.left_edge.i
    parts = [t.text for t in name.doc[first : name.i + 1] if t.pos_ == "PROPN"]
    if len(parts) < 3:
        return False
    body = parts[-3].casefold() in lexicon.ORGANISATION_WORDS or is_abbreviation(parts[-3])
    return body or follows_portfolio(parts[-3:])


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for; a thing is never "who"."""
    clause = next((token for token in pronoun.ancestors if token.dep_ in {"relcl", "acl"}), None)
    if clause is None or clause.head.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    mindless = pronoun.lower_ in {"who", "whom"} and kind_of(clause.head) is SourceKind.THING
    return None if mindless else clause.head


def _proper_name(head: Token, offset: int, entities: Entities) -> str:
    """The full name of a person or a body, or the phrase as written for an office, a place."""
    if person := _full_name(head, offset, entities):
        return person
    written = noun_phrase(head)
    return entities.bodies.full_name(written, head.idx + offset) or written


def _full_name(head: Token, offset: int, entities: Entities) -> str | None:
    """The full name that a proper noun stands for, or None where it is no person's."""
    named = entities.person_at(head.idx + offset)
    if named:
        return named
    doc, start = head.doc, head.i
    while start > head.left_edge.i and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text == "-"):
        start -= 1
    name, title = strip_titles(text_of(doc[start : head.i + 1]))
    full = entities.full_name(name, head.idx + offset) if name else ""
    # not "Grain Secretariat" of "the International Grain Secretariat"
    whole = len(name.split()) == head.i + 1 - start and not is_name_of_thing(name)
    if full and (entities.is_person(full) or (is_personal(full) and whole) or title) and full.casefold() not in TITLES:
        return full
    return None
