"""What a household mended after points were deducted (整改, YK-19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mending:
    """`entry_id` is the deduction's; `offered` the help that was offered with it, "" for none."""

    entry_id: str
    mended_on: date
    how: str
    offered: str
    actor: str
