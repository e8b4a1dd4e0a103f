"""The house rules that no single module can keep alone: which way imports point, what is light, what is public."""

import ast
import json
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import typer

import stance
from digest_model import digest_model
from stance.bundle import save_model
from stance.cli import app

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/stance"
README = (ROOT / "README.md").read_text("utf-8")

BASE = {"records", "errors", "dates", "lexicon"}
COMPOSITIONS = {"pipeline", "evaluate.run"}
DOORS = {"cli", "commands", "web", "scale", "component", "__main__"}

LIGHT = {
    *("packaged", "stages"),
    *("", "records", "errors", "question", "dates", "sources", "labels", "text_tables", "tables"),
    *("readers", "readers.decode", "readers.json", "readers.text", "lexicon", "cli", "__main__"),
    *(f"commands.{file.stem}" for file in sorted((PACKAGE / "commands").glob("[a-z]*.py"))),
}
HEAVY = {"spacy", "thinc", "sklearn", "skops", "scipy", "numpy", "pandas", "pyarrow", "joblib", "jinja2"}


def name_of(file: Path) -> str:
    """The module's name below the package: "" for the package itself, "readers" for readers/__init__.py."""
    return ".".join(part for part in file.relative_to(PACKAGE).with_suffix("").parts if part != "__init__")


