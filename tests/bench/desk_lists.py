"""Each list page of the desk with the one query that a bare page would ask for the same fifty rows; and a few pages
that are no lists, beside the nearest thing that one query answers."""

from __future__ import annotations

from dataclasses import dataclass

from village.services import rulebook

_HOME = "home.group_name, home.head, home.number"
_HOMES = "JOIN households AS home ON home.id ="


@dataclass(frozen=True, slots=True)
class List:
    """`holds` stands on the desk's page, so that no other page is measured by mistake. A row is the same on both sides:
    `links` are its links, `beside` is what stands in it besides words: the "act" that undoes it (a form with its
    reason), the "code" of its card, the "cells" that are typed into. A page that `derives` is no list: it adds up or
    judges what no one query holds."""

    path: str
    query: str
    holds: str
    links: int = 0
    beside: str = ""
    derives: bool = False


def _line(where: str) -> str:
    return (
        f"SELECT line.occurred_on, {_HOME}, line.item, line.reason, line.points, line.actor FROM entries AS line"
        f" CROSS {_HOMES} line.household_id WHERE line.node = 'yk01'{where} ORDER BY line.seq DESC LIMIT 50"
    )


def _items() -> str:
    """The items of `year_book` are no rows of the store: the bare page has them ready."""
    every = rulebook.pack("yangkou-2023").items
    rows = ((one.code, one.category, one.title, one.clause) for one in every)
    return "VALUES " + ", ".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in rows)


