"""A household by its code, on a phone at the door (GY-12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest

from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from village.model.household import Household
from village.services import evidence, households
from village.store import Store, entries


def test_it_works(clerk: Desk, zhang: Household) -> None:
    page = clerk.get(f"/scan/{zhang.number}").text
    assert "张桂芳" in page
    assert f"/households/{zhang.id}/lines/new" in page


def test_a_code_that_was_scanned_is_shown_after_the_log_in(stranger: Desk, zhang: Household) -> None:
    asked = stranger.get(f"/scan/{zhang.number}")
    assert asked.status_code == 303
    back = stranger.post(asked.location, login="clerk", password=PASSWORD, next=f"/scan/{zhang.number}")
    assert back.location == f"/scan/{zhang.number}"


def test_the_number_or_the_card_can_be_typed(clerk: Desk, store: Store, zhang: Household) -> None:
    card = households.issue_card(store, zhang.id, actor=builders.CADRE)
    for typed in (zhang.number, str(card), str(card).lower()):
        assert "张桂芳" in clerk.get(f"/scan?code={typed}").text


@pytest.mark.parametrize(
    ("typed", "code"),
    [("99-999", "unknown_household"), ("XY123456789", "card_damaged"), ("../etc", "unknown_household")],
)
def test_a_code_that_nobody_has_is_said_and_stays_to_be_mended(clerk: Desk, typed: str, code: str) -> None:
    answer = clerk.get(f"/scan?code={quote(typed)}")
    assert answer.status_code == 422
    assert f'data-code="{code}"' in answer.text
    assert f'value="{typed}"' in answer.text


def test_labels_hold_an_address_of_this_desk_and_no_key(clerk: Desk, store: Store, zhang: Household) -> None:
    card = households.issue_card(store, zhang.id, actor=builders.CADRE)
    page = clerk.get("/scan/labels?at=192.168.1.20:8001")
    assert page.text.count("<svg") == 3  # 三组
    assert "打印这一组" in page.text
    assert str(card) not in page.text
    here = clerk.get("/scan/labels").text
    assert "手机打不开" in here
    assert "打印这一组" not in here
    assert "地址不对" in clerk.get("/scan/labels?at=http://x/").text


def test_a_photo_needs_no_further_word_to_be_evidence(
    clerk: Desk, store: Store, zhang: Household, photo: Callable[[], BytesIO]
) -> None:
    answer = clerk.post(
        f"/households/{zhang.id}/lines/new",
        **{
            "item": "P08",
            "occurred": "2026-03-18",
            "sure": "2026-03-18",
            "place": "家门口",
            "photo": (photo(), "IMG_1.jpg"),
        },
    )
    assert answer.status_code == 303, answer.text
    line = entries.of_household(store, zhang.id)[0]
    assert (line.item, line.place, line.occurred_on) == ("P08", "家门口", date(2026, 3, 18))
    assert evidence.get(store, int(line.evidence)).file
