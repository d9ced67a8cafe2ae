"""Ways that are not understood when Kokoro says them in a quiet room, each with its reason: `known.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.hearing.judge import Outcome
from tests.hearing.utterances import Utterance

FILE = Path(__file__).with_name("known.toml")


def complaints(asked: Sequence[Utterance], outcomes: Sequence[Outcome]) -> list[str]:
    """What of a run of `sentences` the list does not say: a failure without a reason, or one that has healed."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8")).get("failure", [])
    reasons = {(each["said"], each["voice"]): each["why"] for each in table}
    found = []
    for said, outcome in zip(asked, outcomes, strict=True):
        listed = (said.text, said.voice) in reasons
        if listed and outcome.right:
            found.append(f"{said.text} by {said.voice} is understood now: take it off {FILE.name}")
        elif not listed and not outcome.right:
            found.append(f"{said.text} by {said.voice} was heard as {outcome.heard!r}: no reason in {FILE.name}")
    return found
