#!/usr/bin/env python3
"""train_tokenizers.py FOLDER: trains the two small tokenizer.json of the tests on the project's own prose: byte-level as in Llama 3, and SentencePiece-style as in Llama 2."""
import collections
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ["Ein Überfall auf die Bäckerei, 12345 Brötchen weg!", "Où est passée l'école d'été ?", "こんにちは、世界。今日は良い天気です。", "Привет, мир! Как дела?", "你好，世界。今天天气很好。", "naïve café ☕ 👩‍👩‍👧 1/2 ½ x²"]
corpus = "\n".join([(root / "docs/guide.md").read_text(encoding="utf-8"), (root / "CONTRIBUTING.md").read_text(encoding="utf-8"), *SAMPLES * 3])
MERGES = 600
MARK = "\u2581"


def train(words, merges):
    """The merges of a list of words, each a tuple of symbols, most frequent pair first, of equal ones the smaller."""
    counts = collections.Counter(words)
    result = []
    for _ in range(merges):
        pairs = collections.Counter()
        for word, count in counts.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        result.append(best)
        merged = collections.Counter()
        for word, count in counts.items():
            out, i = [], 0
            while i < len(word):
                if i + 1 < len(word) and (word[i], word[i + 1]) == best:
                    out.append(word[i] + word[i + 1])
                    i += 2
                else:
                    out.append(word[i])
                    i += 1
            merged[tuple(out)] += count
        counts = merged
    return result


def byte_characters():
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, extra = {}, 256
    for value in range(256):
        if value in printable:
            table[value] = chr(value)
        else:
            table[value] = chr(extra)
            extra += 1
    return table


def added(id, content, special=True):
    return {"id": id, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": special}


def byte_level():
    table = byte_characters()
    # Close to the pattern below, and only for training
    words = [tuple(table[byte] for byte in word.encode()) for word in re.findall(r"[^\r\n\w]?[^\W\d_]+|\d{1,3}| ?[^\s\w]+[\r\n]*|\s+", corpus)]
    merges = train(words, MERGES)
    tokens = [table[byte] for byte in range(256)] + [left + right for left, right in merges]
    vocab = {token: id for id, token in enumerate(dict.fromkeys(tokens))}
    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [added(len(vocab), "<|begin_of_text|>"), added(len(vocab) + 1, "<|eot_id|>")],
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}]},
        "post_processor": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False,
                  "byte_fallback": False, "ignore_merges": True, "vocab": vocab, "merges": [f"{left} {right}" for left, right in merges]},
    }


def sentencepiece():
    text = MARK + corpus.replace(" ", MARK)
    words = [tuple(word) for word in re.findall(f"{MARK}*[^{MARK}]+|{MARK}+", text)]
    common = [character for character, count in sorted(collections.Counter(text).items(), key=lambda entry: (-entry[1], entry[0])) if count > 6]
    words = [tuple(character for character in word if character in set(common)) for word in words]
    merges = train([word for word in words if word], MERGES)
    tokens = ["<unk>", "<s>", "</s>", *[f"<0x{byte:02X}>" for byte in range(256)], *common, *[left + right for left, right in merges]]
    vocab = {token: id for id, token in enumerate(dict.fromkeys(tokens))}
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [added(0, "<unk>"), added(1, "<s>"), added(2, "</s>")],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": MARK}, {"type": "Replace", "pattern": {"String": " "}, "content": MARK}]},
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": MARK}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
                  "byte_fallback": True, "ignore_merges": False, "vocab": vocab, "merges": [[left, right] for left, right in merges]},
    }


folder = pathlib.Path(sys.argv[1])
for name, tokenizer in (("byte-level.json", byte_level()), ("sentencepiece.json", sentencepiece())):
    (folder / name).write_text(json.dumps(tokenizer, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
