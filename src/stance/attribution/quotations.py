"""Pass 2: quotations are attached to candidates, which grow to whole quotations; the others get the nearest cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.inserted import PUTTING
from stance.attribution.opening_clauses import THIRD_PERSON
from stance.attribution.pointing import UTTERANCES, whose
from stance.attribution.quote_marks import SINGLE, Quote, find_quotes
from stance.attribution.rules import COLON, LABEL, PARTIAL, QUOTATION
from stance.attribution.rules.rule import Candidate
from stance.attribution.source import find_source, own_source, owner_of_thing, passive_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.lexicon.layout import SECTION_WORDS
from stance.tokens import FINITE, SUBJECTS, VERBAL, Doc, Token

CUE_REACH: Final = 14
"""Tokens a cue may stand away from the quotation it introduces or closes: a speaker's apposition fits in."""

CLOSING_MARKS: Final = frozenset({'"', "''"})

LONGEST_LABEL: Final = 6
"""Tokens within which a paragraph's opening name ends with a colon."""

MIN_LABELLED: Final = 4
"""Tokens that must follow the colon."""

FRAGMENT: Final = 5
"""A quotation of fewer words than this, without a verb, is scare quotes unless a cue stands right at it."""


MIN_PARTIAL: Final = 3
"""Words of a partial quotation: fewer are a name or scare quotes."""

FRAMING: Final = UTTERANCES | {"account"}
"""Nouns of what one says, before a colon: "By Ann Lee's account: …"."""

NO_CLAUSE: Final = frozenset({"aux", "auxpass", "relcl", "amod", "acl", "compound"})
"""What a verb form is that heads no clause a quotation could follow."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as tokens of a Doc, marks included."""

    start: int
    end: int
    fragment: bool


def quotations(doc: Doc, *, runs_in: bool = False) -> list[Quotation]:
    """The Doc's quotations in order; `runs_in` says that a paragraph above has left one open, which may end here."""
    quotes = find_quotes(doc.text)
    starts = [token.idx for token in doc] if quotes else []
    marks = [token.i for token in doc if token.text in CLOSING_MARKS] if runs_in and not quotes else []
    if len(marks) == 1:
        return [Quotation(0, marks[0] + 1, fragment=False)]
    return [_quotation(doc, starts, quote) for quote in quotes]


def is_left_open(doc: Doc, marked: Sequence[Quotation]) -> bool:
    """Whether a paragraph's last quotation runs to its end without a mark that closes it."""
    return bool(marked) and marked[-1].end >= len(doc) and doc[-1].text not in CLOSING_MARKS


def _quotation(doc: Doc, starts: Sequence[int], quote: Quote) -> Quotation:
    first, last = bisect_right(starts, quote.start) - 1, bisect_left(starts, quote.end)
    inside = doc[first:last]
    verbs = any(t.tag_ in FINITE for t in inside)
    count = sum(t.is_alpha for t in inside)
    return Quotation(first, last, (count < FRAGMENT and not verbs) or count < 3)


def attach_quotations(
    doc: Doc, candidates: Sequence[Candidate], marked: Sequence[Quotation], without: frozenset[str] = frozenset()
) -> list[Candidate]:
    """The candidates of a paragraph with its quotations and its label, in order of the cue.

    Rules named in `without` are left out.
    """
    label = None if LABEL.name in without or ":" not in doc.words else find_label(doc)
    labelled = [*candidates, label] if label is not None else candidates
    return sorted(_joined(doc, labelled, marked), key=lambda candidate: candidate.cue)


def _joined(doc: Doc, candidates: Sequence[Candidate], marked: Sequence[Quotation]) -> list[Candidate]:
    """The candidates, grown to the quotations they touch, and new ones for quotations that none touches."""
    result = [_grow(doc, f, marked) for f in candidates if not _reaches_out(f, marked)]
    owner: dict[int, int] = {}  # quotation → place in result
    for i, quote in enumerate(marked):
        place = _place(doc, quote, marked, result)
        if place is not None:
            owner[i] = place
    _continue(doc, marked, owner, result)
    return result


def _reaches_out(candidate: Candidate, marked: Sequence[Quotation]) -> bool:
    """Whether a cue inside a quotation was given what stands outside it: "“I know, sir,” answered the waitress"."""
    home = next((q for q in marked if not q.fragment and _inside(candidate.cue, q)), None)
    return home is not None and not any(a < home.end and b > home.start for a, b in candidate.content)


