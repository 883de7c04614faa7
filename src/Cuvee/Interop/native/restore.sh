#!/bin/sh
# Restores libduckdb.so and the ranks of tokenizers with npm, at the version and digest that package-lock.json pins.
# `npm ci` deletes node_modules before it fills it, so two builds at once must not both run it: the second waits for the lock and finds the work done.
set -eu
cd "$(dirname "$0")"
library=node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so

command -v npm > /dev/null 2>&1 || exit 127

exec 9< package-lock.json
flock 9
if [ -e "$library" ] && [ ! package.json -nt "$library" ] && [ ! package-lock.json -nt "$library" ]; then
    exit 0
fi

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
# npm gives every file the time 1985-10-26; an incremental build compares times
touch "$library" node_modules/js-tiktoken/dist/ranks/*.js
