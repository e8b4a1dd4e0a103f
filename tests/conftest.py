"""Shared by all tests: property tests draw the same examples every time, and a busy machine fails none of them."""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy
import spacy.tokens
from hypothesis import settings

from stance.tokens import Doc, read

settings.register_profile("stance", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("stance")
# A job in the background ignores Ctrl-C, and so would every program it starts: what they do on it is tested.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Libraries and tests, once loaded, stay to the end: to search them for garbage again and again is a tenth of all time.
gc.disable()


def pytest_collection_finish() -> None:
    """From here on garbage is searched for, among what is made from here on."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests keep for later is not kept in the user's folder."""
    os.environ["STANCE_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session", autouse=True)
def patient_feedback() -> None:
    """On a busy machine a command may take longer than two seconds; tests of its words do not want to hear of it."""
    from stance.commands import feedback

    feedback.LATER = (600.0,)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """A command that a test runs sets up the package's log; the next test finds it as it was."""
    log = logging.getLogger("stance")
    before = log.handlers, log.level, log.propagate
    yield
    log.handlers, log.level, log.propagate = before


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small bundle on disk, trained on some of the digests; never written to."""
    from digest_model import digest_model
    from stance.bundle import save_model

    path = tmp_path_factory.mktemp("bundles") / "small"
    save_model(digest_model(), path)
    return path


@pytest.fixture(scope="session")
def make_parse() -> Callable[[str], spacy.tokens.Doc]:
    """Builds a Doc of spaCy's parsed by hand: `text|POS|TAG|dep|head|lemma`, "~" after a text with no space behind."""
    vocab = spacy.blank("en").vocab

    def build(parse: str) -> spacy.tokens.Doc:
        rows = [token.rsplit("|", 5) for token in parse.split()]
        texts, pos, tags, deps, heads, lemmas = zip(*rows, strict=True)
        return spacy.tokens.Doc(
            vocab,
            words=[text.removesuffix("~") for text in texts],
            spaces=[not text.endswith("~") for text in texts],
            pos=list(pos),
            tags=list(tags),
            deps=list(deps),
            heads=[int(head) for head in heads],
            lemmas=list(lemmas),
        )

    return build


@pytest.fixture(scope="session")
def make_doc(make_parse: Callable[[str], spacy.tokens.Doc]) -> Callable[[str], Doc]:
    """Builds a Doc as attribution reads it, in the same notation."""
    return lambda parse: read(make_parse(parse))


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A real browser, for one module: while it is open no test may run a loop of its own."""
    from browsing import launched

    with launched() as chromium:
        yield chromium


@pytest.fixture
def package_log(caplog):
    """The package's messages, also where another test has set up the command line's own log."""
    log = logging.getLogger("stance")
    before = log.propagate, log.level
    log.propagate = True
    caplog.set_level(logging.INFO, "stance")
    yield caplog
    log.propagate, log.level = before
