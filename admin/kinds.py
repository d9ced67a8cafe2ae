"""The kinds of points by each document's own names: 基础积分（正向积分）, 正面清单 (JX-04, DZ-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules import Pack
from village.services.tallies import Kinds


def named(pack: Pack, found: Iterable[Kinds]) -> Mapping[str, str]:
    """Field of `Kinds` → what the village calls it, in the order of the tables. Vetoed months have a place of their own
    where the rules know a veto, or one of those `found` has some (JX-02)."""
    called = pack.paper.kinds
    knows = pack.setting("veto").value == "month" or any(one.veto for one in found)
    return {
        **{"plus": called["positive"], "minus": called["negative"], "reward": called["reward"]},
        **({"veto": "一票否决"} if knows else {}),
        **{"other": "其他", "total": "合计得分"},
    }
