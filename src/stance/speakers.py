"""Who is meant: a source's words → a name, a group as written, or nobody with the reason.

A `Cast` knows the people of one document and what its sentences were about so far; asking it in order of position is
what lets pronouns and "the scholar" find a person who was named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.holders import Kind, kind_of
from stance.attribution.names import (
    POSSESSIVE,
    TITLES,
    find_people,
    is_abbreviation,
    is_personal,
    origin_of,
    strip_titles,
)
from stance.layout import Layout
from stance.parser import Passage
from stance.records import Document

REACH: Final = 1500
"""Characters a pronoun may look back: about two paragraphs."""

ROLE_REACH: Final = 60
"""Characters beside a name where an office or apposition tells what its bearer is."""

ROLES: Final = lexicon.SCHOLARLY_ROLES | lexicon.OFFICE_ROLES
MAX_RESTRICTION: Final = 7
"""Tokens of a relative clause that may belong to the name of a group."""

PAST: Final = frozenset({"VBD", "VBN"})
PREMODIFIERS: Final = frozenset({"det", "poss", "amod", "nummod", "compound"})
UNNAMED: Final = lexicon.words("anonymous unidentified unnamed")
FIRST_PERSON: Final = lexicon.words("i my me we our us mine ours myself ourselves")
THIRD_PERSON: Final = lexicon.words("they their them themselves it its")
PAIRS: Final = lexicon.words("men women presidents leaders ministers statesmen authors scholars partners")
DEFINITE: Final = frozenset({"the", "this", "that"})
KEPT_PREPOSITIONS: Final = lexicon.words("of in from within among inside outside")
"""Prepositions that belong to a group's name ("some in Moscow"); others begin a remark on it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved holder: `name` is None where nobody fits, and then `reason` says why; else how a name was found."""

    name: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name at a place in the document.

    `plural` groups answer to "they", a `lone` surname to "he" where no full name does.
    """

    start: int
    name: str
    plural: bool = False
    lone: bool = False


@dataclass(slots=True)
class Cast:
    """The people of one document. `focus` grows in order of position: who was a sentence's subject, or spoke."""

    full: dict[str, list[Mention]]
    gender: dict[str, str]
    roles: dict[str, set[str]]
    named: tuple[Mention, ...]
    focus: list[Mention] = field(default_factory=list)

    def notice(self, start: int, name: str, *, plural: bool = False, lone: bool = False) -> None:
        """Remember that a sentence at `start` was about `name`."""
        self.focus.append(Mention(start, name, plural, lone))

    def full_name(self, name: str, start: int) -> str:
        """The fullest form of a person's name in the document: the last bearer's before `start`, else the first's."""
        parts = name.split()
        known = [m for m in self.full.get(parts[-1], ()) if len(parts) == 1 or m.name[0] == name[0]]
        if not known:
            return name
        last = known[max(0, bisect_left(known, start, key=lambda m: m.start) - 1)].name
        same = [m.name for m in known if m.name.split()[0][0] == last[0]]
        best = max(same, key=len)
        return best if len(best) >= len(name) else name

    def is_person(self, name: str) -> bool:
        """Whether the name is one of the document's people."""
        return bool(name) and any(m.name == name for m in self.full.get(name.split()[-1], ()))

    def are_people(self, names: str | None) -> bool:
        """Whether a speaker, or each of joint speakers, is one of the document's people."""
        return bool(names) and all(self.is_person(name) for name in (names or "").split("; "))

    def people_before(self, start: int) -> list[str]:
        """The people in focus before `start`, then those named at all, the last first, each once."""
        names: dict[str, None] = {}
        for group in (self.focus, self.named):
            for mention in reversed(group):
                if start - REACH <= mention.start < start and mention.start >= 0:
                    names.update(dict.fromkeys(n for n in mention.name.split("; ") if self.is_person(n)))
        return list(names)

    def person_before(self, start: int, pronoun: str) -> str | None:
        """The person a pronoun at `start` most likely means: the last in focus whose gender is not another."""
        wanted = "m" if pronoun in lexicon.MALE else "f" if pronoun in lexicon.FEMALE else None
        for name in self.people_before(start):
            if wanted is None or self.gender.get(name, wanted) == wanted:
                if wanted:
                    self.gender[name] = wanted
                return name
        lone = (m for m in reversed(self.focus) if start - REACH <= m.start < start and m.lone)
        return next((m.name for m in lone if wanted), None)


