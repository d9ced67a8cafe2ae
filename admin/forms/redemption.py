"""The forms of the counter: what is asked for, and what was shown when the goods were handed over."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, points, text, whole
from village.model.redemption import Collector
from village.services.proofs import Proof

FIELDS = {
    **dict.fromkeys(("out_of_stock", "goods_unknown", "prohibited_goods", "cash_goods"), "goods"),
    **dict.fromkeys(("not_published", "not_enough_points"), "goods"),
    "count_wrong": "quantity",
    **dict.fromkeys(("passbook_missing", "passbook_mismatch"), "passbook"),
    "signature_missing": "signed",
    **dict.fromkeys(("card_missing", "card_or_passbook_missing"), "card"),
    "reason_missing": "reason",
    "substitute_worth": "goods",
    **dict.fromkeys(("counter_missing", "counter_unknown"), "place"),
    "name_empty": "collector",
}
"""Which field a refusal of the services belongs to."""


def read(form: Form) -> tuple[int, int]:
    """(goods, how many). Raises FormError."""
    chosen = form.get("goods", "")
    if not chosen.isdecimal() or len(chosen) > 9:
        raise FormError("goods", "field_missing", field="换什么")
    return int(chosen), whole(form, "quantity", least=1, most=999, default=1)


def read_place(form: Form) -> str:
    """Which counter; "" where there is nothing to choose."""
    return text(form, "place", "在哪里领", limit=40)


def read_return(form: Form, *, less: bool) -> str:
    """Why an order is given back; where `less` comes back than was taken, that is ticked too. Raises FormError."""
    reason = text(form, "reason", "原因", required=True)
    if less and form.get("less") != "yes":
        raise FormError("less", "return_less")
    return reason


def read_collector(form: Form) -> Collector | None:
    """Who fetches it for the household; None: itself, or whom it had named before. Raises FormError."""
    name = text(form, "collector", "谁代领", limit=12)
    relation = text(form, "relation", "是什么关系", limit=12)
    if relation and not name:
        raise FormError("collector", "field_missing", field="谁代领")
    return Collector(name, relation) if name else None


def read_proof(form: Form, asked: frozenset[str]) -> Proof:
    """What was shown, of what the rules ask (`asked`, words of the setting): a book whose points are not typed was
    not there. Raises FormError for points that are none."""
    passbook = points(form, "passbook") if "equal" in asked else None
    book = passbook is not None if "equal" in asked else "passbook" in form
    return Proof(book=book, passbook=passbook, signed="signed" in form, card="card" in form)
