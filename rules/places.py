"""Where in a file's text something stands that a reader names by its table and key."""

import re
from typing import NamedTuple

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(?:#.*)?$")
_ARRAY = re.compile(r"\[\[(\w+)\]\] (.+)")
_NUMBERED = re.compile(r"(?:number )?(\d+)(?: \(\w+\))?$")


class _Block(NamedTuple):
    """A table of the file: its header (0: what stands before the first one) and the line after its last."""

    name: str
    array: bool
    start: int
    end: int


def line_of(text: str, table: str, key: str) -> int:
    """The line, counted from 1; of a key that is not there, the line where its table begins; 0 where neither is."""
    lines = text.splitlines()
    blocks = _blocks(lines)
    block = _block(lines, blocks, table)
    inner = _inner(table)
    if block is None:
        return next((block.start for block in blocks if block.name == key), 0)
    for name in (inner, key):
        if name not in ("", "-") and (line := _key(lines, block, name)):
            return line
    headers = [one.start for one in blocks if one.name == key and block.start == 0]
    return headers[0] if headers else block.start


def _blocks(lines: list[str]) -> list[_Block]:
    headers = [(number, found) for number, line in enumerate(lines, 1) if (found := _HEADER.match(line))]
    first, *ends = [*(number for number, _ in headers), len(lines) + 1]
    named = [
        _Block(found[2], found[1] == "[[", number, end) for (number, found), end in zip(headers, ends, strict=True)
    ]
    return [_Block("", False, 0, first), *named]


def _inner(table: str) -> str:
    """ "[settings] rate" speaks of the key `rate` of that table."""
    found = re.match(r"\[\w+\] (\S+)", table)
    return found[1] if found else ""


def _block(lines: list[str], blocks: list[_Block], table: str) -> _Block | None:
    if found := _ARRAY.match(table):
        return _of_array(lines, [one for one in blocks if one.array and one.name == found[1]], found[2])
    if found := re.match(r"\[(\w+)\]", table):
        return next((one for one in blocks if one.name == found[1]), None)
    return blocks[0]


def _of_array(lines: list[str], blocks: list[_Block], named: str) -> _Block | None:
    """The table of that number, id or code; of two with the same id the later one, which is too many."""
    name = re.split(r", (?:options?|expect|version)\b", named)[0]
    if (found := _NUMBERED.match(name)) and int(found[1]) <= len(blocks):
        return blocks[int(found[1]) - 1]
    wanted = re.compile(rf"\s*(?:id|code|name|from)\s*=\s*[\"']?{re.escape(name)}[\"']?\s*(?:#.*)?$")
    fitting = [one for one in blocks if any(wanted.match(line) for line in lines[one.start : one.end - 1])]
    return fitting[-1] if fitting else None


def _key(lines: list[str], block: _Block, key: str) -> int:
    wanted = re.compile(rf"(?:^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*(?:\.\w+\s*)?=")
    for number in range(block.start + 1, block.end):
        if wanted.search(lines[number - 1]):
            return number
    return 0
