"""Sentences that only say whose the words before them are.

So writes Ann Lee.      Those were the words of Ann Lee.      That is how Bo Kim sees it.      The speaker was Bo Kim.
"""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.source import inverted_source, own_source
from stance.attribution.source_kind import SourceKind, kind_of
from stance.tokens import Span, Token

POINTING: Final = lexicon.words("so thus such that this these those")
"""Words that open a sentence which points back to the words before it."""

SPEAKING: Final = lexicon.words("speaker author writer voice")
"""Nouns of who said the words before: "the speaker was Ann Lee"."""

UTTERANCES: Final = (lexicon.NOMINAL_VIEWS | lexicon.words("phrase word words")) - {"case"}
"""Nouns of what one said or thinks: "those were the words of Ann Lee"."""

SEEING_SO: Final = lexicon.SAYING | lexicon.words("put fear hope")
"""Verbs of how one sees or puts it: "that is how Ann Lee saw it"."""

COPIED: Final = lexicon.words("it so this that as")
"""What stands for the words before it: "Ann Lee said it without blinking"."""


def words_before_are_of(sentence: Span) -> Token | None:
    """Who is named as the one whose the words before the sentence are; None where it says nothing of the kind."""
    root = sentence.root
    if root.lemma_ == "be":
        return _by_copula(root, sentence)
    if sentence[0].lower_ in POINTING:
        verbs = (t for t in sentence if t.lemma_ in lexicon.SPEECH and t.pos_ == "VERB")
        return next((source for verb in verbs if (source := own_source(verb) or _after(verb)) is not None), None)
    return _by_question(root) or _by_copy(root)


def points_back(sentence: Span) -> Token | None:
    """The same for a sentence after one that is in no quotation marks: nothing else may be said in it."""
    if sentence[0].lower_ not in POINTING:
        return None
    root = sentence.root
    if root.lemma_ == "be":
        return _by_copula(root, sentence)
    bare = root.lemma_ in lexicon.SPEECH and not any(c.dep_ in {"ccomp", "xcomp", "dobj"} for c in root.children)
    return _after(root) if sentence[0].lower_ in {"so", "thus"} and bare else None


def _after(cue: Token) -> Token | None:
    """Who is named right after a verb: "So writes Ann Lee", "So said the ferryman"."""
    for word in cue.following:
        if word.pos_ == "PROPN":
            return word
    return inverted_source(cue) or _speaking(next((c for c in cue.rights if c.left_edge.i == cue.i + 1), None))


def _by_copula(verb: Token, sentence: Span) -> Token | None:
    """Who is named after "is": "that was how Ann Lee saw it", "the speaker was Ann Lee"."""
    complements = [c for c in verb.rights if c.dep_ in {"attr", "ccomp", "nsubj", "acomp", "advcl"}]
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "attr"}), None)
    if subject is not None and subject.lemma_ in SPEAKING:
        return next((c for c in complements if c.pos_ == "PROPN"), None)
    if sentence[0].lower_ not in POINTING:
        return None
    return next((source for part in complements if (source := _speaking(_named_in(part))) is not None), None)


def _named_in(part: Token) -> Token | None:
    """Who is named by what stands after "that is": "how Ann Lee saw it", "the view of Ann Lee"."""
    if part.pos_ == "VERB" and part.lemma_ in SEEING_SO:
        return own_source(part) if part.left_edge.lower_ in {"how", "what", "as"} else None
    return whose(part) if part.lemma_ in UTTERANCES else None


def whose(noun: Token) -> Token | None:
    """Whose a view is: "Ann Lee's answer", "the view of Ann Lee"."""
    of = (c for prep in noun.rights if prep.lower_ in {"of", "from"} for c in prep.children if c.dep_ == "pobj")
    return next((c for c in noun.children if c.dep_ == "poss"), None) or next(of, None)


def _by_question(root: Token) -> Token | None:
    """Who asked: "…?" Ann Lee wanted to know."""
    known = any(c.dep_ == "xcomp" and c.lemma_ == "know" for c in root.rights)
    return _speaking(own_source(root)) if root.lemma_ in {"want", "demand"} and known else None


def _by_copy(root: Token) -> Token | None:
    """Who said it: "Ann Lee said it without blinking"."""
    copied = any(c.dep_ in {"dobj", "advmod"} and c.lower_ in COPIED for c in root.rights)
    said = root.lemma_ in lexicon.SPEECH and copied and not any(c.dep_ == "ccomp" for c in root.children)
    return _speaking(own_source(root)) if said else None


def _speaking(source: Token | None) -> Token | None:
    """A source that can say something: a person or a body by name, or a pronoun."""
    able = source is not None and (source.pos_ in {"PROPN", "PRON"} or kind_of(source) is SourceKind.PERSON)
    return source if able else None
