"""The house's own rules: small rooms, one door for each foreign thing, nothing asked of the outside."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("rules", "voice_models", "village", "kiosk", "admin")
LONGEST_FILE = 250
LONGEST_FUNCTION = 45


def sources(*packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / part for part in listed.split("\0") if part and (ROOT / part).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.suffix not in {".wav", ".png", ".jpg", ".woff2"} and path.name != "htmx-2.0.11.min.js":
            yield path, path.read_text(encoding="utf-8")


def test_every_room_can_be_taken_in_at_a_glance() -> None:
    long = {name(path): lines for path in sources() if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert not long
    sizes = sorted(len(path.read_text().splitlines()) for path in sources())
    assert sizes[len(sizes) // 2] <= 110


def test_every_function_can_be_seen_at_once() -> None:
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{name(path)}:{node.lineno} {node.name} {lines}")
    assert not long


def test_every_public_thing_says_what_it_is() -> None:
    bare = []
    for path in sources():
        tree = ast.parse(path.read_text())
        if tree.body and not ast.get_docstring(tree):
            bare.append(name(path))
        public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"]
        bare += [f"{name(path)}:{node.name}" for node in public if not ast.get_docstring(node)]
    assert not bare


def test_no_room_is_named_for_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc", "data"}
    assert not [name(path) for path in sources() if path.stem in vague or path.parent.name in vague]


def test_sql_is_written_in_the_store_only() -> None:
    sql = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
    outside = [path for path in sources() if (ROOT / "village/store") not in path.parents]
    assert not [name(path) for path in outside if sql.search(path.read_text())]


def test_only_the_model_fetch_asks_the_network() -> None:
    asking = re.compile(r"^\s*(import|from) (urllib\.request|requests|http\.client|ftplib)\b", re.MULTILINE)
    assert [name(path) for path in sources() if asking.search(path.read_text())] == ["voice_models/fetch.py"]


def test_the_clock_has_one_door() -> None:
    telling = re.compile(r"\b(datetime\.now|date\.today|datetime\.utcnow|time\.time)\(|from time import .*\btime\b")
    assert [name(path) for path in sources() if telling.search(path.read_text())] == ["village/clock.py"]


def test_no_page_asks_for_anything_from_another_machine() -> None:
    address = re.compile(r"""(src|href|action|hx-\w+|url)\s*[=(:]\s*["']?(https?:)?//""", re.IGNORECASE)
    pages = [
        path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in {".html", ".css", ".js"}
    ]
    assert pages
    assert not [name(path) for path in pages if "vendor" not in path.parts and address.search(path.read_text())]


def test_htmx_is_the_one_we_think_it_is() -> None:
    vendor = ROOT / "village/web/static/vendor"
    for line in (vendor / "VENDOR.txt").read_text().splitlines():
        if found := re.fullmatch(r"sha256 ([0-9a-f]{64})  (\S+)", line):
            assert hashlib.sha256((vendor / found[2]).read_bytes()).hexdigest() == found[1]
            break
    else:
        raise AssertionError("VENDOR.txt names no file")


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry\\." + "npmjs", "deb\\." + "debian"])
    )
    machine = re.compile(r"(?<![\w.])/(" + "work|root|home/[a-z]+" + r")/\w")
    assert not [name(path) for path, text in texts() if hosts.search(text)]
    assert not [name(path) for path, text in texts() if machine.search(text)]


def test_locks_hold_hashes_for_everything() -> None:
    for lock in ROOT.glob("*.lock"):
        if lock.name.startswith("requirements"):
            pins = re.split(r"\n(?=\S)", lock.read_text().strip())
            assert len(pins) > 20
            assert not [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin]


def test_nothing_is_left_open_in_the_code() -> None:
    marks = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error", r"mock\." + "patch"])
    )
    assert not [
        name(path) for path, text in texts() if path.suffix in {".py", ".html", ".js", ".toml"} and marks.search(text)
    ]


def test_no_tracked_file_is_large() -> None:
    assert not [name(path) for path in tracked() if path.stat().st_size > 1_000_000]
