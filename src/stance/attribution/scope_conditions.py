"""By the kind of its source, which candidates in a main clause make the sentence their holder's, not the writer's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stance import lexicon
from stance.attribution.main_clause import waving_word
from stance.attribution.rules.rule import Candidate
from stance.attribution.source import MAX_STEPS
from stance.attribution.source_kind import ANYBODY, SourceKind, is_anybody
from stance.tokens import SUBJECTS, VERBAL, Token

_NO_ACTS: Final = lexicon.SPEECH - lexicon.ACTS
_SAID: Final = lexicon.SPEECH - lexicon.SHOWING
_SPOKEN: Final = lexicon.SPEECH | {"speak", "talk"}
_SAID_OR_THOUGHT: Final = lexicon.SPEECH - lexicon.SUBJUNCTIVE | lexicon.BELIEF | lexicon.FEELING
_BELIEVED: Final = lexicon.BELIEF - lexicon.SPEECH
_FOUND: Final = lexicon.SHOWING & lexicon.FINDING


def can_hold_sentence(candidate: Candidate, cue: Token, head: Token, kind: SourceKind, *, under_heading: bool) -> bool:
    """Whether a candidate in the main clause makes the sentence its holder's rather than the writer's.

    `under_heading` says that the block is already an expert's by its heading: then only what is said, written or
    felt counts, and who is pointed out: the expert's own view of a side ("China sees Russia as …") is the expert's.
    """
    rule = candidate.rule
    if _is_quoted(candidate, cue, kind):
        # '"…," says the sign'
        return kind is not SourceKind.THING or head.lower_ == "it" or head.left_edge.i == cue.i + 1
    if (rule.carried and not _is_carried(cue)) or _is_the_writers(candidate, cue, head, kind):
        return False
    if (under_heading and not _is_told_of_others(candidate, cue, head, kind)) or _is_act(candidate, cue):
        return False
    if candidate.viewed or (candidate.viewed is False and not under_heading):
        return candidate.viewed
    return _judges(candidate, cue) and _HOLDS[kind](candidate, cue, head)


def _is_quoted(candidate: Candidate, cue: Token, kind: SourceKind) -> bool:
    """Whether it is a quotation with a verb of saying; a state that calls a thing a name names it."""
    if candidate.rule.quotes:
        return True
    speech = _NO_ACTS if kind is SourceKind.STATE and candidate.rule.name == "naming" else lexicon.SPEECH
    return candidate.quoted and cue.lemma_ in speech and not _is_asked(candidate, cue)


def _judges(candidate: Candidate, cue: Token) -> bool:
    """Whether a cue with an object judges of it, and does not act upon it: "resents the pipeline"."""
    return not candidate.rule.judges_object or cue.lemma_ in lexicon.OWN_OBJECTS


def _is_act(candidate: Candidate, cue: Token) -> bool:
    """Whether the cue tells what is done: "asked China for aid", where "asked for an alliance" is a view."""
    return candidate.rule.name == "preposition" and any(c.dep_ in {"dobj", "dative"} for c in cue.children)


def _is_the_writers(candidate: Candidate, cue: Token, head: Token, kind: SourceKind) -> bool:
    """Whether the writer tells it in passing, advises it, passes a verdict on it or lets a thing tell it."""
    if _is_aside(cue) or is_unsaid(candidate, cue) or _is_judged(cue) or waving_word(cue) is not None:
        return True
    if not candidate.quoted and not candidate.rule.adverbial and _is_of_anyone(cue, head):
        return True
    return kind is not SourceKind.PERSON and _is_shown(candidate, cue, head, kind)


def _is_shown(candidate: Candidate, cue: Token, head: Token, kind: SourceKind) -> bool:
    """Whether a thing or research in general shows it, has it about it or would think: "use of it implies that …"."""
    shown = cue.lemma_ in _FOUND and cue.pos_ in VERBAL
    if kind is SourceKind.DOCUMENT:  # "research shows that …": nobody's in particular
        return shown and head.tag_ == "NN" and not head.n_lefts and not head.n_rights
    if kind is not SourceKind.THING:
        return False
    if candidate.rule.name == "attitude":  # "the mood is upbeat", "the policy is ironic"
        return True
    thought = cue.lemma_ in lexicon.THINKING  # "this calm fuels fears that …", "fears" taken for the verb
    return (shown or thought or head.lemma_ in lexicon.NOT_SPEAKERS) and head.lower_ != "it"


def _is_of_anyone(cue: Token, head: Token) -> bool:
    """Whether a sentence tells what anybody of a kind would do: "A lender who wanted ports would have asked for them".

    Not where somebody unnamed says something ("A friend tells me that …", "People say so") or once did.
    """
    if not is_anybody(head):
        return False
    group = _verb_group(cue)
    helpers = [c for verb in group for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}]
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in helpers):
        return True
    restricted = any(c.dep_ == "relcl" for c in head.children)
    spoken = cue.lemma_ in _SPOKEN or restricted
    lone = head.lower_ in ANYBODY
    return not spoken and (lone or any(t.tag_ in {"VBZ", "VBP"} for t in (*helpers, group[0])))


def is_unsaid(candidate: Candidate, cue: Token) -> bool:
    """Whether nobody is said to have said or thought it: the writer asks, advises, foretells or misses it."""
    rule = candidate.rule
    if rule.adverbial or rule.quotes or cue.pos_ not in VERBAL | {"ADJ"}:
        return False
    return _is_asked(candidate, cue) or _is_advised(cue) or _is_missed(cue)


def _is_asked(candidate: Candidate, cue: Token) -> bool:
    """Whether it is the writer's question that somebody does: "Does Ann Lee think so?", "Who would believe it?"."""
    if candidate.source is None or cue.sent[-1].text != "?":
        return False
    source = cue.doc[candidate.source]
    if source.tag_ == "WP":
        return True
    helpers = (c for verb in _verb_group(cue) for c in verb.lefts if c.dep_ in {"aux", "auxpass"})
    return any(c.i < source.i < cue.i for c in helpers)


