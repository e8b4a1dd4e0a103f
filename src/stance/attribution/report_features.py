"""What tells whether a sentence goes on with a report before it: the report, what both share, what stands around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from stance import lexicon
from stance.attribution.entities import Entities
from stance.attribution.passes import ScopedPassage
from stance.attribution.resolve import Attribution
from stance.attribution.sentence_features import (
    ANAPHORIC,
    CONNECTIVES,
    GOING_ON,
    QUOTES,
    ReadSentence,
    read_sentence,
    sentence_features,
    shared,
)
from stance.attribution.source_kind import kind_of
from stance.lexicon.text import noun_class, verb_class
from stance.tokens import FINITE, SUBJECTS, VERBAL, Span, Token

PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
NOMINAL: Final = frozenset({"NOUN", "PROPN"})
LENGTHS: Final = (2, 6, 9, 15, 22)
"""Words of a report, and of what it hands over, between which it counts alike how many there are."""

LIKELY_STEPS: Final = 5
"""In so many steps it counts how probable a view is by itself."""


@dataclass(frozen=True, slots=True)
class ReportBefore:
    """A report that the sentences after it may go on with: the sentence it stands in, and how many came since.

    `since` counts from the last sentence that was its speaker's, `carried` says that this one only went on with it, and
    `broken` that a paragraph ended since. `passed` counts the sentences of nobody's since the report itself.
    """

    attribution: Attribution
    sentence: Span
    since: int = 0
    carried: bool = False
    broken: bool = False
    passed: int = 0


@dataclass(frozen=True, slots=True)
class ReportAfter:
    """The next sentence that is somebody's: its paragraph and its place there, whose it is, the rule that tells so."""

    paragraph: int
    place: int
    speaker: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What is asked of a report for each sentence after it: what tells of it by itself, and what it is made of."""

    features: tuple[str, ...]
    speaker: str | None
    families: frozenset[str]
    words: frozenset[str]
    lemmas: frozenset[str]
    content: frozenset[str]
    meant: tuple[str, ...]
    before: tuple[str, ...]
    before_both: tuple[str, ...]
    before_form: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a sentence stands: its paragraph by number and its place there, the report after it, the words that
    stand `earlier`, and what its paragraph and its document are like as a `whole`.
    """

    paragraph: ScopedPassage
    number: int
    place: int
    after: ReportAfter | None
    earlier: Set[str]
    whole: Sequence[str]
    known: dict[int, ReadSentence] = field(default_factory=dict)

    def read(self, place: int) -> ReadSentence:
        """A sentence of the paragraph, read once."""
        if place not in self.known:
            self.known[place] = read_sentence(self.paragraph.sentences[place])
        return self.known[place]

    @property
    def is_last(self) -> bool:
        """Whether it ends its paragraph."""
        return self.place + 1 == len(self.paragraph.sentences)


def features_of(at: Surroundings, report: ReportBefore, read: ReadReport) -> dict[str, float]:
    """What tells whether a sentence goes on with the report; each in [0, 1]."""
    here = at.read(at.place)
    names = [*sentence_features(here), "bias", *_since(report), *_place(at, report), *_after(at, report)]
    names += [*_then(here, read), *_mentioned(at, read), *read.features, *at.whole]
    features = dict.fromkeys(names, 1.0)
    features["shares with report"] = shared(here.words, read.words)
    features["shares with text"] = shared(here.words, at.earlier)
    if at.place:
        features["shares with previous"] = shared(here.words, at.read(at.place - 1).words)
    if not at.is_last:
        features["shares with next"] = shared(here.words, at.read(at.place + 1).words)
    return features


def _since(report: ReportBefore) -> Iterator[str]:
    yield f"distance {report.since}"
    yield f"carried {report.carried}"
    yield f"passed {min(report.passed, 5)}"
    yield f"report: {report.attribution.candidate.rule.name} passed {min(report.passed, 2)}"
    if report.broken:
        yield "after a paragraph"


