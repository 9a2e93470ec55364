#!/usr/bin/env bash
# Installs what the tests need beside Go, Node.js and git: on Debian as root; elsewhere it names what is missing.
set -euo pipefail

have() { command -v "$1" >/dev/null; }
server() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' || compgen -G '/usr/pgsql-*/bin/initdb'; }
browser() { have chromium || have chromium-browser || have google-chrome; }
fonts() { [ -n "$(fc-list)" ]; }
headers() { echo '#include <stdlib.h>' | gcc -E -; }
compose() { have docker-compose || docker compose version; }

# missing prints the Debian packages of all that is not here.
missing() {
	while read -r package check; do
		$check >/dev/null 2>&1 || echo "$package"
	done <<-END
		postgresql server
		chromium browser
		fonts-liberation fonts
		poppler-utils have pdftotext
		qpdf have qpdf
		mupdf-tools have mutool
		gcc have gcc
		libc6-dev headers
		docker-compose compose
		caddy have caddy
	END
}

# install keeps the services of new packages from starting, now and at boot: the tests start and stop their own.
install() {
	log=$(mktemp)
	policy=/usr/sbin/policy-rc.d
	if [ -e "$policy" ]; then policy=; fi
	trap 'rm -f "$log" $policy' EXIT
	if [ -n "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod 755 "$policy"
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get update >"$log" 2>&1 || tail "$log" >&2
	apt-get -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install --no-install-recommends "$@" >"$log" 2>&1 || tail "$log" >&2
	for service in postgresql caddy; do
		case " $* " in *" $service "*) systemctl --quiet disable "$service" 2>/dev/null || true ;; esac
	done
}

wanted=$(missing)
if [ -n "$wanted" ] && [ "$(id -u)" -eq 0 ] && [ -e /etc/debian_version ]; then
	echo "Installing for the tests:" $wanted
	install $wanted
	wanted=$(missing)
fi
if [ -n "$wanted" ]; then
	echo "Missing for the tests:" $wanted >&2
	echo "On Debian: sudo make deps. Elsewhere, install what your system calls them." >&2
	exit 1
fi
