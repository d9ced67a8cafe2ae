"""Every expected error has a sentence that people can be told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from village.language.phrases import known, params_of

ROOT = Path(__file__).parents[2]
ROOMS = ("village", "kiosk", "admin")


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where, code, and the names of the params of every `VillageError("code", …)` in the product."""
    for file in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "VillageError":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    names = {keyword.arg for keyword in node.keywords if keyword.arg}
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", str(code.value), names


def test_every_code_that_is_raised_has_its_sentence() -> None:
    assert not [(where, code) for where, code, _ in raised() if not known(f"error.{code}")]


def test_every_error_brings_what_its_sentence_needs() -> None:
    short = [
        (where, code, sorted(lacking))
        for where, code, names in raised()
        if known(f"error.{code}") and (lacking := params_of(f"error.{code}") - names)
    ]
    assert not short
