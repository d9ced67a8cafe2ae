"""Ledgers of goods, money and people."""

from __future__ import annotations

from collections.abc import Iterator

from admin.forms.registration import WORDS
from admin.ledgers.whose import Row, every_home, whose
from village.language import dates
from village.model.fund import Flow
from village.model.points import Points
from village.model.redemption import RedemptionState
from village.model.registration import Register
from village.services import (
    committee,
    evaluations,
    filings,
    funds,
    goods,
    goods_budgets,
    operator_rewards,
    registrations,
)
from village.sheets.writing import figure
from village.store import Store, redemptions

_STATES = {
    RedemptionState.REQUESTED: "等着拿",
    RedemptionState.HANDED_OVER: "交了",
    RedemptionState.CANCELLED: "取消了",
}


def redemptions_of(store: Store, span: str) -> Iterator[Row]:
    """What was had for points (GY-04)."""
    homes = every_home(store)
    for one in redemptions.all_of(store):
        if f"{one.requested_on}".startswith(span):
            finished = f"{one.finished_on}" if one.finished_on else ""
            yield [
                *(one.id, f"{one.requested_on}", *whose(homes[one.household_id]), goods.get(store, one.goods_id).name),
                *(one.quantity, figure(one.points.hundredths), f"{one.due}", _STATES[one.state], finished),
            ]


def funds_of(store: Store, span: str) -> Iterator[Row]:
    """The book of money (MH-15, DZ-03)."""
    for line, undone in reversed(funds.lines(store, int(span))):
        came, went = (figure(line.amount) if line.flow is flow else "" for flow in (Flow.RECEIVED, Flow.SPENT))
        about = "已更正" if undone else f"更正第{line.takes_back}笔" if line.takes_back else ""
        yield [line.id, f"{line.day}", line.heading, came, went, line.note, line.actor, about]


def budgets_of(store: Store, span: str) -> Iterator[Row]:
    """The year's budgets for goods (YK-23)."""
    for one in goods_budgets.all_of(store):
        if f"{one.year}" == span:
            approved = f"{one.approved_on}" if one.approved_on else ""
            yield [f"{one.drawn_on}", figure(one.amount), one.note, one.actor, one.approval, approved]


def committee_of(store: Store, span: str) -> Iterator[Row]:
    """Who sat on the panel in the year (GY-02)."""
    for one in committee.register(store):
        if f"{one.since.year}" <= span and (one.left_on is None or f"{one.left_on.year}" >= span):
            left = f"{one.left_on}" if one.left_on else ""
            yield [one.name, one.seat, f"{one.since}", left, "取消资格" if one.forfeited else "", one.reason]


def registers_of(store: Store, span: str) -> Iterator[Row]:
    """The rows of every register."""
    homes = every_home(store)
    for register in Register:
        for one in registrations.of_register(store, register):
            if f"{one.day.year}" == span:
                home = homes[one.household_id].number if one.household_id else ""
                ended = f"{one.ended_on}" if one.ended_on else ""
                yield [
                    *(WORDS[register].name, f"{one.day}", one.title, one.name, home, one.group, one.place, one.note),
                    *(ended, one.ended_why, one.actor),
                ]


def evaluations_of(store: Store, span: str) -> Iterator[Row]:
    """The items looked at again (YK-07)."""
    for one in evaluations.all_of(store):
        if one.quarter.startswith(span):
            yield [one.quarter, f"{one.held_on}", one.opinions, one.outcome, one.actor]


def filings_of(store: Store, span: str) -> Iterator[Row]:
    """Papers for the town (JX-37)."""
    for one in filings.of_year(store, int(span)):
        yield [one.title, one.due.period, f"{one.due.day}", f"{one.filed_on}" if one.filed_on else "还没报", one.actor]


def prices_of(store: Store, span: str) -> Iterator[Row]:
    """Every change of a price (GY-06)."""
    for thing in goods.all_of(store):
        for one in reversed(goods.prices(store, thing.id)):
            if f"{one.at.year}" == span:
                was, now = _price(one.former_points, one.former_cost), _price(one.points, one.cost)
                yield [thing.name, dates.show_date(one.at.date()), was, now, one.reason, one.actor]


def rewards_of(store: Store, span: str) -> Iterator[Row]:
    """The shopkeeper's rewards (GY-06)."""
    for one in operator_rewards.all_of(store):
        if f"{one.year}" == span:
            given = f"{one.given_on}"
            yield [one.operator, figure(one.points.hundredths), one.grounds, one.approval, given, one.actor]


def _price(points: Points | None, cost: int | None) -> str:
    return f"{points}分" if points is not None else f"{figure(cost or 0)}元"
