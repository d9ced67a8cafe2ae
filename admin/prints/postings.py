"""What is put up on a wall or read out: red and black board, announcement, appeal (倡议书), the shop's rules."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import session
from admin.pages.announcements import found
from admin.prints.frame import paper
from rules import Pack, told
from village import clock
from village.errors import VillageError
from village.language.dates import show_period
from village.services import announcements, choices, red_black, rulebook
from village.web import access, db

page = Blueprint("postings", __name__, url_prefix="/prints")

APPEAL = 1200  # characters that stand on one sheet


@page.get("/boards/<int:publication_id>/red-black")
@access.only(session.reader)
def red_and_black(publication_id: int) -> ResponseReturnValue:
    """The red and the black board, a sheet each, for each group where boards are the groups' (MH-11)."""
    board = found(publication_id)
    title = show_period(board.period)
    return paper(
        "red_black",
        f"{title}红黑榜",
        board=board,
        title=title,
        boards=red_black.of_publication(db.store(), board),
        shop=announcements.shop(db.store()),
    )


@page.get("/boards/<int:publication_id>/announcement")
@access.only(session.reader)
def announcement(publication_id: int) -> ResponseReturnValue:
    """What is read out of a board, in letters that can be read while standing (YK-12)."""
    board, group = found(publication_id), request.args.get("group", "")
    told_of = announcements.of_board(db.store(), board, group=group)
    return paper("announcement", f"{show_period(board.period)}广播稿{group}", told=told_of, board=board)


@page.get("/appeal")
@access.only(session.reader)
def appeal() -> ResponseReturnValue:
    """The appeal to every household (MH-13); `text` instead of the usual words, a line a paragraph."""
    pack = rulebook.rules_on(db.store(), clock.today())
    own = request.args.get("text", "").strip()[:APPEAL]
    lines = [line.strip() for line in own.splitlines() if line.strip()]
    return paper("appeal", "倡议书", pack=pack, lines=lines, limit=APPEAL, kinds=_kinds(pack))


@page.get("/shop-rules")
@access.only(session.reader)
def shop_rules() -> ResponseReturnValue:
    """How the points shop exchanges (积分兑换管理制度, GY-04), as the rules in force have it."""
    pack = rulebook.rules_on(db.store(), clock.today())
    return paper(
        "shop_rules",
        "积分兑换管理制度",
        pack=pack,
        months=_days(pack, "redemption_months"),
        days=_days(pack, "redemption_days"),
        brought=told.brought(pack),
        rate=_rate(pack),
        delivery={kind: choices.hundredths(pack, f"delivery_days_{kind}") for kind in ("daily", "appliance")},
        published=choices.word(pack, "redeemable_after") == "publication",
        no_cash=choices.word(pack, "cash_like") == "forbidden",
        no_gifts=choices.word(pack, "free_issue") == "forbidden",
        committee=pack.setting("committee_name").value,
    )


def _kinds(pack: Pack) -> list[str]:
    """The document's categories, in its order."""
    return list(
        dict.fromkeys(one.category for one in pack.items if one.kind != "negative" and "其他" not in one.category)
    )


def _days(pack: Pack, key: str) -> list[int] | None:
    """Months or days of the month in order, empty for all; None where the village has not chosen."""
    try:
        return sorted(choices.days(pack, key) or ())
    except VillageError:
        return None


def _rate(pack: Pack) -> str:
    """Points for a yuan; "" where the village has not chosen."""
    value = pack.setting("rate").value
    return f"{value / 100:g}" if isinstance(value, int) else ""
