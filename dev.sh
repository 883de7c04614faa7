#!/usr/bin/env bash
# Everything a change must pass: format, build without warnings, tests, the example of the README, generated documents.
# With an argument only that step: format | build | test | example | docs; or hostile, which runs the command-line cases again in hostile surroundings
# (hostile some: a few of them, in two surroundings).
set -euo pipefail
cd "$(dirname "$0")"
step=${1:-all}

format()  { dotnet format whitespace Cuvee.slnx --verify-no-changes --no-restore; }
build()   { dotnet build Cuvee.slnx -c Release --nologo -v quiet; }
test_()   { dotnet test Cuvee.slnx -c Release --nologo --no-build; }
example() {
  local out; out=$(mktemp -d)
  dotnet run --project src/Cuvee.Cli -c Release --no-build -- build examples/quickstart/recipe.yaml --out "$out/build" --quiet
  dotnet run --project src/Cuvee.Cli -c Release --no-build -- verify "$out/build" --quiet
  rm -rf "$out"
}

# One setting at a time, in processes of their own: what a command prints and writes depends on none of them.
golden() { # name, cases, variables...
  echo "golden cases: $1"
  env GOLDEN_CASES="$2" "${@:3}" dotnet test tests/Cuvee.Tests -c "${configuration:-Release}" --nologo --no-build --filter "FullyQualifiedName~GoldenTests" | grep -E "FAIL|Failed|Passed!"
}
hostile() {
  if [ "${1:-}" = some ]; then
    local cases='^(build|build-same-bytes|build-decontaminate|convert|convert-parquet-and-back|dedup-near|decontaminate|explain-near|query-ledger|inspect|verify)$'
    golden "no vector instructions beyond the least, one thread" "$cases" GOLDEN_THREADS=1 GOLDEN_ENVIRONMENT='DOTNET_EnableHWIntrinsic=0'
    golden "seven threads, least memory, tr-TR, Kiritimati" "$cases" GOLDEN_THREADS=7 GOLDEN_MEMORY=1MB GOLDEN_ENVIRONMENT='LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati'
    return
  fi
  for threads in 1 2 7; do golden "$threads threads" '' GOLDEN_THREADS=$threads; done
  golden "least memory" '' GOLDEN_MEMORY=1MB
  golden "no vector instructions beyond the least" '' GOLDEN_ENVIRONMENT='DOTNET_EnableHWIntrinsic=0'
  golden "tr-TR" '' GOLDEN_ENVIRONMENT='LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8'
  golden "Pacific/Kiritimati" '' GOLDEN_ENVIRONMENT='TZ=Pacific/Kiritimati'
}
docs() { git diff --exit-code --stat -- docs; }

case $step in
  format) dotnet restore Cuvee.slnx >/dev/null; format ;;
  build) build ;;
  test) build; test_ ;;
  example) build; example ;;
  docs) docs ;;
  hostile) [ -n "${configuration:-}" ] || build; hostile "${2:-}" ;;
  all) dotnet restore Cuvee.slnx --locked-mode >/dev/null; build; format; test_; example; echo "all steps passed" ;;
  *) echo "usage: ./dev.sh [format|build|test|example|docs|hostile [some]]" >&2; exit 2 ;;
esac
