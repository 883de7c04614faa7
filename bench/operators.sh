#!/usr/bin/env bash
# What each operator costs: builds with one of them, one after the other, beside a build with none; prints medians of CPU time.
#   bench/operators.sh RUNS FILE.jsonl [MODEL.ftz]        a file of the generator in ../shared/bench; with a fastText model also the language filter
# Filters have thresholds that keep nearly everything, so that all builds write about as much. Every build must account for every record
# (cuvee does, and ends with 2 otherwise) and two runs must give one digest; else the figures are void.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
runs=$1 file=$(realpath "$2") model=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish "$root/src/Cuvee.Cli" -c Release -o "$work/cuvee" --nologo -v quiet >/dev/null
records=$(wc -l <"$file")
echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, $(date -u +%Y-%m-%d); $records records, $(du -h "$file" | cut -f1)"

everything="normalize: { encoding: repair, markup: text, unicode: nfc, trim: true }
pii: { action: redact }
filters: [ { words: {} }, { sentences: {} }, { short_answer: {} }, { echo: {} }, { repetition: {} }, { symbols: {} }, code_fences, special_tokens, placeholder, refusal, boilerplate, { tokens: { max: 8192, tokenizer: cl100k_base } } ]"
operators=(
  "none|"
  "unicode and trim|normalize: { unicode: nfc, trim: true }"
  "encoding|normalize: { encoding: repair }"
  "markup|normalize: { markup: text }"
  "pii, redact|pii: { action: redact }"
  "tokens, as a bound alone|tokens: { tokenizer: cl100k_base, ledger: false }
filters: [ { tokens: { max: 8192 } } ]"
  "tokens, counted|tokens: { tokenizer: cl100k_base }"
  "words|filters: [ { words: {} } ]"
  "sentences|filters: [ { sentences: {} } ]"
  "short_answer|filters: [ { short_answer: {} } ]"
  "echo|filters: [ { echo: {} } ]"
  "truncated|filters: [ truncated ]"
  "repetition|filters: [ { repetition: {} } ]"
  "symbols|filters: [ { symbols: {} } ]"
  "code_fences|filters: [ code_fences ]"
  "special_tokens|filters: [ special_tokens ]"
  "placeholder|filters: [ placeholder ]"
  "refusal|filters: [ refusal ]"
  "boilerplate|filters: [ boilerplate ]"
  "language_mismatch|filters: [ language_mismatch ]"
  "wordlist|filters: [ { wordlist: { words: [zzunseen] } } ]"
  "exact dedup|dedup: { exact: { on: prompt } }"
  "near dedup|dedup: { near: { similarity: 0.8 } }"
  "all of it|$everything
dedup: { exact: { on: prompt }, near: { similarity: 0.8 } }"
)
[ -z "$model" ] || operators+=("language|filters: [ { language: { model: $(realpath "$model"), in: [en, zh, de, fr, es, ru, ja, ko, ar, hi] } } ]")

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
printf '| operator | wall s | CPU s | peak MiB | kept | microseconds of CPU a record, more than none |\n|---|---:|---:|---:|---:|---:|\n'
base=0
for entry in "${operators[@]}"; do
  name=${entry%%|*} lines=${entry#*|}
  printf 'name: bench\nsources:\n  all: { files: %s }\n%s\ndatasets:\n  out: { order: source }\n' "$file" "$lines" >"$work/recipe.yaml"
  : >"$work/times"
  digest=""
  for run in $(seq "$runs"); do
    rm -rf "$work/out" "$work/.cuvee"
    code=0
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$work/cuvee/cuvee" build "$work/recipe.yaml" --out "$work/out" --no-cache --quiet --threads 2 >"$work/log" 2>&1 || code=$?
    [ "$code" -le 1 ] || { echo "$name: exit code $code"; cat "$work/log"; exit 1; }
    tail -n 1 "$work/time" >>"$work/times"
    now=$(cat "$work"/out/out*/SHA256SUMS | sha256sum)
    [ -z "$digest" ] || [ "$digest" = "$now" ] || { echo "$name: two runs gave different bytes"; exit 1; }
    digest=$now
  done
  kept=$(cat "$work"/out/out*/data/*.jsonl | wc -l)
  cpu=$(awk '{ print $2 + $3 }' "$work/times" | median)
  [ "$name" != none ] || base=$cpu
  awk -v n="$name" -v w="$(cut -d' ' -f1 "$work/times" | median)" -v c="$cpu" -v p="$(awk '{ print $4 / 1024 }' "$work/times" | median)" -v k="$kept" -v b="$base" -v r="$records" \
    'BEGIN { printf "| %s | %.2f | %.2f | %.0f | %d | %.1f |\n", n, w, c, p, k, (c - b) / r * 1e6 }'
done