def find_label(doc: Doc) -> Candidate | None:
    """The paragraph as its speaker's where it opens with a name and a colon, as transcripts and headlines do."""
    start = 1 if len(doc) and doc[0].text in {'"', "'", "("} else 0
    colon = next(
        (i for i in range(start + 1, min(start + LONGEST_LABEL, len(doc) - MIN_LABELLED)) if doc[i].text == ":"), None
    )
    if colon is None:
        return None
    name = doc[start:colon]
    proper = all(t.pos_ == "PROPN" or t.text.isupper() for t in name) and not any(
        t.lower_ in lexicon.PLACES | SECTION_WORDS for t in name
    )
    if not proper and not (len(name) == 1 and name[0].lower_ in lexicon.LABELS):
        return None
    return Candidate(LABEL, colon, ((colon + 1, len(doc)),), colon - 1, quoted=True)


def _place(doc: Doc, quote: Quotation, marked: Sequence[Quotation], result: list[Candidate]) -> int | None:
    """The candidate that has the quotation in its sentence, made where there is none; None without a cue by it."""
    outside = [k for k, f in enumerate(result) if not _inside(f.cue, quote)]
    covering = next((k for k in outside if _covers(result[k], quote)), None)
    if covering is not None:
        return covering
    if _is_scare_quotes(doc, quote):
        return _partial(doc, quote, marked, result)
    beside = next((k for k in outside if _quotes_beside(doc, result[k], quote, marked)), None)
    if beside is not None:
        return _add_to(result, beside, quote)
    cue = _nearest_cue(doc, quote, marked)
    if cue is None:
        return _without_cue(doc, quote, marked, result)
    same = next((k for k in outside if result[k].cue == cue.i), None)
    if same is not None:
        return _add_to(result, _outermost(same, result, quote), quote)
    result.append(_quoted_at(cue, quote))
    return len(result) - 1


def _outermost(place: int, result: Sequence[Candidate], quote: Quotation) -> int:
    """The candidate in which the one at `place` stands before a quotation: "told what they want: “…”" is told."""
    cue = result[place].cue
    over = (k for k, c in enumerate(result) if any(a <= cue < b <= quote.start for a, b in c.content))
    return next(over, place)


def _quoted_at(cue: Token, quote: Quotation) -> Candidate:
    """The candidate of a quotation whose cue is `cue`."""
    source = find_source(cue)
    content = ((quote.start, quote.end),)
    return Candidate(QUOTATION, cue.i, content, source.i if source is not None else None, quoted=True)


def _quotes_beside(doc: Doc, candidate: Candidate, quote: Quotation, marked: Sequence[Quotation]) -> bool:
    """Whether a candidate has another quotation of the same sentence already, its cue outside of all."""
    first, last = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
    in_sentence = candidate.quoted and first <= candidate.cue < last
    return in_sentence and _home(candidate, marked) is None


def _home(candidate: Candidate, marked: Sequence[Quotation]) -> Quotation | None:
    """The quotation that the candidate's cue stands in."""
    return next((quote for quote in marked if _inside(candidate.cue, quote)), None)


def _without_cue(doc: Doc, quote: Quotation, marked: Sequence[Quotation], result: list[Candidate]) -> int | None:
    """The candidate of a quotation that no verb of saying stands by."""
    place = _after_colon(doc, quote, result)
    return _partial(doc, quote, marked, result) if place is None else place


def _partial(doc: Doc, quote: Quotation, marked: Sequence[Quotation], result: list[Candidate]) -> int | None:
    """A few quoted words after the main verb of somebody's sentence: 'She gives it "until the first invoice"'.

    What a state or a thing does, what somebody does rather than says, and a single word, are the writer's.
    """
    sentence = doc[quote.start].sent
    verb = sentence.root
    words = sum(t.is_alpha for t in doc[quote.start : quote.end])
    acts = verb.pos_ != "VERB" or verb.lemma_ in lexicon.DOING or not verb.i < quote.start
    clause = any(t.tag_ in FINITE for t in doc[quote.start : quote.end])
    if (
        words < MIN_PARTIAL
        or acts
        or clause
        or any(_inside(verb.i, q) for q in marked)
        or any(c.cue == verb.i for c in result)
    ):
        return None
    source = own_source(verb)
    if source is None or kind_of(source) is not SourceKind.PERSON or source.lower_ in {"i", "we", "you"}:
        return None
    result.append(Candidate(PARTIAL, verb.i, ((quote.start, quote.end),), source.i, quoted=True))
    return len(result) - 1


