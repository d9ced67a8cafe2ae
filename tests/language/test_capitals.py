"""Money in the characters that forms want beside the figures."""

from __future__ import annotations

import pytest

from village.language.capitals import LARGEST, in_capitals


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (205, "贰元零伍分"),
        (1055, "壹拾元伍角伍分"),
        (1_200_000, "壹万贰仟元整"),
        (12_000_000, "壹拾贰万元整"),
        (10_010_000, "壹拾万零壹佰元整"),
        (1_000_100, "壹万零壹元整"),
        (1_234_567_800, "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (1_005_000_000, "壹仟零伍万元整"),
    ],
)
def test_amounts_are_written_as_on_a_form(fen: int, words: str) -> None:
    assert in_capitals(fen) == words


@pytest.mark.parametrize("fen", [-1, LARGEST])
def test_what_no_form_asks_for_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="no amount"):
        in_capitals(fen)
