"""The forms of the counter: what is asked for, and what was shown when the goods were handed over."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, points, whole
from village.services.redemptions import Proof

FIELDS = {
    **dict.fromkeys(("out_of_stock", "goods_unknown", "prohibited_goods", "cash_goods"), "goods"),
    **dict.fromkeys(("not_published", "not_enough_points"), "goods"),
    "count_wrong": "quantity",
    "passbook_mismatch": "passbook",
    "signature_missing": "signed",
    "card_missing": "card",
    "reason_missing": "reason",
}
"""Which field a refusal of the services belongs to."""


def read(form: Form) -> tuple[int, int]:
    """(goods, how many). Raises FormError."""
    chosen = form.get("goods", "")
    if not chosen.isdecimal() or len(chosen) > 9:
        raise FormError("goods", "field_missing", field="换什么")
    return int(chosen), whole(form, "quantity", least=1, most=999, default=1)


def read_proof(form: Form, asked: frozenset[str]) -> Proof:
    """What was shown, of what the rules ask (`asked`, words of the setting). Raises FormError."""
    passbook = points(form, "passbook") if "equal" in asked else None
    if "equal" in asked and passbook is None:
        raise FormError("passbook", "field_missing", field="存折上的分")
    if "card_or_passbook" in asked and "card" not in form:
        raise FormError("card", "card_missing")
    return Proof(passbook=passbook, signed="signed" in form, card="card" in form)
