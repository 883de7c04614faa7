#!/usr/bin/env python3
"""count.py FILE.jsonl: how many distinct keys the file has, raw and as Cuvee compares them (ends trimmed, NFC); the yardstick of peers.sh."""
import json
import sys
import unicodedata

raw, normalized = set(), set()
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        key = record.get("instruction", record.get("prompt"))
        if key is None:
            key = next(turn["content"] for turn in record["messages"] if turn["role"] == "user")
        raw.add(key)
        normalized.add(unicodedata.normalize("NFC", key.strip()))
print(len(raw), len(normalized))
