#!/usr/bin/env bash
# What the cache spares: the same recipe cold, with nothing changed, and with one file of fifty changed; every output is compared with one built without a cache.
#   bench/cache.sh FILE.jsonl [BENCHMARK.jsonl[.gz]]        CUVEE=the program (default: published from here), RECIPES=some of plain, full, every, ROUNDS=3
# Medians of the rounds, each of which begins with nothing in the cache.
# Three recipes: exact deduplication alone; encoding repair, personal data, decontamination (when a benchmark is given), exact and near-duplicates; and the same with markup,
# tokens and eleven filters of texts.
set -euo pipefail
root=$(dirname "$(cd "$(dirname "$0")" && pwd)")
file=$(realpath "$1")
against=
[ $# -lt 2 ] || against="decontaminate: [ { against: $(realpath "$2"), name: bench } ]"
work=$(mktemp -d -p "${TMPDIR:-/tmp}")
trap 'rm -rf "$work"' EXIT
cuvee=${CUVEE:-$work/cuvee/cuvee}
[ -x "$cuvee" ] || dotnet publish "$root/src/Cuvee.Cli" -c Release -o "$work/cuvee" --nologo -v quiet >/dev/null

mkdir "$work/in"
split -n l/50 -d -a 2 --additional-suffix=.jsonl "$file" "$work/in/"
cat >"$work/plain.yaml" <<YAML
name: plain
sources: { all: { files: in/*.jsonl } }
dedup: { exact: { on: first_user } }
datasets: { out: { order: source } }
YAML
cat >"$work/full.yaml" <<YAML
name: full
sources: { all: { files: in/*.jsonl } }
normalize: { encoding: repair, unicode: nfc, trim: true }
pii: { action: redact }
filters: [ { last_turn: assistant } ]
$against
dedup: { exact: { on: first_user }, near: { similarity: 0.8 } }
datasets: { out: { order: shuffled } }
YAML
sed -e 's/^name: full/name: every/' -e 's/encoding: repair,/encoding: repair, markup: text,/' \
  -e 's/^filters:.*/filters: [ { last_turn: assistant }, { words: {} }, { sentences: {} }, { short_answer: {} }, { echo: {} }, { repetition: {} }, { symbols: {} }, code_fences, special_tokens, placeholder, refusal, boilerplate, { tokens: { max: 8192, tokenizer: cl100k_base } } ]/' \
  "$work/full.yaml" >"$work/every.yaml"

labels=("without a cache" cold "nothing changed" "one file of fifty changed")
build() { # index of the label, recipe, arguments...
  local label=$1 recipe=$2
  shift 2
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$cuvee" build "$work/$recipe.yaml" --quiet "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  awk '{ print $1, $2 + $3, $4 / 1024 }' "$work/time" >>"$work/times.$label"
}
median() { # index of the label, column
  cut -d' ' -f"$2" "$work/times.$1" | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}
sums() { (cd "$1" && find . -type f | sort | xargs sha256sum); }
same() { diff <(sums "$1") <(sums "$2") >/dev/null || { echo "$1 and $2 differ"; exit 1; }; }

echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(du -h "$file" | cut -f1)"
printf '| build | wall s | CPU s | peak MiB |\n|---|---:|---:|---:|\n'
for recipe in ${RECIPES:-plain full every}; do
  rm -f "$work"/times.*
  for _ in $(seq "${ROUNDS:-3}"); do
    build 0 "$recipe" --no-cache --out "$work/none"
    build 1 "$recipe" --out "$work/out"
    same "$work/none" "$work/out"
    build 2 "$recipe" --out "$work/out"
    grep -q 'nothing changed' "$work/log" || { echo 'something was written'; exit 1; }
    head -n 1 "$work/in/07.jsonl" >>"$work/in/07.jsonl"
    build 3 "$recipe" --out "$work/out"
    grep -q '49 of 50 input files' "$work/log" || { cat "$work/log"; exit 1; }
    "$cuvee" build "$work/$recipe.yaml" --quiet --no-cache --out "$work/none" >/dev/null 2>&1
    same "$work/none" "$work/out"
    rm -rf "$work/none" "$work/out" "$work/.cuvee"
  done
  for label in 0 1 2 3; do printf '| %s: %s | %s | %s | %.0f |\n' "$recipe" "${labels[label]}" "$(median $label 1)" "$(median $label 2)" "$(median $label 3)"; done
  printf '| %s: the last of cold | %.1f %% | %.1f %% | |\n' "$recipe" "$(bc -l <<<"100 * $(median 3 1) / $(median 1 1)")" "$(bc -l <<<"100 * $(median 3 2) / $(median 1 2)")"
done
