# Two commands on a fresh machine: `make demo` and `make test`. Everything is installed into .venv from pinned locks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO ?= build/demo
FAMILIES ?= build/families
WORKERS ?= 2
RUNS ?= 200000

.PHONY: help demo demo-train demo-evaluate test test-slow check format bench bench-engine bench-endurance bench-generation bench-statements bench-plan bench-ablation bench-corpus bench-dedup bench-sources bench-pages bench-crawl bench-memory bench-explorer bench-funnel bench-scale bench-model bench-sampling docs fresh lock machine clean

help:
	@echo "make demo       scrape the embedded sites, build a dataset from it, and say where it is and what it holds"
	@echo "make demo-train     build a family of small problems and train a tiny model on it"
	@echo "make demo-evaluate  sample from that model, judge the samples, and say which are copies"
	@echo "make test       run every test of the fast suite"
	@echo "make test-slow  run the slow proofs too"
	@echo "make check      formatting, lint, types and import contracts"
	@echo "make bench      speed and memory, as a table (also bench-engine, bench-endurance, bench-sources)"
	@echo "make docs       the documentation as a site in build/docs"
	@echo "make fresh      the two commands in a clean Debian 12, with the time of each step"
	@echo "make lock       pin the dependencies anew"

$(STAMP): pyproject.toml requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $(PYTHON) is older: set PYTHON="; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "the venv module is missing: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

machine: $(STAMP)
	@$(BIN)/python -m pipelines.execution.machine

demo: machine
	$(BIN)/python -m pipelines.demo.site --checkers $(DEMO)-checkers --run $(BIN)/codequorum scrape codeforces {origins} \
		--contact demo@example.org --seconds_per_request 0 --checkers $(DEMO)-checkers --output $(DEMO)-scraped \
		--cache $(DEMO)-pages
	$(BIN)/codequorum build --source jsonl --input $(DEMO)-scraped --output $(DEMO) --allow_fewer --workers $(WORKERS)

demo-train: machine
	$(BIN)/python -m pipelines.demo.families --output $(FAMILIES).jsonl
	$(BIN)/codequorum build --source jsonl --input $(FAMILIES).jsonl --output $(FAMILIES) --allow_fewer --max_tests 8 \
		--cpu_budget_s 2 --workers $(WORKERS)
	$(BIN)/codequorum tokenizer $(FAMILIES) --vocabulary_size 600 --output $(FAMILIES).model
	$(BIN)/codequorum train --config pipelines/demo/families/model.toml data.dataset=$(FAMILIES) \
		data.tokenizer=$(FAMILIES).model --output $(FAMILIES)-run

demo-evaluate: machine
	$(BIN)/codequorum sample $(FAMILIES) $(FAMILIES)-run --samples 64 --prompt_samples 4 --output $(FAMILIES)-samples
	$(BIN)/codequorum evaluate $(FAMILIES) $(FAMILIES)-samples --split test --output $(FAMILIES)-evaluation --workers $(WORKERS)
	$(BIN)/codequorum study copying $(FAMILIES) $(FAMILIES)-samples $(FAMILIES)-evaluation --output $(FAMILIES)-copying

test: machine
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

test-slow: machine
	$(BIN)/python -m pytest -q -n 2

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict beam_runner.py schemas mutators model pipelines tests benchmarks docs examples
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: machine
	$(BIN)/python -m benchmarks.build

bench-engine: machine
	$(BIN)/python -m benchmarks.engine

bench-memory: machine
	$(BIN)/python -m benchmarks.sources_memory

bench-funnel: machine
	$(BIN)/python -m benchmarks.funnel $(DEMO) --per_problem 200

bench-scale: machine
	$(BIN)/python -m benchmarks.scale

bench-model: machine
	$(BIN)/python -m benchmarks.model

bench-sampling: machine
	$(BIN)/python -m benchmarks.sampling

bench-explorer: machine
	$(BIN)/python -m benchmarks.explorer

bench-generation: machine
	$(BIN)/python -m benchmarks.generation

bench-statements: machine
	$(BIN)/python -m benchmarks.statements

bench-plan: machine
	$(BIN)/python -m benchmarks.plan

bench-ablation: machine
	$(BIN)/python -m benchmarks.ablation --input $(INPUT)

bench-corpus: machine
	$(BIN)/python -m benchmarks.sources_corpus

bench-dedup: machine
	$(BIN)/python -m benchmarks.dedup

bench-endurance: machine
	$(BIN)/python -m benchmarks.endurance --runs $(RUNS)

bench-sources: $(STAMP)
	$(BIN)/python -m benchmarks.sources

bench-pages: $(STAMP)
	$(BIN)/python -m benchmarks.sources_pages

bench-crawl: $(STAMP)
	$(BIN)/python -m benchmarks.sources_crawl

LOCK = pip-compile --quiet --allow-unsafe --no-header --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
docs: $(STAMP)
	$(BIN)/python -m docs.generate
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/docs

fresh:
	bash tests/fresh/fresh.sh demo test

lock:
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	build/lock/bin/$(LOCK) --extra dev --extra gcp --extra model --extra report --extra docs --extra cpp -o requirements/dev.lock pyproject.toml
	build/lock/bin/$(LOCK) --extra gcp -o requirements/gcp.lock pyproject.toml
	build/lock/bin/$(LOCK) -o requirements/model.lock requirements/model.in

clean:
	rm -rf build $(VENV) *.egg-info
