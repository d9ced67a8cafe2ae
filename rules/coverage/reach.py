"""Which verbs of the office a person can come to: from the desk, the kiosk, the voice or the command line.

Read from the source alone. `village rehearse` and the demo do not count: they are no way for a household or a cadre.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

SERVICES = "village.services"
FACES = ("admin", "kiosk", "village/web", "village/voice", "village/printing", "village/command")
PRIVATE = ("rehearse.py", "demo.py")


def unreached(root: Path) -> frozenset[str]:
    """The services' own functions, by dotted name, to which no face leads, directly or through others."""
    uses = _uses(root)
    seen: set[str] = set()
    ahead = [used for face in FACES for path in _sources(root / face) for used in _used(_tree(path), {})]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += uses.get(name, ())
    return frozenset(uses) - seen


def _sources(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if path.name not in PRIVATE]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _uses(root: Path) -> dict[str, set[str]]:
    """Each function of the services → the functions of the services that it uses."""
    uses: dict[str, set[str]] = {}
    for path in sorted(root.joinpath(*SERVICES.split(".")).glob("*.py")):
        tree = _tree(path)
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        own = {node.name: f"{SERVICES}.{path.stem}.{node.name}" for node in functions}
        uses |= {own[node.name]: _used(node, _imported(tree) | own) for node in functions}
    return uses


def _used(within: ast.AST, known: Mapping[str, str]) -> set[str]:
    """Dotted names of services that a file, or one function of it, mentions."""
    known = {**_imported(within), **known}
    found = set()
    for node in ast.walk(within):
        if isinstance(node, ast.Name) and node.id in known:
            found.add(known[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            found.add(f"{known[node.value.id]}.{node.attr}")
    return found


def _imported(tree: ast.AST) -> dict[str, str]:
    """What the file calls a thing of the services → its dotted name."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SERVICES)
        for alias in node.names
    }
