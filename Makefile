# The two commands of the README are `make run` and `make test`; each sets up all it needs by itself.
.PHONY: run test lint bench bench-voice demo lock wheels pictures papers screens coverage mutate help
village = .venv/bin/village

run:            ## a village in ./data (made if there is none), kiosk on 8000, admin on 8001
	@./prepare.sh run
	@$(village) demo --if-missing
	@exec $(village) serve

demo:           ## make the pretend village in ./data; move the folder away first to begin again
	@./prepare.sh run
	@$(village) demo

test: lint      ## everything, with real parts
	@.venv/bin/python -m pytest -n 2 --dist loadfile

lint:           ## style, types and floors
	@./prepare.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench:          ## a table on the screen and bench.json
	@./prepare.sh test
	@.venv/bin/python -m tests.bench

bench-voice:    ## how well the ears understand, and who spoke: a table and bench-voice.json (hours, the first time)
	@./prepare.sh test
	@.venv/bin/python -m tests.hearing --rooms all

lock:           ## after a change of dependencies in pyproject.toml (needs uv)
	uv lock -q
	uv export -q --format requirements-txt --no-header --no-annotate --no-emit-project --no-dev -o requirements.lock
	uv export -q --format requirements-txt --no-header --no-annotate --no-emit-project -o requirements-dev.lock

wheels:         ## do all pins have wheels for a 64-bit Raspberry Pi? (asks the package index)
	@.venv/bin/python -m tests.wheels

pictures:       ## the pictures of the README and of the desk's handbook, taken from the running product
	@./prepare.sh test
	@.venv/bin/python -m tests.pictures

papers:         ## the pictures of the papers that tests compare with, as they look now
	@./prepare.sh test
	@VILLAGE_PAPERS=keep .venv/bin/python -m pytest tests/admin/test_paper_pictures.py

screens:        ## every screen of the kiosk as pictures on one page: build/screens/index.html
	@./prepare.sh test
	@.venv/bin/python -m tests.screens

coverage:       ## rules/COVERAGE.md anew: each clause, where it lives and what shows it
	@./prepare.sh test
	@.venv/bin/python -m rules.coverage

mutate:         ## change each figure of the packs, one at a time: does a case or a scenario notice? PACK= and ONLY= play a part
	@./prepare.sh test
	@.venv/bin/python -m tests.mutation $(if $(PACK),--pack "$(PACK)") $(if $(ONLY),--only "$(ONLY)")

help:           ## this list
	@awk -F ':.*## *' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
