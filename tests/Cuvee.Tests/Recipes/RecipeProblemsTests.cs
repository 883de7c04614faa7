using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

/// <summary>What a user reads when a recipe is wrong.</summary>
public sealed class RecipeProblemsTests
{
    private const string Sources = "sources: { a: { files: a }, b: { files: b, tags: { family: fam, lang: { field: l } } } }\n";

    [Theory]
    [InlineData("nme: x", "2:1: unknown key 'nme' in the recipe; did you mean 'name'?")]
    [InlineData("name: a/b", "2:7: 'a/b' cannot be the recipe's name; set 'name' with letters, digits, '.', '_' and '-'")]
    [InlineData("name:", "2:6: 'name' has no value; write one, or remove the key to get its default")]
    [InlineData("seed: -1", "2:7: 'seed' must be a whole number from 0 to 18446744073709551615, not '-1'")]
    [InlineData("seed: 18446744073709551616", "2:7: 'seed' must be a whole number from 0 to 18446744073709551615, not '18446744073709551616'")]
    [InlineData("seed: [1]", "2:7: 'seed' must be a whole number from 0 to 18446744073709551615, not a list")]
    [InlineData("pii: {}", "2:6: 'pii' lacks 'action'; add action: redact")]
    [InlineData("pii: { action: redakt }", "2:16: 'action' must be one of off, flag, redact, drop, not 'redakt'; did you mean 'redact'?")]
    [InlineData("pii: { action: drop, kinds: [mail] }", "2:30: an item of 'kinds' must be one of email, phone, card, iban, national_id, ip, mac, crypto, credentials, document, secret, not 'mail'; did you mean 'email'?")]
    [InlineData("decontaminate: [{ name: x }]", "2:17: an item of 'decontaminate' lacks 'against'; add against: bench/HumanEval.jsonl.gz")]
    [InlineData("decontaminate: { against: b, n: 5 }", "2:33: 'n' must be a whole number from 6 to 100, not '5'")]
    [InlineData("decontaminate: { against: b, action: drops }", "2:38: 'action' must be one of drop, flag, report, not 'drops'; did you mean 'drop'?")]
    [InlineData("decontaminate: { against: b, map: { questions: x } }", "2:37: unknown name 'questions'; did you mean 'question'?")]
    [InlineData("decontaminate: { against: b, n: 13, longest: 12 }", "2:46: 'longest' is below 'n', and no shared run is shorter than an n-gram; write 13 or more")]
    [InlineData("curriculum: {}", "2:1: 'curriculum' is not available in this version; remove it")]
    [InlineData("normalize: { markup: text }", "2:14: 'markup' is not available in this version; remove it")]
    [InlineData("normalize: { unicode: nfkc }", "2:23: 'unicode' must be nfc, not 'nfkc'; did you mean 'nfc'?")]
    [InlineData("normalize: { trim: yes }", "2:20: 'trim' must be true or false, not 'yes'")]
    [InlineData("filters: no_tools", "2:10: 'filters' must be a list, each a filter, not 'no_tools'")]
    [InlineData("dedup: { near: { similarity: 0.2 } }", "2:30: 'similarity' must be a share such as 45% or 0.45 from 0.3 to 1, not '0.2'")]
    [InlineData("dedup: { near: { against: pol } }", "2:27: unknown source 'pol'; known are a, b")]
    [InlineData("dedup: { exact: { on: prompts } }", "2:23: 'on' must be one of prompt, first_user, conversation, text, not 'prompts'; did you mean 'prompt'?")]
    [InlineData("dedup: { exact: { on: prompt, system: ignore } }", "2:39: 'system' has no meaning with 'on: prompt'; remove it")]
    [InlineData("datasets: {}", "2:11: 'datasets' is empty; add an entry or remove the key")]
    [InlineData("datasets: { 'a b': {} }", "2:13: 'a b' cannot be a name; use letters, digits, '.', '_' and '-', with a letter, digit or '_' first")]
    [InlineData("datasets: { .x: {} }", "2:13: '.x' cannot be a name; use letters, digits, '.', '_' and '-', with a letter, digit or '_' first")]
    [InlineData("datasets: { x.failed: {} }", "2:13: a dataset cannot be called 'x.failed': the endings '.partial', '.failed' and '.old' are taken; rename it")]
    [InlineData("datasets: { x.Partial: {} }", "2:13: a dataset cannot be called 'x.Partial': the endings '.partial', '.failed' and '.old' are taken; rename it")]
    [InlineData("datasets: { x: {}, X: {} }", "2:20: 'X' differs from 'x' only in case, which some file systems do not tell apart; rename it")]
    public void OfTheRecipe(string line, string message) => Refuses(Sources + line, message);

