"""The form of a new log-in."""

from __future__ import annotations

from dataclasses import dataclass

from admin.forms.fields import Form, FormError, choice, text
from village.model.staff import Role

FIELDS = {"staff_taken": "login", "staff_name_wrong": "login", "password_short": "password"}


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Who shall be able to log in."""

    login: str
    name: str
    role: Role
    password: str


def read(form: Form) -> NewStaff:
    """Raises FormError; also when the two passwords differ."""
    password = form.get("password", "")
    if password != form.get("again", ""):
        raise FormError("again", "passwords_differ")
    return NewStaff(
        login=text(form, "login", "登录名", limit=30, required=True),
        name=text(form, "name", "姓名", limit=30, required=True),
        role=Role(choice(form, "role", "职务", tuple(Role))),
        password=password,
    )
