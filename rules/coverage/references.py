"""Whether what a row names is really there: modules, functions and classes of the product, and tests."""

import ast
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from rules.coverage.rows import Row

PRODUCT = ("rules", "village", "admin", "kiosk")


def faults(rows: Iterable[Row], root: Path) -> list[str]:
    """A sentence for every reference that is dead; `root` is the project's folder."""
    wrong = []
    for row in rows:
        wrong += [f"{row.id}: {name} is not in the product" for name in row.where if not _is_code(root, name)]
        wrong += [f"{row.id}: there is no test {name}" for name in row.shown if not _is_test(root, name)]
    return wrong


def _is_code(root: Path, dotted: str) -> bool:
    parts = dotted.split(".")
    if parts[0] not in PRODUCT:
        return False
    for length in range(len(parts), 0, -1):
        stem = root.joinpath(*parts[:length])
        for path in (stem.with_suffix(".py"), stem / "__init__.py"):
            if path.is_file():
                return _holds(_body(path), parts[length:])
    return False


def _is_test(root: Path, name: str) -> bool:
    file, _, function = name.partition("::")
    path = root / file
    collected = file.startswith("tests/") and path.name.startswith("test_") and function.startswith("test_")
    return collected and path.is_file() and _holds(_body(path), [function])


@lru_cache
def _body(path: Path) -> tuple[ast.stmt, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")).body)


def _holds(body: Iterable[ast.stmt], names: list[str]) -> bool:
    """Whether a module, or a class in it, defines the first of the names, that one the next, and so on."""
    if not names:
        return True
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == names[0]:
            return _holds(node.body if isinstance(node, ast.ClassDef) else (), names[1:])
        if names == [_assigned(node)]:
            return True
    return False


def _assigned(node: ast.stmt) -> str:
    """The one name that a plain or annotated assignment gives a value; empty for anything else."""
    target = (
        node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
    )
    return target.id if isinstance(target, ast.Name) else ""
