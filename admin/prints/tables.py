"""The papers of a month as workbooks, in the order of the paper form: items, score sheet, board, passbook (JX-43)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from admin.prints import papers
from admin.prints.papers import BookLine, SheetRow
from admin.session import KIND_NAMES
from rules.told import Row
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import ZERO, Points
from village.model.publication import BoardRow
from village.sheets.writing import Page, figure

_SLOTS = 6  # of a blank sheet: so many deeds find room beside a household
_FOOT = "填表人：　　　　　审核人：　　　　　日期："


def items(title: str, rows: Sequence[Row], day: date) -> Page:
    """The items in force (annex 1)."""
    head = ("号", "大类", "分", "怎么算", "出处")
    body = [[item.code, item.category, papers.worth(item, day) or "小组定", said, place] for item, said, place in rows]
    return Page("积分项目", [head, *body], above=title, foot=_FOOT)


def score_sheet(title: str, groups: Sequence[tuple[str, Sequence[SheetRow]]], *, filled: bool) -> Page:
    """The sheet of a round (annex 2), every household in house order: blank, or with the month's lines and sums."""
    rows = [row for _, own in groups for row in own]
    if not filled:
        deeds = [f"项目号 分（{number}）" for number in range(1, _SLOTS + 1)]
        blank = [[*_home(row.household), row.household.dwelling, *[""] * (_SLOTS + 2)] for row in rows]
        return Page("评分表", [("组", "户号", "户主", "门牌", *deeds, "合计", "备注"), *blank], above=title, foot=_FOOT)
    body = [[*_home(row.household), _lines(row), *_figures(row.gained, row.lost)] for row in rows]
    sums = (sum((row.gained for row in rows), ZERO), sum((row.lost for row in rows), ZERO))
    head = ("组", "户号", "户主", "记了哪些", "加分", "减分", "合计")
    return Page("评分表", [head, *body, ["合计", "", f"{len(rows)}户", "", *_figures(*sums)]], above=title, foot=_FOOT)


def board(title: str, rows: Sequence[BoardRow]) -> Page:
    """A board as it went up (annex 3)."""
    body = [
        [
            row.group,
            row.head,
            figure(row.points.hundredths),
            figure(row.total.hundredths),
            "一票否决（已撤回）" if row.restored else "一票否决" if row.vetoed else "",
        ]
        for row in rows
    ]
    points, total = (sum((getattr(row, name) for row in rows), ZERO) for name in ("points", "total"))
    last = ["合计", f"{len(rows)}户", figure(points.hundredths), figure(total.hundredths), ""]
    return Page("公示榜", [("组", "户主", "这一期", "今年到这期", "备注"), *body, last], above=title, foot=_FOOT)


def passbook(title: str, book: Sequence[BookLine], since: int) -> Page:
    """The lines of a passbook (annex 4) from row `since` on."""
    head = ("行", "日期", "事项", "加分", "减分", "兑换", "余额", "经办人")
    return Page("积分存折", [head, *(_entry(one) for one in book if one.row >= since)], above=title)


def _entry(one: BookLine) -> list[object]:
    points, line = one.line.points.hundredths, one.line
    spent = line.kind is Kind.REDEMPTION
    columns = (not spent and points > 0, not spent and points < 0, spent)
    what = f"{'更正：' if line.takes_back else ''}{line.what or KIND_NAMES[line.kind]}"
    cells = [figure(points) if here else "" for here in columns]
    return [one.row, f"{line.occurred_on}", what, *cells, figure(one.balance.hundredths), line.actor]


def _home(household: Household) -> tuple[str, str, str]:
    return household.group, household.number, household.head


def _lines(row: SheetRow) -> str:
    return "；".join(f"{'更正 ' if line.reverses else ''}{line.item} {line.points.signed}" for line in row.lines)


def _figures(gained: Points, lost: Points) -> list[object]:
    return [figure(points.hundredths) for points in (gained, lost, gained + lost)]
