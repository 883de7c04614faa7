#!/usr/bin/env bash
# Cuvee beside what a user would write instead, on the same file, in one go, turn by turn; prints medians and ratios.
#   bench/peers.sh FILE.jsonl [RUNS]        PEERS=folder with duck.mjs, polars.mjs, dedup.py (default ../shared/bench/peers)
# Every tool removes records whose first user turn (or instruction, or prompt) an earlier record has, keeps the order, and writes JSONL.
# The peers compare the raw text; Cuvee compares it trimmed and in NFC, normalizes to messages, and accounts for and verifies every record.
# Each tool must give its own expected count, computed by count.py, or the run is void.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
file=$(realpath "$1")
runs=${2:-5}
peers=${PEERS:-$root/../shared/bench/peers}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$peers"/* "$work"/ && chmod -R u+w "$work"
(cd "$work" && npm install --silent --no-audit --no-fund >/dev/null)
dotnet publish "$root/src/Cuvee.Cli" -c Release -o "$work/cuvee" --nologo -v quiet >/dev/null
mkdir "$work/recipe"
cat >"$work/recipe/recipe.yaml" <<YAML
name: bench
sources:
  all: { files: $file }
dedup: { exact: { on: first_user } }
datasets:
  out: { order: source }
YAML
read -r expected_raw expected_normalized < <(python3 "$here/count.py" "$file")
echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, $(date -u +%Y-%m-%d); $(du -h "$file" | cut -f1), expected $expected_raw (raw) and $expected_normalized (normalized) records"

has_orjson=0; python3 -c 'import orjson' 2>/dev/null && has_orjson=1
tools=(cuvee polars_sink duck_twopass python_json)
[ "$has_orjson" = 1 ] && tools+=(python_orjson)
command_of() {
  case $1 in
    cuvee) echo "$work/cuvee/cuvee build $work/recipe/recipe.yaml --out $work/out --no-cache --quiet --threads 2" ;;
    polars_sink) echo "node polars.mjs sink $file $work/out.jsonl" ;;
    duck_twopass) echo "node duck.mjs twopass $file $work/out.jsonl" ;;
    python_json) echo "python3 dedup.py json $file $work/out.jsonl" ;;
    python_orjson) echo "python3 dedup.py orjson $file $work/out.jsonl" ;;
  esac
}
for run in $(seq 0 "$runs"); do # run 0 warms up
  for tool in "${tools[@]}"; do
    rm -rf "$work/out" "$work/out.jsonl" "$work/recipe/.cuvee"
    (cd "$work" && /usr/bin/time -o "$work/time" -f '%e %U %S %M' $(command_of "$tool") >"$work/log" 2>&1) || { echo "$tool failed"; cat "$work/log"; exit 1; }
    if [ "$tool" = cuvee ]; then got=$(cat "$work"/out/out/data/*.jsonl | wc -l); want=$expected_normalized; else got=$(wc -l <"$work/out.jsonl"); want=$expected_raw; fi
    [ "$got" = "$want" ] || { echo "$tool gave $got records instead of $want"; exit 1; }
    [ "$run" = 0 ] || echo "$tool $(cat "$work/time")" >>"$work/times"
  done
done

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
base=$(awk '$1 == "cuvee" { print $2 }' "$work/times" | median)
printf '| tool | wall s | CPU s | peak MiB | Cuvee / tool |\n|---|---:|---:|---:|---:|\n'
for tool in "${tools[@]}"; do
  wall=$(awk -v t="$tool" '$1 == t { print $2 }' "$work/times" | median)
  cpu=$(awk -v t="$tool" '$1 == t { print $3 + $4 }' "$work/times" | median)
  peak=$(awk -v t="$tool" '$1 == t { print $5 / 1024 }' "$work/times" | median)
  awk -v t="$tool" -v w="$wall" -v c="$cpu" -v p="$peak" -v b="$base" 'BEGIN { printf "| %s | %.2f | %.2f | %.0f | %.2f |\n", t, w, c, p, b / w }'
done
