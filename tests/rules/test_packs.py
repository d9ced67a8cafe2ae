"""The five packs against the five documents: settings, forms, lists, clauses; and what tells them apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rules import Pack, Setting, load_pack, packs_folder
from rules.settings import SETTINGS

IDS = {
    "JX": "jiuxian-2022",
    "DZ": "dazu-2021",
    "GY": "gaoyang-2022",
    "YK": "yangkou-2023",
    "MH": "minhang-2024",
}
PACKS = {letters: load_pack(packs_folder() / folder) for letters, folder in IDS.items()}
LAST_CLAUSE = {"JX": 43, "DZ": 23, "GY": 24, "YK": 31, "MH": 20}
"""Clauses of each document are numbered from 1 to this."""
A8 = {
    "group word": ("group_word",),
    "base grant": ("base_grant", "base_points"),
    "base redeemable": ("base_redeemable", "base_after_year"),
    "scoring deadline": ("scoring_deadline",),
    "publish cadence / deadline": ("publication_cadence", "publication_month", "publication_day"),
    "points become redeemable after": ("redeemable_after",),
    "redemption windows": ("redemption_months", "redemption_days"),
    "rate / price": ("rate",),
    "delivery days": ("delivery_days_daily", "delivery_days_appliance"),
    "year change": ("year_change",),
    "quarter change": ("quarter_change",),
    "prior-year remainder in January": ("prior_year_remainder",),
    "rank basis": ("rank_basis",),
    "nomination rule": ("nomination",),
    "one-vote veto": ("veto",),
    "positives entered by": ("positives_by",),
    "negatives entered by": ("negatives_by",),
    "evidence required": ("evidence",),
    "home visit before approval": ("home_visit",),
    "signatures on approval": ("signatures", "two_person_approval"),
    "rectification notice": ("rectification_notice",),
    "passbook/card at redemption": ("redemption_proof",),
    "item change normally takes effect": ("item_change",),
    "proof for item change": ("item_change_proof",),
    "committee": ("committee",),
    "cash-like rewards": ("cash_like",),
    "filed reports": ("filed_reports",),
    "negative balance": ("negative_balance",),
    "objection days": ("objection_days",),
}
"""The rows of clauses A.8, in their order, and where each lives."""


def witness() -> dict[tuple[str, str], str]:
    """(setting, document) → what the table beside this file says."""
    text = (Path(__file__).parent / "settings_of_five.txt").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    (_, *documents), *settings = [[cell.strip() for cell in row] for row in rows]
    return {(key, name): cell for key, *cells in settings for name, cell in zip(documents, cells, strict=True)}


def written(row: Setting) -> str:
    """A setting as in that table."""
    value = row.value
    if SETTINGS[row.key].points and isinstance(value, int):
        assert value % 100 == 0
        value //= 100
    if isinstance(value, tuple):
        value = "+".join(map(str, value)) or "nothing"
    said = {None: "-", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)
    return f"{'?' if row.choice else ''}{said} {row.clause}"


@pytest.mark.parametrize("letters", PACKS)
def test_every_setting_is_as_the_document_says(letters: str) -> None:
    expected = {key: cell for (key, name), cell in witness().items() if name == letters}
    assert {key: written(row) for key, row in PACKS[letters].settings.items()} == expected


@pytest.mark.parametrize("letters", PACKS)
def test_every_row_of_the_catalogue_is_set(letters: str) -> None:
    assert len(A8) == 29
    for keys in A8.values():
        for key in keys:
            assert PACKS[letters].setting(key).clause


def test_only_minhang_and_yangkou_have_to_choose_before_they_begin() -> None:
    unset = {name: {key for key, row in pack.settings.items() if row.value is None} for name, pack in PACKS.items()}
    assert unset == {
        "JX": set(),
        "DZ": set(),
        "GY": set(),
        "YK": {"base_points", "publication_day"},
        "MH": {"year_change", "rate", "redemption_months", "redemption_days"},
    }
    assert all(PACKS[name].setting(key).choice for name, keys in unset.items() for key in keys)


def test_a_village_of_minhang_opens_its_windows_with_one_choice() -> None:
    by_month = PACKS["MH"].choose({"redemption_months": [3, 9]})
    by_day = PACKS["MH"].choose({"redemption_days": [5]})
    assert [by_month.setting(key).value for key in ("redemption_months", "redemption_days")] == [(3, 9), "all"]
    assert [by_day.setting(key).value for key in ("redemption_months", "redemption_days")] == ["all", (5,)]


def cited(pack: Pack) -> set[str]:
    """Every clause that a pack gives as a reason for something."""
    paper = pack.paper
    clauses = {row.clause for row in pack.settings.values()} | set(pack.grounds.values())
    clauses |= {form.clause for form in paper.forms} | {names.clause for names in paper.names.values()}
    clauses |= {item.clause for item in pack.items}
    return clauses | ({paper.contest.clause} if paper.contest else set())


@pytest.mark.parametrize("letters", PACKS)
def test_every_clause_is_one_of_the_document_s_or_an_open_question(letters: str) -> None:
    pack, own = PACKS[letters], re.compile(rf"{letters}-(?:\d\d|[PN]\d\d)")
    for clause in (*pack.clauses, *cited(pack)):
        assert own.fullmatch(clause) or re.fullmatch(r"A\.8|A\.7-(?:[1-9]|1\d|20)", clause), clause
        assert pack.place(clause)
    numbered = {f"{letters}-{number:02}" for number in range(1, LAST_CLAUSE[letters] + 1)}
    assert {clause for clause in pack.clauses if re.fullmatch(r"[A-Z]{2}-\d\d", clause)} == numbered


@pytest.mark.parametrize("letters", PACKS)
def test_what_the_document_fixes_is_no_choice_and_what_it_leaves_open_is_one(letters: str) -> None:
    for row in PACKS[letters].settings.values():
        assert row.choice or row.clause.startswith(letters), row


DOCUMENTS = {
    "JX": ("旧县办〔2022〕51号", date(2022, 3, 15), date(2022, 1, 1), "重庆市铜梁区人民政府旧县街道办事处"),
    "DZ": ("大足农委〔2021〕335号", date(2021, 8, 31), date(2021, 9, 1), "重庆市大足区农业农村委员会"),
    "GY": ("高阳府发〔2022〕76号", date(2022, 7, 26), date(2022, 1, 1), "高阳镇人民政府"),
    "YK": ("洋发〔2023〕18号", date(2023, 6, 6), date(2023, 1, 1), "中共如东县洋口镇委员会、如东县洋口镇人民政府"),
    "MH": ("闵乡村振兴办[2024]5号", date(2024, 3, 28), date(2024, 1, 1), "闵行区实施乡村振兴战略工作领导小组办公室"),
}
CATEGORIES = {
    "JX": "厕所革命 生活垃圾治理 生活污水治理 村容村貌提升 秸秆禁烧",
    "DZ": "平安建设 道德建设 美丽建设",
    "GY": "人居环境类 产业发展类 遵纪守法类 村风民俗类 善行公益类 表彰奖励类",
    "YK": "爱党爱国 遵纪守法 农村人居环境整治 移风易俗 网格治理 德善公益 其他项目",
    "MH": "人居环境 移风易俗 垃圾分类 房屋出租 生产生活安全",
}


@pytest.mark.parametrize("letters", PACKS)
def test_a_pack_names_its_document(letters: str) -> None:
    pack = PACKS[letters]
    assert (pack.document, pack.paper.dated, pack.starts, pack.paper.issuer) == DOCUMENTS[letters]
    assert pack.categories == tuple(CATEGORIES[letters].split())
    assert pack.title != pack.paper.full_title
    assert len(pack.title) <= 16
    assert set(pack.paper.kinds) == {"positive", "negative", "reward"}


def test_the_seven_annexes_of_jiuxian_are_titled_as_printed() -> None:
    paper = PACKS["JX"].paper
    assert [form.title for form in paper.forms] == [
        "旧县街道农村人居环境整治积分分值指导标准",
        "旧县街道积分制现场检查评分表",
        "旧县街道XX村农村人居环境整治农村人居环境整治积分管理个案台账",
        "铜梁区农村人居环境整治积分存折",
        "拉练评比评分表",
        "旧县街道积分制资金拨付申请表",
        "旧县街道XX村农村人居环境整治积分制推进情况第X季度报表",
    ]
    report = paper.form("annex7")
    assert (report.filed_months, report.filed_day) == ((3, 6, 9, 12), 30)
    with pytest.raises(KeyError):
        paper.form("annex8")


def test_the_contest_of_jiuxian_reaches_seventeen_villages() -> None:
    contest = PACKS["JX"].paper.contest
    assert contest is not None
    assert (contest.villages, contest.rounds, contest.least, contest.most) == (17, 4, 4, 5)
    assert (contest.winners, contest.award, contest.sites_least, contest.sites_most) == (6, 20_000, 2, 3)
    assert [name for name, pack in PACKS.items() if pack.paper.contest] == ["JX"]


def test_the_trial_of_dazu_ends_inside_a_year() -> None:
    assert PACKS["DZ"].paper.pilot_until == date(2022, 8, 31)


def test_seats_are_those_of_the_documents() -> None:
    seats = {name: {seat.name: seat.count for seat in pack.paper.seats} for name, pack in PACKS.items()}
    assert {name: count for name, count in seats["GY"].items() if count} == {"组长": 1, "村民代表": 2, "党员代表": 2}
    assert [seat.name for seat in PACKS["YK"].paper.seats if seat.rotates] == ["党员代表", "群众代表"]
    for name, pack in PACKS.items():
        assert tuple(seats[name]) == pack.setting("committee").value


LISTS = {
    ("JX", "goods_categories"): "清洁用品类 花草果树类 生活用品类",
    ("JX", "goods_forbidden"): "污染环境 国家明令禁止 外来入侵物种",
    ("JX", "cash_forms"): "现金 转账 支付报酬",
    ("JX", "fund_purposes"): "积分兑换 拉练评比奖励 物资制作 宣传推广",
    ("JX", "fund_forbidden"): "单位基本支出 人员劳务费支付",
    ("JX", "award_purposes"): "提升农村人居环境 深化积分制 促进乡村治理",
    ("JX", "duties"): "积分登记 积分清算 资料归档",
    ("JX", "honours"): "最美院落 最美家庭 好乡亲 新乡贤",
    ("DZ", "honours"): "最美党员 最美家庭 最美庭院 清洁庭院 星级文明户 卫生清洁户",
    ("DZ", "honours_taking_part"): "道德模范 劳动模范 创业模范 文明家庭",
    ("DZ", "fund_sources"): "部门和镇街支持 村集体经济收益 社会力量捐赠",
    ("DZ", "objections_by"): "村支两委",
    ("GY", "honour_levels"): "国家级 市县级 镇村级 媒体正面报道",
    ("GY", "redemption_places"): "积分超市",
    ("YK", "services"): "普法宣传 人民调解 法律咨询",
    ("YK", "duties"): "物资准备 积分采集 积分兑换",
    ("YK", "fund_sources"): "乡贤赞助 企业捐助 金融帮助",
    ("MH", "boards"): "红榜 黑榜 季度积分栏",
    ("MH", "inspection_parts"): "农户考核打分 积分公示 积分兑换 台账管理",
    ("MH", "places"): "宅前屋后 自留地 庭院",
    ("MH", "helpers"): "户管家",
}


@pytest.mark.parametrize(("letters", "key"), LISTS)
def test_lists_are_those_of_the_documents(letters: str, key: str) -> None:
    assert PACKS[letters].paper.listed(key) == tuple(LISTS[letters, key].split())


def test_a_list_that_a_document_lacks_is_empty_and_one_nobody_knows_is_an_error() -> None:
    assert PACKS["MH"].paper.listed("goods_forbidden") == ()
    with pytest.raises(KeyError):
        PACKS["MH"].paper.listed("goods_forbiden")


def test_only_yangkou_ships_its_items() -> None:
    assert {name: len(pack.items) for name, pack in PACKS.items()} == {"JX": 0, "DZ": 0, "GY": 0, "YK": 50, "MH": 0}


def test_digests_are_stable_and_no_two_are_alike() -> None:
    again = {name: load_pack(packs_folder() / folder).digest for name, folder in IDS.items()}
    assert again == {name: pack.digest for name, pack in PACKS.items()}
    assert len(set(again.values())) == 5


def test_every_pack_tells_where_it_comes_from() -> None:
    for folder in IDS.values():
        told = (packs_folder() / folder / "SOURCE.md").read_text(encoding="utf-8")
        assert load_pack(packs_folder() / folder).document in told
        assert len(told.splitlines()) <= 40