    [Theory]
    [InlineData("from: [a, c]", "unknown source 'c'; known are a, b")]
    [InlineData("from: [a, a]", "source 'a' stands twice in 'from'; remove one")]
    [InlineData("from: []", "'from' is an empty list; add an item or remove the key")]
    [InlineData("mix: {}", "'mix' lacks 'shares'; add shares: { veran_expert: 60, code_pool: 25, synthetic: 15 }")]
    [InlineData("mix: { shares: { a: 1 } }", "no share for the source 'b'; add one for each value, or take its source out of 'from'")]
    [InlineData("mix: { shares: { a: 1, b: 1, zzz: 1 } }", "no source in 'from' has the source 'zzz', so its share can never be met; known are a, b")]
    [InlineData("mix: { by: family, shares: { a: 1, fan: 1, fam: 2 } }", "no source in 'from' has the family 'fan', so its share can never be met; did you mean 'fam'?")]
    [InlineData("mix: { by: family, shares: { a: 1 } }", "no share for the family 'fam'; add one for each value, or take its source out of 'from'")]
    [InlineData("mix: { by: lng, shares: { a: 1 } }", "no source has a tag 'lng'; did you mean 'lang'?")]
    [InlineData("mix: { shares: { a: 0, b: 1 } }", "'a' must be a number or a percentage above 0, not '0'")]
    [InlineData("mix: { shares: { a: 60%, b: 39.99% } }", "the shares sum to 99.99%, not 100%; change them, or remove the % to give parts")]
    [InlineData("mix: { shares: { a: 60%, b: 40 } }", "1 of 2 shares carry %; write it at all of them or at none")]
    [InlineData("mix: { shares: { a: 1, b: 1 }, anchor: c }", "the anchor 'c' has no share; known are a, b")]
    [InlineData("mix: { shares: { a: 1, b: 1 }, anchor: a, total: 5 }", "'total' and 'anchor' both set the size of the mix; remove one")]
    [InlineData("mix: { shares: { a: 1, b: 1 }, anchor: a, shortage: shrink }", "'shortage: shrink' is only for 'total', since an anchor is kept whole; use fail, accept or repeat")]
    [InlineData("mix: { shares: { a: 1, b: 1 }, shortage: accept }", "'shortage' has no meaning without 'anchor' or 'total': the largest mix that meets the shares is made; remove it")]
    [InlineData("mix: { shares: { a: 1, b: 1 }, unit: tokens }", "'unit: tokens' needs a tokenizer; add the recipe's key 'tokens' with 'tokenizer: cl100k_base' or 'o200k_base', or the path of a .tiktoken file or of the model's tokenizer.json")]
    [InlineData("caps: { lang: 0 }", "'lang' must be a share such as 45% or 0.45 above 0 and at most 1, not '0'")]
    [InlineData("caps: { lang: 101% }", "'lang' must be a share such as 45% or 0.45 above 0 and at most 1, not '101%'")]
    [InlineData("caps: { lagn: 50% }", "no source has a tag 'lagn'; did you mean 'lang'?")]
    [InlineData("split: { train: 0, test: 0 }", "every part of the split is 0; give one of them a size")]
    [InlineData("split: { train: 90%, test: 5% }", "the parts of the split sum to 95%, not 100%; change them, or remove the % to give proportions")]
    [InlineData("split: { train: 90%, test: 10 }", "1 of 2 parts of the split carry %; write it at all of them or at none")]
    [InlineData("split: { train: 90, Train: 10 }", "the part 'Train' differs from another only in case; rename it")]
    [InlineData("split: { my-train: 90 }", "'my-train' cannot be a name; use letters, digits and '_', with single dots between")]
    [InlineData("split: { train: 90, test: 10, holdout: { family: fam, to: tset } }", "'tset' is no part of the split; did you mean 'test'?")]
    [InlineData("split: { train: 90, test: 10, holdout: { family: sarcasm, to: test } }", "no source in 'from' has the family 'sarcasm', so nothing would be held out; known are a, fam")]
    [InlineData("split: { train: 90, test: 10, holdout: { to: test } }", "the holdout names no tag; add one, as in { family: [voice_persona], to: test }")]
    [InlineData("split: { train: 90, test: 10, holdout: { family: fam } }", "'holdout' lacks 'to'; add to: test")]
    [InlineData("split: { train: 9, test: 1, holdout: [{ family: fam, to: test }, { family: [a, fam], to: train }] }", "the family 'fam' is held out to 'test' and to 'train'; remove one")]
    [InlineData("split: { train: 1, together: [{ near_duplicates: { n: 0 } }] }", "'n' must be a whole number from 1 to 32, not '0'")]
    [InlineData("order: suffled", "'order' must be one of shuffled, source, interleaved, not 'suffled'; did you mean 'shuffled'?")]
    [InlineData("output: { shard: 1gb }", "'shard' must be a size such as 500MB, 1GB or 1GiB, not '1gb'")]
    [InlineData("output: { format: kto, key: conversations }", "'key' is only for 'format: messages', not kto; remove it")]
    [InlineData("output: { style: text }", "'style' is only for 'format: prompt_completion', not messages; remove it")]
    [InlineData("output: { metadata: some }", "'metadata' must be one of none, full, not 'some'")]
    [InlineData("output: { metadata: { x: famly } }", "'x' must be one of id, source, family, tags_json, license, pii_status, content_hash, split, file, line, extra_json, not 'famly'; did you mean 'family'?")]
    [InlineData("output: { allow: [turn] }", "an item of 'allow' must be one of turns, tools, label, system, thinking, media, rejected, not 'turn'; did you mean 'turns'?")]
    [InlineData("gates: { pii: { warn: 2%, error: 1% } }", "'warn' is above 'error' and would never be seen; swap them")]
    [InlineData("gates: { licence: {} }", "'licence' is not available in this version; remove it")]
    [InlineData("gates: { coverage: { partial: warn } }", "'coverage' names no family; add one, as in { expert: 200 }")]
    [InlineData("gates: { coverage: { a: 0 } }", "'a' must be a whole number of at least 1, not '0'")]
    [InlineData("gates: { balance: { lang: {} } }", "the balance of 'lang' has neither 'warn' nor 'error'; add one")]
    [InlineData("gates: { balance: { lang: { warn: 50%, error: 40% } } }", "'warn' is above 'error' and would never be seen; swap them")]
    public void OfADataset(string keys, string message)
    {
        var exception = Assert.Throws<RecipeException>(() => RecipeReader.Parse($"{Sources}datasets: {{ d: {{ {keys} }} }}", "r.yaml"));
        Assert.Equal(message, Assert.Single(exception.Problems).Message);
    }

