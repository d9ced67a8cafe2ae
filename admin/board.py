"""The board of a period as it would go up now, and who has signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin.foresight import foresee
from rules import Pack, Why
from village import clock
from village.model.period import Period, month_of, next_month
from village.model.publication import BoardRow, PeriodState
from village.services import choices, declarations, periods, publications, rulebook
from village.store import Store, households
from village.store import publications as boards

_ANYBODY = "-"  # whoever will sign: who must not is asked when somebody does
_BACK = 12  # months that the list of periods goes back


@dataclass(frozen=True, slots=True)
class Board:
    """What would stand on the board, and what the cadre should know before it goes up."""

    rows: list[BoardRow]
    warnings: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the list: how far it has got, who signed."""

    period: Period
    state: PeriodState
    signers: list[str]


def preview(store: Store, period: Period, *, actor: str) -> Board:
    """The board if it went up this moment. Raises as `publications.publish`, but for `not_signed`: the panel has
    to see what it signs."""

    def act() -> Board:
        if periods.state(store, period) is PeriodState.OPEN:
            publications.sign(store, period=period, signers=[_ANYBODY], actor=actor)
        done = publications.publish(store, period=period, actor=actor)
        return Board(publications.board(store, done.publication.id), done.warnings)

    return store.kept(("board", period, actor, clock.today()), lambda: foresee(store, act))


@dataclass(frozen=True, slots=True)
class Early:
    """What a board keeps out that goes up before its time: deeds `first` to `last` day, and `waiting` declarations."""

    first: date
    last: date
    waiting: int


def early(store: Store, pack: Pack, period: Period) -> Early | None:
    """What could not be entered any more, if the period's board went up now; None where its time is over."""
    left = periods.days_left(store, pack, period)
    if left is None:
        return None
    return Early(*left, sum(month_of(made.occurred) in period.months for made in declarations.waiting(store)))


def row(store: Store, period: Period) -> Row:
    """How far a period has got."""
    return Row(period, periods.state(store, period), boards.signers(store, period.name))


def recent(store: Store) -> list[Row]:
    """The periods of the last twelve months, since the village has households, by the rules' rhythm: the present one
    first, published ones left out."""
    today = clock.today()
    pack = rulebook.rules_on(store, today)
    month = max(f"{today.year - 1}-{today.month:02d}", month_of(min(today, households.first_enrolled(store) or today)))
    names = []
    for _ in range(_BACK + 1):
        if month <= month_of(today):
            quarterly = choices.word(pack, "publication_cadence") == "quarter"
            names.append(periods.quarter_of(month) if quarterly else month)
        month = next_month(month)
    begun = [Period.parse(name) for name in reversed(dict.fromkeys(names))]
    return [row(store, one) for one in begun if periods.state(store, one) is not PeriodState.PUBLISHED]
