#!/usr/bin/env bash
# Says in one line each what must be installed before Blazon can be built; silent where all is well.
set -uo pipefail

lacking=0
lacks() {
	echo "Missing: $*" >&2
	lacking=1
}

# at_least tells whether a version such as 1.26.8 is WANTED or newer.
at_least() {
	[ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

if ! command -v go >/dev/null; then
	lacks "Go 1.26 or newer (https://go.dev/dl/)"
elif go=$(go env GOVERSION 2>/dev/null) && at_least 1.26 "${go#go}"; then
	:
else
	lacks "Go 1.26 or newer (https://go.dev/dl/); here is $(GOTOOLCHAIN=local go version)"
fi

if ! command -v node >/dev/null; then
	lacks "Node.js 20 or newer (https://nodejs.org/)"
elif ! at_least 20 "$(node --version | tr -d v)"; then
	lacks "Node.js 20 or newer (https://nodejs.org/); here is $(node --version)"
fi

command -v npm >/dev/null || lacks "npm, which belongs to Node.js (https://nodejs.org/; Debian: apt-get install npm)"
command -v git >/dev/null || lacks "git (https://git-scm.com/; Debian: apt-get install git)"

exit $lacking
