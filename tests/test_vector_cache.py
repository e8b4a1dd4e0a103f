"""Vectors kept from run to run: taken as they were put, by several processes at once, and never in the way."""

import gc
import os
import re
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from model_data import QUESTION, labelled_claims
from stance.commands.console import log_vectors
from stance.commands.settings import chosen_encoder
from stance.encoder import base_encoder
from stance.encoder.vector_cache import WIDTH, VectorCache, cache_folder
from stance.model.scoring import first_pass_scores
from stance.model.training import fit_model


def numbers(text):
    return np.random.default_rng(len(text)).normal(size=384).astype(np.float32)


def refuse(text):
    raise AssertionError(f"{text!r} was computed again")


def test_a_vector_comes_back_to_the_last_bit(tmp_path):
    first = VectorCache(tmp_path, "one")
    vectors = [first.vector(text, numbers) for text in ("", "one", "größer", "one")]
    assert (first.computed, first.taken) == (3, 1)
    again = VectorCache(tmp_path, "one")
    assert all((again.vector(t, refuse) == v).all() for t, v in zip(("", "one", "größer"), vectors, strict=False))
    assert (again.computed, again.taken) == (0, 3)
    assert again.summary() == f"0 texts encoded, 3 vectors taken from {tmp_path}/vectors/one.sqlite"


def test_the_rate_is_that_of_the_texts_encoded(tmp_path):
    def slowly(text):
        time.sleep(0.02)
        return numbers(text)

    cache = VectorCache(tmp_path, "one")
    for text in ("a", "b", "a"):
        cache.vector(text, slowly)
    rate = int(re.search(r"2 texts encoded at (\d+) a second, 1 vectors taken", cache.summary())[1])
    assert 1 <= rate <= 50


def test_what_one_thread_opened_another_reads(tmp_path):
    cache = VectorCache(tmp_path, "one")
    with ThreadPoolExecutor(1) as pool:
        vector = pool.submit(cache.vector, "a text", numbers).result()
    assert (cache.vector("a text", refuse) == vector).all()


def test_another_encoder_has_vectors_of_its_own(tmp_path):
    VectorCache(tmp_path, "one").vector("a text", numbers)
    with pytest.raises(AssertionError, match="computed again"):
        VectorCache(tmp_path, "two").vector("a text", refuse)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sees what is open through /proc")
def test_the_file_is_closed_with_who_held_it(tmp_path):
    def opened():
        return [link for link in Path("/proc/self/fd").iterdir() if "vectors" in os.path.realpath(link)]

    kept = VectorCache(tmp_path, "encoder")
    kept.vector("a text", numbers)
    assert len(opened()) == 1
    del kept
    gc.collect()
    assert opened() == []


def test_the_words_are_not_kept(tmp_path):
    kept = VectorCache(tmp_path, "one")
    kept.vector("a secret sentence", numbers)
    kept.close()
    assert b"secret" not in kept.path.read_bytes()


WRITER = """
import sys, numpy as np
from pathlib import Path
from stance.encoder.vector_cache import VectorCache
kept = VectorCache(Path(sys.argv[1]), "one")
for number in range(400):
    kept.vector(f"text {number}", lambda text: np.full(384, number, np.float32))
kept.vector("text 0", None)  # taken from the file, else this fails
print(kept.computed + kept.taken)
"""


def test_two_processes_may_write_at_once(tmp_path):
    start = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate()[0] for process in start] == [b"401\n"] * 2
    kept = VectorCache(tmp_path, "one")
    assert all((kept.vector(f"text {number}", refuse) == number).all() for number in range(400))


def test_what_a_killed_process_had_kept_is_there(tmp_path):
    code = WRITER.replace("print(", "import os; os.kill(os.getpid(), 9)\nprint(")
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (VectorCache(tmp_path, "one").vector("text 399", refuse) == 399).all()


@pytest.mark.parametrize("spoil", ["a file in the way", "no database"])
def test_where_the_file_cannot_be_used_the_vectors_are_computed(tmp_path, caplog, spoil):
    kept = VectorCache(tmp_path / "cache", "one")
    if spoil == "no database":
        kept.path.parent.mkdir(parents=True)
        kept.path.write_bytes(b"not a database at all, but some bytes" * 100)
    else:
        (tmp_path / "cache").write_text("")
    with caplog.at_level("INFO"):
        assert (kept.vector("a", numbers) == kept.vector("a", numbers)).all()
    assert (kept.computed, kept.taken) == (2, 0)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith(f"{kept.path}: vectors are not kept (")


