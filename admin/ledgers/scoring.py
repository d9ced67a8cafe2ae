"""Ledgers of points: lines, boards, quarters, declarations, objections, vetoes, mending, visits."""

from __future__ import annotations

from collections.abc import Iterator

from admin.ledgers.whose import Row, every_home, whose
from admin.session import KIND_NAMES
from village.model.declaration import DeclarationState
from village.model.objection import ObjectionState
from village.model.period import Period
from village.model.publication import Publication
from village.services import households, ledger, mendings, periods, publications, quarters, rulebook
from village.sheets.writing import figure
from village.store import Store, declarations, objections, vetoes, visits

_STATES = {
    DeclarationState.WAITING: "等审核",
    DeclarationState.APPROVED: "同意",
    DeclarationState.REJECTED: "没同意",
    ObjectionState.OPEN: "在核实",
    ObjectionState.UPHELD: "成立",
    ObjectionState.DISMISSED: "不成立",
}


def lines_of(store: Store, span: str) -> Iterator[Row]:
    """Every line of the book that counts in the span (JX-13, YK-10)."""
    homes = every_home(store)
    for line in ledger.every(store):
        if line.period.startswith(span):
            what = rulebook.title_on(store, line) or KIND_NAMES[line.kind]
            home, about = whose(homes[line.household_id]), f"更正第{line.reverses}笔" if line.reverses else ""
            yield [
                *(line.seq, f"{line.occurred_on}", *home, line.item, what, line.count, figure(line.points.hundredths)),
                *(line.reason, line.clause, line.actor, about),
            ]


def boards_of(store: Store, span: str) -> Iterator[Row]:
    """What went up, household by household (JX-12)."""
    for board in reversed(publications.all_of(store)):
        if f"{board.published_on}".startswith(span):
            yield from _board(store, board)


def _board(store: Store, board: Publication) -> Iterator[Row]:
    for row in publications.board(store, board.id):
        points, total = figure(row.points.hundredths), figure(row.total.hundredths)
        yield [
            *(board.period, f"{board.published_on}", row.group, row.head, points, total),
            "否决已撤回，分照样算" if row.restored else "这个月的分不算" if row.vetoed else "",
        ]


def declarations_of(store: Store, span: str) -> Iterator[Row]:
    """What households declared, and what became of it (YK-14)."""
    homes = every_home(store)
    for one in declarations.all_of(store):
        if f"{one.occurred}".startswith(span):
            visited = f"{one.visited}" if one.visited else ""
            yield [
                *(f"{one.occurred}", *whose(homes[one.household_id]), one.item, one.option, one.count),
                *(_STATES[one.state], visited, one.reason, one.actor),
            ]


def objections_of(store: Store, span: str) -> Iterator[Row]:
    """Objections and how they were decided."""
    homes = every_home(store)
    for one in objections.all_of(store):
        if f"{one.raised_on}".startswith(span):
            visited, decided = (f"{day}" if day else "" for day in (one.visited, one.decided_on))
            yield [
                *(f"{one.raised_on}", *whose(homes[one.household_id]), one.entry_seq, one.words),
                *(_STATES[one.state], visited, one.answer, decided),
            ]


def vetoes_of(store: Store, span: str) -> Iterator[Row]:
    """Months that count nothing, and those whose veto was wrong (JX-02)."""
    homes = every_home(store)
    for one in vetoes.all_of(store):
        if one.month.startswith(span):
            back = one.taken_back
            ended = [f"{back.on}", back.reason, back.actor] if back else ["", "", ""]
            yield [one.month, *whose(homes[one.household_id]), one.reason, f"{one.known_on}", one.actor, *ended]


def mendings_of(store: Store, span: str) -> Iterator[Row]:
    """What points were deducted for, and how it was mended (YK-19)."""
    homes = every_home(store)
    waiting, mended = mendings.of_all(store)
    found = [*((line, None) for line in waiting), *mended]
    for line, how in sorted(found, key=lambda one: one[0].seq):
        if f"{line.occurred_on}".startswith(span):
            done = [f"{how.mended_on}", how.how, how.offered, how.actor] if how else ["", "待整改", "", ""]
            what = rulebook.title_on(store, line) or line.item
            yield [f"{line.occurred_on}", *whose(homes[line.household_id]), line.item, what, *done]


def visits_of(store: Store, span: str) -> Iterator[Row]:
    """Who was seen in the month's round, and by whom (GY-12)."""
    homes = every_home(store)
    seen = visits.of_month(store, span)
    for home in homes.values():
        if home.id in seen:
            yield [span, *whose(home), f"{seen[home.id][0]}", seen[home.id][1]]


def quarters_of(store: Store, span: str) -> Iterator[Row]:
    """Everybody's account of the quarter that the month lies in (JX-19, DZ-15)."""
    period = Period.parse(periods.quarter_of(span))
    for group, _ in households.groups(store):
        for one in quarters.of_group(store, period, group):
            figures = (one.brought, one.scored, one.redeemed, one.other, one.balance)
            yield [period.name, *whose(one.household), *(figure(each.hundredths) for each in figures)]
