"""Free indirect speech: whether a sentence without a source goes on with what somebody before it was saying.

    The Chinese, she says, have no illusions. They need the gas. They do not need the friendship.

What tells is weighed by a logistic regression that `scripts/fit_attribution.py` fits on labelled passages; its
weights are in `weights.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stance import lexicon
from stance.attribution.confidence import probability, weights_of
from stance.attribution.coreference import FIRST_PERSON
from stance.attribution.entities import ROLES, Entities
from stance.attribution.main_clause import finite_verb
from stance.attribution.passes import ScopedPassage
from stance.attribution.resolve import Attribution
from stance.attribution.scope import Scope
from stance.records import AUTHOR, Form
from stance.tokens import Span, Token

EVIDENCE: Final = "free indirect speech"
FARTHEST: Final = 3
"""Sentences that may stand between a report and one that goes on with it."""

DENSE: Final = 0.5
"""Share of a document's sentences that are reports, from which on it is dense with them."""

MANY: Final = 0.2
"""Speakers a sentence, from which on they are many."""

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
TIMES: Final = lexicon.words(
    "afterwards ago already april august before december earlier february friday january july june later march"
    " meanwhile monday november october recently saturday september since sunday thursday today"
    " tuesday wednesday yesterday"
)
CLOSED: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ"})
"""Parts of speech whose words are few: they tell by themselves, other words by their tags."""

BACKSHIFTED: Final = lexicon.words("would could might had should")


@dataclass(frozen=True, slots=True)
class ReportBefore:
    """A report that the sentences after it may go on with: the sentence it stands in, and how many came since.

    `since` counts from the last sentence that was its speaker's, `carried` says that this one only went on with it, and
    `broken` that a paragraph ended since.
    """

    attribution: Attribution
    sentence: Span
    since: int = 0
    carried: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """A sentence of nobody's after a report: its paragraph, its index there, and what tells whose it is."""

    paragraph: ScopedPassage
    index: int
    report: ReportBefore
    features: dict[str, float]

    def settle(self, likely: float, *, given: bool) -> None:
        """Make it the speaker's of the report, who is `likely` to hold it, or leave it with the writer."""
        sentence, attribution = self.paragraph.sentences[self.index], self.report.attribution
        scope = Scope(None, (sentence.start, sentence.end), confidence=round(likely if given else 1 - likely, 3))
        if given:
            name, number = attribution.speaker.name, attribution.number
            scope = replace(scope, speaker=name, evidence=EVIDENCE, form=Form.INDIRECT, number=number)
        self.paragraph.scopes[self.index] = [scope]


def carry_reports(paragraphs: Sequence[ScopedPassage], entities: Entities) -> None:
    """Give sentences of nobody's to the speaker of the report before them where they probably go on with it."""
    model = weights_of(EVIDENCE)
    for sentence in open_sentences(paragraphs, entities):
        likely = probability(sentence.features, model["weights"])
        sentence.settle(likely, given=likely >= model["least"])


def density_of(paragraphs: Sequence[ScopedPassage]) -> dict[str, float]:
    """How much of a document is reported, and by how many: where many speak, more of the rest is theirs as well."""
    scopes = [scopes[0] for paragraph in paragraphs for scopes in paragraph.scopes]
    total = max(1, len(scopes))
    held = sum(scope.attribution is not None or scope.speaker is not None for scope in scopes) / total
    voices = len({scope.attribution.speaker.name for scope in scopes if scope.attribution is not None}) / total
    return {
        "document: " + ("dense" if held > DENSE else "middling" if held > DENSE / 2 else "sparse"): 1.0,
        "document: " + ("many" if voices > MANY else "some" if voices > MANY / 2.5 else "few"): 1.0,
    }


def open_sentences(paragraphs: Sequence[ScopedPassage], entities: Entities) -> Iterator[OpenSentence]:
    """The sentences of nobody's that follow a report, in order.

    They are made while the scopes change, so that a sentence that was given to the speaker counts as theirs.
    """
    density = density_of(paragraphs)
    report: ReportBefore | None = None
    for paragraph in paragraphs:
        report = replace(report, broken=True) if report is not None else None
        for i, (sentence, scopes) in enumerate(zip(paragraph.sentences, paragraph.scopes, strict=True)):
            last = scopes[-1]
            if last.attribution is not None:
                report = ReportBefore(last.attribution, sentence) if _has_speaker(last.attribution) else None
            elif last.speaker is not None or report is None or len(scopes) > 1:
                continue
            elif report.since < FARTHEST:
                yield OpenSentence(paragraph, i, report, features_of(paragraph, i, report, entities) | density)
                given = paragraph.scopes[i][-1].evidence == EVIDENCE
                report = replace(report, since=0 if given else report.since + 1, carried=given, broken=False)


def _has_speaker(attribution: Attribution) -> bool:
    return attribution.candidate.source is not None and attribution.speaker.name not in {None, AUTHOR}


