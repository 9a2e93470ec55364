#!/usr/bin/env bash
# Checks the code without running it, then runs every test beside a throw-away PostgreSQL. A skipped test is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

record=bin/test.json
step() { printf '== %s\n' "$1"; }

step "formatting"
unformatted=$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 ls 2>/dev/null | xargs gofmt -l)
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
	-race -count=1 -timeout 20m ./...

# A package without tests is also reported as skipped, but without the name of a test.
skipped=$(grep '"Action":"skip"' "$record" | grep '"Test":' || true)
if [ -n "$skipped" ]; then
	printf 'Tests must not be skipped:\n%s\n' "$skipped" >&2
	exit 1
fi
