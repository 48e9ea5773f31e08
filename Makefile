# The commands of a developer; `make` alone lists them.

GO ?= go
TOOL = $(GO) tool -modfile=tools/go.mod

# Tests on real records read them from this folder and say so when it is not set.
export INNOGRAPH_DATA

# Which Neo4j is run; where none is named, tests and development take the same.
export NEO4J

.DEFAULT_GOAL := help
.PHONY: help generate format check check-lint check-generated test test-e2e test-contract test-failing test-neo4j bench bench-all neo4j web

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## derive everything from schema.graphqls
	$(GO) run ./internal/gen
	$(GO) generate ./graph/engine/oracle

format: ## format all Go code and sort its imports
	$(TOOL) golangci-lint fmt

check: check-lint check-generated ## format, vet, linters, and generated code that is up to date

check-lint: ## the same without the generated code
	$(TOOL) golangci-lint config verify
	$(TOOL) golangci-lint fmt --diff
	$(GO) vet ./...
	$(TOOL) golangci-lint run

# A snapshot of all files that git would keep, before and after: it tells what
# generating changed, new files included, whatever else is not yet committed.
check-generated: ## generate again and fail when that changes anything
	@before=$$(tools/snapshot) && $(MAKE) --no-print-directory generate && after=$$(tools/snapshot) && \
	git diff --exit-code --stat --patch $$before $$after -- || \
	{ echo 'Generated code is not up to date: run `make generate` and commit what it changes.' >&2; exit 1; }

# Under the race detector the contract of stores is run on samples of its largest
# tables, and without it on all of them. Its generated chapters are run on SQLite: a
# Neo4j, which sees thousands of new statements in them, takes half an hour to plan
# these, and is held to them by test-neo4j. Two are tried without the detector: e2e,
# which mostly waits for programs that are built without, and servers that fail, for
# the driver's table of servers races with itself when several calls meet a lost one
# (v5.28.4, Router.InvalidateServer).
GENERATED = ^TestContract$$/^(generated|matrix|random)$$
test: ## all tests: with the race detector where it can be, and the whole contract on SQLite
	@$(GO) run ./internal/neo4jtest/run -check
	@echo 'Not run here on Neo4j: the generated chapters of its contract (make test-neo4j runs them)'
	$(GO) test -race -timeout 30m -skip '$(GENERATED)|^TestFailingServer$$' $$($(GO) list ./... | grep -v /e2e$$)
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-e2e test-contract test-failing

test-e2e:
	$(GO) test -timeout 30m ./e2e

test-contract:
	$(GO) test -race -timeout 30m -run '$(GENERATED)' ./store/sqlitestore
	$(GO) test -timeout 30m -run '^Test(Contract|Memory)$$' ./store/sqlitestore ./store/storetest

test-failing:
	$(GO) test -timeout 30m -run '^TestFailingServer$$' ./store/neo4jstore

test-neo4j: ## the tests on Neo4j, on the release that NEO4J=2026.05.0 names
	REQUIRE_NEO4J=1 $(GO) test -count=1 -timeout 90m ./internal/neo4jtest/... $(wildcard ./store/neo4jstore)

bench: ## compare the stores and the API with what is written by hand, as tables; ten minutes
	REQUIRE_NEO4J=1 $(GO) test -run '^$$' -bench . -benchtime 3s -timeout 60m ./internal/bench
	$(GO) test -run '^TestAllocations$$' -v -bench Server -benchtime 20x ./graph

bench-all: ## the benchmarks of all packages
	$(GO) test -run '^$$' -bench . -benchmem -timeout 60m $$($(GO) list ./... | grep -v /internal/bench$$)

neo4j: ## a Neo4j for development, until Ctrl-C; NEO4J=2026.05.0 names another release
	@$(GO) run ./internal/neo4jtest/run

web: ## build the web pages again (needs Node.js and npm; nothing else does)
	cd web && npm ci && npm run build
