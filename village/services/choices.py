"""What a pack says, or the village where the pack leaves it open; `choice_missing` where neither did."""

from __future__ import annotations

from rules import Pack
from rules.guide import title_of
from village.errors import VillageError


def word(pack: Pack, key: str) -> str:
    """A setting that is one word."""
    return str(_value(pack, key))


def flag(pack: Pack, key: str) -> bool:
    """A setting that is yes or no."""
    return bool(_value(pack, key))


def hundredths(pack: Pack, key: str) -> int:
    """A setting that is points, or a plain number."""
    return int(_value(pack, key))  # type: ignore[call-overload, no-any-return]


def many(pack: Pack, key: str) -> frozenset[str]:
    """A setting that is a list of words."""
    value = _value(pack, key)
    return frozenset(str(one) for one in value) if isinstance(value, tuple) else frozenset({str(value)})


def days(pack: Pack, key: str) -> frozenset[int] | None:
    """A setting that is a list of days or months; None for "all"."""
    value = _value(pack, key)
    if value == "publication_day" or value == ("publication_day",):
        return frozenset({hundredths(pack, "publication_day")})
    return frozenset(int(one) for one in value) if isinstance(value, tuple) else None


def _value(pack: Pack, key: str) -> object:
    setting = pack.setting(key)
    if setting.value is None:
        raise VillageError("choice_missing", setting.clause, setting=title_of(key))
    return setting.value
