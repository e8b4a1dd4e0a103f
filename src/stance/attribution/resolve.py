"""Pass 3: candidates → attributions, each with its number, the attribution it is nested in, and its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution.coreference import is_lost_view
from stance.attribution.entities import Entities, MentionKind, Speaker
from stance.attribution.noun_phrases import noun_phrase
from stance.attribution.rules.rule import Candidate
from stance.attribution.source_kind import SourceKind, is_somebody, kind_of
from stance.attribution.speakers import mention_kind, notice_subject, remember_nouns, resolve, respondents, subjects
from stance.parser import Passage
from stance.records import AUTHOR
from stance.tokens import Token

SPEAKING: Final = lexicon.SPEECH | {"call", "speak", "talk"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A candidate with its number in the document and its speaker; `known` if that is a person the document names.

    `outer` is the attribution it is nested in.
    """

    candidate: Candidate
    number: int
    speaker: Speaker
    known: bool
    outer: Attribution | None = None


def resolve_attributions(
    passage: Passage, candidates: Sequence[Candidate], entities: Entities, number: int = 0
) -> list[Attribution]:
    """The paragraph's attributions, numbered from `number` in order of the cue; `entities` moves on.

    A candidate that points back to a view where nobody's was told of is none of them.
    """
    outer_of = _outer_candidates(candidates, passage)
    numbers = {candidate: number + i for i, candidate in enumerate(candidates)}
    resolved: dict[Candidate, Attribution] = {}
    remember_nouns(passage, entities)
    for place, candidate in _in_order(passage, candidates):
        if candidate is None:
            notice_subject(passage.doc[place], passage.offset, entities)
        elif outer_of[candidate] is None:
            attribution = _attribution(candidate, numbers[candidate], passage, entities, None)
            if not is_lost_view(attribution.speaker):
                resolved[candidate] = attribution
    for candidate in candidates:
        outer = outer_of[candidate]
        if outer is not None:
            resolved[candidate] = _attribution(candidate, numbers[candidate], passage, entities, resolved.get(outer))
    return [resolved[candidate] for candidate in candidates if candidate in resolved]


def _in_order(passage: Passage, candidates: Sequence[Candidate]) -> list[tuple[int, Candidate | None]]:
    """Subjects and candidates by position, a candidate's source before the subject that is the same word."""
    steps: list[tuple[int, Candidate | None]] = [(token.i, None) for token in subjects(passage)]
    steps += [(candidate.cue if candidate.source is None else candidate.source, candidate) for candidate in candidates]
    return sorted(steps, key=lambda step: (step[0], step[1] is None))


def _outer_candidates(candidates: Sequence[Candidate], passage: Passage) -> dict[Candidate, Candidate | None]:
    """For each candidate the one in which it is nested: it stands in what that one hands over.

    Where a paper or a witness by name only passes on who spoke ("According to the Herald, the minister called for …"),
    it is the other way round.
    """
    # Whose content covers a token: only they need to be compared, so that a long paragraph stays linear.
    covering: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for start, end in candidate.content:
            for i in range(start, end):
                covering.setdefault(i, []).append(candidate)
    outer_of: dict[Candidate, Candidate | None] = {}
    inverted: dict[Candidate, Candidate] = {}
    for candidate in candidates:
        places = (candidate.cue, candidate.content[0][0])
        around = dict.fromkeys(other for place in places for other in covering.get(place, ()))
        enclosing = [other for other in around if within(candidate, other)]
        outer_of[candidate] = next((o for o in enclosing if not _passes_on(o, candidate, passage)), None)
        for other in enclosing:
            if _passes_on(other, candidate, passage):
                inverted.setdefault(other, candidate)
    return {candidate: outer or inverted.get(candidate) for candidate, outer in outer_of.items()}


def _passes_on(outer: Candidate, inner: Candidate, passage: Passage) -> bool:
    """Whether the outer source, which says the whole sentence, reports that somebody in it spoke."""
    if not outer.rule.passes_on or outer.source is None or inner.source is None:
        return False
    cue, teller, holder = passage.doc[inner.cue], passage.doc[outer.source], passage.doc[inner.source]
    told = kind_of(teller) is SourceKind.DOCUMENT or teller.pos_ == "PROPN"
    return told and cue.dep_ == "ROOT" and cue.lemma_ in SPEAKING and kind_of(holder) is SourceKind.PERSON


def within(inner: Candidate, outer: Candidate) -> bool:
    """Whether the inner candidate's cue, or all it hands over and more, lies in the outer one's content."""
    if inner is outer:
        return False
    if any(start <= inner.cue < end for start, end in outer.content):
        return True
    return inner.content != outer.content and all(
        any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content
    )


def _attribution(
    candidate: Candidate, number: int, passage: Passage, entities: Entities, outer: Attribution | None
) -> Attribution:
    speaker = _speaker(candidate, passage, entities, outer)
    return Attribution(candidate, number, speaker, entities.are_people(speaker.name), outer)


def _speaker(candidate: Candidate, passage: Passage, entities: Entities, outer: Attribution | None) -> Speaker:
    first_person = passage.block.speaker or AUTHOR
    if candidate.source is None:
        return Speaker(first_person, "no holder named")
    if outer is not None and outer.candidate.quoted and outer.speaker.name:
        first_person = outer.speaker.name
    head = passage.doc[candidate.source]
    head = respondents(head, candidate.content) or head
    speaker = resolve(head, passage.offset, entities, first_person)
    if outer is not None:
        return _inside(speaker, head, outer)
    if speaker.name and speaker.name != AUTHOR and is_somebody(head):
        kind = MentionKind.PERSON if entities.are_people(speaker.name) else mention_kind(head)
        entities.notice(head.idx + passage.offset, speaker.name, kind or MentionKind.BODY, spoke=True)
    return speaker


def _inside(speaker: Speaker, head: Token, outer: Attribution) -> Speaker:
    """Who is meant inside another's report: the mayor of "Ann Lee says that the mayor told her …" is not Ann Lee."""
    themselves = speaker.reason == "role" and speaker.name == outer.speaker.name
    return Speaker(noun_phrase(head)) if themselves else speaker
