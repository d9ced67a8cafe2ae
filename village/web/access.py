"""Closed by default: a route that says nothing about who may use it keeps the app from starting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[], None]


def everybody(view: View) -> View:
    """Open to all: public pages, static files, health."""
    return only(_nothing)(view)


def only(check: Check) -> Callable[[View], View]:
    """Run `check` before the route; it raises or aborts for whoever may not pass."""

    def mark(view: View) -> View:
        view.__access__ = check  # type: ignore[attr-defined]
        return view

    return mark


def guard(app: Flask) -> None:
    """Ask every route's check before it runs."""

    @app.before_request
    def ask() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is not None and request.endpoint != "static":
            vars(view)["__access__"]()


def close(app: Flask) -> Flask:
    """Raises RuntimeError naming every route without a mark."""
    bare = [name for name, view in app.view_functions.items() if name != "static" and not hasattr(view, "__access__")]
    if bare:
        raise RuntimeError(f"routes without an access mark: {', '.join(sorted(bare))}")
    return app


def _nothing() -> None:
    """Nobody is kept out."""
