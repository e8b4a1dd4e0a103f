"""Explains a claim's stance by the words that moved the linear part of the classifier.

The classifier adds up coefficient × value over n-grams of words, n-grams of masked words, character n-grams and
language cues, and that sum is taken apart here: an n-gram's part goes to the words it stands on. Masked words are shown
by the words they stand for. Character n-grams, which carry two fifths of what n-grams say, are added to the word they
lie in, since nobody could read them. A cue goes by what it looks for and counts against a text without it. The second
pass takes that sum linearly, so that a word's part is weighed as it weighs the words. What cannot be told by words is
left out: the intercept, the claim's length, the document's other claims, and a sentence encoder, which reads the
sentence whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.features import CUE_COLUMNS, NAME, plain, side_pattern
from stance.features.cues import MEANINGS, NAMES, count_cues
from stance.features.scope import scoped_words, tagged_words
from stance.model import Model, in_question_order
from stance.model.first_pass import row_a_label
from stance.model.stacking import ENCODER_WEIGHT
from stance.records import Claim, ScoredClaim

Contribution = tuple[str, float]
Span = tuple[int, int]
Places = list[tuple[Span, int]]
"""Where in the plain text each column of a block stands, once an occurrence."""

MOST: Final = 5
"""How many are told for the stance, and how many against it."""
LEAST: Final = 0.005
"""What would be printed as 0.00 is not told."""

NOTE: Final = (
    "Words for and against: how strongly each word, phrase or pattern of words pushed the classifier towards this "
    "label, or away from it."
)
CONTEXT_NOTE: Final = " What the document's other claims add is not among them."
ENCODER_NOTE: Final = (
    " The bundle's sentence encoder reads the sentence whole: its part cannot be told word by word and is not among "
    "them."
)

_PATTERN: Final = "pattern: "
"""Before what is no phrase of the text but a cue of several words and forms."""

_N_GRAMS: Final = ("word", "char", "masked", "scope")
_LENGTH: Final = frozenset({"short", "log_length"})
_CHUNK: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"\w+(?:'\w+)*")


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A claim as the classifier reads it; `origin` has for each character of `masked` its span of `plain`."""

    plain: str
    masked: str
    origin: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of `plain` that a span of `masked` stands for."""
        return self.origin[start][0], self.origin[end - 1][1]


def contributions(scored: Sequence[ScoredClaim], model: Model) -> dict[Claim, list[Contribution]]:
    """For each claim that bears a stance the words that moved its score: (words, weight), the strongest first.

    A weight is what the words add to the log-odds of the predicted stance against the labels' mean: above 0 for it,
    below 0 against it; at most `MOST` of either. Of phrases that lie one in another only the strongest is told.
    """
    bearing = [scored_claim for scored_claim in scored if scored_claim.stance != model.question.none_label]
    if not bearing:
        return {}
    readings = [mask_with_origins(scored_claim.claim.text, model.question.sides) for scored_claim in bearing]
    by_label = label_weights(model)
    weights = [by_label[scored_claim.stance] for scored_claim in bearing]
    join = model.text_classifier.pipeline.named_steps["join"]
    words = word_weights(readings, join, weights)
    cues = _cue_weights(readings, join, weights, len(model.question.sides))
    found = zip(bearing, readings, words, cues, strict=True)
    return {
        scored_claim.claim: _strongest(_phrases(reading.plain, spans) + named)
        for scored_claim, reading, spans, named in found
    }


def note(model: Model) -> str:
    """What the weights are, and what they leave out."""
    return NOTE + (CONTEXT_NOTE if model.stages else "") + (ENCODER_NOTE if model.encoder else "")


def mask_with_origins(text: str, sides: Sequence[Sequence[str]]) -> MaskedText:
    """The claim's plain and masked text; masks as `features.mask_names`, but keeps where each character comes from."""
    read = plain(text)
    masked, origin = read, [(place, place + 1) for place in range(len(read))]
    for number, side in enumerate(sides):
        masked, origin = _substitute(side_pattern(tuple(side)), f"SIDE_{chr(ord('A') + number)}", masked, origin)
    masked, origin = _substitute(NAME, "OTHER", masked, origin)
    return MaskedText(read, masked, tuple(origin))


