"""Mutants of the guards against their tests: `PYTHONPATH=. python tests/guardmutants.py [MODULE ...]`.

Quick and coarse: one small change at a time in the functions of a module, in a child of this process, against the fault
files of its kinds, and what survives against one or two more files of tests: see docs/mutation-of-guards.md.
"""

# ruff: noqa: T201 - a command says what it saw

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import os
import signal
import sys
import types
from collections.abc import Iterator
from contextlib import redirect_stderr

import faultfile
import pytest

KINDS = {
    "address": ("address",),
    "names": ("name",),
    "limitsfile": ("limits",),
    "text": ("text", "markdown"),
    "files": ("bytes", "text"),
    "yaml": ("yaml",),
    "svg": ("svg", "art"),
    "css": ("css",),
    "po": ("catalogue",),
    "posyntax": ("catalogue",),
    "picture": ("picture",),
    "font": ("font",),
    "markdown": ("markdown",),
    "schema": (),
    "xlsx": (),
    "door": (),
    "decoding": ("bytes",),
}
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
EDGES = ("tests/test_guards_edges.py", "tests/test_guards_limits.py")
TESTS = {
    "yaml": (*EDGES, "tests/test_yaml_guard.py"),
    "po": (*EDGES, "tests/test_po_guard.py"),
    "posyntax": (*EDGES, "tests/test_po_guard.py"),
    "text": (*EDGES, "tests/test_text_guard.py"),
    "svg": (*EDGES, "tests/test_drawing.py"),
    "names": (*EDGES, "tests/test_schema.py"),
    "schema": (*EDGES, "tests/test_schema.py"),
    "xlsx": (*EDGES, "tests/test_spreadsheet.py"),
    "door": (*EDGES, "tests/test_door.py"),
}
PATIENCE = 60


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What a node may be changed into, with words for it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        other = copy.deepcopy(node)
        other.ops[0] = _COMPARED[type(node.ops[0])]()
        yield ast.unparse(other), other
    if isinstance(node, ast.BoolOp):
        other = copy.deepcopy(node)
        other.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.unparse(other), other
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield ast.unparse(node.operand), node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
        yield str(node.value + 1), ast.Constant(node.value + 1)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield str(not node.value), ast.Constant(not node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        other = copy.deepcopy(node)
        other.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield ast.unparse(other), other


class _Swap(ast.NodeTransformer):
    def __init__(self, number: int, other: ast.AST) -> None:
        self.number, self.other, self.count = number, other, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.count += 1
        return ast.copy_location(self.other, node) if self.count == self.number else self.generic_visit(node)


def mutants(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """Line, words and tree of every mutant of the functions of a module."""
    tree = ast.parse(source)
    inside = {id(node) for place in ast.walk(tree) if isinstance(place, ast.FunctionDef) for node in _body(place)}
    order: list[ast.AST] = []

    class Number(ast.NodeVisitor):
        def visit(self, node: ast.AST) -> None:
            order.append(node)
            self.generic_visit(node)

    Number().visit(tree)
    for number, node in enumerate(order):
        if id(node) in inside:
            for words, other in changes(node):
                made = _Swap(number, other).visit(copy.deepcopy(tree))
                yield getattr(node, "lineno", 0), words, ast.fix_missing_locations(made)


def _body(place: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in place.body:
        yield from ast.walk(statement)


def put(code: types.CodeType, into: types.ModuleType) -> None:
    """Gives the functions of a module, and the methods of its classes, the code of a mutant."""
    namespace: dict[str, object] = {}
    original = dict(vars(into))
    exec(code, {**original, "__name__": into.__name__}, namespace)
    for name, made in namespace.items():
        _put(original.get(name), made)


def _put(old: object, new: object) -> None:
    if hasattr(old, "cache_clear") and hasattr(old, "__wrapped__"):
        old.cache_clear()
        old, new = old.__wrapped__, getattr(new, "__wrapped__", new)
    if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
        old.__code__ = new.__code__
    elif isinstance(old, type) and isinstance(new, type):
        for name, made in vars(new).items():
            _put(vars(old).get(name), made)


def noticed(made: ast.Module, module: types.ModuleType, faults: list[faultfile.Fault], *more: str) -> bool:
    """Whether a named fault notices a mutant, or one of the tests in these files."""
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        code = 1
        try:
            put(compile(made, str(module.__file__), "exec"), module)
            if more:
                code = int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *more]) == 0) ^ 1
                return False
            for fault in faults:
                bad = faultfile.said(faultfile.problems(fault.kind, fault.bad, fault.bad_name)) == fault.told
                if not bad or faultfile.problems(fault.kind, fault.good, fault.good_name):
                    break
            else:
                code = 0
        finally:
            os._exit(code)  # also after the return above
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def main(names: list[str]) -> int:
    print("| module | mutants | noticed | survived |\n| --- | --: | --: | --: |")
    left: list[str] = []
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere):
        for name in names or list(KINDS):
            module = importlib.import_module(f"bookletpress.guards.{name}")
            faults = [fault for kind in KINDS[name] for fault in faultfile.of(kind)]
            total = survived = 0
            for line, words, made in mutants(inspect.getsource(module)):
                total += 1
                if not noticed(made, module, faults) and not noticed(made, module, faults, *TESTS.get(name, EDGES)):
                    survived += 1
                    left.append(f"{name}.py:{line}: {words[:100]}")
            print(f"| {name} | {total} | {total - survived} | {survived} |", flush=True)
    print("\n" + "\n".join(left))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
