"""What werkzeug and jinja work out of an address and of a template, worked out once for all tests of a process.

Each test makes apps of its own, with hundreds of addresses and the same templates: compiled anew, they would take a
fifth of a second of every test. A server does it once, at its start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class _Templates(BytecodeCache):
    """In memory; jinja's own key tells a template that was changed from what it was."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def _addresses(compiled: Callable[..., Any]) -> Callable[..., Any]:
    """`compiled`, once for each text of an address: a function of nothing else, unless it has usual values."""
    kept: dict[tuple[object, ...], Any] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        if rule.defaults:
            return compiled(rule, append_unknown)
        key = (rule.rule, *rule._trace, append_unknown)
        if key not in kept:
            kept[key] = compiled(rule, append_unknown)
        return kept[key]

    return once


def once(within: pytest.MonkeyPatch) -> None:
    """From now on, until `within` ends."""
    within.setattr(Rule, "_compile_builder", _addresses(Rule._compile_builder))
    within.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": _Templates()})
