"""Workbooks (.xlsx) of the office, both ways: what was handed in as plain text of tables, and tables as workbooks."""
