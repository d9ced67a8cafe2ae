"""A damaged card is noticed, never taken for another household's."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from village.errors import VillageError
from village.model.household import CardNumber, Household

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXY"


@given(st.integers(2, 10), st.sampled_from(DIGITS))
def test_one_wrong_digit_is_noticed(place: int, digit: str) -> None:
    card = str(CardNumber.draw())
    assume(card[place] != digit)
    with pytest.raises(VillageError, match="card_damaged"):
        CardNumber.parse(card[:place] + digit + card[place + 1 :])


@given(st.integers(2, 8))
def test_two_swapped_digits_are_noticed(place: int) -> None:
    card = str(CardNumber.draw())
    assume(card[place] != card[place + 1])
    with pytest.raises(VillageError, match="card_damaged"):
        CardNumber.parse(card[:place] + card[place + 1] + card[place] + card[place + 2 :])


def test_a_scanner_may_type_small_letters_and_blanks() -> None:
    card = CardNumber.draw()
    assert CardNumber.parse(f" {str(card).lower()}\r\n") == card


@pytest.mark.parametrize("junk", ["", "XY", "你好", "XY" + "0" * 40, "https://a.b/c", "XY1234567 8"])
def test_junk_is_a_damaged_card(junk: str) -> None:
    with pytest.raises(VillageError, match="card_damaged"):
        CardNumber.parse(junk)


@pytest.mark.parametrize(
    ("head", "surname"), [("张桂芳", "张"), ("欧阳秀英", "欧阳"), ("单德明", "单"), ("𠮷田", "𠮷")]
)
def test_surnames_of_one_and_two_characters(head: str, surname: str) -> None:
    from datetime import date

    assert Household(1, "01-001", head, "一组", date(2026, 1, 1)).surname == surname