def features_of(paragraph: ScopedPassage, i: int, report: ReportBefore, entities: Entities) -> dict[str, float]:
    """What tells whether sentence `i` goes on with the report; each in [0, 1] but the bias."""
    attribution, before = report.attribution, report.sentence
    speaker = attribution.speaker.name or ""
    sentence = paragraph.sentences[i]
    after = paragraph.scopes[i + 1][0] if i + 1 < len(paragraph.scopes) else None
    features = {"bias": 1.0, f"distance {report.since}": 1.0, f"carried {report.carried}": 1.0}
    if report.broken:
        features["after a paragraph"] = 1.0
    features |= {f"word: {name}": 1.0 for name in dict.fromkeys(_words(sentence))}
    features |= {f"subject: {name}": 1.0 for name in _subject(sentence, speaker, entities)}
    features |= {f"form: {name}": 1.0 for name in _form(sentence)}
    features |= {f"report: {name}": 1.0 for name in _report(attribution, before, entities)}
    features |= {f"place: {name}": 1.0 for name in _place(i, len(paragraph.sentences))}
    if after is None:
        features["last of its paragraph"] = 1.0
    elif after.attribution is not None:
        same = after.attribution.speaker.name == speaker
        features["before the same speaker" if same else "before another speaker"] = 1.0
    features["shared words"] = _shared(sentence, before)
    return features


def _words(sentence: Span) -> Iterator[str]:
    lower = {token.lower_ for token in sentence}
    groups = {
        "first person": FIRST_PERSON,
        "of claims": ABOUT_CLAIMS,
        "backshifted": BACKSHIFTED,
        "role": ROLES,
        "hearsay": HEARSAY,
        "time": TIMES,
    }
    yield from (name for name, group in groups.items() if lower & group)
    if any(token.like_num for token in sentence):
        yield "number"
    for token in sentence:
        yield token.lower_ if token.pos_ in CLOSED else token.tag_
        yield token.dep_
    first = sentence[0].lower_
    for name, group in (("connective", CONNECTIVES), ("goes on", GOING_ON), ("anaphoric", ANAPHORIC)):
        if first in group:
            yield f"opens with {name}"


def _place(i: int, sentences: int) -> Iterator[str]:
    """Where a sentence stands in its paragraph."""
    yield f"{min(i, 6)} from the first"
    yield f"{min(sentences - 1 - i, 4)} from the last"


def _subject(sentence: Span, speaker: str, entities: Entities) -> Iterator[str]:
    """Whom the sentence is about: as one told about the speaker names them, and one of theirs does not."""
    subject = next((t for t in sentence if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"), None)
    if subject is None:
        yield "none"
        return
    if subject.lower_ in {"he", "she"}:
        yield "he or she"
    elif subject.lower_ in {"they", "it", "this", "that"}:
        yield subject.lower_
    elif subject.pos_ == "PROPN":
        yield "name"
    else:
        yield _definiteness(subject)
    if subject.dep_ == "nsubjpass":
        yield "passive"
    if subject.lemma_ in lexicon.PERSON_NOUNS:
        yield "somebody"
    names = {name.split()[-1] for name in speaker.split("; ")}
    if any(token.text in names for token in sentence):
        yield "names the speaker"


def _definiteness(subject: Token) -> str:
    """How a noun is determined: what is said of things in general has no article, or "a" or "no"."""
    first = next((c for c in subject.children if c.dep_ in {"det", "poss"}), None)
    if first is None:
        return "bare"
    if first.dep_ == "poss":
        return "possessed"
    return "definite" if first.lower_ in {"the", "this", "that", "these", "those"} else "indefinite"


def _form(sentence: Span) -> Iterator[str]:
    root = sentence.root
    yield _tense(sentence)
    if root.tag_ == "VB" and not any(t.dep_ in {"nsubj", "aux"} for t in root.children):
        yield "imperative"
    if sentence[-1].text == "?":
        yield "question"
    words = sum(t.is_alpha for t in sentence)
    yield "short" if words <= 8 else "long" if words > 25 else "middling"
    if any(t.text in {'"', "''", "``"} for t in sentence):
        yield "quotation marks"


def _tense(sentence: Span) -> str:
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


def _report(attribution: Attribution, sentence: Span, entities: Entities) -> Iterator[str]:
    candidate = attribution.candidate
    cue = sentence.doc[candidate.cue]
    yield "person" if entities.are_people(attribution.speaker.name) else "others"
    yield "quoted" if candidate.quoted else "reported"
    if candidate.rule.adverbial:
        yield "adverbial"
    if cue.lemma_ in lexicon.SPEECH:
        yield "said"
    yield "past cue" if cue.tag_ in {"VBD", "VBN"} else "present cue"
    if not candidate.rule.reporting:
        yield "no clause"


def _shared(sentence: Span, before: Span) -> float:
    """The share of a sentence's weighty words that the report has too."""
    words = _weighty(sentence)
    return len(words & _weighty(before)) / max(1, len(words))


def _weighty(sentence: Span) -> set[str]:
    weighty = (t for t in sentence if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and t.lower_ not in lexicon.PLACES)
    return {t.lemma_.lower() for t in weighty}
