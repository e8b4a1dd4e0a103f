# The whole way from a fresh clone to a summary. Targets are files: what is up to date is not made again.
PYTHON ?= python3
FROM ?= ../shared
# Every extra but finetune and large, which only the tuning of the encoder and the large bundle need.
EXTRAS := html pdf docx rtf parquet excel xml msg warc lang encoder plots cluster dev web
# The shipped encoder brings its held-out scores with it; after `make finetune`: make bundle ENCODER=models/encoder
ENCODER ?= models/china-russia
LOCKS := requirements.lock finetune.lock large.lock audit.lock
PIN := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := $(shell find src -name '*.py' -o -name '*.html' | LC_ALL=C sort)
TEXTS := $(shell find data/raw -name '*.txt' | LC_ALL=C sort)
LABELS := $(wildcard data/labeled/*.csv) data/labeled/question.toml data/labeled/codebook.md
EXAMPLES := $(wildcard examples/*.txt) examples/sources.csv

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help install texts train evaluate score summary finetune finetune-large large bundle bundle-large docs snapshot reliability lint format test lock audit package clean

all: summary  ## Install, train and evaluate on what is at hand, score the examples, write the summary
	@echo "Done. Open out/summary.html, or read out/summary.md and models/local/CARD.md"

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: $(READY)  ## Create .venv with the versions that requirements.lock pins, and no others

$(READY): requirements.lock pyproject.toml scripts/install.py
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed. On Debian or Ubuntu: apt install python3 python3-venv; or name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) scripts/install.py $(VENV) requirements.lock --editable .
	@touch $@

texts: $(READY)  ## Fetch the texts that may not be passed on, by SHA-256 (FROM=DIR, default ../shared)
	$(BIN)/stance rehydrate data/raw/originals data/raw/field --from $(FROM)

train: models/local/model.json  ## Train models/local on the labels whose texts are at hand
models/local/model.json: $(READY) $(SOURCES) $(TEXTS) $(LABELS)
	$(BIN)/stance train --encoder $(ENCODER) --output models/local

evaluate: out/evaluation.json  ## Evaluate by grouped folds; the figures go into the card of models/local
out/evaluation.json: models/local/model.json
	@mkdir -p out
	$(BIN)/stance evaluate --encoder $(ENCODER) --card models/local --output $@

score: out/scores.jsonl  ## Score the example op-eds with the shipped bundle
out/scores.jsonl: $(READY) $(SOURCES) $(EXAMPLES) models/china-russia/model.json
	@mkdir -p out
	$(BIN)/stance score examples --output $@

summary: out/summary.html out/summary.md evaluate score  ## Write the summary of the examples as HTML and Markdown
out/summary.html out/summary.md: $(READY) $(SOURCES) $(EXAMPLES) models/china-russia/model.json
	@mkdir -p out
	$(BIN)/stance report examples --output $@

finetune: $(READY) texts  ## Tune the sentence encoder to the labels, one a fold and one on all (an hour and a half)
	@$(PYTHON) scripts/install.py $(VENV) finetune.lock
	$(BIN)/stance finetune --output models/encoder

finetune-large: $(READY) texts  ## Tune a larger member to the shipped encoder (three to four hours)
	@$(PYTHON) scripts/install.py $(VENV) finetune.lock
	@$(PYTHON) scripts/install.py $(VENV) large.lock
	$(BIN)/stance finetune --large models/china-russia --output models/large-encoder

large: $(READY)  ## Make the large bundle whole: models/large (440 MB of weights, once)
	@$(PYTHON) scripts/install.py $(VENV) large.lock
	$(BIN)/stance assemble --output models/large

bundle-large: $(READY) texts  ## Write the large bundle and its card anew, after make finetune-large (an hour)
	$(BIN)/stance train --encoder models/large-encoder --output models/china-russia-large
	$(BIN)/stance evaluate --encoder models/large-encoder --card models/china-russia-large --output out/evaluation-large.json
	cp models/large-encoder/encoder.partial.onnx models/china-russia-large
	$(BIN)/stance assemble --output models/large
	$(BIN)/stance verify --model models/large

bundle: $(READY) texts  ## Write the shipped bundles and their cards anew (needs every text; an hour)
	$(BIN)/stance train --encoder none --output src/stance/bundle-lite
	$(BIN)/stance evaluate --encoder none --card src/stance/bundle-lite --output out/evaluation-lite.json
	$(BIN)/stance train --encoder $(ENCODER) --output models/china-russia
	$(BIN)/stance evaluate --encoder $(ENCODER) --card models/china-russia --extended --output out/evaluation-shipped.json \
		--predictions out/unseen.jsonl --spans pipeline
	$(BIN)/python scripts/thesis.py out/unseen.jsonl
	$(BIN)/python scripts/floors.py

snapshot: $(READY)  ## Keep what the present code makes of our own texts, and say what moved
	PYTHONPATH=tests $(BIN)/python tests/snapshot.py

lint: $(READY)  ## Check format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)  ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: $(READY)  ## Run the tests in two processes, a file in one of them
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

docs: $(READY)  ## Write the API reference, the page of dependencies and the figures of the README anew
	$(BIN)/python scripts/api_reference.py
	$(BIN)/python scripts/dependencies.py
	$(BIN)/python scripts/headline.py

reliability: $(READY)  ## Hostile input, bombs, faults, mutants (MINUTES=n of input, TOOLS=a Python with atheris), slow tests: docs/reliability.md
	$(BIN)/python scripts/reliability.py $(if $(MINUTES),--minutes $(MINUTES)) $(if $(TOOLS),--tools $(TOOLS))
	$(BIN)/pytest -q -m slow --ignore=tests/reliability

lock:  ## Pin every dependency anew (needs uv)
	$(PIN) pyproject.toml \
		$(addprefix --extra ,$(EXTRAS)) --output-file requirements.lock
	$(PIN) pyproject.toml --extra finetune --constraint requirements.lock --output-file finetune.lock
	$(PIN) pyproject.toml --extra large --constraint requirements.lock --output-file large.lock
	$(PIN) audit.in --output-file audit.lock

build/audit/.ready: audit.lock scripts/install.py
	@$(PYTHON) scripts/install.py build/audit audit.lock
	@touch $@

audit: build/audit/.ready  ## Ask for known vulnerabilities of everything that is pinned (needs the network)
	build/audit/bin/pip-audit --disable-pip --require-hashes $(addprefix -r ,$(LOCKS))

package: $(READY) build/audit/.ready  ## Build the distributions and their bill of materials (CycloneDX) into dist/
	$(BIN)/python scripts/sbom.py build/audit

clean:  ## Remove what make made (not the texts)
	rm -rf out models/local models/large $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
