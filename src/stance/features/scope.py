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

_NEGATORS: Final = (
    r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without|hardly|scarcely|barely|nowhere|rarely|seldom|"
    r"little|few)\b|n't\b"
)
# What rejects, doubts, refuses or ends what it governs: "denies that S", "it is a myth that S", "S is far from true".
_REJECTS: Final = (
    r"den(?:y|ies|ied|ying|ial)|dismiss\w*|reject\w*|disput\w+|doubt\w*|scoff\w*|mock\w*|laugh\w*|ridicul\w+|refut\w+|"
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
_CONDITIONS: Final = r"if|unless|were|should|had|whether|until|provided|suppose|in case"
_MODALS: Final = (
    r"may|might|could|can|would|will|shall|soon|perhaps|possibly|probably|likely|someday|eventually|tomorrow|"
    r"before long|going to|about to|on the way|becoming|towards?|by 20\d\d"
)
_PAST: Final = r"was|once|used to|had been|no longer|formerly|in 1\d\d\d"

_TOKEN: Final = re.compile(
    rf"(?P<negator>{_NEGATORS})|\b(?P<rejects>{_REJECTS})\b|\b(?P<concedes>{_CONCEDES})\b|"
    rf"\b(?P<contrasts>{_CONTRASTS})\b|\b(?P<condition>{_CONDITIONS})\b|\b(?P<modal>{_MODALS})\b|"
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


@dataclass(slots=True)
class _Scope:
    """What the words from here on stand under."""

    negations: int = 0
    conceded: bool = False
    conditional: bool = False
    modal: bool = False
    past: bool = False

    def meet(self, kind: str) -> None:
        """Change with a cue or a mark of that kind."""
        if kind in ("negator", "rejects"):
            self.negations += 1
        elif kind in ("concedes", "condition", "modal", "past"):
            name = {"concedes": "conceded", "condition": "conditional"}.get(kind, kind)
            setattr(self, name, True)
            self.negations *= kind != "concedes"
        elif kind == "contrasts":
            self.negations, self.conceded, self.conditional, self.modal = 0, False, False, False
        elif kind == "pause":  # a comma ends a negation's reach and a conceded or conditional clause, not the tense
            self.negations, self.conceded, self.conditional = 0, False, False
        else:
            self.negations, self.conceded, self.conditional, self.modal, self.past = 0, False, False, False, False

    def tags(self, *, before_contrast: bool, asked: bool) -> list[str]:
        """The tags of a word: its polarity, and its polarity with each of what it stands under."""
        polarity = "n" if self.negations % 2 else "p"
        tags = [polarity + ("d" if self.negations > 1 else "")]
        tags += [f"{polarity}though"] if self.conceded or before_contrast else []
        tags += [f"{polarity}may"] if self.modal else []
        tags += [f"{polarity}if"] if self.conditional else []
        tags += ["ask"] if asked else []
        return tags + (["was"] if self.past else [])


TaggedWord = tuple[str, int, int]
"""A word with its tag (`tag_word`), and where it stands: start and end, half-open, in the masked text."""


def scoped_words(masked: str) -> str:
    """The text's words in small letters, each once a tag (`tag_word`), in order; rejecting words also as `reject_word`.

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
    contrast = next((place for place, token in enumerate(tokens) if token["contrasts"]), 0)
    asked = _ASKED.search(text, start, end) is not None
    scope, tagged = _Scope(), []
    for place, token in enumerate(tokens):
        if token["word"]:
            if token[0] not in _FUNCTION_WORDS:
                tags = scope.tags(before_contrast=place < contrast, asked=asked)
                tagged += [(f"{tag}_{token[0]}", *token.span()) for tag in tags]
            continue
        if token["rejects"]:
            tagged.append((f"reject_{token[0].split()[0]}", *token.span()))
        scope.meet(str(token.lastgroup))
    return tagged
