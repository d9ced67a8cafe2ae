"""The pretend village: invented people, two months of ordinary life."""
