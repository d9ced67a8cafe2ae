"""The written form of sentences: a small strict subset of the hassil syntax, expanded to plain sentences.

`[可选]` may be left out, `(甲|乙)` is one or the other, `<rule>` stands for a template of its own, `{slot}` stays
as it is. Blanks mean nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

_TOKEN = re.compile(r"[\[\]()|]|<\w+>|\{\w+\}|[^\[\]()|<>{}\s]+")
_CLOSES = {"[": "]", "(": ")"}


def expand(template: str, rules: Mapping[str, str] | None = None) -> list[str]:
    """Every sentence that `template` stands for, in its order, each once; slots stay as `{name}`.

    Raises ValueError for a bracket that does not close, an empty choice, an unknown rule.
    """
    tokens = _TOKEN.findall(template)
    if "".join(tokens) != re.sub(r"\s", "", template):
        raise ValueError(f"stray sign in {template!r}")
    sentences, rest = _choices(tokens, rules or {}, template)
    if rest:
        raise ValueError(f"{rest[0]!r} closes nothing in {template!r}")
    return list(dict.fromkeys(sentences))


def _choices(tokens: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    """Sequences parted by `|`, up to a closing bracket or the end; and what is left of the tokens."""
    found: list[str] = []
    while True:
        sequence, tokens = _sequence(tokens, rules, template)
        if sequence == [""]:
            raise ValueError(f"an empty choice in {template!r}")
        found += sequence
        if not tokens or tokens[0] != "|":
            return found, tokens
        tokens = tokens[1:]


def _sequence(tokens: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    so_far = [""]
    while tokens and tokens[0] not in ("|", ")", "]"):
        part, tokens = _part(tokens[0], tokens[1:], rules, template)
        so_far = [left + right for left, right in itertools.product(so_far, part)]
    return so_far, tokens


def _part(token: str, rest: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    if token in _CLOSES:
        inner, rest = _choices(rest, rules, template)
        if not rest or rest[0] != _CLOSES[token]:
            raise ValueError(f"{token!r} does not close in {template!r}")
        return (["", *inner] if token == "[" else inner), rest[1:]
    if token.startswith("<"):
        name = token[1:-1]
        if name not in rules:
            raise ValueError(f"unknown rule {token} in {template!r}")
        others = {key: value for key, value in rules.items() if key != name}  # a rule cannot hold itself
        return expand(rules[name], others), rest
    return [token], rest
