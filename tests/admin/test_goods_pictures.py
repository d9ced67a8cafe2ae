"""A photo of goods, put, replaced and taken away at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.photos import photo
from village.model.household import Household
from village.model.staff import Role
from village.services import goods, goods_pictures
from village.store import Store

ADDRESS = re.compile(r'<img class="goods"[^>]* src="([^"]+)"')
DRAWING = re.compile(r'<use href="(/pictures/goods\.svg\?v=\w+)#(\w+)">')


def vast() -> bytes:
    """Few bytes that would be 81 million pixels."""
    file = BytesIO()
    Image.new("1", (9_000, 9_000)).save(file, "PNG")
    return file.getvalue()


def send(desk: Desk, goods_id: int, data: bytes) -> None:
    answer = desk.post(f"/goods/{goods_id}/picture", photo=(BytesIO(data), "东西.jpg"))
    assert (answer.status_code, answer.location) == (303, "/goods")


def test_goods_without_a_photo_are_drawn_by_their_kind(clerk: Desk, store: Store) -> None:
    waiting.some_goods(store, "大米5公斤")
    drawn = DRAWING.search(clerk.get("/goods").text)
    assert drawn is not None
    assert drawn[2] == "sack"
    answer = clerk.get(drawn[1])
    assert answer.mimetype == "image/svg+xml"
    assert answer.cache_control.immutable


def test_the_shopkeeper_puts_a_photo_and_the_shelf_and_the_counter_show_it(
    sit: Callable[[Role], Desk], store: Store, zhang: Household
) -> None:
    desk, soap = sit(Role.SHOPKEEPER), waiting.some_goods(store)
    send(desk, soap.id, photo())
    for page in ("/goods", f"/goods/{soap.id}/picture", f"/households/{zhang.id}/redemptions/new"):
        address = ADDRESS.search(desk.get(page).text)
        assert address is not None, page
    answer = desk.get(address[1])
    assert (answer.mimetype, answer.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert answer.cache_control.immutable
    assert answer.cache_control.max_age == 31536000


def test_another_photo_has_another_address_and_the_first_one_is_gone(clerk: Desk, store: Store) -> None:
    soap = waiting.some_goods(store)
    addresses = []
    for colour in ("red", "blue"):
        send(clerk, soap.id, photo(colour=colour))
        addresses += ADDRESS.findall(clerk.get("/goods").text)
    assert [clerk.get(address).status_code for address in addresses] == [404, 200]


def test_a_photo_taken_away_leaves_the_drawing(clerk: Desk, store: Store) -> None:
    soap = waiting.some_goods(store)
    send(clerk, soap.id, photo())
    answer = clerk.post(f"/goods/{soap.id}/picture/remove")
    page = clerk.get(answer.location).text
    assert "照片去掉了" in page
    assert not ADDRESS.search(page)
    assert "不要照片了" not in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "这个文件不是照片，请换一张。"),
        (b"", "没有选照片，请选一张。"),
        (vast(), "照片太大了，请换一张小一点的。"),
    ],
    ids=["a paper", "nothing", "vast"],
)
def test_what_is_no_photo_is_told_in_a_sentence_and_the_old_one_stays(
    clerk: Desk, store: Store, data: bytes, said: str
) -> None:
    soap = waiting.some_goods(store)
    send(clerk, soap.id, photo())
    refused = clerk.post(f"/goods/{soap.id}/picture", photo=(BytesIO(data), "东西.pdf"))
    assert refused.status_code == 422
    assert said in refused.text
    assert 'aria-describedby="photo-error"' in refused.text
    assert goods.get(store, soap.id).picture


def test_who_only_looks_changes_no_picture(sit: Callable[[Role], Desk], store: Store) -> None:
    soap, inspector = waiting.some_goods(store), sit(Role.INSPECTOR)
    assert "就用这张" not in inspector.get(f"/goods/{soap.id}/picture").text
    goods_pictures.put(store, soap.id, photo(), actor=builders.CADRE)
    assert inspector.post(f"/goods/{soap.id}/picture/remove").status_code == 422
    assert goods.get(store, soap.id).picture


def test_nobody_without_a_log_in_sees_them(stranger: Desk, store: Store) -> None:
    soap = waiting.some_goods(store)
    assert stranger.get(f"/goods/{soap.id}/picture").location.startswith("/login")
