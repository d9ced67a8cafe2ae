"""The digest of a pack: what a ledger line remembers of the rules that decided it."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal


def digest(*files: Mapping[str, object]) -> str:
    """sha256 over the files' meaning; numbers such as 5 and 5.0 are the same figure."""
    text = json.dumps(files, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str | int:
    """What JSON does not know: dates as written, and 5.0 as 5."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value.normalize())
    return str(value)