def _substitute(pattern: re.Pattern[str], new: str, text: str, origin: list[Span]) -> tuple[str, list[Span]]:
    """As `pattern.sub(new, text)`, with the origin of each character of the result."""
    pieces, places, at = [], [], 0
    for match in pattern.finditer(text):
        start, end = match.span()
        pieces += [text[at:start], new]
        places += origin[at:start] + [(origin[start][0], origin[end - 1][1])] * len(new)
        at = end
    return "".join([*pieces, text[at:]]), places + origin[at:]


def label_weights(model: Model) -> dict[str, NDArray[np.float64]]:
    """For each label the coefficients of all columns, against the mean of the labels, as the score sums them up.

    A claim that bears a stance was read by the encoder, if there is one, unless the encoder may not read it.
    """
    labels, classify = model.question.labels, model.text_classifier.steps["classify"]
    rows = row_a_label(classify.coef_)
    rows = in_question_order((rows - rows.mean(axis=0)).T, classify.classes_, model.question).T
    if model.stages:
        stage = model.stages.both or model.stages.words
        rows = stage.weights(len(labels)) @ rows
    elif model.encoder_scorer:
        rows = rows * (1 - ENCODER_WEIGHT)
    rows = rows - rows.mean(axis=0)
    if model.thresholds:  # a label's temperature holds where it is the stance, of which the words are shown
        rows = rows / np.array(model.thresholds.temperatures)[:, None]
    return dict(zip(labels, rows, strict=True))


def word_weights(
    readings: Sequence[MaskedText], join: ColumnTransformer, weights: Sequence[NDArray[np.float64]]
) -> list[dict[Span, float]]:
    """What the n-grams add, by the span of the plain text they stand on."""
    found: list[dict[Span, float]] = [defaultdict(float) for _ in readings]
    # A question without sides has no names to mask.
    for name in (name for name in _N_GRAMS if name in join.named_transformers_):
        vectorizer: TfidfVectorizer = join.named_transformers_[name]
        values = vectorizer.transform([_text_of(reading, name) for reading in readings])
        find, first = _finder(name, vectorizer), join.output_indices_[name].start
        for place, reading in enumerate(readings):
            row = slice(values.indptr[place], values.indptr[place + 1])
            columns = values.indices[row]
            moved = values.data[row] * weights[place][first + columns]
            _spread(dict(zip(columns.tolist(), moved.tolist(), strict=True)), find(reading), found[place])
    return found


def _text_of(reading: MaskedText, block: str) -> str:
    """The text that the block's vectorizer reads."""
    if block == "scope":
        return scoped_words(reading.masked)
    return reading.masked if block == "masked" else reading.plain


def _spread(added: dict[int, float], places: Places, found: dict[Span, float]) -> None:
    """Share what each column adds among the places it stands at."""
    counts = Counter(column for _, column in places)
    for span, column in places:
        found[span] += added[column] / counts[column]


def _ngrams(text: str, vectorizer: TfidfVectorizer) -> Iterator[tuple[Span, int]]:
    """The known word n-grams of a text: where in it each stands and its column."""
    tokens = [(match.start(), match.end(), match[0].lower()) for match in re.finditer(vectorizer.token_pattern, text)]
    least, most = vectorizer.ngram_range
    for size in range(least, most + 1):
        for first in range(len(tokens) - size + 1):
            run = tokens[first : first + size]
            column = vectorizer.vocabulary_.get(" ".join(word for _, _, word in run))
            if column is not None:
                yield (run[0][0], run[-1][1]), column


