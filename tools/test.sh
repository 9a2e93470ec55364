#!/usr/bin/env bash
# Checks the code without running it, then runs every test beside a throw-away PostgreSQL. A skipped test is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

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

# The tests' databases live in memory where there is room for them, which makes the whole a third faster: they do not outlive a test.
memory=/dev/shm
if [ -w "$memory" ] && [ "$(df --output=avail -k "$memory" 2>/dev/null | tail -n 1)" -gt 4000000 ]; then
	TMPDIR=$(mktemp -d "$memory/blazon-test.XXXXXX")
	export TMPDIR
	chmod 755 "$TMPDIR" # PostgreSQL runs as somebody else
	trap 'rm -rf "$TMPDIR"' EXIT
fi

mkdir -p bin
rm -f bin/test*.json
run() { # NAME FLAGS… -- PACKAGES…: the longest packages first, so that no core waits for the last of them
	tools/postgres.sh go tool -modfile=tools/go.mod gotestsum --format pkgname --hide-summary skipped --jsonfile "bin/test-$1.json" -- \
		-count=1 -timeout 20m -vet=off "${@:2}" # go vet has seen them all
}

# The doors decide nothing and share nothing: what requests do at the same time is up to the packages below them, and to the kit and
# the desk, where every tab saves by itself. So these are what the race detector watches here, which makes them several times as slow; of
# the tests of the store, the papers and the attachments, those that do things at the same time, which are not run again without it. make
# soak has it watch everything.
partly="./store ./document ./attachment"
doors="./server ./server/room ./server/organizer ./server/entrant ./server/account ./server/public ./cmd/blazon ./deploy"
sameTime=$(awk '
	function told() { if (name != "" && (busy || name ~ /AtOnce|AtTheSameTime/)) print name }
	/^func / { told(); name = match($0, /^func Test[A-Za-z0-9]*/) ? substr($0, 6, RLENGTH - 5) : ""; busy = 0 }
	/go func|\.Go\(/ { busy = 1 }
	END { told() }' {store,document,attachment}/*_test.go | paste -sd '|')
# SQLite is C made into Go: its memory lies outside of what the detector watches, so watching it finds nothing and takes four times as long.
race=(-race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc/...=-race=false)
step "tests, with the race detector"
run raced "${race[@]}" $(go list ./... | grep -vxF "$(go list $doors $partly)") & # the two beside each other: neither keeps both cores busy
run partly "${race[@]}" -run "^($sameTime)\$" $partly
wait $!
step "all tests of the store, the papers, the doors and the commands"
run doors -skip "^($sameTime)\$" $partly $doors

# A package without tests is also reported as skipped, but without the name of a test.
skipped=$(grep -h '"Action":"skip"' bin/test-*.json | grep '"Test":' || true)
if [ -n "$skipped" ]; then
	printf 'Tests must not be skipped:\n%s\n' "$skipped" >&2
	exit 1
fi
