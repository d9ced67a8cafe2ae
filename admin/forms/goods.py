"""The form of a new kind of goods."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, choice, points, text, whole
from rules.paper import Names
from village.model.goods import Delivery, Goods
from village.model.points import ZERO, Points

FIELDS = {
    "name_empty": "name",
    "category_unlisted": "category",
    "prohibited_goods": "prohibited",
    "cash_goods": "cash_like",
    "count_wrong": "quantity",
}
"""Which field a refusal of the services belongs to."""


def read_price(form: Form) -> tuple[Points | None, int | None]:
    """(points, fen), one of the two. Raises FormError."""
    asked, cost = points(form, "points"), points(form, "cost")
    if (asked is None) == (cost is None):
        raise FormError("points", "field_missing", field="分数或者价钱，只填一样")
    if asked is not None and asked <= ZERO:
        raise FormError("points", "points_wrong")
    if cost is not None and cost <= ZERO:
        raise FormError("cost", "field_wrong", field="价钱")
    return asked, cost.hundredths if cost else None


def read_cleared(form: Form, questions: Names | None) -> tuple[str, ...]:
    """The document's questions (JX-28), each answered with no. Raises FormError `prohibited_goods` at one that was
    answered with yes, `field_missing` at one that was not answered."""
    if questions is None:
        return ()
    for at, question in enumerate(questions.values):
        answer = form.get(f"forbidden-{at}", "")
        if answer == "yes":
            raise FormError(f"forbidden-{at}", "prohibited_goods", questions.clause)
        if answer != "no":
            raise FormError(f"forbidden-{at}", "field_missing", questions.clause, field=f"是不是{question}")
    return questions.values


def read(form: Form) -> Goods:
    """Goods with their opening stock. Raises FormError; one price is asked for, in points or in yuan."""
    asked, fen = read_price(form)
    return Goods(
        id=0,
        name=text(form, "name", "名称", limit=30, required=True),
        points=asked,
        cost=fen,
        stock=whole(form, "stock", least=0, most=99_999, default=0),
        delivery=Delivery(choice(form, "delivery", "几时能到", tuple(Delivery))),
        prohibited="prohibited" in form,
        cash_like="cash_like" in form,
        category=text(form, "category", "类别", limit=20),
    )
