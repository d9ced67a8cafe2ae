"""The panel (小组): who sits on it, for how long, and who may no longer decide (YK-01, YK-03, GY-02)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from rules import Pack
from rules.office import Vacancy, rotating, vacancies
from village import clock
from village.errors import VillageError
from village.model.committee import CommitteeMember
from village.model.period import Period, month_of
from village.services import periods, rulebook
from village.store import Store, acts
from village.store import committee as rows


def seat(store: Store, *, name: str, seat: str, since: date, actor: str) -> CommitteeMember:
    """Somebody takes a seat of the document's panel.

    Raises `name_empty`, `seat_unknown`, `seated_already`, `seat_forfeited` (whoever lost a seat gets none again).
    """
    clean = name.strip()
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        clause = pack.setting("committee").clause
        if not clean:
            raise VillageError("name_empty")
        if seat not in {one.name for one in pack.paper.seats}:
            raise VillageError("seat_unknown", clause)
        if _forfeited(store, clean):
            raise VillageError("seat_forfeited", pack.setting("representative_term").clause, head=clean)
        if any((one.name, one.seat) == (clean, seat) for one in sitting(store, pack, since)):
            raise VillageError("seated_already", clause, head=clean)
        made = rows.add(store, name=clean, seat=seat, since=since, actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="seat", subject=f"committee:{made}", detail=seat)
        return CommitteeMember(made, clean, seat, since)


def leave(store: Store, member_id: int, *, reason: str = "", actor: str) -> None:
    """The seat is given up, by turn or for another reason. Raises `member_unknown`, `member_left`."""
    _end(store, member_id, forfeited=False, reason=reason, actor=actor)


def forfeit(store: Store, member_id: int, *, reason: str, actor: str) -> None:
    """The seat is taken away for breaking the rules or favouring friends (YK-03): for good, on every seat.

    Raises `reason_missing`, `member_unknown`, `member_left`.
    """
    if not reason.strip():
        raise VillageError("reason_missing")
    _end(store, member_id, forfeited=True, reason=reason, actor=actor)


def register(store: Store) -> list[CommitteeMember]:
    """Everybody who ever sat, in the order of seating."""
    return rows.all_of(store)


def sitting(store: Store, pack: Pack, day: date) -> list[CommitteeMember]:
    """Who sits on a day."""
    return [one for one in rows.all_of(store) if sits(pack, one, day)]


def sits(pack: Pack, member: CommitteeMember, day: date) -> bool:
    """Whether a seat lasts on a day: begun, not left, its term not over."""
    end = term_end(pack, member)
    return member.since <= day and member.left_on is None and (end is None or day <= end)


def term_end(pack: Pack, member: CommitteeMember) -> date | None:
    """The last day of the term: the quarter's, for seats that rotate (YK-03); None where no term is set."""
    if not rotating(pack, member.seat):
        return None
    return Period.parse(periods.quarter_of(month_of(member.since))).last


def wanting(store: Store, pack: Pack, day: date) -> tuple[Vacancy, ...]:
    """Seats that are not filled as the document asks (GY-02)."""
    return vacancies(pack, Counter(one.seat for one in sitting(store, pack, day)))


def check(store: Store, pack: Pack, name: str) -> None:
    """Raises `seat_forfeited` for whoever lost a seat, `term_over` for one of the panel whose term has ended.

    A name that the register does not know is not asked anything.
    """
    clause = pack.setting("representative_term").clause
    known = [one for one in rows.all_of(store) if one.name == name.strip()]
    if any(one.forfeited for one in known):
        raise VillageError("seat_forfeited", clause, head=name.strip())
    if known and not any(sits(pack, one, clock.today()) for one in known):
        raise VillageError("term_over", clause, head=name.strip())


def check_member(store: Store, pack: Pack, name: str) -> None:
    """Raises `not_member` for somebody outside the panel, where the document gives its tasks to the panel (GY-03).

    Nobody is kept out while the register is empty.
    """
    members = sitting(store, pack, clock.today()) if "not_member" in pack.grounds else []
    if members and name.strip() not in {one.name for one in members}:
        raise VillageError("not_member", pack.grounds["not_member"])


def _forfeited(store: Store, name: str) -> bool:
    return any(one.forfeited for one in rows.all_of(store) if one.name == name)


def _end(store: Store, member_id: int, *, forfeited: bool, reason: str, actor: str) -> None:
    with store.transaction():
        found = next((one for one in rows.all_of(store) if one.id == member_id), None)
        if found is None:
            raise VillageError("member_unknown")
        if found.left_on:
            raise VillageError("member_left", head=found.name)
        rows.end(store, member_id, on=clock.today(), forfeited=forfeited, reason=reason.strip(), actor=actor)
        act = "forfeit_seat" if forfeited else "leave_seat"
        acts.append(
            store, at=clock.now(), actor=actor, act=act, subject=f"committee:{member_id}", detail=reason.strip()
        )
