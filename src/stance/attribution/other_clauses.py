"""Clauses that hand a proposition over without a dependency rule's knowing their verb, each found in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.inserted import InsertedClause, inserted_clauses
from stance.attribution.nominal_views import find_nominal_views
from stance.attribution.opening_clauses import frames, opening_clauses
from stance.attribution.rules import BEFORE_COLON, FRAME, INSERTED, OPENING, RESPONDENTS, RULE, TEXT
from stance.attribution.rules.rule import Candidate, Rule, cues_with_source
from stance.attribution.shares_and_texts import find_figures_and_texts, find_quoted_names, find_respondents
from stance.attribution.source import EXPLETIVES, own_source
from stance.attribution.source_kind import SourceKind, kind_of
from stance.attribution.spans import TokenSpan
from stance.tokens import FINITE, VERBAL, Doc, Span, Token

MIN_AFTER_COLON: Final = 4
"""Tokens that must follow a colon: fewer are no proposition."""

VIEW_NOUNS: Final = lexicon.NOMINAL_VIEWS | lexicon.MIND_NOUNS
ATTITUDES: Final = lexicon.ATTITUDE_ADJECTIVES | lexicon.PLAIN

ROLES_BEFORE_COLON: Final = frozenset({"ROOT", "ccomp", "parataxis"})
"""How the verb before a colon may be parsed."""


def _find_opening(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a sentence's opening words, where no rule knows the verb; the parser took it for something else."""
    known = cues_with_source(candidates)
    known |= {doc[cue].head.i for cue in known}  # "refused to say that" is known by "say"
    clauses = [clause for clause in opening_clauses(doc) if clause.cue not in known]
    contents = [spans.trim(doc, (clause.cue + 1, doc[clause.cue].sent.end)) for clause in clauses]
    pairs = zip(clauses, contents, strict=True)
    return [Candidate(OPENING, clause.cue, (content,), clause.source) for clause, content in pairs if content]


