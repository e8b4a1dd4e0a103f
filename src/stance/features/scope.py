"""Words of a claim tagged by the scope they stand in: negated or rejected, conceded, conditional, modal, asked, past.

A bag of words cannot tell "they are allies" from "it would be wrong to say that they are allies", nor "although they
trade, they quarrel" from "although they quarrel, they trade". Here each word says under what it stands, so that a
linear weight can act on it: `n_allies` is negated once (or three times), `pd_allies` twice ("nobody denies that they
are allies"), `pif_allies` stands in a condition. The cues are read from left to right, clause by clause, without a
parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Negators that deny nothing of what follows: "a friendship without limits", "had no choice but to ally", "nothing short
# of an alliance", "not only partners but allies", "have never been closer".
_CLOSER: Final = r"closer|nearer|stronger|warmer|tighter|deeper|firmer|better|healthier|greater|higher"
AFFIRMS: Final = (
    r"no[- ](?:limits?|bounds|ceiling)(?! to\b)|no (?:choice|option|alternative) but|no (?:less|fewer) than|"
    r"no (?:doubt|question|secret|mistake|mistaking|wonder|accident|coincidence|surprise|small|mere)\b(?! of\b)|"
    r"nothing (?:short of|less than|if not)|none other than|not (?:only|just|merely|simply|solely|least|to mention)|"
    r"without (?:doubt|question|limits?|bounds|precedent|parallel|equal|reserve|reservation|exception)|"
    r"(?:cannot|can't|could not|couldn't) (?:but|help)|can(?:not|'t) be (?:overstated|exaggerated)|a (?:few|little)|"
    rf"never(?: \w+){{0,5}}? (?:so (?!much)|(?:{_CLOSER}|more)\b(?! than)(?! to\b))|"
    rf"(?:could|can)(?: not|not|n't| hardly| scarcely) (?:be|have been) (?:{_CLOSER}|clearer)"
)
_NEGATORS: Final = (
    r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without|hardly|scarcely|barely|nowhere|rarely|seldom|"
    r"little|few)\b|n't\b"
)
# What rejects, doubts, refuses or ends what it governs: "denies that S", "it is a myth that S", "S is far from true".
_REJECTS: Final = (
    r"doubt\w* (?:whether|if)|den(?:y|ies|ied|ying|ial)|"
    r"dismiss\w*|reject\w*|disput\w+|doubt\w*|scoff\w*|mock\w*|laugh\w*|ridicul\w+|refut\w+|"
    r"rebut\w*|debunk\w*|deflat\w+|disbeliev\w+|questions|questioned|disagree\w*|contradict\w*|wrong\w*|mistake\w*|"
    r"mistaken|false\w*|untrue|absurd\w*|nonsense|naive|foolish|premature|exaggerat\w+|overstat\w+|myth\w*|fantas\w+|"
    r"illusion\w*|fiction\w*|fairy|legend|mirage|delusion\w*|dream\w*|far-?fetched|unthinkable|inconceivable|"
    r"impossible|unlikely|improbable|implausible|out of the question|rul\w+ out|refus\w+|fail\w*|stop\w* short|"
    r"short of|far from|rather than|instead of|anything but|nothing but|less than|cease\w*|lack\w*|lose|lost|miss\w+|"
    r"pretend\w*|so-called|supposed\w*|self-styled|misread\w*|misleading|misunderst\w+|overrat\w+|error|excluded?|"
    r"excluding|forget|hoax|bluff"
)
_CONCEDES: Final = (
    r"although|though|while|whereas|even if|even though|despite|in spite of|for all|granted|true|to be sure"
)
_CONTRASTS: Final = r"but|yet|however|still|nevertheless|nonetheless"
# "Were they allies, …": inverted only where a clause opens; "should" elsewhere is advice.
_CONDITIONS: Final = r"(?<!\w )(?:were|should|had)|if|unless|until|provided|suppose|in case"
# What asks, so that what follows "whether" or "how" is held by nobody: "asked whether S", "the debate over how S".
ASKS: Final = (
    r"(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|debat(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|argu(?:e|es|ed|ing)|quarrel\w*|"
    r"unclear|unknown|undecided|uncertain|unresolved|questions?|issue|matter|inquir\w+|disagree[sd]?|disput\w+)\b"
    r"[^.,;:?!]{0,30}?\b(?:whether|if|how|what|why)|"
    r"(?:say|tell|know[ns]?|seen|decide[sd]?|consider\w*|clue|idea)\b[^.,;:?!]{0,30}?\b(?:whether|how|what|why)|"
    r"whether(?! or not)"
)
CALLS: Final = (
    r"should|must|ought to|let us|let's|had better|needs? to|ha(?:s|ve) to|call(?:s|ed|ing)? (?:for|on|upon)|urg\w+|"
    r"plead\w*|propos\w+|advocat\w+|demand\w*|recommend\w*|advis\w+|warn\w* against|beg\w*|appeal\w*"
)
_MODALS: Final = (
    r"may|might|could|can|would|will|shall|soon|perhaps|possibly|probably|likely|someday|eventually|tomorrow|"
    r"before long|going to|about to|on the way|becoming|towards?|by 20\d\d"
)
_PAST: Final = r"was|once|used to|had been|no longer|formerly|in 1\d\d\d"

_TOKEN: Final = re.compile(
    rf"\b(?P<affirms>{AFFIRMS})|\b(?P<asks>{ASKS})\b|(?P<negator>{_NEGATORS})|\b(?P<rejects>{_REJECTS})\b|"
    rf"\b(?P<concedes>{_CONCEDES})\b|\b(?P<contrasts>{_CONTRASTS})\b|\b(?P<condition>{_CONDITIONS})\b|"
    rf"\b(?P<calls>{CALLS})\b|\b(?P<modal>{_MODALS})\b|"
    rf"\b(?P<past>{_PAST})\b|(?P<word>[^\W_]+(?:[_'-]\w+)*)|(?P<stop>[.!?;:])|(?P<pause>,|--|- )"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;])\s+")
_ASKED: Final = re.compile(r"\?[\"' )]*$")
# Words that say nothing of their own: they are not tagged.
_FUNCTION_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at by for with and or as is are were be been being it its they them their he his she her "
        "that this these those who which what when where there than so from into about has have do does did i we you "
        "our my your us him one two more most such any all each every other own out up down over under again",
    )
)

_WRONG: Final = (
    r"(?:wrong|mistaken|false|untrue|absurd|nonsense|naive|foolish|premature|misleading|ridiculous|baseless|unfounded|"
    r"wishful thinking|(?:not|hardly|scarcely|far from|by no means) (?:true|so|the case|right|correct|accurate)|"
    r"fool\w* themselves|delud\w+ themselves|an? (?:\w+ )?(?:mistake|error|exaggeration|overstatement|myth|fantasy|"
    r"illusion|fiction|fairy tale|legend|mirage|delusion|hoax|misreading|stretch))"
)
_TO_SAY: Final = (
    r"(?:say|says|claims?|call|calls|speaks? of|talks? of|thinks?|believes?|concludes?|insists?|asserts?|argues?)"
)
_IS: Final = r"(?:is|are|was|were|would be|will be)(?: (?:simply|plainly|quite|merely|just|all|badly|sadly|surely))?"
_HARDLY_WOULD: Final = (
    r"(?:(?:i|we|one|he|she|they|most|many) would (?:not|never|hardly) go so far as|"
    r"(?:few|nobody|no ?one) (?:would|will) go so far as|\w+ (?:would|will) be hard[- ]pressed)"
)
_MYTH: Final = r"(?:\d+\W+)?(?:myth|misconception|fallacy|fiction)(?: (?:no\.? ?)?(?:\d+|one|two|three|four|five))?"
_IN_NAME: Final = r"(?:in name (?:only|alone)|on paper (?:only|alone)|(?:only|merely|just) (?:in name|on paper))"
_FRAMES: Final = (
    rf"it {_IS} {_WRONG} (?:to {_TO_SAY}(?: that)?|that)\b(?P<that>[^,;:]+)",
    rf"(?:those|anyone|anybody|whoever|people|everybody|everyone) (?:who )?{_TO_SAY}\b(?P<who>[^,;:]+?) {_IS} {_WRONG}",
    rf"(?:the|this) (?:claim|idea|notion|belief|view|talk|story|thesis|suggestion|assertion|argument)s? (?:that|of)\b"
    rf"(?P<claim>[^,;:]+?) {_IS} {_WRONG}",
    rf"(?:that|to {_TO_SAY}|calling)\b(?P<what>[^,;:]+?) {_IS} {_WRONG}",
    rf"{_HARDLY_WOULD} to {_TO_SAY}\b(?P<would>[^,;:]+)",
    rf"{_MYTH}: (?P<myth>[^,;:]+)",
    r"(?:[^\W\d_]+ ){0,5}(?:stop|quit|cease|no more) pretending(?: that)?\b(?P<pretended>[^,;:]+)",
    r"so much for\b(?P<over>[^,;:]+)",
    rf"(?P<nominal>[^,;:]+?) {_IN_NAME}",
)
_FRAME: Final = re.compile(rf"^\W*(?:{'|'.join(_FRAMES)})\W*$", re.IGNORECASE)


_TAGS: Final = {"concedes": "though", "modal": "may", "condition": "if", "calls": "call", "question": "ask"}
"""Kinds of scope that are tagged with the polarity of the words under them, in the order of the tags."""

_OPENING: Final = frozenset({*_TAGS, "asks", "past"})
# A comma ends a negation's reach and a conceded, asked or conditional clause, not the tense.
_CLOSED_BY: Final = {
    "contrasts": _OPENING - {"past"},
    "pause": frozenset({"concedes", "condition", "asks"}),
    "stop": _OPENING,
}


@dataclass(slots=True)
class _Scope:
    """What the words from here on stand under: negations, and the kinds of cue that have opened a scope."""

    negations: int = 0
    opened: frozenset[str] = frozenset()

    def meet(self, kind: str, cue: str) -> None:
        """Change with a cue or a mark of that kind."""
        if kind in ("negator", "rejects"):
            # "neither a bloc nor a pact" denies both, once.
            self.negations = 1 if cue == "nor" else self.negations + 1
        elif kind in _OPENING:
            self.opened |= {kind}
            self.negations *= kind != "concedes"
        elif kind in _CLOSED_BY:
            self.opened -= _CLOSED_BY[kind]
            self.negations = 0

    def tags(self, *, before_contrast: bool, in_question: bool) -> list[str]:
        """The tags of a word: its polarity, and its polarity with each of what it stands under."""
        polarity = "n" if self.negations % 2 else "p"
        under = {*self.opened, *["concedes"] * before_contrast, *["question"] * in_question}
        tags = [polarity + "d" * (self.negations > 1)]
        tags += [polarity + tag for kind, tag in _TAGS.items() if kind in under]
        return tags + ["whether"] * ("asks" in under) + ["was"] * ("past" in under)


_KINDS: Final = ("rejects", "affirms", "asks", "calls")
"""Kinds of cue that are features by themselves, as kind and first word: `rejects_myth`."""

TaggedWord = tuple[str, int, int]
"""A word with its tag (`tag_word`), and where it stands: start and end, half-open, in the masked text."""


def scoped_words(masked: str) -> str:
    """The text's words in small letters, each once a tag (`tag_word`), in order; cues of `_KINDS` by their kind.

    `masked` is the text on one line with its names masked (`stance.features.mask_names`).
    """
    return " ".join(word for word, _, _ in tagged_words(masked))


def tagged_words(masked: str) -> list[TaggedWord]:
    """As `scoped_words`, each with its place in the text."""
    low = masked.lower() if masked.isascii() else _small_letters(masked)
    return [word for start, end in _sentences(low) for word in _tagged_sentence(low, start, end)]


def _small_letters(text: str) -> str:
    """The text in small letters, each at its place: a letter whose small form is longer stays as it is."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _tagged_sentence(text: str, start: int, end: int) -> list[TaggedWord]:
    tokens = list(_TOKEN.finditer(text, start, end))
    contrast = _contrast(tokens)
    asked = _ASKED.search(text, start, end) is not None
    scope, tagged = _Scope(), []
    tags: list[str] = []
    for place, token in enumerate(tokens):
        kind, words = str(token.lastgroup), token[0]
        if kind == "word":
            if words not in _FUNCTION_WORDS:
                # Most words stand under what the word before them stands under.
                tags = tags or scope.tags(before_contrast=place < contrast, in_question=asked)
                tagged += [(f"{tag}_{words}", *token.span()) for tag in tags]
            continue
        if kind in _KINDS:
            tagged.append((f"{kind}_{words.split()[0]}", *token.span()))
        scope.meet(kind, words)
        tags = []
    return tagged


def _contrast(tokens: list[re.Match[str]]) -> int:
    """The place of the first contrast, before which all is conceded; 0 for none ("not only A but B" concedes none)."""
    for place, token in enumerate(tokens):
        if token.lastgroup == "affirms" and token[0].startswith("not "):
            return 0
        if token.lastgroup == "contrasts":
            return place
    return 0


def is_rejected_whole(plain_text: str) -> bool:
    """Whether a sentence does nothing but reject what it says, as "It would be wrong to say that they are allies" does.

    So do "Those who say that S are mistaken", "The idea that S is a myth", "To call S T is an exaggeration", "I would
    not go so far as to call S T", "Let us stop pretending that S", "So much for S", "S are T in name only" and
    "Myth 2: S", as lists of myths have it. What is denied within such a frame, or goes on after it, is for the
    classifier to read.
    """
    frame = _FRAME.match(plain_text)
    if frame is None:
        return False
    content = next(part for part in frame.groupdict().values() if part)
    return not re.search(rf"{_NEGATORS}|\b(?:{_REJECTS}|{_CONTRASTS})\b", content, re.IGNORECASE)
