"""The store and settings of the app that answers."""

from __future__ import annotations

from typing import cast

from flask import current_app

from village.settings import Settings
from village.store import Store


def store() -> Store:
    """The village file, one connection a thread."""
    return cast(Store, current_app.extensions["store"])


def settings() -> Settings:
    """This installation's settings."""
    return cast(Settings, current_app.extensions["settings"])
