"""axe-core finds nothing on any page, in any state: WCAG 2.0 to 2.2 at A and AA, best practice, contrast at AAA."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.kiosk.browser import chromium
from tests.kiosk.walk import kiosk_of, serving, standing_at, through, village
from village.store import Store

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
    const rules = { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(("inches", "look"), [("10", {}), ("7", {"text": 3}), ("10", {"contrast": 2})], ids=str)
def test_axe_finds_nothing(browser: Browser, store: Store, inches: str, look: dict[str, int]) -> None:
    faults: set[str] = set()
    with village(store) as (served, crowd):
        for name, walk in through(browser, served, store, crowd, inches, **look):
            if not walk.page.evaluate("() => 'axe' in window"):
                walk.page.evaluate(AXE)
            faults |= {f"{name}: {fault}" for fault in walk.page.evaluate(RUN)}
    assert not faults


def test_axe_would_find_something(browser: Browser, store: Store) -> None:
    with serving(kiosk_of(store)) as served, standing_at(browser, served) as page:
        page.evaluate(AXE)
        page.evaluate("document.querySelector('.welcome').style.color = '#808080'; document.documentElement.lang = ''")
        assert {fault.split(":")[0] for fault in page.evaluate(RUN)} >= {"color-contrast-enhanced", "html-has-lang"}