def gather(document: Document, layout: Layout) -> Cast:
    """The people named in a document's text, title, byline and round-up headings."""
    full: dict[str, list[Mention]] = {}
    gender: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    spoken = [(b.start, b.speaker) for b in layout.blocks if b.speaker]
    texts = [(0, layout.view)] + [(-1, t) for t in (document.authors, document.title) if t]
    for base, text in texts:
        for start, name, title in find_people(text):
            full.setdefault(name.split()[-1], []).append(Mention(start if base == 0 else -1, name))
            before = text[max(0, start - ROLE_REACH) : start].split()
            titles = {title, before[-1].casefold().rstrip(".") if before else ""}
            sex = "m" if titles & lexicon.MALE else "f" if titles & lexicon.FEMALE else None
            if sex:
                gender[name] = sex
            beside = text[max(0, start - ROLE_REACH) : start] + text[start + len(name) : start + len(name) + ROLE_REACH]
            words = beside.casefold().replace(",", " ").split()
            roles.setdefault(name, set()).update(
                ROLES.intersection([*words, *(word.removesuffix("s") for word in words)])
            )
    for start, names in spoken:
        for name in names.split("; "):
            full.setdefault(name.split()[-1], []).append(Mention(start, name))
    # Chinese and Korean names put the family name first, so a name answers to its first word where no other does.
    for mention in [m for mentions in full.values() for m in mentions]:
        first = mention.name.split()[0]
        if first not in full or all(m.name.split()[0] == first for m in full[first]):
            full.setdefault(first, []).append(mention)
    named = tuple(sorted({mention for mentions in full.values() for mention in mentions}))
    return Cast({surname: sorted(mentions) for surname, mentions in full.items()}, gender, roles, named)


def subjects(passage: Passage) -> Iterable[Token]:
    """The subjects of a paragraph's clauses, in order: what a later pronoun may mean."""
    return (
        token
        for token in passage.doc
        if token.dep_ in {"nsubj", "nsubjpass"}
        and (token.pos_ in {"PROPN", "NOUN"} or token.lower_ in lexicon.MANY - {"they"})
    )


def notice_subject(head: Token, offset: int, cast: Cast) -> None:
    """Put a subject into focus if it is a person the document names, or a group of people."""
    start = head.idx + offset
    if head.pos_ == "PROPN":
        for part in reversed(_coordinated(head)):
            name = _proper_name(part, offset, cast)
            if cast.is_person(name):
                cast.notice(start, name)
            elif part is head and name == head.text and not is_abbreviation(name) and kind_of(head) is Kind.PERSON:
                cast.notice(start, name, lone=True)
    elif (head.tag_ == "NNS" or head.lower_ in lexicon.MANY) and kind_of(head) is Kind.PERSON:
        cast.notice(start, noun_phrase(head), plural=True)
    else:
        apposed = _apposed(head, offset, cast)
        if apposed:
            cast.notice(start, apposed)


def resolve(head: Token, offset: int, cast: Cast, first_person: str) -> Speaker:
    """The holder whom the noun phrase around `head` names; `first_person` is whom "I" and "we" mean here."""
    heads = [part for part in _coordinated(head) if part is head or not _is_title(part)]
    parts = [_resolve_one(part, offset, cast, first_person) for part in heads]
    if len(parts) == 1:
        return parts[0]
    names = [p.name for p in parts if p.name]
    if len(names) == len(parts) and all(cast.is_person(name) for name in names):
        return Speaker("; ".join(dict.fromkeys(names)))
    people = all(part.pos_ == "PROPN" and kind_of(part) is Kind.PERSON for part in heads)
    if people and len(names) == len(parts) and any(cast.is_person(name) for name in names):
        names[0] = POSSESSIVE.sub("", heads[0].text) if heads[0] is head and names[0] == noun_phrase(head) else names[0]
        return Speaker("; ".join(dict.fromkeys(names)))
    return Speaker(noun_phrase(head))


