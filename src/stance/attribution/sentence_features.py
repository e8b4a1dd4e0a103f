"""What a sentence is like by itself, whoever may hold it: its words and their classes, its subject, its tense."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution.coreference import FIRST_PERSON
from stance.attribution.entities import ROLES
from stance.attribution.main_clause import finite_verb
from stance.lexicon.text import noun_class, verb_class
from stance.tokens import SUBJECTS, Span, Token

CONNECTIVES: Final = lexicon.words("but yet however still though nevertheless nonetheless meanwhile instead in perhaps")
GOING_ON: Final = lexicon.words("and nor or because so otherwise then worse better either neither")
ANAPHORIC: Final = lexicon.words("it they he she this that these those such both neither")
ABOUT_CLAIMS: Final = lexicon.words(
    """
    answer argument case claim evidence figure metaphor mistaken nobody none paper phrase point post proof question
    reader remark reply report right speech statement suggestion theory true truth view word wrong
    """
)
HEARSAY: Final = lexicon.words(
    "allegedly apparently evidently presumably purportedly reportedly rumoured said supposedly"
)
TIMES: Final = lexicon.CALENDAR | lexicon.words(
    "afterwards ago already before earlier later meanwhile recently since today yesterday"
)
BACKSHIFTED: Final = lexicon.words("would could might had should")
ADVISING: Final = lexicon.words("must should cannot ought need")
FORETELLING: Final = lexicon.words("will shall")
IMPERSONAL: Final = lexicon.words("you one oneself")
NEGATIVE: Final = lexicon.words("no nobody nothing never not none")
AMOUNTS: Final = lexicon.words("percent % $ million billion kilometres miles")
GROUPS: Final = {
    "first person": FIRST_PERSON,
    "of claims": ABOUT_CLAIMS,
    "backshifted": BACKSHIFTED,
    "role": ROLES,
    "hearsay": HEARSAY,
    "time": TIMES,
    "advising": ADVISING,
    "foretelling": FORETELLING,
    "anybody": IMPERSONAL,
    "negative": NEGATIVE,
    "amount": AMOUNTS,
}
OPENERS: Final = {"connective": CONNECTIVES, "goes on": GOING_ON, "anaphoric": ANAPHORIC}
CLOSED: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ"})
"""Parts of speech whose words are few: they tell by themselves, other words by their tags."""

OPEN: Final = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
WEIGHTY: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
COMPARING: Final = frozenset({"JJR", "JJS", "RBR", "RBS"})
QUOTES: Final = frozenset({'"', "''", "``"})
PARTING: Final = frozenset({";", ":", "-", "—", "–"})
AS_WRITTEN: Final = lexicon.words("they it this that there nobody nothing what who")
PRONOUN_FORMS: Final = {"he": "he or she", "she": "he or she", "i": "I", "we": "I", "you": "anybody", "one": "anybody"}
POINTED: Final = lexicon.words("the this that these those")
SHORT_SENTENCE: Final = 8
LONG_SENTENCE: Final = 20
YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with the subject of its main clause and how that is named, its tense, its weighty words' lemmas."""

    sentence: Span
    subject: Token | None
    form: str
    tense: str
    words: frozenset[str]


