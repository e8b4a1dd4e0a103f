"""The house rules of naming, density and folders: one name for one thing, short functions, imports that run one way."""

import ast
import re
from collections import defaultdict
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from test_project import MODULES, imported, own_modules, statements

PACKAGE = Path(__file__).parents[1] / "src/stance"

GONE = {
    *("Held", "Found", "hold", "holding", "holders", "takes_sentence", "owns", "voices", "heard", "taken", "helds"),
    *("lent", "Cast", "gather", "anaphora", "_bearer", "Walker", "_told_me", "_speaks_up", "manner", "direct"),
    *("furniture", "Turn", "holes", "_faceless", "gate", "heads", "clippings", "comma", "whole", "second", "beside"),
    *("Shipped", "Unseen", "lend_encoder", "hold_out", "Recipe", "assess", "thoroughly", "put_on_card", "depth"),
    *("joint", "coder", "Desk", "Sitting", "Door", "codes"),
}
"""Names that the field has a better word for: none is a module, class or function any more."""

MOST_DECISIONS = 15
MOST_LINES = 40

LONG: set[str] = set()
"""Functions of more lines than that; this only shrinks."""

TWICE: set[str] = set()
"""Names of two classes; this only shrinks."""


@cache
def nodes():
    """(module, node) of every class and function that is defined in the package."""
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return [(module, node) for module, tree in MODULES.items() for node in ast.walk(tree) if isinstance(node, kinds)]


def definitions():
    """(module, name) of every module, class and function that is defined in the package."""
    return [(module, module.rpartition(".")[2]) for module in MODULES] + [
        (module, node.name) for module, node in nodes()
    ]


def test_names_that_the_field_has_a_better_word_for_are_gone():
    found = {f"{module}: {name}" for module, name in definitions() if name in GONE}
    assert found == set()


@pytest.mark.parametrize("ending", ["_told", "_at_hand", "_shown", "_given"])
def test_doors_are_verbs(ending):
    assert [(module, name) for module, name in definitions() if name.endswith(ending) and "commands" in module] == []


def functions():
    return [(f"{module}.{node.name}", node) for module, node in nodes() if not isinstance(node, ast.ClassDef)]


def decisions(function):
    """Decision points, 1 for the function itself, boolean operators counted; what is defined inside counts too."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.Assert):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.match_case):
            count += 1
    return count


def test_the_counting_of_decisions():
    source = "def f(a):\n  if a and b or c:\n    return [x for x in a if x]\n  return 1 if a else 2\n"
    assert decisions(ast.parse(source).body[0]) == 7


def test_no_function_is_dense():
    assert {name: count for name, node in functions() if (count := decisions(node)) > MOST_DECISIONS} == {}


def test_no_function_is_long():
    def length(node):
        return node.end_lineno - node.body[0].lineno + 1  # an option of a command is a parameter, and no line of work

    assert {name for name, node in functions() if length(node) > MOST_LINES} <= LONG


def test_no_class_has_the_name_of_another():
    places = defaultdict(set)
    for module, node in nodes():
        if isinstance(node, ast.ClassDef):
            places[node.name].add(module)
    assert {name for name, modules in places.items() if len(modules) > 1} <= TWICE


def test_tests_use_what_is_public():
    trees = {file.name: ast.parse(file.read_text("utf-8")) for file in Path(__file__).parent.rglob("*.py")}
    private = [
        f"{name}: {alias.name}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stance")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert private == []


def folder(module):
    return module.partition(".")[0]


def test_no_import_runs_back_between_folders():
    graph = defaultdict(set)
    for module, tree in MODULES.items():
        for name in own_modules(imported(statements(tree, everywhere=True))) if module else ():
            if folder(name) != folder(module):
                graph[folder(module)].add(folder(name))
    assert len(graph) > 20
    order = list(TopologicalSorter(graph).static_order())  # raises where folders import each other in a circle
    assert order.index("attribution") < order.index("pipeline") < order.index("commands")


def test_commands_stand_in_their_folder():
    typer_users = {
        module for module, tree in MODULES.items() if "typer" in imported(ast.walk(tree)) or _uses_typer(tree)
    }
    assert typer_users - {"cli", "labelling.terminal"} <= {name for name in MODULES if folder(name) == "commands"}
    assert len((PACKAGE / "cli.py").read_text("utf-8").splitlines()) < 100


def _uses_typer(tree):
    return any(re.match(r"typer\b", name) for name in imported(ast.walk(tree)))
