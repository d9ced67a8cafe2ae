"""A renderer for machines without Kokoro: each clip is one of its tracked sentences. A process of its own."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from village.devices import clip

SOUND = Path(__file__).parents[1] / "speech" / "kokoro" / "回去.wav"


def main(seconds: float) -> None:
    """Takes so long over each; what is said to be 坏 fails."""
    sound = clip.of(SOUND.read_bytes())
    for line in sys.stdin:
        wanted = json.loads(line)
        time.sleep(seconds)
        if "坏" in wanted["text"]:
            print("ClipError clip_faint", flush=True)
            continue
        clip.lay(Path(wanted["path"]), sound)
        print(flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
