"""声音和字: slower, faster, louder, softer, larger, smaller, black and white, by ear, headphones; for this visitor."""

from __future__ import annotations

from kiosk.visitor import Visitor
from village.voice.client import RATES
from village.voice.dialogue import Sentence

VOLUMES = (0.18, 0.32, 0.56, 0.78, 1.0)
"""Gain of the five steps: 5 to 2 dB each, never more than 10 (norms C.2)."""

TEXTS = 3
CONTRASTS = 2
"""Colours; pure black on white."""

WAYS = 2
"""By eye or by ear; from the loudspeaker, or what is private by headphones only."""

_STEPS = {
    "slower": ("rate", -1, len(RATES), "settings.slowest"),
    "faster": ("rate", 1, len(RATES), "settings.fastest"),
    "louder": ("volume", 1, len(VOLUMES), "settings.loudest"),
    "softer": ("volume", -1, len(VOLUMES), "settings.softest"),
    "larger": ("text", 1, TEXTS, "settings.largest"),
    "smaller": ("text", -1, TEXTS, "settings.smallest"),
    "monochrome": ("contrast", 1, CONTRASTS, "settings.monochrome"),
    "coloured": ("contrast", -1, CONTRASTS, "settings.coloured"),
    "by_ear": ("ear", 1, WAYS, "settings.by_ear"),
    "by_eye": ("ear", -1, WAYS, "settings.by_eye"),
    "headphones": ("phones", 1, WAYS, "settings.headphones"),
    "loudspeaker": ("phones", -1, WAYS, "settings.loudspeaker"),
}
STEPS = tuple(_STEPS)


def tune(visitor: Visitor, step: str) -> Sentence:
    """One step; says what is so now, or that it goes no further."""
    what, by, most, end = _STEPS[step]
    wanted = getattr(visitor, what) + by
    if not 1 <= wanted <= most:
        return Sentence(end)
    setattr(visitor, what, wanted)
    return Sentence(f"settings.{step}")
