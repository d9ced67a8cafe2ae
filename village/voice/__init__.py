"""How a face listens and speaks: the wire, the speech worker, its keeper, and the client a face holds."""

from village.voice.client import Heard, Progress, Voice, VoiceStatus

__all__ = ["Heard", "Progress", "Voice", "VoiceStatus"]
