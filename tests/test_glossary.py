"""The glossary tells the truth: its names exist, and every noun of the model is in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS = re.findall(r"^\| (.+?) \| (.+?) \| `(.+?)` \|$", (ROOT / "GLOSSARY.md").read_text(), flags=re.MULTILINE)


def test_every_name_in_the_glossary_exists() -> None:
    assert len(ROWS) > 25
    missing = []
    for _, names, file in ROWS:
        text = f"{Path(file).stem} {(ROOT / file).read_text()}"
        missing += [f"{one} in {file}" for one in re.findall(r"`(\w+)`", names) if not re.search(rf"\b{one}\b", text)]
    assert not missing


def test_every_noun_of_the_model_is_in_the_glossary() -> None:
    told = {name for _, names, _ in ROWS for name in re.findall(r"`(\w+)`", names)}
    nouns = {
        node.name
        for path in (ROOT / "village/model").glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef)
    }
    assert nouns - told <= {"ReceiptLine"}
