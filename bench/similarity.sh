#!/usr/bin/env bash
# Near-duplicates and decontamination by the commands that need no recipe, whole processes; prints medians.
#   bench/similarity.sh RUNS FILE.jsonl...        files of the generator in ../shared/bench
# Every run must keep and remove as many records as it read, every run of a file the same bytes, and a file of the generator that is listed
# below the records it always kept; else the figures are void. The benchmarks that are searched for: HumanEval, gsm8k's test set
# (../shared/data), and eighty prompts of the file itself, so that there is always something to find.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
data=${CUVEE_SHARED_DATA:-$root/../shared/data}
runs=$1
shift
work=$(mktemp -d -p "${TMPDIR:-/tmp}")
trap 'rm -rf "$work"' EXIT
dotnet publish "$root/src/Cuvee.Cli" -c Release -o "$work/cuvee" --nologo -v quiet >/dev/null
echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, $(date -u +%Y-%m-%d)"

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
known() { # job, records: what a file of the generator keeps
  case "$1 $2" in
    "near 10000") echo 8957 ;; "near 100000") echo 89563 ;; "near 1000000") echo 897031 ;; "near 4500000") echo 4037485 ;;
  esac
}
printf '| job | records | kept | wall s | CPU s | peak MiB | records/s |\n|---|---:|---:|---:|---:|---:|---:|\n'
measure() { # job, file, records, command...
  local job=$1 records=$3
  shift 3
  : >"$work/times"
  local digest=""
  for run in $(seq "$runs"); do
    rm -f "$work"/out*
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$work/cuvee/cuvee" "$@" --threads 2 --quiet >"$work/log"
    cat "$work/time" >>"$work/times"
    local now; now=$(sha256sum <"$work/out.jsonl")
    [ -z "$digest" ] || [ "$digest" = "$now" ] || { echo "$job: two runs gave different bytes"; exit 1; }
    digest=$now
  done
  local kept removed
  kept=$(wc -l <"$work/out.jsonl")
  removed=$(wc -l <"$work/out.jsonl.removed.jsonl")
  [ $((kept + removed)) = "$records" ] || { echo "$job: $kept kept and $removed removed are not $records"; exit 1; }
  local want; want=$(known "$job" "$records")
  [ -z "$want" ] || [ "$want" = "$kept" ] || { echo "$job: kept $kept instead of $want"; exit 1; }
  awk -v j="$job" -v n="$records" -v k="$kept" -v w="$(cut -d' ' -f1 "$work/times" | median)" -v c="$(awk '{ print $2 + $3 }' "$work/times" | median)" \
    -v p="$(awk '{ print $4 / 1024 }' "$work/times" | median)" 'BEGIN { printf "| %s | %d | %d | %.2f | %.2f | %.0f | %.0f |\n", j, n, k, w, c, p, n / w }'
}
for file in "$@"; do
  file=$(realpath "$file")
  records=$(wc -l <"$file")
  measure near "$file" "$records" dedup "$file" "$work/out.jsonl" --near 0.8
  python3 - "$file" "$work/prompts.jsonl" <<'PY'
import json, sys
kept = 0
with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
    for number, line in enumerate(lines):
        if kept == 80: break
        text = json.loads(line).get("instruction")
        if not text or len(text.split()) < 13: continue
        out.write(json.dumps({"question": text}) + "\n"); kept += 1
PY
  measure decontaminate "$file" "$records" decontaminate "$file" "$work/out.jsonl" \
    --against "$data/human_eval/HumanEval.jsonl.gz" --against "$data/gsm8k/test.jsonl" --against "$work/prompts.jsonl"
done
