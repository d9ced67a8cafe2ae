"""Whether scores hardly differ (JX-10, GY-20): for boards, and for score sheets before they are booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rules import Pack, Why


def too_even(pack: Pack, points: Sequence[int]) -> tuple[Why, ...]:
    """Warns `no_spread` where all households stand alike, or too many of them do. `points` in hundredths."""
    setting = pack.setting("spread_percent")
    if not isinstance(setting.value, int) or len(points) < 2:
        return ()
    most = max(Counter(points).values())
    if most == len(points) or most * 100 > setting.value * len(points):
        return (Why("no_spread", setting.clause, {"count": most}),)
    return ()
