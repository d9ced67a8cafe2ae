"""The coverage page is what the code gives, leaves out no clause, and its scenarios hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rules import Pack, PackError, load_pack, packs_folder
from rules.coverage.page import Judged, State, judge, written
from rules.coverage.reach import unreached
from rules.coverage.references import faults
from rules.coverage.rows import Row, read_rows
from rules.pack import OPEN_QUESTIONS
from village.services.rehearsal import rehearse

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "rules" / "COVERAGE.md"
ROWS = read_rows(ROOT / "rules" / "coverage")
PACKS = sorted(packs_folder().iterdir())
LAST = {"JX-": 43, "DZ-": 23, "GY-": 24, "YK-": 31, "YK-P": 25, "YK-N": 25, "MH-": 20}
MOST_OUT_OF_SCOPE = 12


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judge(ROWS, PACKS, ROOT)


def lines() -> dict[str, list[str]]:
    """Clause id → the cells of its line on the committed page."""
    found = (re.split(r" \| ", line.strip("| ")) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return {cells[0]: cells for cells in found if re.fullmatch(r"[A-Z]{2}-[PN]?\d\d", cells[0])}


def cited(pack: Pack) -> Iterator[tuple[str, str]]:
    """(clause, what cites it) for all that a pack says."""
    for key, setting in pack.settings.items():
        yield setting.clause, f"setting `{key}`"
    for item in pack.items:
        yield item.clause, f"item `{item.code}`"
    for form in pack.paper.forms:
        yield form.clause, f"form `{form.code}`"
    for key, names in pack.paper.names.items():
        yield names.clause, f"list `{key}`"


def test_the_page_is_what_the_code_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(ROOT), "run `make coverage` and commit rules/COVERAGE.md"


def test_every_clause_of_the_five_documents_has_its_line_and_nothing_else_has() -> None:
    asked = {f"{prefix}{number:02d}" for prefix, last in LAST.items() for number in range(1, last + 1)}
    assert len(asked) == 191
    assert {row.id for row in ROWS} == asked
    assert set(lines()) == asked


def test_every_reference_is_alive() -> None:
    assert faults(ROWS, ROOT) == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_all_that_a_pack_cites_stands_in_the_line_of_its_clause(folder: Path) -> None:
    pack, listed = load_pack(folder), lines()
    for clause, what in cited(pack):
        assert clause in OPEN_QUESTIONS or what in listed[clause][2], (clause, what)
    assert {clause for clause in pack.clauses if clause not in OPEN_QUESTIONS} <= set(listed)


def test_a_covered_clause_says_where_it_lives_and_what_shows_it(judged: list[Judged]) -> None:
    listed = lines()
    covered = [one.row.id for one in judged if one.state is State.COVERED]
    assert covered
    for clause in covered:
        assert "–" not in listed[clause][2:4]
        assert listed[clause][4] == "covered"


def test_an_open_clause_says_what_is_wanting(judged: list[Judged]) -> None:
    for one in judged:
        if one.state is State.OPEN:
            assert f"**not yet**: {one.lacking}" in lines()[one.row.id][4]
            assert len(one.lacking) > 3


def test_few_clauses_are_out_of_scope_and_each_has_its_reason() -> None:
    out = [row for row in ROWS if row.out]
    assert len(out) <= MOST_OUT_OF_SCOPE
    assert all(len(row.out) > 20 for row in out)


def test_the_counts_at_the_head_are_those_of_the_lines() -> None:
    said = [cells[4] for cells in lines().values()]
    marks = ("covered", "**no page yet**", "**not yet**", "out of scope")
    counts = [sum(one.startswith(mark) for one in said) for mark in marks]
    assert sum(counts) == 191
    assert f"| **all** | 191 | {' | '.join(map(str, counts))} |" in PAGE.read_text(encoding="utf-8")


def test_every_scenario_on_the_page_holds(judged: list[Judged]) -> None:
    named = {
        packs_folder() / one.row.pack / "scenarios" / f"{name}.toml"
        for one in judged
        for name in one.evidence.scenarios
    }
    assert named
    assert {path: found for path in sorted(named) if (found := rehearse(path).mismatches)} == {}


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (["village.services.years.shut"], []),
        (["village.services.centuries"], []),
        (["village.services.years.close.more"], []),
        (["village.services.figures.Figures.nothing"], []),
        (["os.path.join"], []),
        ([], ["tests/rules/test_coverage.py::test_that_nobody_wrote"]),
        ([], ["tests/rules/test_nothing.py::test_it_works"]),
        ([], ["tests/rules/test_coverage.py::lines"]),
        ([], ["rules/coverage/page.py::judge"]),
    ],
)
def test_a_dead_reference_is_named(where: list[str], shown: list[str]) -> None:
    row = replace(ROWS[0], where=tuple(where), shown=tuple(shown))
    told = faults([row], ROOT)
    assert len(told) == 1
    assert (where + shown)[0] in told[0]
    assert told[0].startswith(row.id)


def test_names_of_classes_methods_and_values_are_found() -> None:
    names = (
        "village.services.figures.Figures.redeemable",
        "rules.items.KINDS",
        "admin.pages",
        "rules.paper.Paper.forms",
    )
    assert faults([replace(ROWS[0], where=names, shown=())], ROOT) == []


def test_a_clause_that_only_the_pack_knows_is_open_and_so_is_one_that_nothing_shows() -> None:
    bare = Row("JX-20", "jiuxian-2022", "places to be shown", (), (), "", "", "")
    acted = replace(bare, where=("village.services.years.close",))
    shown = replace(acted, shown=("tests/rules/test_coverage.py::test_it_works",))
    assert [one.lacking for one in judge([bare, acted, shown], [], ROOT)] == [
        "the pack says it and nothing acts on it",
        "a scenario or a test that shows it",
        "",
    ]


def test_a_scenario_that_cites_what_nobody_knows_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "dazu-2021"
    shutil.copytree(packs_folder() / "dazu-2021", folder)
    (folder / "scenarios" / "odd.toml").write_text('clauses = ["DZ-15", "JX-02"]', encoding="utf-8")
    with pytest.raises(PackError, match=r"odd\.toml.*'JX-02'"):
        judge(ROWS, [folder], ROOT)


def test_a_row_without_a_row_s_keys_is_refused(tmp_path: Path) -> None:
    for text, words in (
        ("[X-01]\nwhere = []", "gloss"),
        ('[X-01]\ngloss = "a"\nplace = "b"', "place"),
        ('[X-01]\ngloss = "a"\nof = "moon"', "town, district"),
        ('[X-01]\ngloss = "a"\nout = "b"\nmissing = "c"', "Keep one or the other"),
    ):
        (tmp_path / "x.toml").write_text(text, encoding="utf-8")
        with pytest.raises(PackError, match=words):
            read_rows(tmp_path)


def test_only_what_a_face_leads_to_is_reached(tmp_path: Path) -> None:
    services, pages = tmp_path / "village" / "services", tmp_path / "admin" / "pages"
    services.mkdir(parents=True)
    pages.mkdir(parents=True)
    (services / "shop.py").write_text(
        "from village.services import prices as tags\n"
        "def sell():\n    tags.price()\n    _note()\n\n\ndef give():\n    pass\n\n\ndef _note():\n    pass\n",
        encoding="utf-8",
    )
    (services / "prices.py").write_text("def price():\n    pass\n\n\ndef rate():\n    pass\n", encoding="utf-8")
    (pages / "counter.py").write_text("from village.services import shop\n\nshop.sell()\n", encoding="utf-8")
    assert unreached(tmp_path) == {"village.services.shop.give", "village.services.prices.rate"}
