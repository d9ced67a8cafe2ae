"""The forms of a new log-in, and of one's own new password."""

from __future__ import annotations

from dataclasses import dataclass

from admin.forms.fields import Form, FormError, choice, text
from village.model.staff import Role

FIELDS = {"staff_taken": "login", "staff_name_wrong": "login", "password_short": "password"}
HOME_FIELDS = {"account_closed": "household"}
PASSWORD_FIELDS = {"login_wrong": "known", "login_locked": "known", "password_short": "password"}


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Who shall be able to log in."""

    login: str
    name: str
    role: Role
    password: str


def read(form: Form) -> NewStaff:
    """Raises FormError; also when the two passwords differ."""
    password = _twice(form)
    return NewStaff(
        login=text(form, "login", "登录名", limit=30, required=True),
        name=text(form, "name", "姓名", limit=30, required=True),
        role=Role(choice(form, "role", "职务", tuple(Role))),
        password=password,
    )


def read_password(form: Form) -> tuple[str, str]:
    """(the password as it is, as it shall be). Raises FormError when the new one is not the same twice."""
    return form.get("known", "")[:200], _twice(form)


def _twice(form: Form) -> str:
    password = form.get("password", "")[:200]
    if password != form.get("again", "")[:200]:
        raise FormError("again", "passwords_differ")
    return password