def test_a_table_that_another_program_made_is_left_alone(tmp_path):
    kept = VectorCache(tmp_path, "one")
    kept.path.parent.mkdir(parents=True)
    with sqlite3.connect(kept.path) as other:
        other.execute("CREATE TABLE vectors (something TEXT)")
    other.close()
    assert (kept.vector("a", numbers) == kept.vector("a", numbers)).all()
    assert (kept.computed, kept.taken) == (2, 0)


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"STANCE_CACHE": "/x/y"}, Path("/x/y")),
        ({"STANCE_CACHE": "none"}, None),
        ({"STANCE_CACHE": "", "XDG_CACHE_HOME": "/c"}, Path("/c/stance")),
        ({"HOME": "/u/someone"}, Path("/u/someone/.cache/stance")),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of other systems")
def test_the_folder_is_the_platforms_unless_named(environment, folder):
    code = "from stance.encoder.vector_cache import cache_folder; print(cache_folder())"
    kept = {name: value for name, value in os.environ.items() if name not in ("STANCE_CACHE", "XDG_CACHE_HOME")}
    done = subprocess.run([sys.executable, "-c", code], env=kept | environment, capture_output=True, text=True)
    assert done.stdout.strip() == str(folder)
    assert cache_folder() is None or isinstance(cache_folder(), Path)


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("darwin", {"HOME": "/u"}, "/u/Library/Caches/stance"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/stance/Cache"),
        ("win32", {"HOME": "/u", "LOCALAPPDATA": ""}, "/u/AppData/Local/stance/Cache"),
    ],
)
def test_other_systems_have_folders_of_their_own(monkeypatch, system, environment, folder):
    monkeypatch.delenv("STANCE_CACHE")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert cache_folder() == Path(folder)


def test_training_again_encodes_nothing_again(tmp_path):
    rows = labelled_claims(4)
    models = []
    for _ in range(2):
        encoder = base_encoder()
        encoder.cache_vectors(tmp_path)
        models.append(fit_model(rows, question=QUESTION, encoder=encoder))
        counts = (encoder.kept.computed, encoder.kept.taken)
    assert counts == (0, len(rows))
    asked = [row.text for row in rows]
    assert (first_pass_scores(asked, models[0])[0] == first_pass_scores(asked, models[1])[0]).all()
    plain = fit_model(rows, question=QUESTION, encoder=base_encoder())
    assert (first_pass_scores(asked, plain)[0] == first_pass_scores(asked, models[1])[0]).all()


def test_how_many_texts_were_encoded_is_told(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("STANCE_CACHE", str(tmp_path))
    encoder = chosen_encoder("base")
    encoder.embed(["one text", "another", "one text"])
    with caplog.at_level("INFO"):
        log_vectors(encoder)
        log_vectors(None)
    (line,) = caplog.messages
    assert re.fullmatch(
        rf"2 texts encoded at \d+ a second, 0 vectors taken from {tmp_path}/vectors/[0-9a-f]{{16}}-80-[\w.]+\.sqlite",
        line,
    )
    monkeypatch.setenv("STANCE_CACHE", "none")
    assert chosen_encoder("base").kept is None
    assert chosen_encoder("none") is None


NAN = np.full(384, np.nan, np.float32).tobytes()


@pytest.mark.parametrize(
    "blob", [b"", b"12345678", bytes(384 * 4 - 1), bytes(384 * 4 + 4), None, "text", 7, NAN], ids=str
)
def test_a_row_that_holds_no_vector_is_computed_anew_and_kept(tmp_path, blob):
    kept = VectorCache(tmp_path, "one")
    kept.vector("a", numbers)
    kept.close()
    with closing(sqlite3.connect(kept.path)) as file:
        file.execute("UPDATE vectors SET vector = ?", (blob,))
        file.commit()
    assert (VectorCache(tmp_path, "one").vector("a", numbers) == numbers("a")).all()
    assert (VectorCache(tmp_path, "one").vector("a", refuse) == numbers("a")).all()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW vectors AS WITH RECURSIVE x(text, vector) AS (SELECT 1, 2 UNION ALL SELECT text, vector FROM x)"
        " SELECT * FROM x",
        "CREATE TABLE vectors (text BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID; CREATE TRIGGER t AFTER INSERT ON"
        " vectors BEGIN DELETE FROM vectors; END",
    ],
    ids=["a view without end", "a trigger"],
)
def test_another_database_is_not_used(tmp_path, statement):
    kept = VectorCache(tmp_path, "one")
    kept.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(kept.path)) as file:
        file.executescript(statement)
    assert (kept.vector("a", numbers) == numbers("a")).all()
    assert (kept.computed, kept.taken) == (1, 0)


def test_a_schema_whose_names_are_no_text_is_another_file_that_cannot_be_used(tmp_path):
    cache = VectorCache(tmp_path, "small")
    cache.vector("a", lambda _: np.ones(WIDTH, np.float32))
    cache.close()
    cache.path.write_bytes(cache.path.read_bytes().replace(b"vectors", b"vec\x87ors").replace(b"CREATE", b"CR ATE"))
    again = VectorCache(tmp_path, "small")
    assert again.vector("a", lambda _: np.full(WIDTH, 2, np.float32))[0] == 2
    assert again.taken == 0
