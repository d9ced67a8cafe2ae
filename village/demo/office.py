"""The pretend village's office: seats, boards, objections, declarations, honours, notices, each on its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from village import clock
from village.demo.cadres import CADRE, REVIEWER, Past, at, told
from village.language.phrases import phrase
from village.model.declaration import Declaration
from village.model.household import Household
from village.model.period import Period, month_of
from village.model.points import ZERO
from village.model.registration import Register, Registration
from village.services import (
    committee,
    declarations,
    evaluations,
    evidence,
    ledger,
    mendings,
    notices,
    objections,
    publications,
    registrations,
    standings,
)
from village.services.scores import Score
from village.store import Store


def open_up(store: Store) -> None:
    """The panel takes its seats (YK-01), and somebody answers for each duty (YK-27)."""
    today = clock.today()
    for row in (*told()["seats"], *_turn(today)):
        committee.seat(store, **row, since=today, actor=CADRE)
    for row in told()["duties"]:
        registrations.write(store, Registration(0, Register.DUTY, today, **row), actor=CADRE)


def of_day(store: Store, homes: list[Household], day: date, past: Past) -> None:
    """What the office does on a day of the pretend past."""
    tomorrow = day + timedelta(days=1)
    since_board = (day - past.first_board()).days
    with clock.held(at(day, 9)):
        if day > past.began:
            _take_turns(store, day)
        if month := past.going_up(day):
            _publish(store, month, day)
        if step := _AFTER_THE_BOARD.get(since_board):
            step(store, homes)
        if _turn(day) != _turn(tomorrow):
            evaluations.hold(store, on=day, **told()["evaluation"], actor=CADRE)
        _give_notice(store, (past.today - day).days)


def leave_over(store: Store, home: Household, past: Past) -> None:
    """A declaration of yesterday waits for somebody to look at it; the panel is that of today."""
    yesterday = past.today - timedelta(days=1)
    with clock.held(at(yesterday, 17)):
        _declare(store, home, told()["declares"], yesterday)
    _take_turns(store, past.today)


def _take_turns(store: Store, day: date) -> None:
    """On the first day of a quarter others sit down (YK-03)."""
    if _turn(day) != _turn(day - timedelta(days=1)):
        for row in _turn(day):
            committee.seat(store, **row, since=day, actor=CADRE)


def _publish(store: Store, month: Period, day: date) -> None:
    signers = [row["name"] for row in (*told()["seats"], *_turn(day))]
    publications.sign(store, period=month, signers=signers, actor=CADRE)
    publications.publish(store, period=month, actor=CADRE)


def _object(store: Store, homes: list[Household]) -> None:
    """Two houses say that what was taken from them is wrong: the one with the newcomer's card, and another."""
    asked = 0
    for home in homes:
        for seq, hindrance in objections.hindrances(store, home.id).items():
            if hindrance is None and ledger.line(store, seq).points < ZERO:
                objections.raise_one(store, seq=seq, household_id=home.id, actor=phrase("errands.actor").printed)
                asked += 1
                break
        if asked == 2:
            return


def _decide(store: Store, _homes: list[Household]) -> None:
    """The panel looks: the first was right, the others were not."""
    right, *wrong = objections.open_ones(store)
    objections.uphold(store, right.id, actor=REVIEWER, reason=told()["put_right"])
    for one in wrong:
        objections.dismiss(store, one.id, actor=REVIEWER, reason=told()["stays"])


def _hear(store: Store, homes: list[Household]) -> None:
    """Three houses declare something, and it is looked at: two were right."""
    day = clock.today() - timedelta(days=1)
    for home, row in zip(homes[1:], told()["declared"], strict=False):
        made = _declare(store, home, row, day)
        if why := row.get("rejected"):
            declarations.reject(store, made.id, actor=REVIEWER, reason=why)
        else:
            declarations.approve(store, made.id, actor=REVIEWER)


def _declare(store: Store, home: Household, row: dict[str, str], day: date) -> Declaration:
    actor = phrase("errands.actor").printed
    paper = evidence.name_paper(store, kind="feedback", title=row["paper"], actor=actor)
    score = Score(household_id=home.id, item=row["item"], occurred=day, evidence_id=paper.id)
    return declarations.declare(store, score, actor=actor).declaration


def _mend(store: Store, _homes: list[Household]) -> None:
    """Houses mended what was taken from them for in the first month (YK-19)."""
    for line in mendings.of_all(store)[0]:
        if line.period < month_of(clock.today()):
            mendings.mend(store, line.seq, how=told()["mended"], actor=CADRE)


def _honour(store: Store, _homes: list[Household]) -> None:
    """The first houses of the ranking get the document's titles (YK-22)."""
    today = clock.today()
    ranked = standings.ranking(store, year=today.year)
    for title, (_, home) in zip(told()["honours"], ranked, strict=False):
        registrations.write(store, Registration(0, Register.HONOUR, today, title, household_id=home.id), actor=CADRE)


def _give_notice(store: Store, days_left: int) -> None:
    """Those of the notices that begin this many days before today."""
    today = clock.today()
    for row in told()["notices"]:
        if row["days_ago"] == days_left:
            until = today + timedelta(days=row["stands"]) if "stands" in row else None
            notices.write(store, title=row["title"], text=row["text"], since=today, until=until, actor=CADRE)


def _turn(day: date) -> list[dict[str, str]]:
    """Who sits in the quarter of a day, of those who take turns (YK-03)."""
    rows: list[dict[str, str]] = told()["turns"][(day.month - 1) // 3 % 2]
    return rows


_AFTER_THE_BOARD: Mapping[int, Callable[[Store, list[Household]], None]] = {
    2: _object,
    3: _hear,
    4: _decide,
    8: _mend,
    10: _honour,
}
"""What is done so many days after the first board."""