def read_sentence(sentence: Span) -> ReadSentence:
    """What is asked of a sentence more than once."""
    subject = next((t for t in sentence if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
    words = frozenset([t.lemma_.lower() for t in sentence if t.pos_ in WEIGHTY and t.lower_ not in lexicon.PLACES])
    return ReadSentence(sentence, subject, _form_of(subject), _tense_of(sentence), words)


def sentence_features(read: ReadSentence) -> list[str]:
    """What tells of a sentence by itself."""
    return [*_words(read.sentence), *_subject_and_tense(read), *_classes(read.sentence), *_form(read)]


def shared(words: Set[str], others: Set[str]) -> float:
    """The share of the words that are among the others."""
    return len(words & others) / max(1, len(words))


def _form_of(subject: Token | None) -> str:
    """How a subject is named: a pronoun, a name, or a noun and how it is determined."""
    if subject is None:
        return "none"
    if subject.lower_ in PRONOUN_FORMS:
        return PRONOUN_FORMS[subject.lower_]
    if subject.lower_ in AS_WRITTEN:
        return subject.lower_
    return "name" if subject.pos_ == "PROPN" else _definiteness(subject)


def _definiteness(subject: Token) -> str:
    """How a noun is determined: what is said of things in general has no article, or "a" or "no"."""
    first = next((c for c in subject.children if c.dep_ in {"det", "poss"}), None)
    if first is None:
        return "bare"
    if first.dep_ == "poss":
        return "possessed"
    return "definite" if first.lower_ in POINTED else "indefinite"


def _tense_of(sentence: Span) -> str:
    """The tense of the main clause: events are told in the simple past and the perfect, views in other tenses."""
    root = sentence.root
    finite = finite_verb(root)
    if finite is None:
        return "no finite verb"
    if finite.tag_ == "MD":
        return "modal"
    perfect = finite.lemma_ == "have" and finite.i != root.i
    if finite.tag_ == "VBD":
        return "pluperfect" if perfect else "past"
    return "perfect" if perfect else "copula" if root.lemma_ == "be" else "present"


def _words(sentence: Span) -> Iterator[str]:
    lower = {token.lower_ for token in sentence}
    yield from (f"has {name}" for name, group in GROUPS.items() if not lower.isdisjoint(group))
    for token in sentence:
        yield f"word: {token.lower_ if token.pos_ in CLOSED else token.tag_}"
        yield f"word: {token.dep_}"
        if token.pos_ in OPEN and token.lexeme.is_alpha:
            yield f"lemma: {token.lemma_.lower()}"
    first, second = _known(sentence[0]), _known(sentence[1]) if len(sentence) > 1 else ""
    yield f"opens: {first} {second}"
    yield f"opens: {sentence[0].lower_}"
    yield from (f"opens with {name}" for name, group in OPENERS.items() if sentence[0].lower_ in group)


def _known(token: Token) -> str:
    return token.lower_ if token.pos_ in CLOSED else token.tag_


def _subject_and_tense(read: ReadSentence) -> Iterator[str]:
    root, subject, form, tense = read.sentence.root, read.subject, read.form, read.tense
    verb = verb_class(root.lemma_.lower())
    yield f"root: {root.lemma_.lower()}"
    yield f"root class: {verb}"
    yield f"subject: {form}"
    yield f"tense: {tense}"
    yield f"{form} {tense}"
    yield f"{form} {verb}"
    yield f"{form} {root.lemma_.lower() if root.pos_ == 'AUX' else root.tag_}"
    yield f"{tense} {verb}"
    yield from (f"{tense} has {c.dep_}" for c in root.children if c.dep_ != "punct")
    if subject is None:
        return
    yield f"subject: {subject.lemma_.lower()}"
    if subject.dep_ == "nsubjpass":
        yield "subject: passive"
    if subject.lemma_ in lexicon.PERSON_NOUNS:
        yield "subject: somebody"
    if subject.pos_ == "NOUN":
        yield f"subject class: {noun_class(subject.lemma_.lower())}"
    if any(c.dep_ == "relcl" for c in subject.subtree):
        yield "subject with a clause"


def _classes(sentence: Span) -> Iterator[str]:
    """The classes of its nouns and verbs, and of what its main verb takes."""
    for token in sentence:
        if token.pos_ == "NOUN":
            yield f"noun class: {noun_class(token.lemma_.lower())}"
        elif token.pos_ == "VERB":
            yield f"verb class: {verb_class(token.lemma_.lower())}"
            if token.lemma_ in lexicon.SAYING:
                yield "somebody says"
    for child in sentence.root.children:
        if child.dep_ in {"dobj", "attr"} and child.pos_ == "NOUN":
            yield f"{child.dep_}: {noun_class(child.lemma_.lower())}"
        elif child.dep_ in {"acomp", "neg"}:
            yield f"root with {child.dep_}"


def _form(read: ReadSentence) -> Iterator[str]:
    sentence = read.sentence
    root, texts = sentence.root, {token.text for token in sentence}
    if root.tag_ == "VB" and not any(t.dep_ in {"nsubj", "aux"} for t in root.children):
        yield "imperative"
    words = sum(t.is_alpha for t in sentence)
    length = "short" if words <= SHORT_SENTENCE else "long" if words > LONG_SENTENCE else "middling"
    yield length
    yield f"{length} {read.tense}"
    yield from _marks(sentence, texts)


def _marks(sentence: Span, texts: Set[str]) -> Iterator[str]:
    """Its marks, its numbers, what its tags tell."""
    if sentence[-1].text in {"?", "!"}:
        yield f"ends in {sentence[-1].text}"
    yield from (f"mark: {mark}" for mark in texts & PARTING)
    yield from (name for name, marks in (("quotation marks", QUOTES), ("amount", AMOUNTS)) if texts & marks)
    numbers = [t.text for t in sentence if t.like_num]
    yield from {"year" if number.isdigit() and len(number) == YEAR_DIGITS else "number" for number in numbers}
    tags = {t.tag_ for t in sentence}
    if tags & COMPARING:
        yield "compares"
    if tags & {"WP", "WDT", "WP$"}:
        yield "relative"
