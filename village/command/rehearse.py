"""`village rehearse FILE...`: play scenario files against their rule packs, and say what did not hold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from village.services.rehearsal import Malformed, Report, rehearse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("rehearse", help="play scenario files: a village's life against a rule pack")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a scenario (TOML)")
    parser.add_argument("--json", action="store_true", help="say the same as JSON")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: everything held. 1: something did not. 2: a file is malformed."""
    code, told = 0, []
    for path in given.files:
        try:
            report = rehearse(path)
        except Malformed as why:
            code = 2
            told.append(_malformed(path, why))
            if not given.json:
                print(f"{path}: malformed: {why.sentence}", file=sys.stderr)
            continue
        code = max(code, 1 if report.mismatches else 0)
        told.append(_as_json(path, report))
        if not given.json:
            _tell(path, report)
    if given.json:
        print(json.dumps({"exit": code, "files": told}, ensure_ascii=False, indent=2, default=str))
    return code


def _tell(path: Path, report: Report) -> None:
    for found in report.mismatches:
        print(f"{path}: step {found.step}: {found.key}: expected {_said(found.expected)}, seen {_said(found.seen)}")
    if not report.mismatches:
        print(f"{path}: held ({report.steps} steps)")


def _said(value: object) -> str:
    """A value as the file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(str(one) for one in value) + "]"
    return str(value) if value != "" else "none"


def _as_json(path: Path, report: Report) -> dict[str, object]:
    found = [
        {"step": one.step, "key": one.key, "expected": _plain(one.expected), "seen": _plain(one.seen)}
        for one in report.mismatches
    ]
    return {"file": str(path), "title": report.title, "steps": report.steps, "held": not found, "mismatches": found}


def _malformed(path: Path, why: Malformed) -> dict[str, object]:
    return {
        "file": str(path),
        "held": False,
        "malformed": {"table": why.table, "key": why.key, "expected": why.expected},
    }


def _plain(value: object) -> object:
    """Numbers stay numbers in JSON, points included; dates and the rest become text."""
    if isinstance(value, bool | int | str | list) or value is None:
        return value
    text = str(value)
    try:
        return float(text) if float(text) % 1 else int(float(text))
    except ValueError:
        return text