def _is_advised(cue: Token) -> bool:
    """Whether the writer says what somebody should, may or will think or do: "Europe must realise that …"."""
    advice = {c.lower_ for c in _verb_group(cue)[0].children if c.dep_ in {"aux", "advmod"}} & lexicon.ADVICE
    if advice and (cue.lemma_ not in lexicon.GUESSED or "should" in advice):
        return True
    helpers = {c.lower_ for verb in _verb_group(cue) for c in verb.lefts if c.dep_ == "aux"}
    return bool(helpers & lexicon.FORETELLING) and cue.lemma_ not in _SAID_OR_THOUGHT


def _is_missed(cue: Token) -> bool:
    """Whether it is what somebody has to see or fails to see: "they fail to notice that …", "has yet to admit it"."""
    over = cue.head.lemma_ if cue.dep_ == "xcomp" else ""
    overlooked = cue.lemma_ in lexicon.OVERLOOKING and any(c.dep_ == "ccomp" for c in cue.rights)
    return over in lexicon.MISSING or overlooked


def _verb_group(cue: Token) -> list[Token]:
    """The verb of a cue and those it shares a subject with: "could start by pointing out", "will bear and back it"."""
    group = [cue.head if cue.pos_ == "ADJ" else cue]
    while group[-1].dep_ in {"conj", "xcomp", "pcomp"} and len(group) < MAX_STEPS:
        verb = group[-1]
        if any(c.dep_ in SUBJECTS for c in verb.children):
            break
        over = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if over.pos_ not in VERBAL:
            break
        group.append(over)
    return group


def _is_judged(cue: Token) -> bool:
    """Whether the writer says that somebody is right or wrong to think so: "is mistaken in thinking that …"."""
    cue = cue.head if cue.dep_ == "acomp" and cue.head.dep_ == "xcomp" else cue  # "are right to be worried"
    over = cue.head.head if cue.dep_ == "pcomp" else cue.head
    complements = (over, *(c for c in over.children if c.dep_ in {"acomp", "attr"}))
    return cue.dep_ in {"pcomp", "xcomp", "advcl"} and any(t.lower_ in lexicon.VERDICTS for t in complements)


def _is_aside(cue: Token) -> bool:
    """Whether a participle tells in passing what an act shows or what its doer knew: "…, underscoring that …"."""
    if cue.tag_ != "VBG" or any(c.dep_ in {"aux", "nsubj"} for c in cue.children):
        return False
    shows = cue.lemma_ in lexicon.SHOWING or cue.lemma_ in _BELIEVED
    return cue.dep_ == "advcl" and shows and cue.head.lemma_ not in lexicon.CLAUSE_VERBS


