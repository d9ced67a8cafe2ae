"""How people here say it (地方说法): a sentence for an intent, or a word for goods, an item or a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LocalismKind(StrEnum):
    """What a localism stands for."""

    INTENT = "intent"
    GOODS = "goods"
    ITEM = "item"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Localism:
    """`said` is what people say. `meant` is the intent, or the usual word (酱油, 垃圾分类, 三组) as it is said.

    A sentence may hold the open parts of its intent: 称点{goods}. `id` is 0 for one that is not kept yet.
    """

    id: int
    kind: LocalismKind
    meant: str
    said: str
    added_at: datetime
    actor: str
