"""The red and the black board (红黑榜) of a publication, where the village wants them (MH-11).

Both come from the rows that were frozen the day the board went up, and show no more of them: head and points.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules import Pack
from rules.office import black_board, red_board
from village.model.publication import BoardRow, Publication
from village.services import publications, rulebook
from village.store import Store


@dataclass(frozen=True, slots=True)
class RedBlack:
    """`red` is None where the village has no red board, empty where nobody stands on it; `black` likewise. `groups`
    share the board."""

    groups: tuple[str, ...]
    red: tuple[BoardRow, ...] | None
    black: tuple[BoardRow, ...] | None


def of_publication(store: Store, publication: Publication) -> list[RedBlack]:
    """Board by board, by the rules of the day it went up: the first places with most points first, and those who lost
    more than they gained in house order. A vetoed month stands on neither (JX-02 has it on the board itself)."""
    pack = rulebook.rules_on(store, publication.published_on)
    boards = publications.by_board(pack, publications.board(store, publication.id))
    return [_of_board(pack, groups, rows) for groups, rows in boards]


def wanted(pack: Pack) -> tuple[bool, bool]:
    """Whether the village has a red board, and a black one."""
    return pack.setting("red_board").value != "none", pack.setting("black_board").value == "shown"


def _of_board(pack: Pack, groups: tuple[str, ...], rows: list[BoardRow]) -> RedBlack:
    red, black = wanted(pack)
    counted = {row.household_id: row for row in rows if not row.vetoed}
    points = {one: row.points.hundredths for one, row in counted.items()}
    return RedBlack(
        groups,
        red=tuple(counted[one] for one in red_board(pack, points)) if red else None,
        black=tuple(counted[one] for one in black_board(pack, points)) if black else None,
    )
