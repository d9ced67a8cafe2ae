"""The office's ledgers (台账) as tables, each in the order of its paper form: title, unit, rows, signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from admin.forms.registration import WORDS
from admin.session import KIND_NAMES
from village.language import dates
from village.model.declaration import DeclarationState
from village.model.fund import Flow
from village.model.household import Household
from village.model.objection import ObjectionState
from village.model.period import Period
from village.model.points import Points
from village.model.publication import Publication
from village.model.redemption import RedemptionState
from village.model.registration import Register
from village.services import (
    committee,
    evaluations,
    filings,
    funds,
    goods,
    goods_budgets,
    households,
    ledger,
    mendings,
    operator_rewards,
    periods,
    publications,
    quarters,
    registrations,
    rulebook,
    villages,
)
from village.services.intakes.sheets import FOOT
from village.sheets.writing import Page, figure
from village.store import Store, declarations, objections, redemptions, vetoes, visits

Row = list[object]
Rows = Callable[[Store, str], Iterator[Row]]
"""The rows of a span of days: "2026" or "2026-03"."""
_STATES = {
    DeclarationState.WAITING: "等审核",
    DeclarationState.APPROVED: "同意",
    DeclarationState.REJECTED: "没同意",
    ObjectionState.OPEN: "在核实",
    ObjectionState.UPHELD: "成立",
    ObjectionState.DISMISSED: "不成立",
    RedemptionState.REQUESTED: "等着拿",
    RedemptionState.HANDED_OVER: "交了",
    RedemptionState.CANCELLED: "取消了",
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger: what it is called, its columns, what its figures are in, and its rows of a year."""

    title: str
    head: tuple[str, ...]
    rows: Rows
    unit: str = ""
    monthly: bool = False
    """Whether it has a sheet a month: a year of it would be more than a workbook of the office bears."""


def page(store: Store, name: str, month: Period) -> Page:
    """A ledger of a month, or of its year, as a sheet."""
    made, here, day = LEDGERS[name], villages.get(store), month.first
    said, span = (f"{day.year}年{day.month}月", month.name) if made.monthly else (f"{day.year}年", f"{day.year}")
    rows = [made.head, *made.rows(store, span)]
    return Page(made.title, rows, above=f"{here.town}{here.name} {said} {made.title}", unit=made.unit, foot=FOOT)


