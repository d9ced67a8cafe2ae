"""What the rules tell people: the rows of the rule book, who enters lines, what to bring, the papers, the contest."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rules.explain import explain
from rules.item import Item
from rules.pack import Pack
from rules.why import words


class Row(NamedTuple):
    """A row of the rule book: the item, what it is worth in a sentence, and where the document has it."""

    item: Item
    said: str
    place: str

    def __str__(self) -> str:
        """As worked cases write it: "P07 农村人居环境整治（附件1第7项）：垃圾分类，一个月加一次，每次加5分。"."""
        shown = words()["told"]["points_only"] if self.item.sensitive else ""
        return f"{self.item.code} {self.item.category}（{self.place}）：{self.said}{shown}"


def rule_book(pack: Pack, day: date) -> tuple[Row, ...]:
    """The items that count on a day, in the document's order (YK-04)."""
    found = [item for item in pack.items if item.version_on(day)]
    return tuple(Row(item, explain(item, day), pack.place(item.clause)) for item in found)


def entered_by(pack: Pack, *, positive: bool) -> str:
    """Who says or records what gave points, or what took them: "住户自己、村管理员"."""
    return _listed(pack, "positives_by" if positive else "negatives_by", words()["workers"])


def brought(pack: Pack) -> str:
    """What is asked for at the counter when goods are fetched: "存折、签字"."""
    return _listed(pack, "redemption_proof", words()["proofs"])


def filed(pack: Pack) -> str:
    """The papers that go to the town, by their printed titles."""
    return _listed(pack, "filed_reports", {form.code: form.title for form in pack.paper.forms})


def paper(pack: Pack) -> str:
    """The document's number and day, and the last day of its trial, if it is one."""
    told, dated, until = words()["told"], pack.paper.dated, pack.paper.pilot_until
    said = told["paper"].format(document=pack.document, day=_day(dated))
    return said + told["pilot"].format(day=_day(until)) if until else str(said)


def contest(pack: Pack) -> str:
    """The contest between villages (JX-20 to JX-23) in plain words; "" where the document has none."""
    found = pack.paper.contest
    if found is None:
        return ""
    names = ("villages", "rounds", "least", "most", "winners", "award", "sites_least", "sites_most")
    return str(words()["told"]["contest"].format(**{name: getattr(found, name) for name in names}))


def _listed(pack: Pack, key: str, called: Mapping[str, str]) -> str:
    """A setting that is a list, each by what people call it."""
    named = pack.setting(key).value
    return "、".join(called[str(one)] for one in named) if isinstance(named, tuple) else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
