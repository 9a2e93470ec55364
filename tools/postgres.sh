#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL, which is gone when the command ends.
#
#     tools/postgres.sh [--durable] COMMAND [ARGUMENT…]
#
# The command finds the server in BLAZON_TEST_POSTGRES, as the URL of a superuser who may create databases.
# Where that is set already, no server is started. --durable keeps fsync on, as benchmarks need it;
# without it a commit is not written through, and tests run several times as fast.
set -euo pipefail

options="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
if [ "${1:-}" = --durable ]; then options=; shift; fi
if [ "${1:-}" = run ]; then shift; fi
if [ $# -eq 0 ]; then echo "usage: tools/postgres.sh [--durable] COMMAND [ARGUMENT…]" >&2; exit 2; fi
if [ -n "${BLAZON_TEST_POSTGRES:-}" ]; then exec "$@"; fi

# Debian keeps the server's programs out of the PATH.
bin=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then bin=$(pg_config --bindir 2>/dev/null || true); fi
if [ ! -x "$bin/initdb" ]; then
	echo "PostgreSQL is missing: run 'make deps', or install its server (Debian: postgresql)" >&2
	exit 1
fi

# unprivileged becomes the command. PostgreSQL refuses to run as root, so there somebody with fewer rights runs it.
user=nobody
if id postgres >/dev/null 2>&1; then user=postgres; fi
unprivileged() {
	cd "$home"
	if [ "$(id -u)" -ne 0 ]; then exec "$@"; fi
	exec setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups --pdeathsig INT -- "$@"
}

home=$(mktemp -d "${TMPDIR:-/tmp}/blazon-postgres.XXXXXX")
pid=
stop() {
	if [ -n "$pid" ]; then
		kill -INT "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
		pid=
	fi
}
fail() {
	echo "PostgreSQL did not start:" >&2
	tail -n 20 "$home/log" >&2
	exit 1
}
trap 'stop; rm -rf "$home"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ "$(id -u)" -eq 0 ]; then chown "$user" "$home"; fi
(unprivileged "$bin/initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync) \
	>"$home/log" 2>&1 || fail

# start tries one port below those that the kernel hands out; it fails where somebody else has it.
start() {
	port=$((20000 + RANDOM % 12000))
	unprivileged "$bin/postgres" -D "$home/data" -p "$port" -k "$home" -c listen_addresses=127.0.0.1 \
		-c max_connections=300 -c shared_buffers=256MB $options >"$home/log" 2>&1 </dev/null &
	pid=$!
	for _ in $(seq 600); do
		if grep -q '^ready' "$home/data/postmaster.pid" 2>/dev/null; then return 0; fi
		if ! kill -0 "$pid" 2>/dev/null; then break; fi
		sleep 0.05
	done
	stop
	return 1
}
start || start || start || fail

export BLAZON_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
"$@"