def _place(at: Surroundings, report: ReportBefore) -> Iterator[str]:
    """Where a sentence stands in its paragraph, and how it and the one before it are alike."""
    last, here = len(at.paragraph.sentences) - 1, at.read(at.place)
    yield f"{min(at.place, 6)} from the first"
    yield f"{min(last - at.place, 4)} from the last"
    yield f"passed {min(report.passed, 2)} {here.form} {here.tense}"
    if not at.place:
        return
    before = at.read(at.place - 1)
    if before.tense == here.tense:
        yield "tense of previous"
    if here.subject is not None and here.subject.lemma_.lower() in before.words:
        yield "subject in previous"
    if here.subject is not None and before.subject is not None and here.subject.lower_ == before.subject.lower_:
        yield "subject of previous"


def _after(at: Surroundings, report: ReportBefore) -> Iterator[str]:
    """What comes after a sentence: whose the next report is and how far from it, and how the next sentence begins."""
    speaker, here, after = report.attribution.speaker.name, at.read(at.place), at.after
    who = "nobody" if after is None else "the same" if after.speaker == speaker else "another"
    near = after is not None and after.paragraph == at.number
    follows = f"before {who}{'' if after is None else ' here' if near else ' below'}"
    yield follows
    passed = f"passed {min(report.passed, 2)}"
    yield from (f"{follows} {told}" for told in (here.form, here.tense, passed, f"last {at.is_last}"))
    if after is not None and near:
        yield f"{follows} in {min(after.place - at.place, 4)}"
        yield f"{follows} by {after.rule}"
    if at.is_last:
        yield "last of its paragraph"
        return
    following = at.read(at.place + 1)
    yield f"next subject: {following.form}"
    yield f"next tense: {following.tense}"
    yield f"next is open: {at.paragraph.scopes[at.place + 1][-1].attribution is None}"
    first = following.sentence[0].lower_
    if first in CONNECTIVES | GOING_ON | ANAPHORIC:
        yield f"next opens: {first}"


def read_report(report: ReportBefore, entities: Entities) -> ReadReport:
    """A report with what tells of it, and what of it is set beside each sentence's subject and tense.

    Views go on in other tenses than what is told of those who hold them.
    """
    candidate, doc, speaker = report.attribution.candidate, report.sentence.doc, report.attribution.speaker.name
    content = [doc[i] for i in sorted(candidate.places)]
    cue, rule = doc[candidate.cue], candidate.rule
    act = verb_class(cue.lemma_.lower())
    source = doc[candidate.source] if candidate.source is not None else None
    kind = kind_of(source).name.lower() if source is not None else None
    features = (*_report(report, content, entities), *_cue(cue), *([f"{kind} {act}"] if kind else []))
    return ReadReport(
        features=features,
        speaker=speaker,
        families=frozenset(name.split()[-1] for name in (speaker or "").split("; ") if name),
        words=read_sentence(report.sentence).words,
        lemmas=frozenset(t.lemma_.lower() for t in report.sentence),
        content=frozenset(t.lemma_.lower() for t in content),
        meant=tuple(_numbers(content)),
        before=_tenses(cue, content),
        before_both=(act, rule.name, *([kind] if kind else [])),
        before_form=() if source is None else ("pronoun" if source.pos_ == "PRON" else "noun",),
        kind=kind,
    )


def _tenses(cue: Token, content: Sequence[Token]) -> tuple[str, ...]:
    """The tense of the word that reports, and of what it tells, and whether it denies."""
    finite = next((t.tag_ for t in content if t.tag_ in FINITE), None)
    return (cue.tag_ if cue.pos_ in VERBAL else cue.pos_, f"{finite} told", "denied" if cue.is_negated else "held")