def _find_other_clauses(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a "that" clause after any other verb: "theorists teach that …"."""
    known = cues_with_source(candidates)
    # "would have the crew believe that": what the crew believes is handed over by who would have it so
    known |= {t.i for c in candidates if c.rule.last_clause for t in doc[c.cue].rights if t.dep_ == "ccomp"}
    found = (_with_that_clause(token) for token in doc if token.lower_ == "that" and token.dep_ == "mark")
    return [candidate for candidate in found if candidate is not None and candidate.cue not in known]


def _with_that_clause(mark: Token) -> Candidate | None:
    """The candidate whose cue is the verb that a "that" clause is the complement of."""
    clause, verb = mark.head, mark.head.head
    if clause.dep_ != "ccomp" or verb.pos_ != "VERB" or verb.i > mark.i or verb.lemma_ in lexicon.CAUSING:
        return None
    source = own_source(verb)
    if source is not None and source.lower_ in EXPLETIVES:  # "it does not matter that …"
        return None
    extent = spans.runs(spans.under(clause))
    content = tuple(t for span in extent if (t := spans.trim(mark.doc, span)))
    return Candidate(RULE["clause"], verb.i, content, source.i) if content and source is not None else None


def _find_before_colons(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a clause that only leads up to what somebody thinks: "She puts it more politely: Russia is …"."""
    if ":" not in doc.words:
        return []
    # "…: the two, he writes, are allies" says whose it is.
    taken = {doc[c.cue].sent.start for c in candidates if c.rule.adverbial}
    known = {candidate.cue for candidate in candidates}
    leading = (_before_colon(sentence, known) for sentence in doc.sents if sentence.start not in taken)
    return [candidate for candidate in leading if candidate is not None]


def _before_colon(sentence: Span, known: set[int]) -> Candidate | None:
    doc = sentence.doc
    colon = next((t.i for t in sentence if t.text == ":"), sentence.end)
    if colon + MIN_AFTER_COLON > sentence.end:
        return None
    lead = doc[sentence.start : colon]
    cue, source = _leading_clause(lead, known)
    said = cue is not None and cue.i == colon - 1 and cue.lemma_ in lexicon.SPEECH  # "Ann Lee replies: not here"
    if not _is_statement(doc[colon + 1 : sentence.end]) and not (said and not doc[colon + 1].is_quote):
        return None
    cue, source = (cue, source) if source is not None else _view_before(lead)
    content = spans.trim(doc, (colon, sentence.end))  # without the colon
    if cue is None or source is None or content is None:
        return None
    return Candidate(BEFORE_COLON, cue.i, (content,), source.i)


def _leading_clause(lead: Sequence[Token], known: set[int]) -> tuple[Token | None, Token | None]:
    """The verb that leads up to what follows a colon, and its subject, where no rule has read the clause."""
    cue = next((t for t in lead if t.dep_ in ROLES_BEFORE_COLON and _leads_up(t)), None)
    return cue, own_source(cue) if cue is not None and not known & {t.i for t in lead} else None


def _view_before(lead: Sequence[Token]) -> tuple[Token | None, Token | None]:
    """A noun of mind or speech that is the subject before a colon, and whose it is: "Ann Lee's answer is simple: …"."""
    verbless = not any(t.tag_ in FINITE for t in lead)
    for noun in lead:
        opening = verbless or noun.dep_ in {"nsubj", "ROOT"}
        if opening and noun.lemma_ in lexicon.NOMINAL_VIEWS and noun.pos_ == "NOUN":
            owner = next((c for c in noun.children if c.dep_ == "poss"), None)
            if owner is not None and kind_of(owner) is not SourceKind.THING:
                return noun, owner
    return None, None


def _is_statement(words: Sequence[Token]) -> bool:
    """Whether words have a finite verb, or are a request ("tax the land"), and no quotation mark before them."""
    return not words[0].is_quote and (any(t.tag_ == "VB" for t in words[:2]) or any(t.tag_ in FINITE for t in words))


def _leads_up(verb: Token) -> bool:
    """Whether a verb only tells that a view follows: "puts it", "goes further", "is blunter", "has a theory"."""
    if verb.pos_ not in VERBAL:
        return False
    if verb.lemma_ in lexicon.MINDED:
        return True
    return any(
        (c.dep_ == "dobj" and (c.lower_ == "it" or c.lemma_ in VIEW_NOUNS))
        or (c.dep_ == "acomp" and (c.tag_ == "JJR" or c.lower_ in ATTITUDES))
        or (c.dep_ == "advmod" and c.lower_ == "further")
        for c in verb.children
        if c.i > verb.i
    )


def _find_inserted(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by an inserted "he says" whose cue the dependency rules do not know."""
    known = {candidate.cue for candidate in candidates}
    inserted = (c for c in inserted_clauses(doc) if c.cue not in known)
    clauses = [(clause, _around(doc, clause)) for clause in inserted]
    return [Candidate(INSERTED, clause.cue, content, clause.source) for clause, content in clauses if content]


def _find_frames(doc: Doc, _: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a clause that says whose the rest is: "the way Ann Lee sees it, …", "to go by Ann Lee, …"."""
    framed = [(frame, _around(doc, frame)) for frame in frames(doc)]
    return [Candidate(FRAME, frame.cue, content, frame.source) for frame, content in framed if content]


def _around(doc: Doc, clause: InsertedClause) -> tuple[TokenSpan, ...]:
    """The rest of its sentence, or what follows a colon behind it; a conjunction before it is no part."""
    sentence = doc[clause.cue].sent
    first = (
        clause.start if doc[sentence.start].pos_ == "CCONJ" and clause.start - sentence.start < 3 else sentence.start
    )
    before, after = (first, clause.start), (clause.end, sentence.end)
    parts: tuple[TokenSpan, ...] = (before, after)
    if clause.end < sentence.end and doc[clause.end].text == ":":  # "Asked why, Ann Lee replied: …"
        parts = (after,)
    return tuple(part for span in parts if (part := spans.trim(doc, span)))


FIRST_FINDERS: Final[tuple[tuple[Rule, Callable[[Doc], Iterator[Candidate]]], ...]] = (
    (RULE["noun is"], find_nominal_views),
)
"""Those whose candidates take the place of what dependency rules found by the same cue."""

FINDERS: Final[tuple[tuple[Rule, Callable[[Doc, Sequence[Candidate]], list[Candidate]]], ...]] = (
    (INSERTED, _find_inserted),
    (FRAME, _find_frames),
    (RESPONDENTS, find_respondents),
    (TEXT, find_figures_and_texts),
    (RULE["naming"], find_quoted_names),
    (RULE["clause"], _find_other_clauses),
    (OPENING, _find_opening),
    (BEFORE_COLON, _find_before_colons),
)
"""The rules of these clauses with what finds them, given the candidates so far, in order."""
