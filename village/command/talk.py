"""A talk in the terminal about a new village: what is said and asked there, and the answers that are kept meanwhile."""

from __future__ import annotations

import getpass
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from village.errors import VillageError
from village.language import tell
from village.services import founding
from village.settings import Settings


@cache
def words() -> Mapping[str, Any]:
    """What the terminal says (`init.toml`)."""
    return tomllib.loads(Path(__file__).with_name("init.toml").read_text(encoding="utf-8"))


class Talk:
    """`answers` so far; `keep` writes more of them at once, so that a talk can be broken off at any word."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.answers = founding.kept(chosen)

    def keep(self, **more: Any) -> None:
        """More answers."""
        self.answers = founding.amend(self.settings, **more)


def say(key: str, **blanks: object) -> None:
    """A sentence of `init.toml`."""
    print(words()[key].format(**blanks))


def sorry(why: VillageError) -> None:
    """Why an answer cannot be taken, and what to do."""
    print(f"! {tell(why.code, **why.params).shown}")
    for fault in faults(why):
        print(fault)


def faults(why: VillageError) -> list[str]:
    """A line for every cell of a table that is not understood."""
    found = why.params.get("faults", ())
    assert isinstance(found, tuple)
    return [words()["fault"].format(**one._asdict()) for one in found]


def line(prompt: str, default: str = "") -> str:
    """What is typed, or `default` for Enter alone. Raises EOFError when nobody answers any more."""
    asked = f"{prompt} [{default}]" if default else prompt
    return input(f"{asked}：" if asked else "").strip() or default


def yes(text: str) -> bool:
    """Whether somebody agrees."""
    return text.lower() in ("y", "yes", "是", "对", "看")


def password() -> str:
    """Twice the same, unseen where a person types it."""
    ask = getpass.getpass if sys.stdin.isatty() else input
    while (found := ask(f"{words()['password']}：")) != ask(f"{words()['password_again']}："):
        sorry(VillageError("passwords_differ"))
    return found
