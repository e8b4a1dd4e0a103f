"""Who is meant: a source's words → a name, a group as written, or nobody with the reason.

A `Cast` knows every name of one document and who has spoken so far; asking it in order of position is what lets
pronouns and "the scholar" find a person who was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from stance import lexicon
from stance.records import AUTHOR, Document

NAME: Final = re.compile(
    r"[A-Z][\w'’-]*\w(?:(?: [A-Z]\.)+)?(?: (?:al|bin|da|de|del|der|di|du|el|la|le|van|von))*(?: [A-Z][\w'’-]*\w)+"
)
"""Two capitalised words or more, with initials and particles between them."""

POSSESSIVE: Final = re.compile(r"['’]s?$")
REACH: Final = 1500
"""Characters a pronoun may look back for a person: about two paragraphs."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved holder: `name` is None where nobody fits, and then `reason` says why."""

    name: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a person at a place in the document."""

    start: int
    name: str


@dataclass(slots=True)
class Cast:
    """The people of one document, and who spoke last; `speak` moves it on."""

    mentions: list[Mention]
    by_surname: dict[str, str]
    gender: dict[str, str]
    spoken: list[Mention] = field(default_factory=list)

    def speak(self, start: int, name: str) -> None:
        """Remember that `name` spoke at `start`."""
        self.spoken.append(Mention(start, name))

    def full_name(self, name: str) -> str:
        """The fullest form the document has of a person's name."""
        surname = name.split()[-1]
        known = self.by_surname.get(surname)
        if known is None or surname.casefold() in lexicon.PLACES:
            return name
        parts = name.split()
        return known if len(parts) == 1 or (parts[0][0] == known[0] and len(known.split()) >= len(parts)) else name

    def person_before(self, start: int, pronoun: str) -> str | None:
        """The person a pronoun at `start` most likely means: the last who spoke, else the last who was named."""
        wanted = "m" if pronoun in lexicon.MALE else "f" if pronoun in lexicon.FEMALE else None
        for group in (self.spoken, self.mentions):
            for mention in reversed(group):
                if start - REACH <= mention.start < start and self.is_person(mention.name):
                    if wanted and self.gender.get(mention.name, wanted) != wanted:
                        continue
                    if wanted:
                        self.gender.setdefault(mention.name, wanted)
                    return mention.name
        return None

    def is_person(self, name: str) -> bool:
        """Whether the name is one of the document's people."""
        return name in self.by_surname.values()


def gather(document: Document, view: str) -> Cast:
    """The people named in a document's text, title and byline."""
    by_surname: dict[str, str] = {}
    gender: dict[str, str] = {}
    found: list[tuple[int, str]] = []
    texts = [(view, True)] + [(t, False) for t in (document.title, document.authors) if t]
    for text, located in texts:
        for match in NAME.finditer(text):
            name, title = _strip(match.group())
            if name and _personal(name):
                parts = name.split()
                known = by_surname.get(parts[-1], "")
                if len(name) > len(known) and (not known or known[0] == name[0]):
                    by_surname[parts[-1]] = name
                if title in lexicon.MALE:
                    gender[parts[-1]] = "m"
                elif title in lexicon.FEMALE:
                    gender[parts[-1]] = "f"
                if located:
                    found.append((match.start(), parts[-1]))
    known_surnames = "|".join(re.escape(s) for s in by_surname)
    mentions = (
        [Mention(m.start(), by_surname[m.group()]) for m in re.finditer(rf"\b(?:{known_surnames})\b", view)]
        if by_surname
        else []
    )
    return Cast(mentions, by_surname, {by_surname[s]: g for s, g in gender.items() if s in by_surname})


def _strip(name: str) -> tuple[str, str]:
    """A name without leading titles, possessive and words that only begin a sentence; and its last title, lower case."""
    parts = [POSSESSIVE.sub("", part) for part in name.split()]
    while parts and parts[0] in lexicon.NAME_STOPWORDS:
        parts.pop(0)
    title = ""
    for i, part in enumerate(parts[:-1]):
        if part.casefold().rstrip(".") in lexicon.TITLES:
            title, cut = part.casefold().rstrip("."), i + 1
    if title:
        parts = parts[cut:]
    return " ".join(parts), title


def _personal(name: str) -> bool:
    parts = name.split()
    lower = [part.casefold() for part in parts]
    return (
        2 <= len(parts) <= 4
        and not any(part in lexicon.ORGANISATION_WORDS or part in lexicon.PLACES for part in lower)
        and not any(part in lexicon.TITLES for part in lower)
        and not any(part in lexicon.NAME_STOPWORDS for part in parts)
        and not name.isupper()
    )


