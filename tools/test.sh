#!/usr/bin/env bash
# Checks the code without running it, then runs every test beside a throw-away PostgreSQL. A skipped test is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

record=bin/test.json
step() { printf '== %s\n' "$1"; }

step "formatting"
unformatted=$(find . -path ./node_modules -prune -o -name '*.go' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
	printf 'Not formatted; run make fmt:\n%s\n' "$unformatted" >&2
	exit 1
fi

step "go vet"
go vet ./...

step "staticcheck"
go tool -modfile=tools/go.mod staticcheck ./...

step "tests, with the race detector"
mkdir -p bin
tools/postgres.sh go tool -modfile=tools/go.mod gotestsum --format pkgname --hide-summary skipped --jsonfile "$record" -- \
	-race -count=1 -timeout 20m ./store ./server ./server/organizer ./... # the longest first

# A package without tests is also reported as skipped, but without the name of a test.
skipped=$(grep '"Action":"skip"' "$record" | grep '"Test":' || true)
if [ -n "$skipped" ]; then
	printf 'Tests must not be skipped:\n%s\n' "$skipped" >&2
	exit 1
fi