def _is_title(noun: Token) -> bool:
    """Whether an office stands right before a name, which the parser may take for another person."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return noun.lemma_.casefold() in TITLES and bool(after) and after[0].pos_ == "PROPN"


def _coordinated(head: Token) -> list[Token]:
    heads = [head]
    for token in heads:
        heads.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON"})
    return heads


def _resolve_one(head: Token, offset: int, cast: Cast, first_person: str) -> Speaker:
    start = head.idx + offset
    if head.tag_ in {"WP", "WDT", "WP$"} or (head.lower_ == "that" and head.pos_ in {"PRON", "SCONJ"}):
        antecedent = _antecedent(head)
        return (
            resolve(antecedent, offset, cast, first_person)
            if antecedent is not None
            else Speaker(None, "relative pronoun without antecedent")
        )
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return _pronoun(head, start, cast, first_person)
    if head.pos_ == "PROPN":
        return Speaker(_apposed(head, offset, cast) or _proper_name(head, offset, cast))
    owner = next((c for c in head.children if c.dep_ == "poss"), None)
    if owner is not None and head.lemma_ in lexicon.DOCUMENT_NOUNS and kind_of(owner) is Kind.PERSON:
        return resolve(owner, offset, cast, first_person)
    maker = _maker(head) if head.lemma_ in lexicon.DOCUMENT_NOUNS else None
    if maker is not None:
        return resolve(maker, offset, cast, first_person)
    name = _apposed(head, offset, cast) if head.lemma_ in lexicon.PERSON_NOUNS else None
    return Speaker(name) if name else _description(head, start, cast)


def _maker(document: Token) -> Token | None:
    """Who made a document, where they are named: "a study of trade by the Riga Institute"."""
    end = next((c.i for c in document.children if c.i > document.i and c.dep_ in {"relcl", "acl"}), len(document.doc))
    by = (t for t in document.subtree if t.i < end and t.lower_ in {"by", "from"})
    of = (t for t in document.children if t.lower_ == "of")
    made = [(c, t.lower_) for prepositions in (by, of) for t in prepositions for c in t.children if c.dep_ == "pobj"]
    return next(
        (
            c
            for c, word in made
            if kind_of(c) is Kind.PERSON
            and (c.pos_ == "PROPN" or (word == "by" and c.tag_ == "NNS"))
            and not (word == "of" and is_personal(c.text))
        ),
        None,
    )


def _apposed(head: Token, offset: int, cast: Cast) -> str | None:
    """The person named beside an office: "the Kremlin's spokesman, Dmitry Peskov,"."""
    if cast.is_person(_proper_name(head, offset, cast)):
        return None
    beside = [c for c in head.children if c.dep_ == "appos"]
    beside += [c for apposed in beside for c in apposed.children if c.dep_ == "appos"]
    if head.lemma_.casefold() in TITLES:  # "the representative to the UN Ann Lee": hung on the preposition
        beside += [t for t in head.subtree if t.i == head.right_edge.i and t.dep_ == "pobj" and _follows_body(t)]
    names = (_proper_name(c, offset, cast) for c in beside if c.pos_ == "PROPN")
    return next((name for name in names if cast.is_person(name)), None)


def _follows_body(name: Token) -> bool:
    """Whether a person's name stands right after that of a body, as an apposition does and an object does not."""
    first = name.left_edge.i
    parts = [t.text for t in name.doc[first : name.i + 1] if t.pos_ == "PROPN"]
    return len(parts) > 2 and (parts[-3].casefold() in lexicon.ORGANISATION_WORDS or is_abbreviation(parts[-3]))


def _antecedent(pronoun: Token) -> Token | None:
    for token in pronoun.ancestors:
        if token.dep_ in {"relcl", "acl"}:
            return token.head if token.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    return None


