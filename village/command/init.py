"""`village init`: the guided setup of a new village in the terminal, question by question, or all by options."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Collection
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from rules.guide import pack_ids, written
from village import settings
from village.command.asking import ask
from village.command.talk import faults, words
from village.errors import VillageError
from village.language import tell
from village.model.founding import Founding
from village.services import founding, item_sheets
from village.settings import Settings

_TEXTS = ("pack", "town", "village", "group_word", "approval", "steps", "groups", "login", "name")
_KNOWN = tuple(one.name for one in fields(Founding) if one.name != "step")


class Unusable(Exception):
    """An option or an answers file that cannot be used; the message says what to do."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("init", help="set up a new village, question by question or all by options")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="a TOML file of answers, keys as the options")
    parser.add_argument("--pack", choices=pack_ids(), help="the rule pack")
    for name in _TEXTS[1:]:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT", help=f"answers the question about: {name}")
    parser.add_argument("--since", metavar="DAY", help="the first day whose events count, such as 2026-03-01")
    parser.add_argument("--choose", action="append", default=[], metavar="KEY=ANSWER", help="an open choice; repeat it")
    parser.add_argument("--roll", type=Path, metavar="FILE", help="households, a group and a head a line")
    parser.add_argument("--items", type=Path, metavar="FILE", help="the filled-in item table (.xlsx, CSV or TOML)")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="the first secretary's password")
    parser.add_argument("--yes", action="store_true", help="ask nothing: found the village, or say what is missing")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the village is there, 1 when it is not (yet), 2 when an option cannot be used."""
    chosen = settings.load(given.data)
    if chosen.database.exists():
        print(words()["there"].format(path=chosen.data), file=sys.stderr)
        return 1
    try:
        answered = _options(given)
        password = _read(given.password_file).rstrip("\r\n") if given.password_file else ""
        answers = founding.amend(chosen, **answered)
        return _found(chosen, answers, password) if given.yes else _ask(chosen, answered, password)
    except Unusable as why:
        print(why, file=sys.stderr)
        return 2
    except VillageError as why:
        print(tell(why.code, **why.params).shown, file=sys.stderr)
        return 1


def _found(chosen: Settings, answers: Founding, password: str) -> int:
    """Without a question."""
    lacking = founding.lacking(answers)
    if lacking or not password:
        print(words()["unfinished"], file=sys.stderr)
        for step, first in lacking:
            for why in founding.wrong_choices(answers).values() if step == "choices" else (first,):
                said = f"  {words()['steps'][step]}: {tell(why.code, **why.params).shown}{_option(answers, why)}"
                print(said, *faults(why), sep="\n", file=sys.stderr)
        if not password:
            print(f"  {words()['no_password']}", file=sys.stderr)
        return 1
    founding.create(chosen, password=password, sealed=founding.seal(answers))
    print(words()["done"].format(village=answers.village, data=chosen.data))
    return 0


def _option(answers: Founding, why: VillageError) -> str:
    """Where on the command line the answer goes, and what it may be."""
    key = str(why.params.get("key", ""))
    for one in founding.open_choices(answers):
        if one.key == key:
            return f"（--choose {key}={'|'.join((*one.words, *['…'] * bool(one.figure))) or '…'}）"
    return f"（--{key.replace('_', '-')}）" if key in _TEXTS else ""


def _ask(chosen: Settings, answered: Collection[str], password: str) -> int:
    try:
        answers = ask(chosen, answered=answered, known=password)
    except EOFError:
        print(f"\n{words()['kept']}", file=sys.stderr)
        return 1
    print(words()["done"].format(village=answers.village, data=chosen.data))
    return 0


def _options(given: argparse.Namespace) -> dict[str, Any]:
    """The answers of the file, and over them those of the options. Raises Unusable."""
    found = _file(given.answers) if given.answers else {}
    found |= {name: text for name in _TEXTS if (text := getattr(given, name)) is not None}
    if given.since is not None:
        found["since"] = given.since
    if given.roll:
        found["roll"] = _read(given.roll)
    if given.items:
        found["items"] = _table(given.items)
    choices = dict(found.get("choices", {}))
    for text in given.choose:
        key, equals, answer = text.partition("=")
        if not equals:
            raise Unusable(words()["no_choice"].format(text=text, known="publication_day=5"))
        choices[key.strip()] = answer
    if choices:
        found["choices"] = choices
    return _typed(found)


def _file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as why:
        raise Unusable(words()["no_file"].format(path=path, why=why)) from why
    for key in found:
        if key not in _KNOWN:
            raise Unusable(words()["no_key"].format(path=path, key=key, known="、".join(_KNOWN)))
    choices = found.get("choices", {})
    if isinstance(choices, dict):
        found["choices"] = {key: written(raw) for key, raw in choices.items()}
    return found


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    """Every answer of its kind. Raises Unusable."""
    for key, value in found.items():
        wanted = {"since": date, "choices": dict}.get(key, str)
        if key == "since" and isinstance(value, str):
            try:
                found[key] = value = date.fromisoformat(value)
            except ValueError:
                raise Unusable(tell("date_wrong").shown) from None
        if not isinstance(value, wanted):
            raise Unusable(tell("field_wrong", field=key).shown)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as why:
        raise Unusable(words()["no_file"].format(path=path, why=why)) from why


def _table(path: Path) -> str:
    """An item table, as a workbook or as text. Raises Unusable, and what `item_sheets.text_of` raises."""
    try:
        return item_sheets.text_of(path.read_bytes())
    except OSError as why:
        raise Unusable(words()["no_file"].format(path=path, why=why)) from why
