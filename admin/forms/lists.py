"""Lists that are handed in whole, pasted or as a file: the roll of households, the table of items."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage

from admin.forms.fields import Form, FormError
from village.errors import VillageError
from village.model.intake import IntakeKind
from village.services import item_sheets, item_tables, rolls
from village.services.intakes import looking
from village.sheets import safe

ROLL_FIELDS = {
    **dict.fromkeys(("roll_wrong", "roll_name_wrong", "roll_group_wrong", "roll_too_long", "roll_empty"), "roll"),
    "roll_doubtful": "roll",
    "group_too_long": "groups",
}
TABLE_FIELDS = {**dict.fromkeys(("table_wrong", "table_empty", "table_late", "table_long", "item_wrong"), "items")}
TABLE_FIELDS |= {"approval_missing": "approval"}
"""Which field a refusal of the services belongs to."""
_LONGEST = 500_000  # characters


def lines(form: Form, name: str) -> str:
    """What was pasted. Raises FormError `roll_too_long`."""
    found = form.get(name, "").replace("\r\n", "\n").strip()
    if len(found) > _LONGEST:
        raise FormError(name, "roll_too_long", count=rolls.LONGEST)
    return found


def roll(form: Form, file: FileStorage | None) -> str:
    """A roll as text: as pasted, or of a chosen workbook or text file, which stands over it.

    Raises FormError `roll_too_long`, and at `roll` whatever `looking.text_of` raises.
    """
    if file is None or not file.filename:
        return lines(form, "roll")
    try:
        found = looking.text_of(IntakeKind.ROLL, file.read(safe.LARGEST + 1)).rstrip()
    except VillageError as why:
        raise FormError("roll", why.code, why.clause, **why.params) from why
    if len(found) > _LONGEST:
        raise FormError("roll", "roll_too_long", count=rolls.LONGEST)
    return found


def table(form: Form, file: FileStorage | None) -> str:
    """An item table as text: as pasted, or of a chosen workbook or text file, which stands over it.

    Raises FormError `table_long`, and at `items` whatever `item_sheets.text_of` raises.
    """
    found = form.get("items", "").replace("\r\n", "\n").rstrip()  # what is empty before keeps its rows' numbers right
    if file is not None and file.filename:
        try:
            found = item_sheets.text_of(file.read(safe.LARGEST + 1)).rstrip()
        except VillageError as why:
            raise FormError("items", why.code, why.clause, **why.params) from why
    if len(found) > _LONGEST:
        raise FormError("items", "table_long", count=item_tables.LONGEST)
    return found
