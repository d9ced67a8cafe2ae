"""The inspector's view (巡查): a quarter in four parts, and lines drawn by lot out of each (MH-12, JX-33)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from village import clock
from village.errors import VillageError
from village.model.finding import Draw, InspectionPart
from village.model.period import Period
from village.model.points import Points
from village.model.publication import Publication
from village.model.redemption import RedemptionState
from village.services import filings, ledger, objections, participation, publications, rulebook
from village.services.filings import Filing
from village.services.ledger import Head
from village.store import Store, acts
from village.store import findings as rows

MOST = 50  # lines of one draw


@dataclass(frozen=True, slots=True)
class Overview:
    """A quarter as an inspector looks at it, part by part.

    Scoring: `participants`, the `lines` that were scored and how many of the participants have one. Publication: the
    `boards`, the months that are `unpublished` yet, and `objections` that wait. Redemption: how many were `handed`
    over, are still `waiting`, were `cancelled`, and the points that they cost. Ledger: its `head` and the quarter's
    papers for the town.
    """

    participants: int
    lines: int
    scored: int
    boards: tuple[Publication, ...]
    unpublished: tuple[str, ...]
    objections: int
    handed: int
    waiting: int
    cancelled: int
    redeemed: Points
    head: Head
    filings: tuple[Filing, ...]


def overview(store: Store, quarter: Period) -> Overview:
    """The four parts of a quarter."""
    first, last = quarter.months[0], quarter.months[-1]
    taking_part = participation.participants(store, rulebook.rules_on(store, clock.today()))
    scored = rows.scored(store, first, last)
    homes = {household for _, household in scored}
    boards = [one for one in publications.all_of(store) if set(one.months) & set(quarter.months)]
    shown = {month for one in boards for month in one.months}
    redeemed = rows.redeemed(store, first, last)
    counts = {state: sum(found == state for _, found, _ in redeemed) for state in RedemptionState}
    cost = sum(points for _, state, points in redeemed if state != RedemptionState.CANCELLED)
    papers = filings.of_year(store, int(first[:4]))
    return Overview(
        participants=len(taking_part),
        lines=len(scored),
        scored=len(taking_part & homes),
        boards=tuple(boards),
        unpublished=tuple(month for month in quarter.months if month not in shown),
        objections=len(objections.open_ones(store)),
        handed=counts[RedemptionState.HANDED_OVER],
        waiting=counts[RedemptionState.REQUESTED],
        cancelled=counts[RedemptionState.CANCELLED],
        redeemed=Points(cost),
        head=ledger.head(store),
        filings=tuple(one for one in papers if one.due.period == quarter.name),
    )


def draw(store: Store, *, quarter: Period, part: InspectionPart, seed: str, size: int, actor: str) -> Draw:
    """Draw lines of a part by lot, and keep seed and lines: whoever knows the seed draws the same ones.

    Raises `clock_behind`, `seed_missing`, `draw_size`, `draw_empty` (there is nothing to draw from).
    """
    with store.transaction():
        pool = population(store, quarter, part)
        for code, wrong in (
            ("seed_missing", not seed.strip()),
            ("draw_size", not 1 <= size <= MOST),
            ("draw_empty", not pool),
        ):
            if wrong:
                raise VillageError(code, count=MOST) if code == "draw_size" else VillageError(code)
        lines = lot(pool, seed.strip(), size)
        made = Draw(0, quarter.name, part, seed.strip(), len(pool), lines, clock.now(), actor)
        made = replace(made, id=rows.draw(store, made))
        acts.append(store, at=clock.now(), actor=actor, act="draw", subject=f"draw:{made.id}", detail=quarter.name)
        return made


def draws(store: Store, quarter: Period) -> list[Draw]:
    """A quarter's draws, newest first."""
    return rows.draws(store, quarter.name)


def lot(pool: list[str], seed: str, size: int) -> tuple[str, ...]:
    """`size` of the pool: those with the smallest SHA-256 of "seed:line", so that anybody can draw them again with any
    program, and a line that came later changes nothing about the others' order."""
    return tuple(sorted(pool, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())[:size])


def population(store: Store, quarter: Period, part: InspectionPart) -> list[str]:
    """Every line of a part that can be drawn, in the order of the books."""
    return _POOLS[part](store, quarter.months[0], quarter.months[-1])


def _scored(store: Store, first: str, last: str) -> list[str]:
    return [f"entry:{seq}" for seq, _ in rows.scored(store, first, last)]


def _shown(store: Store, first: str, last: str) -> list[str]:
    return [f"board:{board}:{household}" for board, household in rows.shown(store, first, last)]


def _redeemed(store: Store, first: str, last: str) -> list[str]:
    return [f"redemption:{ident}" for ident, _, _ in rows.redeemed(store, first, last)]


def _accounts(store: Store, _first: str, _last: str) -> list[str]:
    pack = rulebook.rules_on(store, clock.today())
    return [f"household:{one}" for one in sorted(participation.participants(store, pack))]


_POOLS: Mapping[InspectionPart, Callable[[Store, str, str], list[str]]] = {
    InspectionPart.SCORING: _scored,
    InspectionPart.PUBLICATION: _shown,
    InspectionPart.REDEMPTION: _redeemed,
    InspectionPart.LEDGER: _accounts,
}
