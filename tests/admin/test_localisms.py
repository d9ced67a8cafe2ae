"""The dialect corner at the desk: added, judged by the real ears, taken off, taken along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.admin.conftest import Desk
from village.services import localisms
from village.store import Store, acts
from village.voice import vocabulary
from village.voice.supervisor import Supervisor


@pytest.fixture(scope="module")
def ears() -> Iterator[Supervisor]:
    """A real speech worker."""
    kept = Supervisor()
    kept.start()
    assert kept.wait(60).ears == "ready"
    yield kept
    kept.stop()


@pytest.fixture
def listening(app: Flask, ears: Supervisor) -> None:
    app.extensions["voice"] = ears.voice


@pytest.mark.usefixtures("listening")
def test_it_works(clerk: Desk, store: Store) -> None:
    assert "还没有加" in clerk.get("/localisms").text
    done = clerk.post("/localisms", meant="intent:want_goods", said="给我 称点（东西）。")
    page = clerk.get(done.location).text
    assert "给我称点（东西）" in page
    assert "机器现在就听得懂" in page
    assert vocabulary.of(store).sentences == {"给我称点{goods}": "want_goods"}
    table = clerk.get("/localisms/list.csv").text
    assert "给我称点（东西）" in table
    (one,) = localisms.standing(store)
    clerk.post(f"/localisms/{one.id}/remove")
    assert "给我称点（东西）" not in clerk.get("/localisms").text
    assert vocabulary.of(store).sentences == {}
    assert [act for _, _, act, _ in acts.of_subject(store, f"localism:{one.id}")] == ["remove_localism", "add_localism"]


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("meant", "said", "at", "code"),
    [
        ("", "好多分", "meant", "field_missing"),
        ("village:x", "好多分", "meant", "field_missing"),
        ("goods:彩电", "电视机", "meant", "localism_gone"),
        ("intent:why", "", "said", "field_missing"),
        ("intent:why", "这个龘得很", "said", "localism_unheard"),
        ("intent:ask_balance", "我排第几", "said", "localism_clash"),
        ("intent:ask_balance", "张桂方", "said", "localism_clash"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_what_was_typed_stays(
    clerk: Desk, store: Store, meant: str, said: str, at: str, code: str
) -> None:
    refused = clerk.post("/localisms", meant=meant, said=said)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert f'value="{said}"' in refused.text
    assert localisms.standing(store) == []


def test_while_the_ears_are_away_nothing_is_added_unchecked(clerk: Desk, store: Store) -> None:
    refused = clerk.post("/localisms", meant="intent:why", said="为啥子是这个分")
    assert 'data-code="localism_unchecked"' in refused.text
    assert localisms.standing(store) == []


@pytest.mark.usefixtures("listening")
def test_a_starter_list_offers_what_this_village_has_and_takes_what_is_ticked(clerk: Desk, store: Store) -> None:
    page = clerk.get("/localisms?region=chongqing").text
    assert "我屋头还有好多分" in page
    assert "三社" in page
    assert "十二社" not in page  # nobody lives in a twelfth group here
    assert "豆油" not in page  # nor is there soy sauce
    clerk.post("/localisms/region", region="chongqing", entry=["0", "1", "999"])
    assert [one.said for one in localisms.standing(store)] == ["我屋头还有好多分", "我屋头有好多分"]
    again = clerk.post("/localisms/region", region="chongqing", entry=["0", "2"])
    assert "“我屋头还有好多分”没有加" in clerk.get(again.location).text
    assert len(localisms.standing(store)) == 3
    clerk.post("/localisms/region", region="no such", entry=["0"])
    assert len(localisms.standing(store)) == 3
