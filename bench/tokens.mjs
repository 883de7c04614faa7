// node tokens.mjs speed FILE.jsonl NAME      tokens of every text value of a JSONL file, and how fast js-tiktoken and tiktoken (wasm) count them
// node tokens.mjs counts FOLDER              tokens of every line of every file below a folder: the reference of Tokens/ReferenceCounts.tsv
// node tokens.mjs json TOKENIZER.json FILE   tokens of every line of a file by @huggingface/tokenizers
// Needs: npm install --no-save js-tiktoken@1.0.21 tiktoken@1.0.22 @huggingface/tokenizers@0.2.0
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";

const [mode, ...rest] = process.argv.slice(2);
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

async function encoders(name) {
  const { getEncoding } = await import("js-tiktoken");
  const { get_encoding } = await import("tiktoken");
  const [script, wasm] = [getEncoding(name), get_encoding(name)];
  return { "js-tiktoken": (text) => script.encode(text, [], []).length, "tiktoken (wasm)": (text) => wasm.encode_ordinary(text).length };
}

function* values(value) {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* values(item);
  else if (value && typeof value === "object") for (const item of Object.values(value)) yield* values(item);
}

function* files(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) yield* files(join(folder, entry.name));
    else yield join(folder, entry.name);
  }
}

/** The lines of a file, or nothing where it is no UTF-8; long lines make js-tiktoken slow, so only wasm counts them. */
function lines(path) {
  let bytes = readFileSync(path);
  try {
    if (path.endsWith(".gz")) bytes = gunzipSync(bytes);
    return decoder.decode(bytes).split("\n");
  } catch {
    return [];
  }
}

if (mode === "speed") {
  const [file, name] = rest;
  const texts = readFileSync(file, "utf8").split("\n").filter(Boolean).flatMap((line) => [...values(JSON.parse(line))]);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  for (const [tool, count] of Object.entries(await encoders(name))) {
    const start = process.cpuUsage().user;
    const tokens = texts.reduce((sum, text) => sum + count(text), 0);
    const seconds = (process.cpuUsage().user - start) / 1e6;
    console.log(`${tool} ${name}: ${texts.length} texts, ${(bytes / 1e6).toFixed(1)} MB, ${tokens} tokens, ${(bytes / 1e6 / seconds).toFixed(1)} MB for a second of a core`);
  }
} else if (mode === "counts") {
  const counters = [(await encoders("cl100k_base"))["tiktoken (wasm)"], (await encoders("o200k_base"))["tiktoken (wasm)"]];
  for (const path of files(rest[0])) {
    const texts = lines(path);
    if (texts.length > 0) console.log([relative(rest[0], path), ...counters.map((count) => texts.reduce((sum, text) => sum + count(text), 0))].join("\t"));
  }
} else if (mode === "json") {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(rest[0], "utf8")), {});
  for (const text of readFileSync(rest[1], "utf8").split("\n")) console.log(tokenizer.encode(text, { add_special_tokens: false }).ids.length);
}
