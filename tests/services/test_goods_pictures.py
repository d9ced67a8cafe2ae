"""Pictures of goods are small, say nothing of where they were taken, and go with the village's book."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests import builders
from tests.photos import WHERE, photo
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, goods_pictures
from village.store import Store, acts


@pytest.fixture
def soap(store: Store) -> Goods:
    return goods.add(store, Goods(0, "香皂", Points(100), None, 5), actor=builders.CADRE)


def put(store: Store, wanted: Goods, data: bytes) -> Goods:
    return goods_pictures.put(store, wanted.id, data, actor=builders.CADRE)


def kept(store: Store, wanted: Goods) -> Image.Image:
    data = goods_pictures.get(store, goods.get(store, wanted.id).picture)
    assert data is not None
    assert WHERE.encode() not in data
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_small_and_without_where_and_when(store: Store, soap: Goods, kind: str) -> None:
    assert put(store, soap, photo((3000, 2000), kind)) == goods.get(store, soap.id)
    with kept(store, soap) as image:
        assert (image.format, max(image.size)) == ("JPEG", 640)
        assert not image.getexif()


def test_what_is_seen_through_is_white(store: Store, soap: Goods) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    put(store, soap, file.getvalue())
    with kept(store, soap) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff" + b"x" * 100, b"<svg onload='x'></svg>"])
def test_what_is_no_picture_leaves_the_one_before(store: Store, soap: Goods, data: bytes) -> None:
    before = put(store, soap, photo())
    with pytest.raises(VillageError, match="photo_wrong"):
        put(store, soap, data)
    assert goods.get(store, soap.id) == before


def test_another_photo_takes_the_place_of_the_first(store: Store, soap: Goods) -> None:
    first = put(store, soap, photo(colour="red")).picture
    second = put(store, soap, photo(colour="blue")).picture
    assert goods_pictures.get(store, first) is None
    assert goods_pictures.get(store, second) is not None


def test_a_photo_that_is_taken_away_is_gone_and_the_book_says_by_whom(store: Store, soap: Goods) -> None:
    digest = put(store, soap, photo()).picture
    for _ in range(2):
        goods_pictures.remove(store, soap.id, actor="书记")
    assert goods.get(store, soap.id).picture == ""
    assert goods_pictures.get(store, digest) is None
    told = [(actor, detail) for _, actor, act, detail in acts.of_subject(store, f"goods:{soap.id}", limit=9)][:2]
    assert told == [("书记", ""), (builders.CADRE, digest)]


def test_goods_that_are_not_there_get_none(store: Store) -> None:
    with pytest.raises(VillageError, match="goods_unknown"):
        goods_pictures.put(store, 99, photo(), actor=builders.CADRE)


def test_a_copy_of_the_book_has_the_pictures(store: Store, soap: Goods, tmp_path: Path) -> None:
    digest = put(store, soap, photo()).picture
    store.copy_to(tmp_path / "copy.db")
    copy = Store(tmp_path / "copy.db")
    assert goods_pictures.get(copy, digest) == goods_pictures.get(store, digest)
    copy.close()
