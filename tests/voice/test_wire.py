"""Messages cut out of a stream of bytes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.voice.wire import LONGEST_LINE, Message, Reader, WireError, pack

FIELDS = st.dictionaries(
    st.sampled_from(["id", "n", "text"]), st.integers() | st.text(max_size=20) | st.lists(st.none())
)
MESSAGES = st.builds(Message, st.sampled_from(["audio", "speak", "status"]), FIELDS, st.binary(max_size=200))


@given(st.lists(MESSAGES, max_size=5), st.integers(1, 50))
def test_messages_arrive_as_they_were_sent_however_the_bytes_are_cut(messages: list[Message], size: int) -> None:
    stream = b"".join(map(pack, messages))
    reader = Reader()
    arrived = [
        message for start in range(0, len(stream), size) for message in reader.feed(stream[start : start + size])
    ]
    assert arrived == messages


def test_sound_may_hold_any_byte() -> None:
    sound = bytes(range(256)) + b"\n{}\n"
    assert list(Reader().feed(pack(Message("audio", {"n": 0}, sound)))) == [Message("audio", {"n": 0}, sound)]


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/1.1",
        b"[]",
        b"3",
        b"null",
        b"{}",
        b'{"kind": "audio"}',
        b'{"kind": 3, "bytes": 0}',
        b'{"kind": "audio", "bytes": -1}',
        b'{"kind": "audio", "bytes": 1.5}',
        b'{"kind": "audio", "bytes": true}',
        b'{"kind": "audio", "bytes": 99999999999}',
        b"\xff\xfe",
        b"[" * 10_000,
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(WireError):
        list(Reader().feed(line + b"\n"))


def test_a_line_without_an_end_is_not_kept_for_ever() -> None:
    reader = Reader()
    with pytest.raises(WireError):
        for _ in range(LONGEST_LINE):
            list(reader.feed(b"xx"))


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(noise: bytes) -> None:
    with contextlib.suppress(WireError):
        list(Reader().feed(noise))
