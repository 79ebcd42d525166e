# The commands of the project. Everything is set up by the first one you type.
#   make demo [PORT=8000]   a platform with real data, ready to look at (FRANCE=1: all 33,000 places)
#   make test                          the whole suite, on real services
#   make conformance                   calendars in parsers we did not write; all on PostgreSQL, more seeds
#   make check / make fmt              what pre-commit checks / mends
#   make bench [POSTGRESQL=1]          speed, weight and search quality, as ratios
#   make lock                          resolve the dependencies anew
#   make messages                      gather and compile the French catalogues

PYTHON := .venv/bin/python
PORT ?= 8000
export PORT
# Where compiled files are forbidden, each of the suite's many processes compiled everything again.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/bytecode

.DEFAULT_GOAL := help
.PHONY: help setup demo test conformance check fmt bench lock messages

help:
	@sed -n 's/^#   //p' Makefile

setup:
	@scripts/setup

demo: setup
	@$(PYTHON) manage.py demo

test: setup
	@scripts/test

conformance: setup
	@scripts/conformance

check: setup
	@scripts/check

fmt: setup
	@scripts/check --mend

bench: setup
	@scripts/system-packages wrk:wrk
	@scripts/elasticsearch run --or-without -- $(PYTHON) -m tests.bench

lock:
	@scripts/setup --lock

messages: setup
	@scripts/messages
