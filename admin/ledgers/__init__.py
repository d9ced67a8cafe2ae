"""The office's ledgers (台账) as tables, each in the order of its paper form: title, unit, rows, signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from admin.ledgers import office, scoring
from admin.ledgers.whose import Row
from village.model.period import Period
from village.services import villages
from village.services.intakes.sheets import FOOT
from village.sheets.writing import Page
from village.store import Store

Rows = Callable[[Store, str], Iterator[Row]]
"""The rows of a span of days: "2026" or "2026-03"."""


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


_WHO = ("户号", "户主", "组")
_BACK = ("撤回的日期", "撤回的原因", "撤回的人")
LEDGERS: Mapping[str, Ledger] = {
    "lines": Ledger(
        "积分台账",
        ("序号", "日期", *_WHO, "项目", "事项", "次数", "分数", "原因", "依据", "经办人", "更正"),
        scoring.lines_of,
        "单位：分",
        monthly=True,
    ),
    "boards": Ledger(
        "公示台账",
        ("期", "公示日期", "组", "户主", "本期得分", "年度累计", "备注"),
        scoring.boards_of,
        "单位：分",
        monthly=True,
    ),
    "quarters": Ledger(
        "季度账",
        ("季度", *_WHO, "上季结转", "得分", "兑换", "其他", "结余"),
        scoring.quarters_of,
        "单位：分",
        monthly=True,
    ),
    "declarations": Ledger(
        "申报审核台账",
        ("日期", *_WHO, "项目", "哪一种", "次数", "审核结果", "入户日期", "原因", "申报人"),
        scoring.declarations_of,
    ),
    "objections": Ledger(
        "异议台账",
        ("日期", *_WHO, "第几笔", "怎么说的", "结果", "入户日期", "原因", "结果日期"),
        scoring.objections_of,
    ),
    "vetoes": Ledger("一票否决台账", ("月份", *_WHO, "原因", "知道的日期", "经办人", *_BACK), scoring.vetoes_of),
    "mendings": Ledger(
        "整改台账", ("日期", *_WHO, "项目", "事项", "整改日期", "怎么改的", "帮了什么", "经办人"), scoring.mendings_of
    ),
    "visits": Ledger("走访台账", ("月份", *_WHO, "走访日期", "走访人"), scoring.visits_of, monthly=True),
    "redemptions": Ledger(
        "兑换台账",
        ("单号", "日期", *_WHO, "物品", "数量", "扣分", "最晚交付", "办到哪一步", "办完日期"),
        office.redemptions_of,
        "单位：分",
    ),
    "prices": Ledger("改价台账", ("物品", "日期", "原价", "现价", "原因", "经办人"), office.prices_of),
    "funds": Ledger(
        "资金台账",
        ("序号", "日期", "来源或者用途", "收入", "支出", "说明", "经办人", "更正"),
        office.funds_of,
        "单位：元",
    ),
    "budgets": Ledger(
        "物资预算", ("编制日期", "金额", "说明", "编制人", "批文", "批准日期"), office.budgets_of, "单位：元"
    ),
    "committee": Ledger("小组成员名册", ("姓名", "席位", "从哪天起", "到哪天止", "资格", "原因"), office.committee_of),
    "registers": Ledger(
        "登记簿",
        ("哪一本", "日期", "名称", "姓名", "户号", "组", "在哪里", "说明", "了结日期", "怎么了结", "经办人"),
        office.registers_of,
    ),
    "evaluations": Ledger("积分清单评估", ("季度", "评估日期", "意见", "结果", "经办人"), office.evaluations_of),
    "filings": Ledger("上报台账", ("材料", "哪一期", "最晚哪天", "上报日期", "经办人"), office.filings_of),
    "rewards": Ledger("店主奖励", ("店主", "分数", "依据", "批准", "奖励日期", "经办人"), office.rewards_of),
}
