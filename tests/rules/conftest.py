"""Properties are searched without a stopwatch: what is slow belongs to `make bench`."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
