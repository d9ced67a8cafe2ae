"""What is asked by voice in the figures: short and whole, people's words and Kokoro's sentences."""

from __future__ import annotations

from tests import speech

CHUNK = 3200  # bytes: a tenth of a second
SLICE = 3200  # the worker hands its ears half of it at a time


def questions() -> list[bytes]:
    """Sounds of questions that may be asked at the balance screen, without silence around them."""
    asked = ("我家还有多少分", "我家有多少积分", "为什么加分", "我家排第几")
    sounds = [speech.splice([speech.kokoro()[text]]) for text in asked]
    return [speech.said("多少", "分"), speech.said("为什么"), *sounds]


def chunks(sound: bytes) -> list[bytes]:
    """As the kiosk's page sends it: a breath, the question, then silence, in numbered pieces."""
    heard = speech.silence(0.4) + sound + speech.silence(8.0)
    return [heard[start : start + CHUNK] for start in range(0, len(heard), CHUNK)]
