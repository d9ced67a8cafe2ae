"""A month that somebody names on a form."""

from __future__ import annotations

from admin.forms.fields import Form, FormError
from village.model.period import Period


def month(form: Form, name: str) -> Period:
    """Raises FormError `field_missing`, `field_wrong`."""
    typed = form.get(name, "").strip()
    if not typed:
        raise FormError(name, "field_missing", field="哪个月")
    try:
        return Period.parse(typed)
    except ValueError:
        raise FormError(name, "field_wrong", field="月份") from None
