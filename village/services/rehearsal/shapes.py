"""What may stand in a scenario file: every table's keys, every action's arguments, every expectation.

One closed list, so that nothing in a file is ignored. `!` marks a key that must be there.
"""

from __future__ import annotations

from collections.abc import Mapping

TOP = {"title": "text!", "pack": "text!", "clauses": "texts", "settings": "table"}
LISTS = ("household", "person", "item", "goods", "step")

HOUSEHOLD = {
    "id": "name!",
    "head": "text!",
    "group": "text!",
    "enrolled": "date!",
    "members": "texts",
    "residence": "local|outside",
    "months_home": "months",
    "opted_in": "flag",
    "base_points": "points",
}
PERSON = {
    "id": "name!",
    "role": "clerk|reviewer|shopkeeper|secretary|inspector!",
    "household": "name",
    "group": "text",
}
GOODS = {
    "id": "name!",
    "name": "text!",
    "points": "price",
    "cost": "price",
    "stock": "whole",
    "delivery": "daily|appliance",
    "prohibited": "flag",
    "cash_like": "flag",
}

STEP = {"on": "moment!", "do": "text!", "expect": "table", "label": "name"}
_SCORED = {"household": "name!", "item": "text!", "count": "count", "option": "text", "occurred": "date"}
_ASKED = {"household": "name!", "goods": "name!", "quantity": "count", "token": "text"}
_SHOWN = {"passbook": "number", "signed": "flag", "card": "flag"}
ACTIONS: Mapping[str, Mapping[str, str]] = {
    "look": {"household": "name", "goods": "name"},
    "enrol": {"household": "name!"},
    "score": {
        **_SCORED,
        "points": "number",
        "member": "text",
        "evidence": "flag",
        "place": "blank",
        "reason": "blank",
        "by": "text",
        "second": "blank",
        "late_reason": "blank",
    },
    "declare": {**_SCORED, "evidence": "flag", "by": "text"},
    "review": {
        "declaration": "label!",
        "verdict": "approve|reject!",
        "visited": "date",
        "reason": "blank",
        "by": "text",
    },
    "sign": {"period": "period!", "by": "texts"},
    "publish": {"period": "period!"},
    "object": {"entry": "label!", "household": "name!"},
    "decide": {"objection": "label!", "verdict": "upheld|dismissed!", "belongs_to": "name"},
    "correct": {"entry": "label!", "reason": "blank", "by": "text"},
    "veto": {"household": "name!", "period": "month!", "reason": "blank"},
    "stock_in": {"goods": "name!", "quantity": "count!", "source": "text"},
    "request": _ASKED,
    "hand_over": {"request": "label!", "instead": "name", **_SHOWN},
    "cancel": {"request": "label!", "reason": "blank"},
    "redeem": {**_ASKED, **_SHOWN},
    "wish": {"household": "name!", "goods": "name!"},
    "adopt_item": {
        "code": "text!",
        "points": "number",
        "options": "table",
        "from": "date!",
        "approval": "blank",
        "note": "blank",
    },
    "leave": {"household": "name!"},
    "split": {"household": "name!", "into": "name!", "members": "texts"},
    "merge": {"household": "name!", "with": "name!"},
    "close_year": {"year": "year!"},
}

ENTRIES = frozenset({"score", "declare", "review", "veto"})
"""Actions whose label may stand for a line of the ledger; with that of a veto the veto itself is meant."""
MAKERS: Mapping[tuple[str, str], frozenset[str]] = {
    ("review", "declaration"): frozenset({"declare"}),
    ("object", "entry"): ENTRIES,
    ("correct", "entry"): ENTRIES,
    ("decide", "objection"): frozenset({"object"}),
    ("hand_over", "request"): frozenset({"request", "redeem"}),
    ("cancel", "request"): frozenset({"request", "redeem"}),
}
"""Which actions' labels an argument may name."""

EXPECTATIONS: Mapping[str, str] = {
    "error": "error",
    "warnings": "warnings",
    "period_points": "number",
    "earned": "number",
    "total": "number",
    "balance": "number",
    "redeemable": "number",
    "rank": "count",
    "eligible": "flag",
    "window_open": "flag",
    "next_window": "date",
    "stock": "whole",
    "wishes": "whole",
    "due": "date",
    "overdue_days": "whole",
    "status": "status",
}
STATUSES = (
    *("waiting", "approved", "rejected", "requested", "handed_over", "cancelled"),
    *("open", "upheld", "dismissed", "signed", "published", "active", "closed"),
)
WARNINGS = ("contradiction", "overlap", "duplicate", "no_spread", "off_cadence", "rectification_due")
CONTRACT = (
    *("unknown_household", "unknown_item", "account_closed", "not_participating"),
    *("self_review", "recused", "own_group", "choice_missing", "clock_behind", "wrong_year", "period_published"),
    *("late_entry", "second_person_missing", "not_positive", "declaration_not_allowed", "capped"),
    *("evidence_missing", "visit_missing", "reason_missing", "approval_missing", "effective_date_published"),
    *("not_signed", "prohibited_goods", "cash_goods", "window_closed", "out_of_stock"),
    *("not_published", "not_enough_points", "passbook_mismatch", "signature_missing", "card_missing"),
    *("already_reversed", "objection_late"),
)
"""The error codes that a scenario is written with."""
ERRORS = (
    *CONTRACT,
    # what the office says of slips that have no code of their own there
    *("unknown_option", "option_missing", "bad_count", "future_date", "place_missing", "bad_points", "item_wrong"),
    *("period_not_begun", "veto_off", "already_enrolled", "decided_already", "redemption_finished"),
    *("veto_stays_here", "substitute_worth", "same_household"),
)
