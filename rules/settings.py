"""The closed list of settings (the rows of clauses A.8 and the decisions), and what each may be.

Every pack sets every row: with the document's value, or as a named choice of the village.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.strict import Table, hundredths

Value = str | int | bool | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of clauses A.8: what the document fixes, or leaves to the village."""

    key: str
    value: Value | None
    """None: the village has to choose first (`choice_missing`). Points are hundredths."""
    choices: tuple[str, ...]
    """The words it may be, if it is one of a closed list."""
    clause: str
    choice: bool
    """Whether the document leaves it to the village; `value` is then the default."""


@dataclass(frozen=True, slots=True)
class Accepts:
    """What a setting may be; several kinds may hold at once (a day of the month, or `none`)."""

    words: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None
    """Lowest and highest whole number."""
    many: bool = False
    """Whether it is a list: of `words`, of numbers within `whole`, or of free text if neither."""
    empty: bool = False
    """Whether the list may be empty: nothing of the kind is asked for."""
    points: bool = False
    """A number of points; kept in hundredths."""
    rate: bool = False
    """Points for a yuan: above 0, and any hundredth; kept in hundredths too."""
    flag: bool = False
    text: bool = False

    def described(self) -> str:
        kinds = [f"one of {', '.join(self.words)}"] if self.words and not self.many else []
        if self.whole:
            kinds.append(f"a whole number from {self.whole[0]} to {self.whole[1]}")
        if self.flag:
            kinds.append("true or false")
        if self.points and not self.rate:
            kinds.append("whole or half points, not below 0")
        if self.rate:
            kinds.append("a number not below 0.01 with at most two places")
        if self.text:
            kinds.append("a short text")
        if self.many:
            return "a list of " + (" or ".join(kinds) or ", ".join(self.words) or "texts")
        return " or ".join(kinds)


def _words(*words: str) -> Accepts:
    return Accepts(words=words)


_FLAG = Accepts(flag=True)
_TEXT = Accepts(text=True)
_DAY = (1, 28)
"""Days that every month has."""
_WORKERS = ("inspectors", "committee", "group", "admin", "cadre")
"""Who may enter a line for a household: the words of A.8."""

SETTINGS: Mapping[str, Accepts] = {
    # who takes part, and what they begin with
    "group_word": _TEXT,
    "outsiders": _words("included", "wish"),
    "absence_months": Accepts(whole=(0, 11)),
    "base_grant": _words("none", "first_registration", "each_year"),
    "base_points": Accepts(points=True),
    "base_redeemable": _words("at_once", "after_lock", "never"),
    "base_after_year": _words("unlock_365", "unlock_new_year", "zero", "regrant"),
    # who enters a line, and what must come with it
    "positives_by": Accepts(words=(*_WORKERS, "household", "peers"), many=True),
    "negatives_by": Accepts(words=_WORKERS, many=True),
    "evidence": _words("none", "positive", "negative", "both"),
    "open_reason": _FLAG,
    "line_fields": Accepts(words=("place", "reason"), many=True, empty=True),
    "home_visit": _FLAG,
    "visit_round": _words("none", "month"),
    "two_person_approval": _FLAG,
    # the month's work, and the board
    "scoring_deadline": Accepts(words=("none", "monthly_visit", "monthly_review"), whole=_DAY),
    "deadline_inclusive": _FLAG,
    "late_events": _words("next_month", "same_month"),
    "late_proof": Accepts(words=("reason", "second"), many=True, empty=True),
    "signatures": _FLAG,
    "publication_cadence": _words("month", "quarter"),
    "publication_month": _words("last", "next"),
    "publication_day": Accepts(whole=_DAY),
    "board_scope": _words("village", "group"),
    "red_board": Accepts(words=("none",), whole=(1, 30)),
    "black_board": _words("none", "shown"),
    "spread_percent": Accepts(words=("none",), whole=(50, 100)),
    "objection_days": Accepts(whole=(0, 60)),
    "rectification_notice": _words("due", "offered"),
    "veto": _words("month", "off"),
    # what points buy, and when
    "redeemable_after": _words("publication", "approval"),
    "redemption_months": Accepts(words=("all",), whole=(1, 12), many=True),
    "redemption_days": Accepts(words=("all", "publication_day"), whole=_DAY, many=True),
    "redemption_proof": Accepts(words=("passbook", "equal", "signature", "card", "card_or_passbook"), many=True),
    "rate": Accepts(points=True, rate=True),
    "delivery_days_daily": Accepts(whole=(0, 60)),
    "delivery_days_appliance": Accepts(whole=(0, 60)),
    "undeliverable": _words("replace", "credit"),
    "cash_like": _words("forbidden", "allowed"),
    "free_issue": _words("forbidden", "allowed"),
    "negative_balance": _words("shown"),  # decision 6 leaves no other
    # the year
    "year_change": _words("carry", "zero", "restart"),
    "quarter_change": _words("carry", "accumulate"),
    "prior_year_remainder": _words("january", "lapse", "carry"),
    "rank_basis": _words("total", "earned"),
    "nomination": _words("top", "above_mean"),
    "split_points": _words("stay", "follow_member"),
    # how the rules change, and who answers for it
    "item_change": _words("year", "quarter", "any"),
    "item_change_proof": _words("village_plan", "district_approval", "four_two", "democratic", "resolution"),
    "item_evaluation": _words("none", "quarter"),
    "committee_name": _TEXT,
    "committee": Accepts(many=True),
    "representative_term": _words("none", "quarter"),
    # papers and money
    "filed_reports": Accepts(many=True),
    "goods_budget": _words("none", "approved"),
    "village_budget": Accepts(words=("none",), whole=(0, 100_000_000)),
    "investment_floor": _words("none", "last_year"),
    "operator_reward": _words("none", "year"),
}


def check_setting(table: Table, key: str, raw: object, *, needed: bool = False) -> Value:
    """The value as the engine keeps it (points in hundredths, lists as tuples), or PackError; `needed`: it has to be
    there, so nobody is told to leave it out."""
    accepts = SETTINGS[key]
    if accepts.rate and isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        rate = Decimal(raw) * 100
        if rate.is_finite() and rate > 0 and rate == int(rate):
            return int(rate)
    elif accepts.points and not isinstance(raw, bool | str | list | dict):
        points = hundredths(table, key, raw)
        if points >= 0:
            return points
    elif accepts.many and isinstance(raw, list | tuple):
        full = raw or accepts.empty
        if full and all(_fits(accepts, one) for one in raw) and len(set(raw)) == len(raw):
            return tuple(raw)
    elif accepts.many and isinstance(raw, str):
        if accepts.whole and raw in accepts.words:
            return raw
    elif _fits(accepts, raw) and isinstance(raw, str | int):
        return raw
    todo = f"Write such a value{'' if needed else ', or leave the key out'}; found {raw!r}."
    raise table.error(key, accepts.described(), todo)


def _fits(accepts: Accepts, value: object) -> bool:
    """Whether a single value, or one of a list, is allowed."""
    if isinstance(value, bool):
        return accepts.flag
    if isinstance(value, int):
        return accepts.whole is not None and accepts.whole[0] <= value <= accepts.whole[1]
    if not isinstance(value, str) or not value.strip():
        return False
    if accepts.many and accepts.whole:
        return False
    free = accepts.text or (accepts.many and not accepts.words)
    return value in accepts.words or (free and len(value) <= 20)
