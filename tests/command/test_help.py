"""Every verb says what it is for."""

from __future__ import annotations

import pytest

from tests.command.conftest import Ask
from village.command import VERBS


@pytest.mark.parametrize("words", [(), *((verb,) for verb in VERBS), ("models", "fetch"), ("models", "verify")])
def test_help_of_every_verb_tells_its_options(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"usage: {' '.join(('village', *words))}")
    assert "--help" in answer.out


def test_the_first_help_names_every_verb(ask: Ask) -> None:
    said = ask("--help").out
    assert all(f"\n    {verb} " in said for verb in VERBS)


@pytest.mark.parametrize("words", [(), ("dance",), ("serve", "--fast"), ("models",), ("demo", "--households", "many")])
def test_what_is_no_command_is_refused_with_the_usage(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.code == 2
    assert "usage: village" in answer.err
