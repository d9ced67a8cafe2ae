"""What an item is worth, as one plain sentence for the kiosk and the voice."""

from datetime import date

from rules.item import Item, Option, Version
from rules.shapes import Shape
from rules.why import amount, words


def explain(item: Item, on: date | None = None) -> str:
    """The item's words, limits and figures: by its newest version, or by that of the day `on`.

    ValueError when the item had no version on that day.
    """
    version = item.version_on(on) if on else item.versions[-1]
    if version is None:
        raise ValueError(f"item {item.code} has no version on {on}")
    phrases = words()["explain"]
    plain = [option for option in item.options.values() if option.name not in item.tiers]
    parts = [_worth(item, option, version) for option in plain]
    if item.tiers:
        tiers = [option for option in item.options.values() if option.name in item.tiers]
        listed = "、".join(_worth(item, option, version) for option in tiers)
        parts.append(phrases["highest"].format(tiers=listed))
    if not item.options:
        parts.append(_worth(item, None, version))
    return str(phrases["between"].join(parts) + phrases["end"])


def _worth(item: Item, option: Option | None, version: Version) -> str:
    shape = option.shape if option else item.shape
    template = words()["explain"][_form(item, shape)]
    name = option.name if option else None
    figure = amount(version.value(name))
    does = words()["does"][item.kind]
    return str(template.format(title=item.named(name), points=figure, does=does))


def _form(item: Item, shape: Shape) -> str:
    if item.open:
        return "open"
    if shape.tier:
        return "tier"
    return "person_once" if shape.once else shape.per