def _after_colon(doc: Doc, quote: Quotation, result: list[Candidate]) -> int | None:
    """A quotation after "X left no doubt:" is X's, whatever the verb; and after "X, in tears:"."""
    if not quote.start or not doc[quote.start - 1].text.endswith(":") or quote.fragment:
        return None
    before = doc[doc[quote.start - 1].sent.start : quote.start]
    verbs = [t for t in before if t.pos_ in VERBAL and t.dep_ not in NO_CLAUSE]
    cue = next((t for t in verbs if t.dep_ == "ROOT"), verbs[0] if verbs else before[-1])
    source = _subject_before(quote.start, cue, before) if verbs else _named_before(before)
    if source is None:
        return None
    source = owner_of_thing(source) or source  # "His reasoning is short: “…”"
    result.append(Candidate(COLON, cue.i, ((quote.start, quote.end),), source.i, quoted=True))
    return len(result) - 1


def _subject_before(colon: int, cue: Token, lead: Sequence[Token]) -> Token | None:
    """The subject of what leads up to a colon, also where the parser gave it to the verb behind: "Lee was blunt: …"."""
    source = find_source(cue) or passive_subject(cue)
    stolen = source is not None and source.i >= colon
    return next((t for t in lead if t.dep_ in SUBJECTS), None) if stolen else source


def _named_before(lead: Sequence[Token]) -> Token | None:
    """Who is named before a colon without a verb: "Ann Lee, in tears: “…”", "The mayor's reply: “…”"."""
    framed = lead[0].lower_ in {"in", "by"}  # "In Ann Lee's words: …", not "In Riga: …"
    lead = lead[1:] if framed else lead
    end = next((k for k, t in enumerate(lead) if t.pos_ in {"ADP", "PUNCT"}), len(lead))
    noun = next((t for t in reversed(lead[:end]) if t.pos_ in {"NOUN", "PROPN"}), None)
    if noun is not None and noun.lemma_ in FRAMING:
        noun = whose(noun)
    elif framed:
        return None
    return noun if noun is not None and kind_of(noun) is not SourceKind.THING else None


def _continue(doc: Doc, marked: Sequence[Quotation], owner: dict[int, int], result: list[Candidate]) -> None:
    """Give quotations that make up sentences of their own to the speaker of the one before, else of the one after."""
    for i, quote in enumerate(marked):
        if i in owner or quote.fragment or not _alone(doc, quote):
            continue
        for j in (i - 1, i + 1):
            if j in owner and _are_near(doc, marked[min(i, j)], marked[max(i, j)], ahead=j > i):
                owner[i] = owner[j]
                result[owner[j]] = _add(result[owner[j]], quote)
                break


def _are_near(doc: Doc, first: Quotation, second: Quotation, *, ahead: bool) -> bool:
    """Whether at most one sentence stands between two quotations; none, and no fragment, to look `ahead` to one."""
    between = range(doc[first.end - 1].sent.end, doc[second.start].sent.start)
    apart = len({doc[i].sent.start for i in between})
    return apart == 0 and not second.fragment if ahead else apart <= 1


def _grow(doc: Doc, candidate: Candidate, marked: Sequence[Quotation]) -> Candidate:
    """The candidate with its content grown to whole quotations, or cut to the quotation its cue stands in."""
    content, quoted = list(candidate.content), False
    home = _home(candidate, marked)
    if home is not None:
        return _cut_to(doc, candidate, home)
    for quote in marked:
        if any(a < quote.end and b > quote.start for a, b in content):
            content = [*_cut_at_end(doc, content, quote), (quote.start, quote.end)]
            quoted = quoted or not quote.fragment
    covered = {i for a, b in content for i in range(a, b)}
    if not candidate.rule.cue_is_content:
        covered -= {candidate.cue}
    return replace(candidate, content=spans.runs(covered), quoted=quoted)


