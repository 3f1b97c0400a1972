# Every target sets up what it needs in .venv by itself; `make clean` starts anew.
PYTHON ?= python3
VENV   ?= .venv
LOWEST ?= .venv-lowest
BIN     = $(VENV)/bin
# cython and ninja are found through PATH, also when an editable install rebuilds itself.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help demo test test-lowest lint types bench asan tsan docs stubs format clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         ticks, a disconnect, a reconnect, ticks again, on a simulated front"
	@echo "make test         the tests, on asyncio and uvloop"
	@echo "make test-lowest  the suite's core on the lowest versions that pyproject.toml allows"
	@echo "make lint         ruff, clang-format, cython-lint, freshness of the stubs"
	@echo "make types        mypy --strict and stubtest"
	@echo "make bench        actp beside other bindings (ARGS=--quick)"
	@echo "make asan         the native path under AddressSanitizer and UBSan"
	@echo "make tsan         the native path under ThreadSanitizer"
	@echo "make docs         the documentation as HTML in build/docs"
	@echo "make stubs        write the stubs of records, enums, requests and errors anew"
	@echo "make clean        remove everything that was built"

$(VENV)/.tools: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("actp needs Python 3.10 or later; set PYTHON=" if sys.version_info < (3, 10) else 0)'
	@command -v $${CXX:-c++} >/dev/null || { echo "actp needs a C++ compiler: install g++ or clang++, or set CXX" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

# Python files need no reinstall: the install is editable, and native sources are rebuilt on import. A new
# file does, because the list of installed files is made at setup.
SOURCES := $(wildcard meson.build ext/meson.build ext/*/meson.build src/actp/meson.build) $(shell find src/actp -name '*.py*' -not -path '*__pycache__*')
$(VENV)/.built: $(VENV)/.tools meson.build $(wildcard ext/meson.build ext/*/meson.build) src/actp/meson.build .files
	$(BIN)/python -m pip install --quiet --no-build-isolation --editable .
	touch $@

# Changes only when a file comes or goes.
.PHONY: FORCE
.files: FORCE
	@echo '$(sort $(SOURCES))' | cmp -s - $@ || echo '$(sort $(SOURCES))' > $@

demo: $(VENV)/.built
	$(BIN)/actp demo

# -n 4: on two cores, for the tests wait about as much as they work. worksteal: the long ones stand in few files.
test: $(VENV)/.built
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

# The lowest declared version of every dependency, extra and build tool, in an environment of its own, made
# anew when one changes. Python 3.13 has no builds of some of them.
$(LOWEST)/.tools: $(VENV)/.tools pyproject.toml .ci/lowest.py
	$(PYTHON) -m venv --clear $(LOWEST)
	$(BIN)/python .ci/lowest.py > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST)/constraints.txt --group build --group test
	touch $@

# Both clients, orders and streams, the commands, the front's logins and market, the pytest plugin. Old releases
# are deprecated here and there, so that warning is no error.
CORE := $(addprefix tests/, test_environment.py test_session.py test_md.py test_trader.py test_orders.py test_streams.py \
	test_records.py test_cli.py test_testing.py sim/test_sim_login.py sim/test_sim_live.py)
test-lowest: export PATH := $(CURDIR)/$(LOWEST)/bin:$(PATH)
test-lowest: $(LOWEST)/.tools
	$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST)/constraints.txt --no-build-isolation \
		--config-settings build-dir=build/lowest ".[ctp,uvloop,test]"
	$(LOWEST)/bin/python -m pytest -n 4 --dist worksteal -p no:cacheprovider -W ignore::DeprecationWarning $(ARGS) $(CORE)

lint: $(VENV)/.built
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/clang-format --dry-run --Werror $$(git ls-files '*.cpp' '*.hpp')
	$(BIN)/cython-lint ext/core
	$(BIN)/python tools/lint_imports.py
	$(BIN)/python ext/generate_stubs.py --check

types: $(VENV)/.built
	$(BIN)/mypy
	MYPYPATH=src $(BIN)/python -m mypy.stubtest actp._core actp.records actp.enums actp.requests.methods actp.ctp_errors

bench: $(VENV)/.built
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m benchmarks $(ARGS)

asan tsan: $(VENV)/.built
	$(BIN)/python tests/run_sanitized.py $@ $(ARGS)

docs: $(VENV)/.built
	$(BIN)/python -m pip install --quiet --group docs
	$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs
	@echo "build/docs/index.html"

format: $(VENV)/.tools
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/clang-format -i $$(git ls-files '*.cpp' '*.hpp')

stubs: $(VENV)/.built
	$(BIN)/python ext/generate_stubs.py

clean:
	rm -rf $(VENV) $(LOWEST) build .files .cache .bench .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
