from dataclasses import replace
from random import Random

import pytest

from model_data import QUESTION
from stance.encoder.training import rename

BOND = replace(QUESTION, sides=(("China", "Chinese", "Beijing", "Xi"), ("Russia", "Russian", "Moscow", "Putin")))


def renamed(text, question=BOND, seeds=200):
    return {rename(text, question, Random(seed)) for seed in range(seeds)}


def test_two_sides_stay_two_sides_whatever_they_are_called():
    pairs = [("Moscow", "Beijing"), ("Beijing", "Moscow"), ("Russia", "China"), ("China", "Russia")]
    assert renamed("Moscow needs Beijing.") == {f"{one} needs {other}." for one, other in pairs}


def test_adjectives_and_leaders_change_places_too():
    assert renamed("Xi likes the Russian plan.") == {"Xi likes the Russian plan.", "Putin likes the Chinese plan."}


def test_people_get_other_names_and_what_they_say_stays():
    drawn = renamed("They drift apart, says Ada Quist, and they know it.")
    assert len(drawn) > 20
    assert all(text.startswith("They drift apart, says ") and text.endswith(", and they know it.") for text in drawn)


@pytest.mark.parametrize(
    "text", ["Sino-Russian trade, said the United Nations, grows.", "They are no allies, and never were."]
)
def test_joined_names_institutions_and_sentences_without_names_stay(text):
    assert renamed(text) == {text}


def test_a_question_about_others_keeps_every_name():
    text = "China and Russia agree, says Ada Quist, on the moon."
    assert renamed(text, QUESTION) == renamed(text, replace(QUESTION, sides=(("China",), ("India",)))) == {text}


def test_the_same_seed_gives_the_same_text():
    text = "Beijing and Moscow, says Ada Quist, are close."
    assert rename(text, BOND, Random(7)) == rename(text, BOND, Random(7))