def _lines(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for line in ledger.every(store):
        if line.period.startswith(span):
            what = rulebook.title_on(store, line) or KIND_NAMES[line.kind]
            home, about = _home(homes[line.household_id]), f"更正第{line.reverses}笔" if line.reverses else ""
            yield [
                *(line.seq, f"{line.occurred_on}", *home, line.item, what, line.count, figure(line.points.hundredths)),
                *(line.reason, line.clause, line.actor, about),
            ]


def _boards(store: Store, span: str) -> Iterator[Row]:
    for board in reversed(publications.all_of(store)):
        if f"{board.published_on}".startswith(span):
            yield from _board(store, board)


def _board(store: Store, board: Publication) -> Iterator[Row]:
    for row in publications.board(store, board.id):
        points, total = figure(row.points.hundredths), figure(row.total.hundredths)
        yield [
            *(board.period, f"{board.published_on}", row.group, row.head, points, total),
            "这个月的分不算" if row.vetoed else "",
        ]


def _declarations(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for one in declarations.all_of(store):
        if f"{one.occurred}".startswith(span):
            visited = f"{one.visited}" if one.visited else ""
            yield [
                *(f"{one.occurred}", *_home(homes[one.household_id]), one.item, one.option, one.count),
                *(_STATES[one.state], visited, one.reason, one.actor),
            ]


def _objections(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for one in objections.all_of(store):
        if f"{one.raised_on}".startswith(span):
            yield [f"{one.raised_on}", *_home(homes[one.household_id]), one.entry_seq, _STATES[one.state]]


def _vetoes(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for one in vetoes.all_of(store):
        if one.month.startswith(span):
            yield [one.month, *_home(homes[one.household_id]), one.reason, f"{one.known_on}", one.actor]


def _mendings(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    waiting, mended = mendings.of_all(store)
    found = [*((line, None) for line in waiting), *mended]
    for line, how in sorted(found, key=lambda one: one[0].seq):
        if f"{line.occurred_on}".startswith(span):
            done = [f"{how.mended_on}", how.how, how.offered, how.actor] if how else ["", "待整改", "", ""]
            what = rulebook.title_on(store, line) or line.item
            yield [f"{line.occurred_on}", *_home(homes[line.household_id]), line.item, what, *done]


def _redemptions(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for one in redemptions.all_of(store):
        if f"{one.requested_on}".startswith(span):
            finished = f"{one.finished_on}" if one.finished_on else ""
            yield [
                *(one.id, f"{one.requested_on}", *_home(homes[one.household_id]), goods.get(store, one.goods_id).name),
                *(one.quantity, figure(one.points.hundredths), f"{one.due}", _STATES[one.state], finished),
            ]


def _visits(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    seen = visits.of_month(store, span)
    for home in homes.values():
        if home.id in seen:
            yield [span, *_home(home), f"{seen[home.id][0]}", seen[home.id][1]]


def _quarters(store: Store, span: str) -> Iterator[Row]:
    period = Period.parse(periods.quarter_of(span))
    for group, _ in households.groups(store):
        for one in quarters.of_group(store, period, group):
            figures = (one.brought, one.scored, one.redeemed, one.other, one.balance)
            yield [period.name, *_home(one.household), *(figure(each.hundredths) for each in figures)]


def _funds(store: Store, span: str) -> Iterator[Row]:
    for line, undone in reversed(funds.lines(store, int(span))):
        came, went = (figure(line.amount) if line.flow is flow else "" for flow in (Flow.RECEIVED, Flow.SPENT))
        about = "已更正" if undone else f"更正第{line.takes_back}笔" if line.takes_back else ""
        yield [line.id, f"{line.day}", line.heading, came, went, line.note, line.actor, about]


def _budgets(store: Store, span: str) -> Iterator[Row]:
    for one in goods_budgets.all_of(store):
        if f"{one.year}" == span:
            approved = f"{one.approved_on}" if one.approved_on else ""
            yield [f"{one.drawn_on}", figure(one.amount), one.note, one.actor, one.approval, approved]


def _committee(store: Store, span: str) -> Iterator[Row]:
    for one in committee.register(store):
        if f"{one.since.year}" <= span and (one.left_on is None or f"{one.left_on.year}" >= span):
            left = f"{one.left_on}" if one.left_on else ""
            yield [one.name, one.seat, f"{one.since}", left, "取消资格" if one.forfeited else "", one.reason]


def _registers(store: Store, span: str) -> Iterator[Row]:
    homes = _homes(store)
    for register in Register:
        for one in registrations.of_register(store, register):
            if f"{one.day.year}" == span:
                home = homes[one.household_id].number if one.household_id else ""
                ended = f"{one.ended_on}" if one.ended_on else ""
                yield [
                    *(WORDS[register].name, f"{one.day}", one.title, one.name, home, one.group, one.place, one.note),
                    *(ended, one.ended_why, one.actor),
                ]


def _evaluations(store: Store, span: str) -> Iterator[Row]:
    for one in evaluations.all_of(store):
        if one.quarter.startswith(span):
            yield [one.quarter, f"{one.held_on}", one.opinions, one.outcome, one.actor]


def _filings(store: Store, span: str) -> Iterator[Row]:
    for one in filings.of_year(store, int(span)):
        yield [one.title, one.due.period, f"{one.due.day}", f"{one.filed_on}" if one.filed_on else "还没报", one.actor]


def _prices(store: Store, span: str) -> Iterator[Row]:
    for thing in goods.all_of(store):
        for one in reversed(goods.prices(store, thing.id)):
            if f"{one.at.year}" == span:
                was, now = _price(one.former_points, one.former_cost), _price(one.points, one.cost)
                yield [thing.name, dates.show_date(one.at.date()), was, now, one.reason, one.actor]


def _rewards(store: Store, span: str) -> Iterator[Row]:
    for one in operator_rewards.all_of(store):
        if f"{one.year}" == span:
            given = f"{one.given_on}"
            yield [one.operator, figure(one.points.hundredths), one.grounds, one.approval, given, one.actor]


def _price(points: Points | None, cost: int | None) -> str:
    return f"{points}分" if points is not None else f"{figure(cost or 0)}元"


def _homes(store: Store) -> dict[int, Household]:
    return {one.id: one for one in households.search(store, "", limit=-1)}


def _home(household: Household) -> tuple[str, str, str]:
    return household.number, household.head, household.group


_WHO = ("户号", "户主", "组")
LEDGERS: Mapping[str, Ledger] = {
    "lines": Ledger(
        "积分台账",
        ("序号", "日期", *_WHO, "项目", "事项", "次数", "分数", "原因", "依据", "经办人", "更正"),
        _lines,
        "单位：分",
        monthly=True,
    ),
    "boards": Ledger(
        "公示台账", ("期", "公示日期", "组", "户主", "本期得分", "年度累计", "备注"), _boards, "单位：分", monthly=True
    ),
    "quarters": Ledger(
        "季度账", ("季度", *_WHO, "上季结转", "得分", "兑换", "其他", "结余"), _quarters, "单位：分", monthly=True
    ),
    "declarations": Ledger(
        "申报审核台账",
        ("日期", *_WHO, "项目", "哪一种", "次数", "审核结果", "入户日期", "原因", "申报人"),
        _declarations,
    ),
    "objections": Ledger("异议台账", ("日期", *_WHO, "第几笔", "结果"), _objections),
    "vetoes": Ledger("一票否决台账", ("月份", *_WHO, "原因", "知道的日期", "经办人"), _vetoes),
    "mendings": Ledger(
        "整改台账", ("日期", *_WHO, "项目", "事项", "整改日期", "怎么改的", "帮了什么", "经办人"), _mendings
    ),
    "visits": Ledger("走访台账", ("月份", *_WHO, "走访日期", "走访人"), _visits, monthly=True),
    "redemptions": Ledger(
        "兑换台账",
        ("单号", "日期", *_WHO, "物品", "数量", "扣分", "最晚交付", "办到哪一步", "办完日期"),
        _redemptions,
        "单位：分",
    ),
    "prices": Ledger("改价台账", ("物品", "日期", "原价", "现价", "原因", "经办人"), _prices),
    "funds": Ledger(
        "资金台账", ("序号", "日期", "来源或者用途", "收入", "支出", "说明", "经办人", "更正"), _funds, "单位：元"
    ),
    "budgets": Ledger("物资预算", ("编制日期", "金额", "说明", "编制人", "批文", "批准日期"), _budgets, "单位：元"),
    "committee": Ledger("小组成员名册", ("姓名", "席位", "从哪天起", "到哪天止", "资格", "原因"), _committee),
    "registers": Ledger(
        "登记簿",
        ("哪一本", "日期", "名称", "姓名", "户号", "组", "在哪里", "说明", "了结日期", "怎么了结", "经办人"),
        _registers,
    ),
    "evaluations": Ledger("积分清单评估", ("季度", "评估日期", "意见", "结果", "经办人"), _evaluations),
    "filings": Ledger("上报台账", ("材料", "哪一期", "最晚哪天", "上报日期", "经办人"), _filings),
    "rewards": Ledger("店主奖励", ("店主", "分数", "依据", "批准", "奖励日期", "经办人"), _rewards),
}
