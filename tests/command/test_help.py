"""Every verb says what it is for."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.command.conftest import Ask
from village.command import VERBS
from voice_models import manifest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("words", [(), *((verb,) for verb in VERBS), ("models", "fetch"), ("models", "verify")])
def test_help_of_every_verb_tells_its_options(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"usage: {' '.join(('village', *words))}")
    assert "--help" in answer.out


def test_the_first_help_names_every_verb(ask: Ask) -> None:
    said = ask("--help").out
    assert all(f"\n    {verb} " in said for verb in VERBS)


@pytest.mark.parametrize(
    "words", [(), ("dance",), ("serve", "--fast"), ("models", "eat"), ("demo", "--households", "many")]
)
def test_what_is_no_command_is_refused_with_the_usage(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.code == 2
    assert "usage: village" in answer.err


def test_models_alone_lists_every_model_with_its_state(ask: Ask) -> None:
    said = ask("models").out
    assert said == ask("models", "list").out
    assert said.count("\n    here: ") + said.count("\n    not here: village models fetch") == len(manifest.read())


@pytest.mark.parametrize("words", [("models",), ("models", "fetch", "kokoro", "--from", "/nowhere"), ("verify",)])
def test_operators_are_spoken_to_in_english(ask: Ask, tmp_path: Path, words: tuple[str, ...]) -> None:
    answer = ask(*words, *(("--data", tmp_path) if words == ("verify",) else ()))
    assert answer.out + answer.err
    assert not re.search("[\u4e00-\u9fff]", answer.out + answer.err)


def test_make_help_tells_every_target_of_the_makefile() -> None:
    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[0].split()
    assert {line.split()[1] for line in told.splitlines()} == set(targets)