def _pronoun(head: Token, start: int, cast: Cast, first_person: str) -> Speaker:
    word = head.lower_
    if word in FIRST_PERSON:
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        person = cast.person_before(start, word)
        return (
            Speaker(person, "pronoun") if person else Speaker(None, f'pronoun "{head.text}" without a person before it')
        )
    if word in THIRD_PERSON:
        many = word.startswith("the")
        for mention in reversed(cast.focus):
            if (
                start - REACH <= mention.start < start
                and mention.plural == many
                and (many or not cast.is_person(mention.name))
            ):
                return Speaker(mention.name, "pronoun")
        return Speaker(None, f'pronoun "{head.text}" without a speaker before it that fits')
    if "[" in word or (word in {"you", "your", "one", "this", "these", "those", "there"} and head.n_rights == 0):
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def _description(head: Token, start: int, cast: Cast) -> Speaker:
    """A noun phrase: a person named before where it points back to one, else the group or office as written."""
    definite = _is_definite(head)
    if head.lower_ in PAIRS and (definite or any(c.lower_ in {"both", "two"} for c in head.children)):
        people = cast.people_before(start)[:2]
        if len(people) == 2:
            return Speaker("; ".join(reversed(people)), "role")
    unnamed = any(c.lower_ in UNNAMED | {"other"} for c in head.children)
    if definite and not unnamed and head.tag_ == "NN" and head.lemma_ in ROLES:
        chosen = _bearer(head, start, cast)
        if chosen:
            return Speaker(chosen, "role")
    if (
        definite
        and head.tag_ == "NN"
        and head.lemma_ in lexicon.BODIES
        and not any(c.dep_ in {"poss", "prep"} for c in head.children)
    ):
        body = next(
            (m.name for m in reversed(cast.focus) if start - REACH <= m.start < start and _is_body(m, cast)), None
        )
        if body:
            return Speaker(body, "role")
    return Speaker(noun_phrase(head))


def _bearer(head: Token, start: int, cast: Cast) -> str | None:
    """Whom "the minister" or "the Chinese minister" points back to: a person, or "a leading expert" named before."""
    people = cast.people_before(start)
    country = next((c.lower_ for c in head.children if c.lower_ in lexicon.NAME_ORIGINS), None)
    if country:
        people = [name for name in people if origin_of(name) in {country, None}]
        people.sort(key=lambda name: origin_of(name) != country)
    bearers = [name for name in people if head.lemma_ in cast.roles.get(name, ())]
    modified = any(
        c.dep_ in {"prep", "poss", "amod", "compound"} and c.lower_ not in lexicon.NAME_ORIGINS for c in head.children
    )
    chosen = next(iter(bearers or (people if not modified or len(people) == 1 else [])), None)
    last = max((m.start for m in cast.focus if chosen and chosen in m.name and m.start < start), default=-1)
    for mention in reversed(cast.focus):
        if last < mention.start < start and start - REACH <= mention.start and _introduces(mention.name, head.lower_):
            return mention.name
    return chosen


def _introduces(name: str, noun: str) -> bool:
    """Whether a phrase brings in somebody unnamed under this very noun: "one leading expert"."""
    words = name.casefold().split()
    unnamed = words[0] in {"a", "an", "one", "another"} or bool(UNNAMED & set(words))
    return len(words) > 1 and unnamed and noun in words


def _is_body(mention: Mention, cast: Cast) -> bool:
    """Whether a mention is a body's or a paper's name, not a person's, a country's or a group's."""
    words = mention.name.removeprefix("the ").split()
    return (
        not mention.plural
        and words[0][0].isupper()
        and words[0].casefold() not in lexicon.METONYMS
        and mention.name.casefold().removeprefix("the ") not in lexicon.PLACES
        and not cast.is_person(mention.name)
    )


def _is_definite(head: Token) -> bool:
    """Whether the phrase points at somebody known: "the minister", "Moscow's envoy"."""
    start = head.left_edge.i
    before = head.doc[start - 1].lower_ if start else ""  # where the parser hung the article on another word
    return before in DEFINITE or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.lower_ in lexicon.PLACES)
        for c in head.children
    )


