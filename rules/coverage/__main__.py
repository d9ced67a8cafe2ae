"""`python -m rules.coverage` (`make coverage`): write rules/COVERAGE.md anew."""

import argparse
import sys
from pathlib import Path

from rules.coverage.page import written
from rules.coverage.references import faults
from rules.coverage.rows import read_rows
from rules.strict import PackError

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """0: the page is written. 1: a reference is dead, or a file is not understood; the page stays as it was."""
    argparse.ArgumentParser(prog="python -m rules.coverage", description=__doc__).parse_args()
    try:
        text = written(ROOT)
        dead = faults(read_rows(ROOT / "rules" / "coverage"), ROOT)
    except PackError as error:
        dead = [str(error)]
    if dead:
        print("\n".join(dead), file=sys.stderr)
        return 1
    (ROOT / "rules" / "COVERAGE.md").write_text(text, encoding="utf-8")
    print("rules/COVERAGE.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
