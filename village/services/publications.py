"""Signing and publishing (签字、公示): a board goes up, frozen, and its points may be spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules import Pack, Setting, Why
from rules.office import boards
from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.model.publication import BoardRow, PeriodState, Publication
from village.model.veto import Veto
from village.services import choices, committee, participation, periods, recusal, rulebook, spread, timekeeping
from village.store import Store, acts, authors
from village.store import publications as rows


@dataclass(frozen=True, slots=True)
class Published:
    """The board as it went up, and what the cadre should know."""

    publication: Publication
    warnings: tuple[Why, ...]


def sign(store: Store, *, period: Period, signers: Sequence[str], actor: str) -> PeriodState:
    """The panel confirms a period (YK-02), or a second person does where the village asks for two.

    Raises `clock_behind`, `period_not_begun`, `period_published`, `signature_missing`; for somebody who lost the seat
    or whose term is over (YK-03) `seat_forfeited`, `term_over`; and `self_review` for somebody who wrote lines of the
    period, where two people are asked for.
    """
    with store.transaction():
        pack = _before_publication(store, period)
        names = [name.strip() for name in signers if name.strip()]
        if not names:
            raise VillageError("signature_missing", pack.setting("signatures").clause)
        wrote = authors.of_months(store, period.months)
        for name in names:
            committee.check(store, pack, name)
            recusal.check_second(pack, name, wrote=wrote)
        now = clock.now()
        for name in names:
            rows.sign(store, period=period.name, signer=name, at=now)
        acts.append(store, at=now, actor=actor, act="sign", subject=f"period:{period.name}", detail="、".join(names))
        return periods.state(store, period)


def publish(store: Store, *, period: Period, actor: str) -> Published:
    """Put up the board of what is still unpublished in the period's months: whoever takes part stands on it, first to
    last (JX-12), and nobody who was not asked or said no (MH-14, DZ-04), unless there are lines of theirs.

    Raises `clock_behind`, `period_not_begun`, `period_published`, `not_signed`. Warns `no_spread` (JX-10, GY-20).
    """
    with store.transaction():
        pack = _before_publication(store, period)
        asked = asks_signature(pack)
        if asked and periods.state(store, period) is not PeriodState.SIGNED:
            raise VillageError("not_signed", asked.clause, period=period.name)
        known = rows.months(store)
        months = tuple(month for month in period.months if month not in known and not _ahead(month))
        made = rows.add(
            store,
            period=period.name,
            months=months,
            on=clock.today(),
            actor=actor,
            absence_months=choices.hundredths(pack, "absence_months"),
        )
        subject = f"publication:{made.id}"
        acts.append(store, at=clock.now(), actor=actor, act="publish", subject=subject, detail=period.name)
        return Published(made, _no_spread(store, pack, rows.points_of(store, made.id)))


def asks_signature(pack: Pack) -> Setting | None:
    """The setting by which a period is signed before it goes up: the panel's, or the second person's; None where
    nobody has to sign."""
    return next((pack.setting(key) for key in ("signatures", "two_person_approval") if choices.flag(pack, key)), None)


def all_of(store: Store) -> list[Publication]:
    """Every board, newest first."""
    return rows.all_of(store)


def board(store: Store, publication_id: int, *, limit: int = -1, offset: int = 0) -> list[BoardRow]:
    """A board's rows as they stood the day it went up; all, or some of them."""
    return rows.board(store, publication_id, limit=limit, offset=offset)


def shows_veto(store: Store, made: Veto) -> bool:
    """Whether the board with the vetoed month says so; it keeps saying it, and that the veto was taken back since."""
    return rows.shows_veto(store, made.household_id, made.month)


def by_board(pack: Pack, found: Sequence[BoardRow]) -> list[tuple[tuple[str, ...], list[BoardRow]]]:
    """The rows board by board: all households on one (JX-12, YK-12), or each group on its own (MH-11)."""
    groups = tuple(dict.fromkeys(row.group for row in found))
    return [(shared, [row for row in found if row.group in shared]) for shared in boards(pack, groups)]


def _before_publication(store: Store, period: Period) -> Pack:
    pack = rulebook.rules_on(store, clock.today())
    timekeeping.check_clock(store)
    clause = pack.setting("publication_cadence").clause
    if period.first > clock.today():
        raise VillageError("period_not_begun", clause, period=period.name)
    if periods.state(store, period) is PeriodState.PUBLISHED:
        raise VillageError("period_published", clause, period=period.name)
    return pack


def _ahead(month: str) -> bool:
    return Period.parse(month).first > clock.today()


def _no_spread(store: Store, pack: Pack, scored: dict[int, int]) -> tuple[Why, ...]:
    """Whether all households stand alike, or too many of them do."""
    points = [scored.get(household_id, 0) for household_id in participation.participants(store, pack)]
    return spread.too_even(pack, points)