def _proper_name(head: Token, offset: int, cast: Cast) -> str:
    """The full name of a person, or the phrase as written for a body, an office, a place."""
    doc, start = head.doc, head.i
    while start > head.left_edge.i and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text == "-"):
        start -= 1
    name, title = strip_titles(doc[start : head.i + 1].text)
    full = cast.full_name(name, head.idx + offset) if name else ""
    if full and (cast.is_person(full) or is_personal(full) or title) and full.casefold() not in TITLES:
        return full
    return noun_phrase(head)


def _below(token: Token, head: Token) -> Token | None:
    """The child of `head` under which a token stands, or None."""
    return next((t for t in (token, *token.ancestors) if t.head.i == head.i and t.i != head.i), None)


def _restricts(head: Token, clause: Token) -> bool:
    """Whether a short relative clause tells which people are meant: "Americans who study the pair"."""
    plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in lexicon.MANY | {"those"}
    return (
        plural
        and clause.dep_ == "relcl"
        and clause.head.i == head.i
        and clause.left_edge.i == head.i + 1
        and clause.left_edge.lower_ in {"who", "that"}
        and clause.right_edge.i - head.i <= MAX_RESTRICTION
    )


def _in_name(head: Token, preposition: Token) -> bool:
    """Whether a preposition is inside the name of a body: "Bank for Reconstruction"."""
    return head.pos_ == "PROPN" and any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in preposition.children)


def noun_phrase(head: Token) -> str:
    """The noun phrase as written, up to an apposition, a clause or a remark that follows its head."""
    kept = KEPT_PREPOSITIONS | ({"on"} if kind_of(head) is Kind.PERSON else set())
    stops = [
        child.left_edge.i
        for child in head.children
        if child.i > head.i
        and not _restricts(head, child)
        and (
            child.dep_ in {"appos", "relcl", "acl", "punct", "parataxis", "advcl"}
            or (child.dep_ == "prep" and child.lower_ not in kept and not _in_name(head, child))
        )
    ]
    own = {t.i for t in head.subtree}
    stops += [
        t.left_edge.i
        for t in head.subtree
        if t.i > head.i and t.dep_ == "relcl" and t.left_edge.i > head.i and not _restricts(head, t)
    ]
    stops += [t.left_edge.i for t in head.subtree if t.dep_ == "acl" and t.tag_ in PAST and t.left_edge.i > head.i]
    stops += [i for i in range(head.i, head.right_edge.i) if i not in own]  # the parser hung on it what comes later
    end = max(min([head.right_edge.i + 1, *stops]), head.i + 1)
    # "Every spring somebody asks": a time or an adverb before the pronoun or the determiner is the clause's.
    before = [
        c.right_edge.i + 1
        for c in head.children
        if c.i < head.i
        and (c.dep_ in {"npadvmod", "nsubj", "prep", "preconj"} or c.left_edge.lower_ in {"hardly", "scarcely"})
    ]
    if head.n_rights and any(c.dep_ == "conj" for c in head.rights):  # "both China and Russia" are China and Russia
        before += [c.i + 1 for c in head.lefts if c.lower_ == "both"]
    indefinite = head.pos_ == "PRON" and head.lower_.endswith(("body", "one"))
    start = head.i if indefinite else max([head.left_edge.i, *before])
    if head.dep_ == "compound":  # before a verb taken for a noun, which has the phrase's other words
        while start and (part := _below(head.doc[start - 1], head.head)) is not None and part.dep_ in PREMODIFIERS:
            start = part.left_edge.i
    while start > 1 and head.doc[start - 1].text == "-" and head.doc[start - 1].head is not head:
        start = head.doc[start - 2].left_edge.i  # "ex-officials", taken apart
    text = " ".join(head.doc[start:end].text.split())
    return POSSESSIVE.sub("", text.strip(" ,;:-–—\"“”'’("))
