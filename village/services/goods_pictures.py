"""Pictures of goods: put, replaced, taken away; whoever cannot read finds the soap by its picture."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from village import clock
from village.model.goods import Goods
from village.services import goods, photos
from village.store import Store, acts
from village.store import goods_pictures as rows

_SIDE = 640  # pixels: a third of the largest screen's width, some 50 kB


def put(store: Store, goods_id: int, photo: bytes, *, actor: str) -> Goods:
    """Goods with this photo, made small and without where-and-when data, in the place of any before it.

    Raises `goods_unknown`, `photo_too_big`, `photo_wrong`; then all is as it was.
    """
    jpeg = photos.redrawn(photo, side=_SIDE)  # before the book is held: it takes a second on a small machine
    digest = hashlib.sha256(jpeg).hexdigest()
    with store.transaction():
        found = goods.get(store, goods_id)
        rows.put(store, goods_id, digest=digest, jpeg=jpeg)
        acts.append(store, at=clock.now(), actor=actor, act="picture_goods", subject=f"goods:{goods_id}", detail=digest)
        return replace(found, picture=digest)


def remove(store: Store, goods_id: int, *, actor: str) -> Goods:
    """The drawing of their kind stands for the goods again; twice is once. Raises `goods_unknown`."""
    with store.transaction():
        found = goods.get(store, goods_id)
        if found.picture:
            rows.remove(store, goods_id)
            acts.append(store, at=clock.now(), actor=actor, act="picture_goods", subject=f"goods:{goods_id}", detail="")
        return replace(found, picture="")


def get(store: Store, digest: str) -> bytes | None:
    """The JPEG of this digest; None when no goods have it (any longer)."""
    return rows.get(store, digest)
