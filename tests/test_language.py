"""Which texts are told to be in another language, and which are left alone."""

import logging
from pathlib import Path

import pytest

from stance.sources import find_sources, read_documents
from stance.sources.documents import foreign_language

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
TEXTS = {
    "de": "Die beiden Hauptstädte teilen sich einen Fluss und sonst wenig, und beide wissen es. Ich zweifle daran, "
    "weil Flüsse mehr tragen als Wasser, und der Verkehr auf diesem wächst jedes Jahr, was auch immer man meldet.",
    "fr": "Les deux capitales partagent un fleuve et peu de choses, et toutes deux le savent. J'en doute, car les "
    "fleuves portent plus que de l'eau, et le trafic sur celui-ci augmente chaque année, quoi que disent les journaux.",
    "ru": "Две столицы делят реку и больше почти ничего, и обе это знают. Я в этом сомневаюсь, потому что реки "
    "несут не только воду, а движение по этой реке растёт каждый год, что бы ни писали газеты на следующее утро.",
    "zh": "两个首都共享一条河，除此之外几乎没有什么共同之处，双方都清楚这一点。我对此表示怀疑。" * 8,
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_english_is_left_alone(path):
    assert foreign_language(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("code", TEXTS)
def test_other_languages_are_told(code):
    assert foreign_language(TEXTS[code]) == code


def test_a_text_too_short_to_tell_is_left_alone():
    assert foreign_language("Nein.") is None


def test_english_in_short_commands_of_few_common_words_is_left_alone():
    assert foreign_language("Ships leave harbours daily. Pilots guide them. Masters sign papers. " * 5) is None


def test_a_foreign_document_is_read_with_a_warning(tmp_path, caplog):
    caplog.set_level(logging.WARNING, logger="stance")
    (tmp_path / "fluss.txt").write_text(TEXTS["de"], encoding="utf-8")
    (document,) = read_documents(find_sources([str(tmp_path)]))
    assert document.text == TEXTS["de"]
    place = tmp_path / "fluss.txt"
    assert caplog.messages == [f"{place}: its text looks like 'de', not English; claims are found in English only"]
