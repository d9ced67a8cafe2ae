"""A scenario of one step, as a town would write one; what is expected of it stands where EXPECT is."""

LIFE = """title = "扫院坝"
pack = "dazu-2021"

[[item]]
code = "Q1"
title = "扫院坝"
category = "美丽建设"
kind = "positive"
points = 2.5

[[household]]
id = "A"
head = "谭玉珍"
group = "二组"
enrolled = 2021-09-01

[[step]]
on = 2021-10-01
do = "score"
household = "A"
item = "Q1"
expect = { EXPECT }
"""
