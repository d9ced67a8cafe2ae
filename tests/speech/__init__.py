"""Speech for tests: recordings of people where the folder of them lies, else Kokoro's sentences.

The recordings are not tracked; recordings.toml lists them. Kokoro's are tracked (render.py makes
them). All sound is 16 kHz mono PCM16, as the kiosk's page sends it.
"""

import hashlib
import os
import random
import tomllib
import wave
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RATE = 16_000
_HERE = Path(__file__).parent
_TRIM_BELOW = 0.02  # Of a recording's own peak: what is softer at its ends is silence.
_used: set[str] = set()


def folder() -> Path:
    """Where recordings of people are looked for: $VILLAGE_RECORDINGS, else beside the checkout."""
    chosen = os.environ.get("VILLAGE_RECORDINGS")
    return Path(chosen) if chosen else _HERE.parents[2] / "shared" / "human_speech"


def recordings() -> dict[str, Path]:
    """The recordings of people that lie on this machine, by text; empty without the folder."""
    return _listed("recordings", folder())


def kokoro() -> dict[str, Path]:
    """Kokoro's sentences, by text."""
    return _listed("kokoro", _HERE / "kokoro")


def said(*words: str) -> bytes:
    """What a person says, one recorded word after another; Kokoro says it where no person does.

    said("多少", "分") splices two words of a person, or is Kokoro's sentence 多少分.
    """
    people = recordings()
    if all(word in people for word in words):
        return splice([people[word] for word in words])
    return pcm(kokoro()["".join(words)])


def pcm(path: Path) -> bytes:
    """The samples of a wav, which must be 16 kHz mono PCM16. A person's recording counts as used."""
    with wave.open(str(path)) as file:
        form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        assert form == (RATE, 1, 2), f"{path} is not 16 kHz mono PCM16"
        samples = file.readframes(file.getnframes())
    if path.parent == folder():
        _used.add(str(path))
    return samples


def splice(paths: Iterable[Path], gap_s: float = 0.02, trim: bool = True) -> bytes:
    """Recordings one after another, without the silence at their ends, with gap_s seconds between."""
    cut = (_trimmed(pcm(path)) if trim else pcm(path) for path in paths)
    return silence(gap_s).join(cut)


def silence(seconds: float) -> bytes:
    """Nothing at all."""
    return bytes(2 * round(seconds * RATE))


def noise(seconds: float, seed: int, level: float) -> bytes:
    """White noise, the same for the same seed; level is its RMS, 1 being the loudest sample."""
    draw = random.Random(seed).gauss
    loud = (round(draw(0, level * 32767)) for _ in range(round(seconds * RATE)))
    return array("h", (max(-32768, min(32767, sample)) for sample in loud)).tobytes()


def used() -> frozenset[str]:
    """The recordings of people that were read so far."""
    return frozenset(_used)


def count(names: Iterable[str]) -> None:
    """These were read by another process of the same run."""
    _used.update(names)


def summary() -> str:
    """One line for the end of a run: how many recordings of people were used."""
    there = len(recordings())
    if not there:
        return f"recordings of people used: none ({folder()} is absent); Kokoro spoke instead"
    return f"recordings of people used: {len(_used)} of {there}"


@cache
def _listed(kind: str, place: Path) -> dict[str, Path]:
    entries = tomllib.loads((_HERE / f"{kind}.toml").read_text("utf-8"))
    (listed,) = entries.values()
    there = {entry["text"]: entry for entry in listed if (place / entry["file"]).is_file()}
    for entry in there.values():
        digest = hashlib.sha256((place / entry["file"]).read_bytes()).hexdigest()
        assert digest == entry["sha256"], f"{place / entry['file']} is not what {kind}.toml lists"
    return {text: place / entry["file"] for text, entry in there.items()}


def _trimmed(samples: bytes) -> bytes:
    values = array("h", samples)
    floor = _TRIM_BELOW * max(map(abs, values), default=0)
    loud = [at for at, value in enumerate(values) if abs(value) > floor]
    return values[loud[0] : loud[-1] + 1].tobytes() if loud else b""
