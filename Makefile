# Every task of this project by one command; `make help` lists them. A target fails when one of its commands fails.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

cluster := deploy/cluster/cluster.sh
scripts := $(wildcard .ci/run deploy/*.sh deploy/*/*.sh bench/*.sh scripts/*.sh)
swift_sources := $(wildcard Sources Tests Plugins bench/client Package.swift)

.PHONY: help
help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1|\2/; T; s/[$$][$$]/$$/g; p' Makefile | while IFS='|' read -r target what; do \
	    printf '  %-14s %s\n' "$$target" "$$what"; done

.PHONY: run
run: packages ## the main job: the sample municipalities, from an empty database to what the daemon did
	$(SWIFT) build --product sluse
	$(SWIFT) build --product slused
	$(cluster) start
	environment=$$($(cluster) env); eval "$$environment"; deploy/sample/run.sh

# The tests also start the built programs, which a build for testing makes too: .build/debug/sluse and slused.
.PHONY: test
test: packages ## every test, against a private PostgreSQL
	$(SWIFT) build --build-tests
	$(cluster) start
	environment=$$($(cluster) env); eval "$$environment"; $(SWIFT) test --skip-build --disable-xctest

.PHONY: lift
lift: packages ## the PostgreSQL client as a package of its own, and its tests there
	$(cluster) start
	environment=$$($(cluster) env); eval "$$environment"; scripts/lift-postgres.sh

.PHONY: sanitize
sanitize: packages ## the same under the thread sanitizer, then under the address sanitizer
	$(cluster) start
	environment=$$($(cluster) env); eval "$$environment"; \
	    for kind in thread address; do scripts/lift-postgres.sh --sanitize "$$kind"; done

.PHONY: build
build: packages ## bin/sluse and bin/slused, optimised; their completions and manual pages in bin/share
	$(SWIFT) build -c release --static-swift-stdlib --product sluse
	$(SWIFT) build -c release --static-swift-stdlib --product slused
	$(SWIFT) build -c release --static-swift-stdlib --product generate-manual
	folder=$$($(SWIFT) build -c release --static-swift-stdlib --show-bin-path); \
	    install -D -m 0755 -t bin "$$folder/sluse" "$$folder/slused"; \
	    deploy/documents.sh "$$folder/generate-manual" bin bin/share

.PHONY: packages
packages:
	@deploy/cluster/packages.sh

.PHONY: cluster
cluster: packages ## starts the private PostgreSQL of this checkout
	@$(cluster) start

.PHONY: env
env: ## prints its connection, for: eval "$$(make -s env)"
	@$(cluster) env

.PHONY: stop
stop: ## stops it
	@$(cluster) stop

.PHONY: bench
bench: build ## the benchmarks beside their peers; writes bench/results.json
	$(cluster) start
	environment=$$($(cluster) env); eval "$$environment"; bench/run.sh

.PHONY: lint
lint: ## the format of the sources, the syntax of the scripts
	$(SWIFT) format lint --strict --parallel --recursive $(swift_sources)
	for script in $(scripts); do bash -n "$$script"; done
	if command -v shellcheck >/dev/null; then shellcheck $(scripts); fi

.PHONY: format
format: ## brings the sources into that format
	$(SWIFT) format --in-place --parallel --recursive $(swift_sources)

.PHONY: docs
docs: packages ## the documentation of every library, in .build/docs
	mkdir -p .build/docs
	for target in Postgres PostgresObservation Municipal Declarations Schema Tenancy Citizens FlexJobs Notices; do \
	    $(SWIFT) package --allow-writing-to-directory .build/docs generate-documentation \
	        --target "$$target" --output-path ".build/docs/$$target"; \
	done

# As root into the system, or with DESTDIR= into a package's folder. Builds nothing that is already built.
.PHONY: install
install: ## PREFIX=/usr/local [DESTDIR=…]: programs, completions, manual pages, units
	if [ ! -x bin/sluse ] || [ ! -x bin/slused ] || [ ! -d bin/share ]; then $(MAKE) build; fi
	deploy/install.sh "$(PREFIX)" "$(DESTDIR)"
