"""Lists that are handed in whole, pasted or as a file: the roll of households, the table of items."""

from __future__ import annotations

from contextlib import suppress

from werkzeug.datastructures import FileStorage

from admin.forms.fields import Form, FormError
from village.services import rolls

ROLL_FIELDS = {
    **dict.fromkeys(("roll_wrong", "roll_name_wrong", "roll_group_wrong", "roll_too_long", "roll_empty"), "roll"),
    "group_too_long": "groups",
}
TABLE_FIELDS = {**dict.fromkeys(("table_wrong", "table_empty", "table_late", "item_wrong"), "items")}
TABLE_FIELDS |= {"approval_missing": "approval"}
"""Which field a refusal of the services belongs to."""
_LONGEST = 500_000  # characters
_PACKED = b"PK"  # a spreadsheet as the program keeps it, not as CSV


def lines(form: Form, name: str) -> str:
    """What was pasted. Raises FormError `roll_too_long`."""
    found = form.get(name, "").replace("\r\n", "\n").strip()
    if len(found) > _LONGEST:
        raise FormError(name, "roll_too_long", count=rolls.LONGEST)
    return found


def table(form: Form, file: FileStorage | None) -> str:
    """An item table as pasted; a chosen file stands over it. Raises FormError `table_file` for what is no
    text."""
    if file is None or not file.filename:
        return lines(form, "items")
    content = file.read()
    if content.startswith(_PACKED):
        raise FormError("items", "table_file")
    for encoding in ("utf-8-sig", "gb18030"):  # as spreadsheets of this country save
        with suppress(UnicodeDecodeError):
            return str(content, encoding)
    raise FormError("items", "table_file")