def _cut_at_end(doc: Doc, content: Sequence[spans.TokenSpan], quote: Quotation) -> Sequence[spans.TokenSpan]:
    """The content; what begins with a quotation that a comma ends, ends with it: '"It leaks," she says and sighs'."""
    begun = any(a <= quote.start + 1 for a, b in content if b > quote.start)
    if not begun or not _ends_with_comma(doc, quote):
        return content
    return [(a, min(b, quote.end) if quote.start - 1 <= a < quote.end else b) for a, b in content]


def _cut_to(doc: Doc, candidate: Candidate, home: Quotation) -> Candidate:
    """The candidate with what its content has in the quotation where its cue stands."""
    content = [(max(a, home.start), min(b, home.end)) for a, b in candidate.content if a < home.end and b > home.start]
    inside = tuple((a, _end_inside(doc, a, b)) for a, b in content)
    return replace(candidate, content=inside) if inside else candidate


def _end_inside(doc: Doc, start: int, end: int) -> int:
    """Where a quotation inside another one ends that begins with a content, else that content's end."""
    first = doc[start - 1] if start and doc[start - 1].text in SINGLE else doc[start]
    if first.text not in SINGLE:
        return end
    marks = (i for i in range(first.i + 2, end) if doc[i].text in SINGLE and doc[i - 1].text in {",", ".", "!", "?"})
    return next((i + 1 for i in marks), end)


def _inside(i: int, quote: Quotation) -> bool:
    return quote.start <= i < quote.end


def _covers(candidate: Candidate, quote: Quotation) -> bool:
    return any(a <= quote.start and quote.end <= b for a, b in candidate.content)


def _add_to(result: list[Candidate], place: int, quote: Quotation) -> int:
    """Give the candidate at `place` the quotation; its place."""
    result[place] = _add(result[place], quote)
    return place


def _add(candidate: Candidate, quote: Quotation) -> Candidate:
    covered = candidate.places | {*range(quote.start, quote.end)}
    return replace(candidate, content=spans.runs(covered), quoted=True)


def _ends_with_comma(doc: Doc, quote: Quotation) -> bool:
    inside = quote.end - 2 > quote.start and doc[quote.end - 2].text in {",", "?", "!"}
    return inside or (quote.end < len(doc) and doc[quote.end].text == ",")


def _nearest_cue(doc: Doc, quote: Quotation, marked: Sequence[Quotation]) -> Token | None:
    """The speech verb nearest to the quotation's edges in its first and last sentence, outside all quotations."""
    first, last = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
    after = _outside(range(quote.end, min(last, quote.end + CUE_REACH)), marked)
    before = _outside(range(quote.start - 1, max(first, quote.start - CUE_REACH) - 1, -1), marked)
    colon = quote.start > 0 and doc[quote.start - 1].text == ":"
    both = (after, before) if _ends_with_comma(doc, quote) else (before, after)
    for indices in both:
        for i in indices:
            token = doc[i]
            # After a quotation "scoffs" may be taken for a noun.
            verb = token.pos_ == "VERB" or (token.i == quote.end and token.lower_ in THIRD_PERSON)
            quoting = token.lemma_ in lexicon.QUOTING or _puts(token)
            beside = colon and token.dep_ == "advcl"  # "When Ann Lee asked me to come, my answer was: '…'"
            if verb and quoting and not beside and find_source(token) is not None:
                return token
    return None


def _is_scare_quotes(doc: Doc, quote: Quotation) -> bool:
    """Whether a few quoted words are no utterance: no comma ends them, nor does "Ann Lee says," stand before them."""
    if not quote.fragment or _ends_with_comma(doc, quote):
        return False
    led_in = quote.start > 1 and doc[quote.start - 1].text in {",", ":"}
    ends = quote.end >= doc[quote.end - 1].sent.end - 1
    return not (led_in and ends and doc[quote.start - 2].lemma_ in lexicon.SPEECH)


def _puts(verb: Token) -> bool:
    """Whether a verb is one of saying with the word after it: "he goes on", "is how she puts it"."""
    after = verb.doc[verb.i + 1 : verb.i + 3]
    return verb.lemma_ in {"go", "put"} and any(t.lower_ in PUTTING[verb.lemma_] for t in after)


def _outside(indices: Iterable[int], marked: Sequence[Quotation]) -> list[int]:
    return [i for i in indices if not any(_inside(i, q) for q in marked)]


def _alone(doc: Doc, quote: Quotation) -> bool:
    """Whether the quotation makes up whole sentences of its own."""
    first, last = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
    return quote.start - first <= 1 and last - quote.end <= 1