def _finder(block: str, vectorizer: TfidfVectorizer) -> Callable[[MaskedText], Places]:
    """What finds where the block's columns stand; words tagged by their scope stand on the words themselves."""
    if block == "char":
        return _char_places(vectorizer)
    if block == "word":
        return lambda reading: list(_ngrams(reading.plain, vectorizer))
    if block == "masked":
        return lambda reading: [(reading.span(*place), column) for place, column in _ngrams(reading.masked, vectorizer)]
    known = vectorizer.vocabulary_
    return lambda reading: [
        (reading.span(start, end), known[word]) for word, start, end in tagged_words(reading.masked) if word in known
    ]


def _char_places(vectorizer: TfidfVectorizer) -> Callable[[MaskedText], Places]:
    """Character n-grams stand on the word they lie in, without the punctuation at its ends."""
    analyse, known = vectorizer.build_analyzer(), vectorizer.vocabulary_

    @cache
    def columns(chunk: str) -> list[int]:
        return [known[piece] for piece in analyse(chunk) if piece in known]

    def find(reading: MaskedText) -> Places:
        found = []
        for match in _CHUNK.finditer(reading.plain):
            words = list(_WORD.finditer(match[0]))
            # Of a dash that stands alone nothing is told, but its place counts where the text has two.
            start, end = (words[0].start(), words[-1].end()) if words else (0, 0)
            span = (match.start() + start, match.start() + end)
            found += [(span, column) for column in columns(match[0])]
        return found

    return find


def _cue_weights(
    readings: Sequence[MaskedText], join: ColumnTransformer, weights: Sequence[NDArray[np.float64]], sides: int
) -> list[list[Contribution]]:
    """What the cues that are there add, against a text without them."""
    if "cues" not in join.named_transformers_:
        return [[] for _ in readings]
    # A bundle reads the cues that there were when it was fitted, in its own order.
    read = next(columns for name, _, columns in join.transformers_ if name == "cues")
    places = [CUE_COLUMNS.index(column) for column in read]
    known = [NAMES[place] for place in places]
    counts = np.array([count_cues(reading.plain, reading.masked, sides) for reading in readings])[:, places]
    scale = join.named_transformers_["cues"].scale_ / join.transformer_weights["cues"]
    columns = join.output_indices_["cues"]
    added = [row / scale * weight[columns] for row, weight in zip(counts, weights, strict=True)]
    names = [_PATTERN + MEANINGS.get(name, name) for name in known]
    shown = [place for place, name in enumerate(known) if name not in _LENGTH]
    return [[(names[place], float(row[place])) for place in shown if row[place]] for row in added]


def _phrases(text: str, spans: dict[Span, float]) -> list[Contribution]:
    """The words with their weights, those that stand in the text twice together, as they are first written."""
    written: dict[str, str] = {}
    found: dict[str, float] = defaultdict(float)
    for (start, end), weight in sorted(spans.items()):
        if words := text[start:end]:
            written.setdefault(words.lower(), words)
            found[words.lower()] += weight
    return [(written[words], weight) for words, weight in found.items()]


def _strongest(added: Sequence[Contribution]) -> list[Contribution]:
    """The strongest on either side, by strength and then by the words, phrases within phrases left out."""
    ranked = sorted(added, key=lambda pair: (-abs(pair[1]), pair[0]))
    taken: dict[bool, list[Contribution]] = {True: [], False: []}
    for words, weight in ranked:
        side = taken[weight > 0]
        if len(side) < MOST and abs(weight) >= LEAST and not any(_overlap(words, other) for other, _ in side):
            side.append((words, weight))
    return [pair for pair in ranked if pair in taken[pair[1] > 0]]


def _overlap(words: str, other: str) -> bool:
    """Whether one of the phrases lies in the other, word for word; what a cue looks for is no phrase of the text."""
    if words.startswith(_PATTERN) or other.startswith(_PATTERN):
        return False
    first, second = (f" {' '.join(_WORD.findall(phrase.lower()))} " for phrase in (words, other))
    return first in second or second in first
