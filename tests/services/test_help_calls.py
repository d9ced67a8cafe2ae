"""A call rings until somebody goes; a second tap is no second call."""

from __future__ import annotations

from village.services import help_calls
from village.store import Store


def test_a_call_rings_until_it_is_answered(store: Store) -> None:
    call = help_calls.call(store, kiosk="大厅", step="查分")
    assert help_calls.call(store, kiosk="大厅", step="首页").id == call.id
    other = help_calls.call(store, kiosk="门口", step="首页")
    assert [(waiting.kiosk, waiting.step) for waiting in help_calls.waiting(store)] == [
        ("大厅", "查分"),
        ("门口", "首页"),
    ]
    help_calls.answer(store, call.id, by="周会计")
    help_calls.answer(store, call.id, by="顾审核")
    answered = help_calls.get(store, call.id)
    assert answered is not None
    assert answered.answered_by == "周会计"
    assert help_calls.waiting(store) == [other]
