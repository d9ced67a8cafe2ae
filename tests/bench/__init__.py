"""How fast and how small, against the bare alternative: `python -m tests.bench [--quick] [figures …]`."""
