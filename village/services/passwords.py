"""Which passwords may guard a log-in (ASVS 6.2): long enough, and not the first that comes to mind."""

from __future__ import annotations

from village.errors import VillageError

LENGTH = 8  # ASVS 6.2.1
_FEW = 4  # different characters
_RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "1q2w3e4r5t6y")
_KNOWN = ("password", "passw0rd", "admin", "woaini", "5201314", "1314520")


def check(password: str, *, login: str) -> None:
    """Raises `password_short`, and `password_weak` for one that is guessed first."""
    if len(password) < LENGTH:
        raise VillageError("password_short", count=LENGTH)
    plain = password.casefold()
    rest = plain
    for known in (login.casefold(), *_KNOWN):
        rest = rest.replace(known, "")
    one_run = any(plain in run or plain in run[::-1] for run in _RUNS)
    if one_run or len(set(plain)) < _FEW or (rest != plain and len(rest) < _FEW + 1):
        raise VillageError("password_weak")
