"""Devices of the office and what can be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Trouble(StrEnum):
    """What a person can do something about."""

    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    COVER_OPEN = "cover_open"
    UNPLUGGED = "unplugged"
    MUTE = "mute"
    JAM = "jam"
    NO_MODEL = "no_model"
    NO_VOICE = "no_voice"
    DISK_FULL = "disk_full"


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """The last word of a device: `name` (printer, ears, mouth, kiosk 大厅), trouble or "" when well."""

    name: str
    trouble: str
    detail: str
    seen_at: datetime
