from random import Random

import pytest

from model_data import QUESTION
from stance.encoder.augmentation import Chances, augment, is_framable, put_in_frame, rename

EXISTS = "China and Russia are allies in every field."
UNLIKELY = "China and Russia will never be allies at sea."


def framed(text, label):
    """{frame: label} of many draws, the frame being what stands around the sentence; people left out."""
    drawn = (put_in_frame(text, label, QUESTION, Random(seed)) for seed in range(300))
    return [(variant.partition(text[:-1]), new) for variant, new in drawn]


def labels_before(words, text, label):
    return {new for (before, inside, _), new in framed(text, label) if inside and before.startswith(words)}


def test_a_denied_affirmation_is_the_last_label_of_the_scale():
    assert labels_before("It would be wrong to say that", EXISTS, "yes") == {"no"}
    assert labels_before("It would be wrong to deny that", EXISTS, "yes") == {"yes"}


def test_a_hedged_affirmation_is_the_middle_and_an_open_one_bears_no_stance():
    assert labels_before("I would not rule out that", EXISTS, "yes") == {"maybe"}
    assert labels_before("Is it true that", EXISTS, "yes") == {"none"}
    assert labels_before("Is it true that", UNLIKELY, "no") == {"none"}


def test_what_is_denied_already_is_never_denied_again():
    assert {new for _, new in framed(UNLIKELY, "no")} == {"no", "none"}
    assert {new for _, new in framed("China and Russia are allies without a treaty.", "yes")} == {"yes"}


def test_what_bears_no_stance_bears_none_in_any_frame():
    assert {new for _, new in framed("Brazil sold more coffee than ever last year.", "none")} == {"none"}


@pytest.mark.parametrize(
    "text",
    [
        "Are China and Russia allies by now?",
        "Lin says that China and Russia are allies.",
        "China and Russia are close, but they are no allies.",
        "China and Russia may be allies one day.",
        "Allies they are.",
        "They are allies. They have been allies for years.",
    ],
)
def test_a_sentence_that_asks_reports_hedges_or_concedes_gets_no_frame(text):
    assert not is_framable(text)
    assert augment(text, "yes", QUESTION, Chances(renamed=0, framed=1), Random(0)) == (text, "yes")


def test_a_sentence_keeps_its_sides_and_what_it_says_under_other_names():
    drawn = {rename("Moscow needs Beijing, says Ada Quist, and not Paris.", Random(seed)) for seed in range(60)}
    pairs = [("Moscow", "Beijing"), ("Beijing", "Moscow"), ("Russia", "China"), ("China", "Russia")]
    assert {text.partition(",")[0] for text in drawn} == {f"{one} needs {other}" for one, other in pairs}
    assert all(text.endswith(", and not Paris.") for text in drawn)
    assert len({text.split(", ")[1] for text in drawn}) > 10


def test_names_of_institutions_and_joined_names_stay():
    text = "Sino-Russian trade, said the United Nations, grows."
    assert {rename(text, Random(seed)) for seed in range(30)} == {text}
