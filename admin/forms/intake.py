"""The form of a table that comes in whole: the file, and what holds for all its rows."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage

from admin.forms import goods, score
from admin.forms.fields import Form, FormError, choice, day, text
from rules import Pack
from village import clock
from village.model.belonging import Belonging
from village.model.intake import IntakeKind
from village.services.intakes.lines import Terms
from village.sheets import safe

CELLS = ("times", "points")
WORDS = {
    IntakeKind.ROLL: "住户名册",
    IntakeKind.GOODS: "物品",
    IntakeKind.SCORES: "一个月的积分",
}
POWERS = {IntakeKind.ROLL: "roll", IntakeKind.GOODS: "shop", IntakeKind.SCORES: "score"}
"""Who may take in what: whoever may write its rows one by one."""


def file(given: FileStorage | None) -> tuple[str, bytes]:
    """(name, content) of the chosen file, one byte longer than allowed at most. Raises FormError."""
    if given is None or not given.filename:
        raise FormError("file", "field_missing", field="文件")
    return given.filename.replace("\\", "/").rsplit("/", 1)[-1][:80], given.read(safe.LARGEST + 1)


def terms(form: Form, kind: IntakeKind, pack: Pack, *, actor: str, belonging: Belonging) -> Terms:
    """What holds for the whole table. Raises FormError."""
    if kind is not IntakeKind.SCORES:
        return Terms(actor, clock.today())
    proof = score.read_proof(form, pack)
    return Terms(
        actor,
        day(form, "occurred"),
        kind=proof.kind if proof else "",
        paper=text(form, "paper", "凭据的名字", limit=80, required=proof is not None),
        points=choice(form, "cells", "格子里写的", CELLS) == "points",
        late=score.read_late(form),
        belonging=belonging,
    )


def cleared(form: Form, kind: IntakeKind, pack: Pack) -> tuple[str, ...]:
    """The document's questions about goods, answered for all of them. Raises FormError."""
    if kind is not IntakeKind.GOODS:
        return ()
    return goods.read_cleared(form, pack.paper.names.get("goods_forbidden"))