MODULES = {name_of(file): ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def statements(tree: ast.AST, *, everywhere: bool) -> Iterator[ast.AST]:
    """The statements that run: at import, or `everywhere` in functions too. What only type checkers see is left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if not everywhere and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield node
        yield from statements(node, everywhere=everywhere)


def imported(nodes: Iterator[ast.AST]) -> set[str]:
    """The full names of what the statements import, `from a import b` as a.b."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_modules(names: set[str]) -> set[str]:
    """Those of the names that are modules of the package or live in one, as names of modules."""
    below = {name.removeprefix("stance.") for name in names if name.startswith("stance.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in below} - {""}


def rank(module: str) -> int:
    """How high a module stands: what all build on, the steps, their composition, the doors."""
    door = module.partition(".")[0] in DOORS
    return 0 if module.partition(".")[0] in BASE else 2 if module in COMPOSITIONS else 3 if door else 1


def test_the_graph_is_really_read():
    assert own_modules(imported(statements(MODULES["pipeline"], everywhere=True))) >= {
        "attribution.claims",
        "question",
        "records",
    }
    assert "spacy" not in imported(statements(MODULES["cli"], everywhere=True))
    assert {rank(name) for name in MODULES} == {0, 1, 2, 3}


@pytest.mark.parametrize("module", sorted(set(MODULES) - {""}))
def test_imports_point_one_way(module):
    upwards = {name for name in own_modules(imported(ast.walk(MODULES[module]))) if rank(name) > rank(module)}
    assert upwards == set(), f"{module} imports what stands above it"


def test_no_imports_go_round_in_a_circle():
    graph = {name: own_modules(imported(statements(tree, everywhere=True))) for name, tree in MODULES.items() if name}
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


@pytest.mark.parametrize("module", sorted(LIGHT))
def test_no_heavy_library_is_imported_at_the_top_of_a_light_module(module):
    top = imported(statements(MODULES[module], everywhere=False))
    assert {name.partition(".")[0] for name in top} & HEAVY == set()


def run(code):
    """What the code leaves in the list `out`, run by a Python of its own."""
    code = f"import json, sys\nout = []\n{code}\nprint(json.dumps(out), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stderr)


COLLECT = f"out = sorted({HEAVY!r} & {{name.partition('.')[0] for name in sys.modules}})"


@pytest.mark.parametrize(
    "code",
    [
        "import stance",
        "\n".join(f"import stance.{name}".rstrip(".") for name in sorted(LIGHT - {"__main__"})),
        "from stance.cli import app; app(['--help'], standalone_mode=False)",
        "from stance.cli import app; app(['score', '--help'], standalone_mode=False)",
        "from stance.cli import app; app(['--version'], standalone_mode=False)",
    ],
    ids=["import", "light modules", "help", "help of a command", "version"],
)
def test_what_must_be_quick_loads_nothing_heavy(code):
    assert run(f"{code}\n{COLLECT}") == []


def test_a_question_is_read_without_the_layout_of_texts():
    assert run("import stance.question\nout = [name for name in sys.modules if name.startswith('stance.layout')]") == []


def test_a_heavy_library_would_be_noticed():
    assert "numpy" in run(f"import stance.model\n{COLLECT}")


def test_importing_the_package_takes_no_time():
    (seconds,) = run("import time; start = time.process_time(); import stance; out = [time.process_time() - start]")
    assert seconds < 0.3


def test_a_notebook_offers_the_public_names():
    assert set(stance.__all__) <= set(dir(stance))


def test_the_public_names_are_eight_and_each_is_there():
    assert stance.__all__ == [
        *("Claim", "Document", "ScoredClaim"),
        *("extract_claims", "load_model", "score_claims", "summarise", "train_model"),
    ]
    assert all(callable(getattr(stance, name)) for name in stance.__all__)
    with pytest.raises(AttributeError, match="module 'stance' has no attribute 'nothing'"):
        _ = stance.nothing


def commands():
    """Every command with its full name ("labels add"), groups opened."""
    found, waiting = [], [("", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        inside = getattr(command, "commands", None)
        waiting += [(f"{name} {child}".strip(), one) for child, one in (inside or {}).items()]
        if inside is None:
            found.append((name, command))
    return sorted(found, key=lambda pair: pair[0])


def test_every_command_and_every_option_says_what_it_is_for():
    assert {"claims", "score", "train", "evaluate", "verify"} <= {name for name, _ in commands()}
    for name, command in commands():
        assert command.help, name
        silent = [parameter.name for parameter in command.params if not getattr(parameter, "help", None)]
        assert silent == [], name


def code_blocks(language: str) -> list[str]:
    """The README's fenced blocks in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_readme_names_every_command():
    unnamed = [name for name, _ in commands() if not re.search(rf"\bstance {name}\b", README)]
    assert unnamed == []
    gone = set(re.findall(r"`stance ([a-z]\w*)", README)) - {name for name, _ in commands()}
    assert gone == set()


def test_every_call_in_the_readme_is_one_that_can_be_made():
    calls = re.findall(r"^(?:.*\| )?stance (.*?) *(?:#.*)?$", "".join(code_blocks("sh")), re.MULTILINE)
    assert len(calls) >= 8
    group = typer.main.get_command(app)
    context = group.make_context("stance", ["claims"], resilient_parsing=True)
    for call in calls:
        name, command, words = group.resolve_command(context, shlex.split(call))
        command.make_context(name, words, parent=context)  # raises where a word or an option is not known


def test_the_python_in_the_readme_runs(tmp_path, monkeypatch, capsys):
    save_model(digest_model(), tmp_path / "models/china-russia")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    (block,) = code_blocks("python")
    exec(compile(block, "README.md", "exec"), {})
    assert re.fullmatch(r"\d+ claims, \d+ of them with a stance\n", capsys.readouterr().out)


def written_files() -> list[Path]:
    """The files people write by hand: source, tests, settings, documents."""
    names = [
        *("src", "tests", "bench", "scripts", "docs", ".ci", "Makefile", "pyproject.toml"),
        *("requirements.lock", "CITATION.cff"),
    ]
    places = [ROOT / name for name in names] + sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("data/labeled/*.[mt]*"))
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place])]
    text = {".py", ".html", ".css", ".md", ".toml", ".lock", ".cff", ".txt", ".json", ".jsonl", ""}
    return [file for file in files if file.is_file() and file.suffix in text and "__pycache__" not in file.parts]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    hosts = "|".join(["py" + "pi.org", "python" + "hosted", "ana" + "conda.org", "art" + "ifactory", "index" + "-url"])
    places = "|".join(["wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers"])
    forbidden = re.compile(rf"{hosts}|(?<![\w.:/<-])/(?:{places})/\w|\b[A-Z]:\\\w")
    files = written_files()
    assert PACKAGE / "cli.py" in files
    found = [
        f"{file.relative_to(ROOT)}, line {number}: {match[0]}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if (match := forbidden.search(line))
    ]
    assert found == []


def test_the_version_is_one_everywhere():
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert declared[1] == stance.__version__
    cited = re.search(r"^version: \"?([^\"\n]+)", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited is None or cited[1] == stance.__version__


def test_the_figures_of_the_readme_are_those_of_the_shipped_bundles():
    written = runpy.run_path(str(ROOT / "scripts/headline.py"))["write"](README)
    assert written == README, "run: python scripts/headline.py"
    assert written != README.replace("originals, 974 | 0.", "originals, 974 | 1.")


def test_one_part_of_the_reliability_page_is_written_anew_and_the_others_stay():
    page = runpy.run_path(str(ROOT / "scripts/reliability_page.py"))["page"]
    before = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    row = {
        "module": "readers/text.py",
        "drawn": 2,
        "tried": 2,
        "noticed": 2,
        "equal": 0,
        "unnoticed": [],
        "reasons": {},
    }
    after = page({"mutants": {"call": "2030-01-02 03:04", "seconds": 5, "rows": [row]}}, before)
    assert "Of the call of 2030-01-02 03:04; took 5 seconds." in after
    changed = [name for name in before.split("\n## ")[1:] if name not in after]
    assert [part.split("\n")[0] for part in changed] == ["What the tests notice"]


def test_cards_and_reports_say_the_same_of_an_authors_thesis():
    write = runpy.run_path(str(ROOT / "scripts/headline.py"))["write_thesis"]
    for card in (
        ROOT / "models/china-russia/CARD.md",
        ROOT / "models/china-russia-large/CARD.md",
        PACKAGE / "bundle-lite/CARD.md",
    ):
        text = card.read_text("utf-8")
        assert write(text) == text, f"{card.name}: run: python scripts/headline.py"
        assert text.count("Author's own thesis: ") == 1
