"""The forms of the counter: what is asked for, and what was shown when the goods were handed over."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, points, whole
from village.services.redemptions import Proof

FIELDS = {
    **dict.fromkeys(("out_of_stock", "goods_unknown", "prohibited_goods", "cash_goods"), "goods"),
    **dict.fromkeys(("not_published", "not_enough_points"), "goods"),
    "count_wrong": "quantity",
    **dict.fromkeys(("passbook_missing", "passbook_mismatch"), "passbook"),
    "signature_missing": "signed",
    **dict.fromkeys(("card_missing", "card_or_passbook_missing"), "card"),
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
    """What was shown, of what the rules ask (`asked`, words of the setting): a book whose points are not typed was
    not there. Raises FormError for points that are none."""
    passbook = points(form, "passbook") if "equal" in asked else None
    book = passbook is not None if "equal" in asked else "passbook" in form
    return Proof(book=book, passbook=passbook, signed="signed" in form, card="card" in form)
