"""The whole book as a cadre reads it: every line there ever was, in words (全部台账, JX-34)."""

from __future__ import annotations

from collections.abc import Iterator

from admin.ledgers.whose import Row, every_home, whose
from admin.session import KIND_NAMES
from village.language import dates
from village.model.entry import Entry
from village.services import evidence, ledger, marks, rulebook, villages
from village.sheets.writing import figure
from village.store import Store

HEAD = (
    *(
        "镇街",
        "村",
        "户号",
        "户主",
        "组",
        "笔号",
        "哪天的事",
        "算在哪个月",
        "哪一类",
        "项目",
        "事项",
        "次数",
        "分数（分）",
    ),
    *("家里哪一位", "地点", "原因", "依据", "凭据", "更正", "等次", "记账时间", "经办人"),
)
"""The columns. What seals a line stands in the other table, which machines read."""


def lines(store: Store) -> Iterator[Row]:
    """Every line, the oldest first; times are those of the office's clock."""
    village, homes, words = villages.get(store), every_home(store), marks.of_all(store)
    papers: dict[str, str] = {}
    for line in ledger.every(store):
        yield [
            *(village.town, village.name, *whose(homes[line.household_id]), line.id, f"{line.occurred_on}"),
            *(line.period, KIND_NAMES[line.kind], line.item, rulebook.title_on(store, line), line.count),
            *(figure(line.points.hundredths), line.member, line.place, line.reason, line.clause),
            *(_paper(store, line, papers), f"更正第{line.reverses}笔" if line.reverses else ""),
            *(words.get(line.id, ""), dates.show_moment(line.recorded_at.astimezone()), line.actor),
        ]


def _paper(store: Store, line: Entry, known: dict[str, str]) -> str:
    """What a line rests on, by its title; each paper is asked for once."""
    if line.evidence and line.evidence not in known:
        known[line.evidence] = evidence.get(store, int(line.evidence)).title
    return known.get(line.evidence, "")
