"""What `make install` installs is decided by the lock alone, whatever the index offers beside it."""

import hashlib
import json
import os
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTALL = ROOT / "scripts/install.py"
PIPS = {
    "23.2.1": "7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be",
    "26.3": "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
}
"""Versions of pip that are tried, an old one and a recent one, by the SHA-256 of their wheels."""


def wheel(folder, name, version, *requires):
    """A made-up wheel, and its line in a lock."""
    info = f"{name}-{version}.dist-info"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", "Provides-Extra: toml"]
    metadata += [f"Requires-Dist: {one}" for one in requires]
    file = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", f"version = {version!r}\n")
        archive.writestr(f"{info}/METADATA", "\n".join(metadata) + "\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture
def accident(tmp_path):
    """An index with newer releases of all that a lock pins; one package of it is asked for with an extra."""
    index, lock = tmp_path / "index", tmp_path / "made-up.lock"
    index.mkdir()
    lines = [wheel(index, "runner", "1.0", "measure[toml]>=1"), wheel(index, "measure", "1.0")]
    wheel(index, "runner", "2.0", "measure[toml]>=1")
    wheel(index, "measure", "2.0")
    lock.write_text("".join(lines))
    return index, lock


def environment(index):
    """The environment of a pip that knows no index but this folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}


def run(command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)


def venv_with(pip, place):
    """A virtual environment that holds this pip alone."""
    assert run([sys.executable, "-m", "venv", "--without-pip", place]).returncode == 0
    (packages,) = place.glob("lib/python*/site-packages")
    with zipfile.ZipFile(pip) as archive:
        archive.extractall(packages)
    return place


@pytest.fixture(params=PIPS)
def venv(request, tmp_path):
    """An environment with each of the pips; they are fetched once, and need an index that has them."""
    kept = request.config.cache.mkdir("pips")
    file = kept / f"pip-{request.param}-py3-none-any.whl"
    if not file.is_file():
        asked = tmp_path / "pip.lock"
        asked.write_text(f"pip=={request.param} --hash=sha256:{PIPS[request.param]}\n")
        fetched = run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-r", asked, "-d", kept])
        if fetched.returncode:
            pytest.skip(f"pip {request.param} cannot be fetched: {fetched.stderr[-200:]}")
    return venv_with(file, tmp_path / "venv")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An environment as the script makes it, with the pip of this Python."""
    place = tmp_path_factory.mktemp("made") / "venv"
    runpy.run_path(str(INSTALL))["make_environment"](place)
    return place


def installed(venv):
    """{package: version} of what the lock brought."""
    listed = run([venv / "bin/python", "-m", "pip", "list", "--format", "freeze", "--disable-pip-version-check"]).stdout
    return {name: pin for name, pin in (line.split("==") for line in listed.split()) if name in ("runner", "measure")}


def test_a_newer_release_changes_nothing(accident, venv):
    index, lock = accident
    done = run([sys.executable, INSTALL, venv, lock], env=environment(index))
    assert done.returncode == 0, done.stdout + done.stderr
    assert installed(venv) == {"runner": "1.0", "measure": "1.0"}
    assert "2 packages" in done.stdout


@pytest.mark.parametrize("venv", ["23.2.1"], indirect=True)
def test_the_accident_is_one_where_an_older_pip_resolves(accident, venv):
    """The recipe as it was before: the resolver prefers the newer release, for which the lock has no hash."""
    index, lock = accident
    before = [venv / "bin/python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    done = run(before, env=environment(index))
    assert done.returncode != 0
    assert re.search(r"require-hashes.*measure\[toml\]|measure.*hash", done.stderr, re.DOTALL)


def test_make_installs_by_the_script_that_is_tried_here():
    recipe = re.search(r"^\$\(READY\):.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1]
    assert "scripts/install.py $(VENV) requirements.lock --editable ." in recipe
    assert "pip install" not in recipe


def test_a_lock_that_lacks_something_stops_the_installation(accident, made):
    index, lock = accident
    lock.write_text(lock.read_text().splitlines(keepends=True)[0])
    done = run([sys.executable, INSTALL, made, lock], env=environment(index))
    assert done.returncode == 1
    assert "runner 1.0 requires measure, which is not installed" in done.stderr
    assert "make lock" in done.stderr


def test_a_file_that_is_another_than_the_locked_one_is_refused(accident, made):
    index, lock = accident
    wheel(index, "measure", "1.0", "runner")
    done = run([sys.executable, INSTALL, made, lock], env=environment(index))
    assert done.returncode == 1
    assert "another file than the one the lock pins" in done.stderr


def test_what_a_machine_lacks_is_named_with_its_remedy(monkeypatch, tmp_path):
    script = runpy.run_path(str(INSTALL))
    monkeypatch.setenv("STANCE_BUILD", "1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="apt install build-essential"):
        script["check_machine"]()
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer.*\n.*make PYTHON="):
        script["check_machine"]()
    done = run(
        ["make", "-n", "install", f"VENV={tmp_path}/venv", "PYTHON=no-such-python"], cwd=ROOT, env={"PATH": os.defpath}
    )
    assert "no-such-python" in done.stdout
    done = run(
        ["make", "install", f"VENV={tmp_path}/venv", "PYTHON=no-such-python"], cwd=ROOT, env={"PATH": os.defpath}
    )
    assert done.returncode != 0
    assert "make PYTHON=" in done.stdout + done.stderr


LOCKS = ("requirements.lock", "finetune.lock", "large.lock", "audit.lock")


def pins(lock):
    return dict(re.findall(r"^([A-Za-z0-9][^=\s]*)==([^\s;]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def test_no_recipe_resolves_anything():
    recipes = re.sub(r"^PIN := .*$", "", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert "pip install" not in recipes
    for lock in LOCKS:
        assert re.search(rf"scripts/install\.py \S+ {re.escape(lock)}", recipes), lock


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in "".join(entries)


def test_tuning_keeps_the_versions_that_everything_else_was_tried_with():
    main, tuning = pins("requirements.lock"), pins("finetune.lock")
    assert {name for name in main.keys() & tuning.keys() if main[name] != tuning[name]} == set()
    assert {"torch", "transformers", "onnx"} <= tuning.keys()


@pytest.mark.slow
def test_the_bill_of_materials_names_every_package_with_its_hash_and_the_models(tmp_path):
    audit = ROOT / "build/audit"
    if not (audit / "bin/cyclonedx-py").exists():
        assert run([sys.executable, INSTALL, audit, ROOT / "audit.lock"]).returncode == 0
    done = run([sys.executable, ROOT / "scripts/sbom.py", audit])
    assert done.returncode == 0, done.stderr
    (bill,) = (ROOT / "dist").glob("*.cdx.json")
    components = {one["name"]: one for one in json.loads(bill.read_text())["components"]}
    assert set(pins("requirements.lock")) <= components.keys()
    assert components["numpy"].get("scope", "required") == "required"
    assert components["pytest"]["scope"] == "excluded"
    encoder = components["models/china-russia/encoder.onnx"]
    assert encoder["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert encoder["hashes"][0]["content"] == hashlib.sha256((ROOT / encoder["name"]).read_bytes()).hexdigest()


def test_each_thing_of_others_that_comes_with_the_package_is_in_the_notice():
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for name in ("encoder.onnx", "vocab.txt", "first_names.txt", "Apache License, Version 2.0"):
        assert name in notice
    assert '"NOTICE"' in (ROOT / "pyproject.toml").read_text("utf-8")