    [Theory]
    [InlineData("{}", "source 's' lacks 'files'; add files: [data/veran_v2.jsonl, data/more/*.jsonl]")]
    [InlineData("{ files: 'hf://x/y' }", "'hf://' is not available in this version; download the file and give its path")]
    [InlineData("{ files: [s3://b/k] }", "'s3://' is not available in this version; download the file and give its path")]
    [InlineData("{ files: a, format: sharegtp }", "'format' must be one of auto, messages, sharegpt, alpaca, prompt_completion, preference, kto, qa, squad, text, not 'sharegtp'; did you mean 'sharegpt'?")]
    [InlineData("{ files: a, map: { usr: x } }", "unknown name 'usr'; did you mean 'user'?")]
    [InlineData("{ files: a, score: { from: [1] } }", "'from' must be two different numbers, as in [0, 10]")]
    [InlineData("{ files: a, score: { from: [1, 1.0] } }", "'from' must be two different numbers, as in [0, 10]")]
    [InlineData("{ files: a, score: { default: 1.1 } }", "'default' must be a number from 0 to 1, not '1.1'")]
    [InlineData("{ files: a, take: 0 }", "'take' must be a whole number of at least 1, not '0'")]
    [InlineData("{ files: a, take: 9223372036854775808 }", "'take' must be a whole number of at least 1, not '9223372036854775808'")]
    [InlineData("{ files: a, tags: { source: x } }", "'source' is a reserved word; choose another name")]
    [InlineData("{ files: a, tags: { t: { feild: x } } }", "unknown key 'feild' in 't'; did you mean 'field'?|'t' lacks 'field'; add field: _category")]
    [InlineData("{ files: a, tags: { t: { when: no_tools } } }", "'t' lacks 'then'; add then: long")]
    [InlineData("{ files: a, tags: { t: { when: no_tols, then: x } } }", "unknown filter 'no_tols'; did you mean 'no_tools'?")]
    [InlineData("{ files: a, tags: { t: [{ else: x }, { when: no_tools, then: y }] } }", "'else' ends the list, and what follows would never be tried; move it to the last item")]
    [InlineData("{ files: a, tags: { t: [{ else: x }] } }", "the tag 't' has no 'when'; give it a fixed value instead")]
    public void OfASource(string source, string messages)
    {
        var exception = Assert.Throws<RecipeException>(() => RecipeReader.Parse($"sources: {{ s: {source} }}", "r.yaml"));
        Assert.Equal(messages.Split('|').Order(StringComparer.Ordinal), exception.Problems.Select(problem => problem.Message).Order(StringComparer.Ordinal));
    }

