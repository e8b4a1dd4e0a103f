"""A small set of labelled claims of our own making, shared by the tests of the model, its bundle and its evaluation."""

from functools import cache

from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold
from stance.model import Model
from stance.model.training import train_model
from stance.records import Claim, LabelledClaim, Question, own_claim

QUESTION = Question(
    id="moon-tea",
    text="Does the speaker hold that the moon makes better tea?",
    labels=("yes", "maybe", "no", "none"),
    none_label="none",
)

_SAYINGS = {
    "yes": "the moon {} already brews the better tea tonight",
    "maybe": "the moon {} might one day brew a better tea",
    "no": "the moon {} will never brew any tea at all",
    "none": "the harbour {} was repainted in the spring",
}
_WORDS = ("gladly", "slowly", "alone", "surely", "calmly", "rarely", "openly", "partly")


def labelled_claims(groups: int = 6, *, shareable: bool = True) -> list[LabelledClaim]:
    """One claim a label in each group; each group's claims carry a word of their own."""
    rows = []
    for number in range(groups):
        at = 0
        for label, saying in _SAYINGS.items():
            text = f"In town {number}, {saying.format(_WORDS[number % len(_WORDS)])}."
            place = {"document": f"doc{number}", "start": at, "end": at + len(text)}
            rows.append(LabelledClaim(text=text, label=label, group=f"g{number}", shareable=shareable, **place))
            at += len(text) + 1
    return rows


@cache
def moon_model() -> Model:
    """The model of `labelled_claims`, fitted once a test run."""
    return train_model(labelled_claims(), question=QUESTION)


@cache
def moon_folds() -> OutOfFold:
    """`labelled_claims(8)` scored by the model of the fold that never saw their group, once a test run."""
    return out_of_fold(labelled_claims(8), Setup(question=QUESTION))


def varied_claims(groups: int = 60) -> list[LabelledClaim]:
    """As `labelled_claims`, each claim of words of its own but for the one that tells its label."""
    told, rows = {"yes": "brews", "maybe": "might", "no": "never", "none": "harbour"}, []
    for number in range(groups):
        at = 0
        for place, (label, word) in enumerate(told.items()):
            text = f"Town{number}x{place} moon {word} lane{number}y{place}."
            where = {"document": f"doc{number}", "start": at, "end": at + len(text)}
            rows.append(LabelledClaim(text=text, label=label, group=f"g{number}", **where))
            at += len(text) + 1
    return rows


def claim(text: str, *, document: str = "new", start: int = 0) -> Claim:
    """A claim of its writer's own at that place."""
    return own_claim(text, document, start)