LISTS = {
    "households": List(
        "/households",
        "SELECT number, head, group_name, dwelling, phone FROM households ORDER BY number LIMIT 50",
        "01-050",
        links=1,
    ),
    "search": List(
        "/households/rows?q=zg",
        "SELECT number, head, group_name, dwelling, phone FROM households"
        " WHERE initials LIKE 'zg%' OR pinyin LIKE 'zg%' OR head LIKE '%zg%' ORDER BY number LIMIT 50",
        "张桂",
        links=1,
    ),
    "lines": List("/lines", _line(""), "周会计", links=2),
    "declarations": List(
        "/declarations",
        f"SELECT one.occurred, {_HOME}, one.item, one.count, paper.title FROM declarations AS one"
        f" {_HOMES} one.household_id LEFT JOIN evidence AS paper ON paper.id = one.evidence_id"
        " WHERE one.state = 'waiting' ORDER BY one.id LIMIT 50",
        "网格员反馈",
        links=2,
    ),
    "objections": List(
        "/objections",
        f"SELECT one.raised_on, {_HOME}, line.item, line.points, one.state FROM objections AS one"
        f" CROSS {_HOMES} one.household_id"
        " CROSS JOIN entries AS line ON line.node = 'yk01' AND line.seq = one.entry_seq"
        " WHERE one.state = 'open' ORDER BY one.id LIMIT 50",
        "等着核实",
        links=1,
    ),
    "orders": List(
        "/redemptions",
        f"SELECT one.id, {_HOME}, goods.name, one.quantity, one.points, one.due FROM redemptions AS one"
        f" {_HOMES} one.household_id JOIN goods ON goods.id = one.goods_id"
        " WHERE one.state = 'requested' ORDER BY one.due, one.id LIMIT 50",
        "洗洁精",
        links=1,
    ),
    "goods": List(
        "/goods",
        "SELECT name, category, points, cost, stock, (SELECT count(*) FROM wishes WHERE goods_id = goods.id)"
        " FROM goods ORDER BY id LIMIT 50",
        "洗洁精",
        links=3,
    ),
    "notices": List(
        "/notices",
        "SELECT title, since, until, actor, (SELECT taken_down FROM notice_ends WHERE notice_id = id) FROM notices"
        " ORDER BY id DESC LIMIT 50",
        "通知0",
        links=1,
    ),
    "mendings": List(
        "/mendings",
        _line(
            " AND line.kind = 'deduction' AND line.item <> '' AND line.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM"
            " entries WHERE node = line.node AND reverses = line.seq AND reverses IS NOT NULL) AND NOT EXISTS"
            " (SELECT 1 FROM mendings WHERE entry_id = printf('%s-%06d', line.node, line.seq))"
        ),
        "待整改",
        links=4,
    ),
    "mended": List(
        "/mendings?done=1",
        f"SELECT mendings.mended_on, {_HOME}, line.item, how, offered, mendings.actor FROM mendings"
        " CROSS JOIN entries AS line ON line.node = 'yk01' AND line.seq = CAST(substr(entry_id, 6) AS INTEGER)"
        f" {_HOMES} line.household_id ORDER BY mendings.mended_on DESC LIMIT 50",
        "门前清干净了",
        links=2,
    ),
    "score-sheet": List(
        "/score-sheets/1",
        "SELECT home.number, home.head, cell.item, cell.text, cell.actor FROM households AS home LEFT JOIN score_cells"
        " AS cell ON cell.household_id = home.id AND cell.sheet_id = 1 WHERE home.group_name = '一组'"
        " ORDER BY home.number LIMIT 50",
        "评分表",
        links=1,
        beside="cells",
        derives=True,
    ),
    "sheet-to-hand-in": List(
        "/score-sheets/1/check",
        "SELECT home.number, home.head, cell.item, cell.text, cell.actor FROM households AS home LEFT JOIN score_cells"
        " AS cell ON cell.household_id = home.id AND cell.sheet_id = 1 ORDER BY home.number LIMIT 50",
        "还没填的",
        derives=True,
    ),
    "cards": List(
        "/cards",
        "SELECT home.number, home.head, cards.number FROM households AS home JOIN cards ON cards.household_id = home.id"
        " WHERE group_name = '一组' AND revoked_at IS NULL ORDER BY home.number LIMIT 50",
        "打印这一页",
        beside="code",
    ),
    "receipts": List(
        "/receipts",
        "SELECT id, number, receipt, state FROM print_jobs ORDER BY id DESC LIMIT 50",
        "周会计",
        links=1,
    ),
    "board": List(
        "/boards/15",
        "SELECT group_name, head, points, total, vetoed FROM published_rows WHERE publication_id = 15"
        " ORDER BY group_name, household_id LIMIT 50",
        "积分公示",
    ),
    "board-to-come": List(
        "/publications/2026-04",
        "SELECT home.group_name, home.head, coalesce((SELECT sum(points) FROM entries WHERE household_id = home.id AND"
        " period = '2026-04'), 0), (SELECT sum(points) FROM figures WHERE household_id = home.id AND year = 2026)"
        " FROM households AS home WHERE closed IS NULL ORDER BY home.number LIMIT 50",
        "签字",
    ),
    "publications": List(
        "/publications",
        "SELECT period, published_on, actor FROM publications ORDER BY id DESC LIMIT 50",
        "2025年12月",
        links=1,
    ),
    "findings": List(
        "/findings",
        "SELECT quarter, part, found, inspector, found_on, actor FROM findings ORDER BY id DESC LIMIT 50",
        "没有凭据",
        links=1,
        beside="act",
    ),
    "funds": List(
        "/funds",
        "SELECT day, flow, amount, heading, note, actor FROM funds ORDER BY day DESC LIMIT 50",
        "乡贤赞助",
        beside="act",
    ),
    "evidence": List(
        "/evidence",
        "SELECT kept_at, kind, title, actor, id FROM evidence WHERE kept_at >= '2026-04' ORDER BY id DESC LIMIT 50",
        "次反馈",
    ),
    "registers": List(
        "/registers/honour",
        f"SELECT one.day, title, {_HOME}, one.actor FROM registrations AS one {_HOMES} one.household_id"
        " WHERE register = 'honour' ORDER BY one.id DESC LIMIT 50",
        "文明家庭",
        links=1,
        beside="act",
    ),
    "committee": List(
        "/committee",
        "SELECT name, seat, since, actor FROM committee_members ORDER BY id LIMIT 50",
        "组员",
        links=1,
    ),
    "passbooks": List(
        "/passbooks",
        "SELECT number, head, (SELECT sum(points) FROM figures WHERE household_id = home.id),"
        " (SELECT written FROM passbook_checks WHERE household_id = home.id ORDER BY id DESC LIMIT 1)"
        " FROM households AS home WHERE group_name = '一组' AND closed IS NULL ORDER BY number LIMIT 50",
        "对不上",
        links=1,
    ),
    "year-end": List(
        "/years/2025",
        f"SELECT {_HOME}, sum(points) FROM figures {_HOMES} figures.household_id WHERE year = 2025 GROUP BY home.id"
        " ORDER BY home.number LIMIT 50",
        "会变的人家",
        derives=True,
    ),
    "statistics": List(
        "/statistics/2025",
        "SELECT home.group_name, count(*), sum(points) FROM entries AS line JOIN households AS home"
        " ON home.id = line.household_id WHERE line.occurred_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1",
        "2025年",
        derives=True,
    ),
    "quarter": List(
        "/quarters/2026-Q1",
        f"SELECT {_HOME}, (SELECT sum(points) FROM entries WHERE household_id = home.id"
        " AND period BETWEEN '2026-01' AND '2026-03') FROM households AS home"
        " WHERE group_name = '一组' AND closed IS NULL ORDER BY home.number LIMIT 50",
        "季度",
    ),
    "items": List("/rulebook", _items(), "垃圾分类", links=1),
    "home": List("/", _line(""), "今天记的", links=2, derives=True),
}