    /// <summary>Every key that the contract shows is known; those of later work are refused by name, and nothing else is wrong.</summary>
    [Fact]
    public void OfTheContractsOwnRecipe()
    {
        const string Yaml =
            """
            name: oracle-experts
            seed: 42
            sources:
              veran_expert:
                files: [data/veran_v2.jsonl, data/more/*.jsonl]
                tags:
                  family: expert
                  bucket: { field: _category, map: { reasoning: cot_math }, default: instruction }
                  length_class: { when: { turns: { min: 21 } }, then: long_running_therapy, else: short }
                format: auto
                map: { user: problem, assistant: solution }
                score: { field: quality, from: [0, 10] }
                take: 100000
                filters: []
              code_pool: { files: code.jsonl }
              synthetic: { files: synthetic.jsonl, tags: { family: voice_persona } }
            normalize: { encoding: repair, markup: text, unicode: nfc, trim: true }
            pii: { action: redact }
            filters: [ { score: { min: 0.3, missing: keep } }, no_tools, no_images, { last_turn: assistant }, { tokens: { max: 8192, tokenizer: cl100k_base } } ]
            decontaminate: [ { against: bench/HumanEval.jsonl.gz, name: humaneval } ]
            dedup:
              exact: { on: prompt }
              near: { similarity: 0.95, n: 5, on: conversation }
              keep: first
            datasets:
              veran_v5:
                from: [veran_expert, code_pool, synthetic]
                mix:
                  by: source
                  shares: { veran_expert: 60, code_pool: 25, synthetic: 15 }
                  unit: records
                  anchor: veran_expert
                caps: { bucket: 45% }
                split:
                  train: 90
                  validation: 5
                  test: 5
                  holdout: { family: [voice_persona], to: test }
                  together: [prompt, { near_duplicates: { similarity: 0.8, n: 5, on: conversation } }, session_id]
                order: shuffled
                output: { format: messages, files: jsonl, metadata: none, shard: 1GB, compiled: true }
                gates: { coverage: { expert: 200 }, balance: { bucket: 45% } }
            """;
        var exception = Assert.Throws<RecipeException>(() => RecipeReader.Parse(Yaml, "r.yaml"));
        Assert.Equal(
            ["markup"],
            exception.Problems.Select(problem => problem.Message.Replace("'", "").Replace(" is not available in this version; remove it", "")));
    }

    [Fact]
    public void AreReportedAllAtOnceInTheOrderOfTheFile()
    {
        const string Yaml =
            """
            seed: x
            datasets:
              d:
                from: [pol]
                order: random
              e:
                from: [pol]
            filters: [{ tokns: { max: 1 } }, no_tool]
            sources:
              pool:
                files: a
                takes: 5
            """;
        var exception = Assert.Throws<RecipeException>(() => RecipeReader.Parse(Yaml, "my/recipe.yaml"));
        Assert.Equal(
            """
            my/recipe.yaml:1:7: 'seed' must be a whole number from 0 to 18446744073709551615, not 'x'
            my/recipe.yaml:5:12: 'order' must be one of shuffled, source, interleaved, not 'random'
            my/recipe.yaml:7:12: unknown source 'pol'; did you mean 'pool'?
            my/recipe.yaml:8:13: unknown filter 'tokns'; did you mean 'tokens'?
            my/recipe.yaml:8:34: unknown filter 'no_tool'; did you mean 'no_tools'?
            my/recipe.yaml:12:5: unknown key 'takes' in source 'pool'; did you mean 'take'?
            """,
            exception.Message);
    }

    [Theory]
    [InlineData("", "r.yaml: the recipe is empty; name at least one source under 'sources'")]
    [InlineData("[]", "r.yaml:1:1: the recipe must be a mapping, not a list")]
    [InlineData("x", "r.yaml:1:1: the recipe must be a mapping, not 'x'")]
    [InlineData("name: x", "r.yaml:1:1: the recipe lacks 'sources'; add sources: { pool: { files: data/*.jsonl } }")]
    [InlineData("sources:", "r.yaml:1:9: 'sources' has no value; write one, or remove the key to get its default")]
    [InlineData("sources: { a: 1 }", "r.yaml:1:15: source 'a' must be a mapping, not '1'")]
    public void OfNoRecipeAtAll(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<RecipeException>(() => RecipeReader.Parse(yaml, "r.yaml")).Message);

    [Fact]
    public void LaterProblemsArePlacedToo()
    {
        var recipe = RecipeReader.Parse(Sources, "r.yaml");
        Assert.Equal("r.yaml:1:12: no file matches; mend it", recipe.Problem(recipe.Sources[0].Mark, "no file matches; mend it").Message);
    }

    private static void Refuses(string yaml, string message) =>
        Assert.Equal($"r.yaml:{message}", Assert.Throws<RecipeException>(() => RecipeReader.Parse(yaml, "r.yaml")).Message);
}
