#!/usr/bin/env bash
# Everything a change must pass: format, build without warnings, tests, the example of the README, generated documents.
# With an argument only that step: format | build | test | example | docs.
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
docs() { git diff --exit-code --stat -- docs; }

case $step in
  format) dotnet restore Cuvee.slnx >/dev/null; format ;;
  build) build ;;
  test) build; test_ ;;
  example) build; example ;;
  docs) docs ;;
  all) dotnet restore Cuvee.slnx --locked-mode >/dev/null; build; format; test_; example; echo "all steps passed" ;;
  *) echo "usage: ./dev.sh [format|build|test|example|docs]" >&2; exit 2 ;;
esac
