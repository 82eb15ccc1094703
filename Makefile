# Everything runs from .venv, which this file makes with nothing but Python and make.
PYTHON ?= python3
PORT ?= 8700
BIN := .venv/bin
UV := $(BIN)/uv
READY := .venv/.ready
SERVES := .venv/.serves

export UV_PYTHON_DOWNLOADS = never

.PHONY: run test check types lint format docs bench fuzz live fingerprint lock clean

run: $(SERVES)
	$(BIN)/tokgate demo --port $(PORT) || test $$? -eq 130  # Ctrl-C

test: check
	$(BIN)/pytest -n auto

check: lint types

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/python tools/wrong_types.py
	$(BIN)/python tools/public_types.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is made from the sources.
docs: $(READY)
	$(BIN)/python -m tokgate.cli.reference > docs/cli.md
	$(BIN)/python -m tokgate.publish.errors_page > docs/errors.md
	$(BIN)/python -m tokgate.publish.reference docs/reference
	$(BIN)/python -m tokgate.cli.clients_page > docs/clients.md
	$(BIN)/python -m tests.docs.conformance > docs/conformance.md
	$(BIN)/python -m tests.docs.tikapi_table

bench: $(READY)
	$(BIN)/python -m tests.benchmarks $(BENCH)

# Far more calls than the tests make: make fuzz EXAMPLES=1000
EXAMPLES ?= 300

fuzz: $(READY)
	TOKGATE_FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/pytest tests/publish/test_documents.py

# A film streamed into a live room and pulled back: it needs nginx with its RTMP module, and ffmpeg.
live: $(READY)
	$(BIN)/pytest -rs tests/server/live

# Same seed, same bytes, under this Python and another: make fingerprint OTHER=python3.13
OTHER ?= $(PYTHON)
FINGERPRINT := -m tokgate.world.fingerprint --seed 7

fingerprint: $(READY)
	$(OTHER) -m venv --clear .venv/other
	.venv/other/bin/python -m pip install --quiet --disable-pip-version-check msgspec
	.venv/other/bin/python --version
	test "$$($(BIN)/python $(FINGERPRINT))" = "$$(PYTHONPATH=src .venv/other/bin/python $(FINGERPRINT))"
	@echo the same bytes

# uv.lock names the hosts it was resolved from, so the exported requirements are what is committed.
lock: $(UV)
	$(UV) lock --quiet
	$(UV) export --quiet --all-extras --all-groups --format requirements.txt --no-emit-project --no-annotate --no-header -o requirements.lock
	$(UV) export --quiet --extra server --no-default-groups --format requirements.txt --no-emit-project --no-annotate --no-header -o requirements.run.lock
	$(UV) export --quiet --only-group build --format requirements.txt --no-emit-project --no-annotate --no-header -o requirements.build.lock

# uv, and what builds the package: pinned and with hashes, as all else is.
$(UV): requirements.build.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.build.lock
	@touch $(UV)

# What serving needs, a tenth of what the tests need.
$(SERVES): $(UV) pyproject.toml requirements.run.lock
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.run.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $(SERVES)

# The vendor's client for Node, where there is one.
NODE_CLIENTS := .venv/clients/npm

$(READY): $(UV) pyproject.toml requirements.lock tests/clients/justoneapi-3.0.30.lock tests/clients/tikapi-3.0.0.lock tests/clients/npm/package-lock.json
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes --target .venv/clients/justoneapi-3.0.30 -r tests/clients/justoneapi-3.0.30.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --require-hashes --target .venv/clients/tikapi-3.0.0 -r tests/clients/tikapi-3.0.0.lock
	@if command -v npm > /dev/null; then \
	  mkdir -p $(NODE_CLIENTS) && cp tests/clients/npm/package*.json $(NODE_CLIENTS) && \
	  npm ci --prefix $(NODE_CLIENTS) --ignore-scripts --no-audit --no-fund --silent; \
	else echo "there is no npm: the tests of the client for Node will be skipped"; fi
	@touch $(READY)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis
