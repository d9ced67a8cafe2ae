"""What the five documents name: themselves, their forms and seats, their lists, a contest and a trial."""

from __future__ import annotations

from datetime import date

import pytest

from rules import load_pack, packs_folder

IDS = {
    "JX": "jiuxian-2022",
    "DZ": "dazu-2021",
    "GY": "gaoyang-2022",
    "YK": "yangkou-2023",
    "MH": "minhang-2024",
}
PACKS = {letters: load_pack(packs_folder() / folder) for letters, folder in IDS.items()}

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
    ("JX", "publication_places"): "村办公室公示栏 农户家门口积分牌",
    ("JX", "redemption_occasions"): "主题党日 村民代表会议",
    ("JX", "redemption_places"): "积分超市 集中兑换点",
    ("JX", "inspection_parts"): "积分制开展 积分兑换 资金使用",
    ("JX", "reward_kinds"): "流动红旗 荣誉牌",
    ("DZ", "fund_purposes"): "乡村治理积分制试点",
    ("DZ", "publication_places"): "村里醒目的地方",
    ("DZ", "reward_kinds"): "兑换物质奖励 精神鼓励 享受激励政策",
    ("DZ", "goods_categories"): "一般生活物品 电子产品、电器",
    ("DZ", "honours"): "最美党员 最美家庭 最美庭院 清洁庭院 星级文明户 卫生清洁户",
    ("DZ", "honours_taking_part"): "道德模范 劳动模范 创业模范 文明家庭",
    ("DZ", "fund_sources"): "部门和镇街支持 村集体经济收益 社会力量捐赠",
    ("DZ", "objections_by"): "村支两委",
    ("GY", "honour_levels"): "国家级 市县级 镇村级 媒体正面报道",
    ("GY", "redemption_places"): "积分超市",
    ("GY", "publication_places"): "村公示栏",
    ("GY", "honours"): "通报表扬 奖状",
    ("GY", "reward_kinds"): "精神激励 兑换物品 政策支持",
    ("GY", "cash_forms"): "现金",
    ("GY", "publicity_ways"): "入户走访 村村通",
    ("YK", "approval_steps"): "党支部提议 两委商议 党员大会审议 村民代表会议决议 决议公开 实施结果公开",
    ("YK", "publication_places"): "广播会 公示栏",
    ("YK", "honours"): "文明家庭 最美家庭",
    ("YK", "reward_kinds"): "精神奖励 物质奖励",
    ("YK", "services"): "普法宣传 人民调解 法律咨询",
    ("YK", "duties"): "物资准备 积分采集 积分兑换",
    ("YK", "fund_sources"): "乡贤赞助 企业捐助 金融帮助",
    ("MH", "boards"): "红榜 黑榜 季度积分栏",
    ("MH", "inspection_parts"): "农户考核打分 积分公示 积分兑换 台账管理",
    ("MH", "places"): "宅前屋后 自留地 庭院",
    ("MH", "place_sides"): "户外 户内",
    ("MH", "score_parts"): "日常维护贡献度 成效",
    ("MH", "publication_places"): "村民小组内 积分制小程序",
    ("MH", "publicity_ways"): "入户讲解宣传 发放倡议书",
    ("MH", "fund_sources"): "村自有资金 社会捐赠",
    ("MH", "helpers"): "户管家",
}


def test_lists_are_those_of_the_documents() -> None:
    given = {(name, key): names.values for name, pack in PACKS.items() for key, names in pack.paper.names.items()}
    assert given == {where: tuple(names.split()) for where, names in LISTS.items()}


def test_a_list_that_a_document_lacks_is_empty_and_one_nobody_knows_is_an_error() -> None:
    assert PACKS["MH"].paper.listed("goods_forbidden") == ()
    with pytest.raises(KeyError):
        PACKS["MH"].paper.listed("goods_forbiden")
