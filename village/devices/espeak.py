"""A driver for pyttsx3 that makes espeak-ng write wavs into memory, and nowhere else.

pyttsx3's own driver waits for an event that the aarch64 library of the espeakng-loader wheel never sends, and
calls the library from several threads. This one is synchronous: when `runAndWait` returns, all is written.
pyttsx3 finds it as the module `pyttsx3.drivers.village`; see `village.devices.mouth`.
"""

from __future__ import annotations

import ctypes
import os
import time
import wave
from functools import cache
from typing import IO, Any

VOICE = "cmn-latn-pinyin"
"""The voice `cmn` of espeak-ng 1.51, Debian's, spells out pinyin in English; this one is right in 1.51 and 1.52."""

_SYNCHRONOUS, _DO_NOT_EXIT, _UTF8 = 2, 0x8000, 1
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "gap": 7}
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class EspeakError(Exception):
    """The library is not there, does not start, or took too long over a text."""


class Espeak:
    """The driver, as pyttsx3 wants one. Only the thread that made it may use it."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._library, self.sample_rate = _start()
        self._sound = bytearray()
        self._until = 0.0
        self._seconds = 2.0
        self._callback = _Callback(self._take)

    def setProperty(self, name: str, value: float) -> None:
        """`rate` (espeak's words a minute), `pitch` 0..99, `volume` 0..200, `gap` between characters (10 ms
        at the usual rate), and `timeout` in seconds."""
        if name == "timeout":
            self._seconds = value
        elif self._library.espeak_SetParameter(_PARAMETERS[name], int(value), 0) != 0:
            raise EspeakError(f"espeak refuses {name} {value}")

    def save_to_file(self, text: str, target: IO[bytes]) -> None:
        """Write a wav of `text` into `target`, an open file (pyttsx3 hands over whatever it was given)."""
        self._sound.clear()
        self._until = time.monotonic() + self._seconds
        self._library.espeak_SetSynthCallback(self._callback)  # the library keeps one for all its users
        said = text.encode() + b"\0"
        wrong = self._library.espeak_Synth(said, len(said), 0, 1, 0, _UTF8, None, None)
        if wrong or time.monotonic() > self._until:
            raise EspeakError("espeak took too long" if not wrong else f"espeak answers {wrong}")
        with wave.open(target, "wb") as wav:
            wav.setparams((1, 2, self.sample_rate, 0, "NONE", ""))
            wav.writeframes(self._sound)
        self._proxy.notify("finished-utterance", completed=True)

    def startLoop(self) -> None:
        """Work off what is queued."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:
        """Nothing runs between calls."""

    def stop(self) -> None:
        """Nothing runs between calls."""

    def destroy(self) -> None:
        """The library stays: another engine of this process may need it."""

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if count > 0:
            self._sound += ctypes.string_at(samples, 2 * count)
        return 1 if time.monotonic() > self._until else 0  # 1 makes espeak stop


def buildDriver(proxy: Any) -> Espeak:
    """What pyttsx3 calls to make the driver. Raises EspeakError."""
    return Espeak(proxy)


@cache
def _start() -> tuple[ctypes.CDLL, int]:
    """The library keeps one state for a whole process: started again, it forgets what its users had set."""
    library, data = _find()
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
    if sample_rate <= 0:
        raise EspeakError("espeak-ng does not start: its data was not found")
    if library.espeak_SetVoiceByName(VOICE.encode()) != 0:
        raise EspeakError(f"espeak-ng has no voice {VOICE}")
    return library, sample_rate


def _find() -> tuple[ctypes.CDLL, bytes | None]:
    """The library and where its data lies: the wheel's, else Debian's with the place it was built for."""
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        # espeak takes no path over 160 characters, and a checkout may lie deeper. This handle is a short name
        # for the same folder; it stays open, because dictionaries are read from there later on.
        folder = os.open(espeakng_loader.get_data_path(), os.O_PATH | os.O_DIRECTORY)
        return library, f"/proc/self/fd/{folder}".encode()
    except (ImportError, OSError, RuntimeError):
        pass
    try:
        return ctypes.CDLL("libespeak-ng.so.1"), None
    except OSError as why:
        raise EspeakError("no espeak-ng: neither the espeakng-loader wheel nor Debian's libespeak-ng1") from why
