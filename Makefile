# What can be done with Blazon. `make` lists it.
SHELL := bash

# The tools of lint and test have a module of their own, so that the program's module holds what the program needs.
TOOL := go tool -modfile=tools/go.mod

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

# What the browser bundle and the fonts are made from.
SOURCES := $(shell find static document/fontgen -type f -not -path 'static/dist/*' -not -name '*_test.go' 2>/dev/null)

.PHONY: help run test build generate deps prerequisites lint fmt bench soak clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r target text; do \
		printf '  make %-9s %s\n' "$$target" "$$text"; done

run: build ## build, fill a demo database in ./data the first time, and serve http://localhost:8080
	@bin/blazon demo
	@exec bin/blazon serve

test: prerequisites deps generate ## check everything and run all tests, none skipped
	@tools/test.sh

build: prerequisites generate ## build bin/blazon, one static file
	@CGO_ENABLED=0 go build -trimpath -tags timetzdata -ldflags '-s -w -X main.version=$(VERSION)' -o bin/blazon ./cmd/blazon

generate: bin/.generated ## fetch npm packages, make the browser bundle and the fonts for the PDFs

bin/.generated: node_modules/.package-lock.json $(SOURCES)
	@echo 'Building the browser bundle and the fonts'
	@go generate ./...
	@mkdir -p bin && touch $@

node_modules/.package-lock.json: package.json package-lock.json | prerequisites
	@echo 'Fetching npm packages'
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

deps: ## install what the tests need (Debian, as root), or name it
	@tools/deps.sh

prerequisites:
	@tools/prerequisites.sh

lint: prerequisites ## go vet, staticcheck, and with VULNDB=DIR govulncheck
	go vet ./...
	$(TOOL) staticcheck ./...
ifdef VULNDB
	$(TOOL) govulncheck -db 'file://$(abspath $(VULNDB))' ./...
else
	@echo 'govulncheck is left out: give it a vulnerability database, make lint VULNDB=DIR'
endif

fmt: ## format the Go code
	@find . -path ./node_modules -prune -o -name '*.go' -print0 | xargs -0 gofmt -l -w

bench: prerequisites deps generate ## measure against the limits of bench/
	@tools/postgres.sh --durable go run ./bench

soak: prerequisites deps generate ## run the tests at full size under the race detector, for hours
	@BLAZON_SOAK=1 tools/postgres.sh go test -race -count=1 -timeout 3h ./...
	@for target in $$(sed -n 's/^func \(Fuzz[A-Za-z]*\).*/\1/p' document/*_test.go); do \
		go test ./document -run '^$$' -fuzz "^$$target\$$" -fuzztime 10m -fuzzminimizetime 10x || exit 1; \
	done

clean: ## remove what was built, but not ./data
	@rm -rf bin node_modules
	@find static/dist document/fonts -mindepth 1 -not -name .gitkeep -delete