def _report(report: ReportBefore, content: Sequence[Token], entities: Entities) -> Iterator[str]:
    """Who reports, by which rule, how surely and at what length."""
    candidate, sentence = report.attribution.candidate, report.sentence
    yield f"report by {'people' if entities.are_people(report.attribution.speaker.name) else 'others'}"
    yield f"report: {candidate.rule.name}"
    yield f"report: {'quoted' if candidate.quoted else 'reported'}"
    yield from (f"report: {name}" for name in ("adverbial", "reporting") if getattr(candidate.rule, name))
    likely = candidate.likely
    yield f"report likely {'unknown' if likely is None else int(likely * LIKELY_STEPS)}"
    yield f"report of {_length(sentence)} words"
    yield f"report telling {_length(content)} words"
    if any(t.text in QUOTES for t in sentence):
        yield "report with quotation marks"
    if candidate.source is not None:
        source = sentence.doc[candidate.source]
        yield f"source: {source.lemma_.lower()}"
        yield f"source: {source.tag_}"
        yield f"source: {kind_of(source).name.lower()}"
        yield from (f"source with {c.dep_}" for c in source.children if c.dep_ in {"relcl", "appos"})


def _length(words: Sequence[Token]) -> int:
    count = sum(t.is_alpha for t in words)
    return sum(count > length for length in LENGTHS)


def _cue(cue: Token) -> Iterator[str]:
    """The word that reports: which it is, of what class, and what it takes."""
    yield f"cue: {cue.lemma_.lower()}"
    yield f"cue: {'said' if cue.lemma_ in lexicon.SPEECH else 'else'}"
    yield f"cue: {'past' if cue.tag_ in {'VBD', 'VBN'} else 'present'}"
    yield f"cue class: {verb_class(cue.lemma_.lower())}"
    for child in cue.children:
        yield f"cue has {child.dep_}"
        if child.dep_ in {"advmod", "acomp", "neg"}:
            yield f"cue with {child.lower_}"
        elif child.dep_ in {"dobj", "attr"}:
            yield f"cue object: {noun_class(child.lemma_.lower())}"


def _numbers(content: Sequence[Token]) -> Iterator[str]:
    """Whether the first subject of what is told, and its last noun, are several, which "they" may mean."""
    earlier = next((t for t in content if t.dep_ in SUBJECTS), None)
    last = next((t for t in reversed(content) if t.pos_ in NOMINAL), None)
    for name, noun in (("of content", earlier), ("behind", last)):
        if noun is not None:
            yield f"{name} {'several' if noun.tag_ in PLURAL_TAGS or noun.lower_ == 'they' else 'one'}"


def _then(here: ReadSentence, read: ReadReport) -> Iterator[str]:
    """What a report is like beside the subject and the tense of a sentence after it."""
    form, tense = here.form, here.tense
    yield from (f"{told} then {tense}" for told in (*read.before, *read.before_both))
    yield from (f"{told} then {form}" for told in (*read.before_form, *read.before_both))
    if "report: reporting" not in read.features:
        yield f"no clause then {form} {tense}"
    if read.kind is not None:
        yield f"{read.kind} then {form} {tense}"
        yield from (f"{read.kind} then {t.lower_}" for t in here.sentence if t.tag_ == "PRP$")


def _mentioned(at: Surroundings, read: ReadReport) -> Iterator[str]:
    """What of a sentence was mentioned before: its subject, its names, what its pronoun may mean in the report."""
    here = at.read(at.place)
    names = {t.lemma_.lower() for t in here.sentence if t.pos_ == "PROPN"}
    yield "no name" if not names else "known names" if names <= at.earlier else "new name"
    if any(token.text in read.families for token in here.sentence):
        yield "names the speaker"
    if here.subject is None:
        return
    lemma, form = here.subject.lemma_.lower(), here.form
    if here.subject.pos_ in NOMINAL:
        known = "told" if lemma in at.earlier else "new"
        yield f"subject {known}"
        yield f"{form} {known}"
    if lemma in read.content:
        yield "subject in content"
    elif lemma in read.lemmas:
        yield "subject in report"
    meant = form if form in {"they", "it"} else "else"
    yield from (f"{meant} {number}" for number in read.meant)
