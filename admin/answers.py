"""Words to choose from when something is decided: what this village says most, then what the product knows."""

from __future__ import annotations

import tomllib
from pathlib import Path

from village.model.objection import ObjectionState
from village.services import declarations, objections
from village.store import Store

_KNOWN: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def for_turning_down(store: Store) -> list[str]:
    """Why a declaration does not count."""
    return _with_known(declarations.reasons(store), "rejected")


def for_objection(store: Store, ended: ObjectionState) -> list[str]:
    """What was found about a line that somebody disputed, by how it ends."""
    return _with_known(objections.reasons(store, ended), ended.value)


def _with_known(own: list[str], outcome: str) -> list[str]:
    return list(dict.fromkeys([*own, *_KNOWN[outcome]]))