def resolve(head: Token, offset: int, cast: Cast, first_person: str) -> Speaker:
    """The holder whom the noun phrase around `head` names; `first_person` is whom "I" and "we" mean here."""
    names = [_resolve_one(part, offset, cast, first_person) for part in _coordinated(head)]
    if len(names) > 1 and all(n.name and cast.is_person(n.name) for n in names):
        return Speaker("; ".join(dict.fromkeys(n.name for n in names if n.name)))
    if len(names) > 1:
        return Speaker(noun_phrase(head))
    return names[0]


def _coordinated(head: Token) -> list[Token]:
    heads = [head]
    for token in heads:
        heads.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON"})
    return heads


def _resolve_one(head: Token, offset: int, cast: Cast, first_person: str) -> Speaker:
    if head.tag_ in {"WP", "WDT"} or head.lower_ == "that":
        antecedent = _antecedent(head)
        if antecedent is None:
            return Speaker(None, "relative pronoun without antecedent")
        return resolve(antecedent, offset, cast, first_person)
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return _pronoun(head, offset, cast, first_person)
    if head.pos_ == "PROPN":
        return Speaker(_proper_name(head, cast))
    role = _appositive_name(head)
    if role is not None:
        return Speaker(_proper_name(role, cast))
    if _definite_role(head):
        person = cast.person_before(head.idx + offset, head.lower_)
        if person:
            return Speaker(person, "role")
    return Speaker(noun_phrase(head))


def _antecedent(pronoun: Token) -> Token | None:
    for token in pronoun.ancestors:
        if token.dep_ in {"relcl", "acl"}:
            return token.head if token.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    return None


def _pronoun(head: Token, offset: int, cast: Cast, first_person: str) -> Speaker:
    word = head.lower_
    if word in {"i", "my", "me", "we", "our", "us", "mine", "ours", "myself", "ourselves"}:
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        person = cast.person_before(head.idx + offset, word)
        return (
            Speaker(person, "pronoun") if person else Speaker(None, f'pronoun "{head.text}" without a person before it')
        )
    if word in {"they", "their", "them", "it", "its"}:
        before = [m for m in cast.spoken if m.start < head.idx + offset]
        many = word.startswith("the")
        for mention in reversed(before[-3:]):
            plural = ";" in mention.name or mention.name.split()[-1].endswith("s") or " and " in mention.name
            if plural == many and (many or not cast.is_person(mention.name)):
                return Speaker(mention.name, "pronoun")
        return Speaker(None, f'pronoun "{head.text}" without a speaker before it that fits')
    if word in {"you", "your", "one", "this", "these", "those", "which", "there"}:
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def _proper_name(head: Token, cast: Cast) -> str:
    doc, start = head.doc, head.i
    while start > head.left_edge.i and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text in {"-"}):
        start -= 1
    end = head.i + 1
    while (
        end < len(doc)
        and doc[end].pos_ == "PROPN"
        and doc[end].head.i >= start
        and doc[end].head.i < end
        and doc[end].dep_ in {"flat", "compound"}
    ):
        end += 1
    name, title = _strip(doc[start:end].text)
    if not name:
        return noun_phrase(head)
    lower = [p.casefold() for p in name.split()]
    if (
        any(p in lexicon.ORGANISATION_WORDS for p in lower)
        or lower[-1] in lexicon.TITLES
        or any(c.dep_ == "prep" for c in head.children)
    ):
        return noun_phrase(head)
    full = cast.full_name(name)
    return (
        full
        if full != name or title or not any(c.dep_ in {"det", "amod"} for c in head.children)
        else noun_phrase(head)
    )


def _appositive_name(head: Token) -> Token | None:
    """The name in "the Kremlin's spokesman, Dmitry Peskov" or "analyst Dmitry Peskov" read with the role as head."""
    if head.lemma_ not in lexicon.PERSON_NOUNS:
        return None
    return next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)


def _definite_role(head: Token) -> bool:
    definite = any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in head.children)
    return (
        definite
        and head.tag_ == "NN"
        and head.lemma_ in (lexicon.SCHOLARLY_ROLES | lexicon.OFFICE_ROLES)
        and not any(c.dep_ in {"prep", "compound", "poss", "amod"} for c in head.children)
    )


def noun_phrase(head: Token) -> str:
    """The noun phrase as written, without appositions, relative clauses and what stands in parentheses."""
    cut = [
        c.left_edge.i
        for c in head.children
        if c.i > head.i and c.dep_ in {"appos", "relcl", "acl", "punct", "parataxis", "advcl", "cc"} and c.dep_ != "cc"
    ]
    end = min([head.right_edge.i + 1, *cut])
    span = head.doc[head.left_edge.i : max(end, head.i + 1)]
    return POSSESSIVE.sub("", " ".join(span.text.split()).strip(" ,;:-–—\"“”'’("))
