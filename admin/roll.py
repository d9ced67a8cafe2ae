"""A household that somebody names on a form by its 户号."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, text
from village.model.household import Household
from village.services import households
from village.store import Store


def household(store: Store, form: Form, name: str, *, label: str = "户号") -> Household:
    """The household with this 户号. Raises FormError `field_missing`, `unknown_household`."""
    typed = text(form, name, label, limit=20, required=True)
    for found in households.search(store, typed):
        if found.number == typed:
            return found
    raise FormError(name, "unknown_household")