def _is_carried(noun: Token) -> bool:
    """Whether a sentence is about a noun's being somebody's: "expressed doubt that …", "there is a belief among …"."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return any(c.dep_ == "expl" for c in noun.head.children) and any(c.lower_ == "among" for c in noun.children)
    return noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.VOICING


def _is_told_of_others(candidate: Candidate, cue: Token, head: Token, kind: SourceKind) -> bool:
    """Whether an expert passes on what others hold, and does not analyse a side."""
    return _is_pointed_out(candidate, cue, head, kind) or _outspoken(candidate, cue, head, kind)


def _is_pointed_out(candidate: Candidate, cue: Token, head: Token, kind: SourceKind) -> bool:
    """Whether an expert tells what others feel, or what somebody thinks whom they point out: no analysis of a side.

    "Washington is furious with him", "my bank prefers to wait"; not "Moscow worries", "Russian officials dislike it".
    """
    known = kind is SourceKind.PERSON and (head.tag_ == "DT" or any(c.dep_ in {"det", "poss"} for c in head.children))
    return candidate.viewed is True and (known or cue.pos_ == "ADJ")


def _outspoken(candidate: Candidate, cue: Token, head: Token, kind: SourceKind) -> bool:
    """Whether somebody is said to have said or written it, so that it cannot be the expert's own view of them."""
    if candidate.rule.name == "for somebody" and head.pos_ == "PROPN":
        return True
    if not candidate.rule.saying or kind not in {SourceKind.PERSON, SourceKind.DOCUMENT}:
        return False
    if _is_of_scholars(candidate, head):
        return True
    has_it = candidate.rule.carried and cue.head.lemma_ in {"have", "take"}  # "takes the view that"
    if has_it or (cue.lemma_ in _FOUND and head.pos_ == "NOUN"):
        return False
    spoken = cue.lemma_ in _SPOKEN or cue.pos_ not in VERBAL
    if kind is SourceKind.DOCUMENT:
        return spoken and cue.lemma_ not in lexicon.SHOWING
    return spoken or cue.tag_ == "VBD"


def _is_of_scholars(candidate: Candidate, head: Token) -> bool:
    """Whether other students of the matter are said to think it, which is reported and not shared."""
    return candidate.rule.name == "clause" and head.tag_ == "NNS" and head.lemma_ in lexicon.SCHOLARLY_ROLES


def _person_holds(candidate: Candidate, cue: Token, head: Token) -> bool:
    return True


def _state_holds(candidate: Candidate, cue: Token, head: Token) -> bool:
    if candidate.rule.by_state is not None:
        return candidate.rule.by_state(cue)
    speech = _NO_ACTS if cue.tag_ in {"VBD", "VBN"} else lexicon.SPEECH
    spoken = cue.lemma_ in speech or cue.pos_ not in VERBAL
    return candidate.rule.reporting and (spoken or cue.lemma_ in lexicon.STATE_MINDS)


def _document_holds(candidate: Candidate, cue: Token, head: Token) -> bool:
    if candidate.rule.by_document is not None:
        return candidate.rule.by_document(cue)
    finds = head.lemma_ in lexicon.POLLS or cue.lemma_ == "find" or cue.lemma_ not in lexicon.SHOWING
    return candidate.rule.saying and (finds or _is_a_text(head))


def _is_a_text(head: Token) -> bool:
    """Whether somebody has written or found out what it shows: "the report suggests", "the Treasury's research"."""
    owned = head.lemma_ in lexicon.RESEARCH and any(c.dep_ == "poss" for c in head.lefts)
    of = (c for p in head.rights if p.lower_ == "of" for c in p.children)
    part = head.lemma_ in lexicon.PARTS_OF_TEXTS and any(c.lemma_.lower() in lexicon.INQUIRIES for c in of)
    return owned or part or (head.tag_ == "NN" and head.lemma_ in lexicon.INQUIRIES)


def _thing_holds(candidate: Candidate, cue: Token, head: Token) -> bool:
    able = head.lower_ == "it" or (head.pos_ == "NOUN" and head.lemma_ not in lexicon.NOT_SPEAKERS)
    return able and cue.lemma_ in _SAID and candidate.rule.reporting


_HOLDS: Final[dict[SourceKind, Callable[[Candidate, Token, Token], bool]]] = {
    SourceKind.PERSON: _person_holds,
    SourceKind.STATE: _state_holds,
    SourceKind.DOCUMENT: _document_holds,
    SourceKind.THING: _thing_holds,
}
