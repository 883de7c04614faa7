namespace Cuvee.Recipes;

/// <summary>The whole recipe, declared once: every key with its type, default, meaning and an example.</summary>
internal static class RecipeShape
{
    public static readonly Shape Filters = new ListShape(FilterShape.Instance) { MayBeEmpty = true };

    public static readonly ObjectShape Score = new(
    [
        new("field", new ListShape(ScalarShape.Text) { MayBeSingle = true }, "Dotted paths to look at; the first that holds a number wins.", "quality")
        {
            DefaultWords = "`quality_score`, then `_metadata.quality_score`, then `metadata.quality_score`",
        },
        new(
            "from",
            new ListShape(new ScalarShape(ScalarKind.Decimal)),
            "The scale: the value that becomes 0 and the value that becomes 1.",
            "[0, 10]") { DefaultWords = "`[0, 1]`" },
        new(
            "default",
            new ScalarShape(ScalarKind.Decimal) { Minimum = 0, Maximum = 1 },
            "The score, in 0..1, of a record without one.",
            "0.5") { DefaultWords = "no score" },
    ]);

    public static readonly ObjectShape TagFromField = new(
    [
        new("field", ScalarShape.Text, "Dotted path of the field that holds the value.", "_category") { IsRequired = true },
        new(
            "map",
            new MapShape("VALUE", ScalarShape.Text) { MayBeEmpty = true },
            "Renames values; a value that it does not name stays as it is.",
            "{ reasoning: cot_math }") { DefaultWords = "no renaming" },
        new("default", ScalarShape.Text, "The value where the field is missing, null, empty, a list or an object.", "instruction") { Default = TagRule.None },
    ]);

    public static readonly ObjectShape TagChoice = new(
    [
        new("when", FilterShape.Instance, "A filter; records that it keeps get the value of `then`.", "{ turns: { min: 21 } }") { IsRequired = true },
        new("then", ScalarShape.Text, "The value.", "long") { IsRequired = true },
        new("else", ScalarShape.Text, "The value of records that no filter keeps.", "short") { Default = TagRule.None },
    ]);

    public static readonly ObjectShape TagElse = new(
    [
        new("else", ScalarShape.Text, "The value of records that no filter keeps; as the last item of a list.", "short") { IsRequired = true },
    ]);

    public static readonly OneOfShape Tag = new([ScalarShape.Text, TagFromField, TagChoice, new ListShape(new OneOfShape([TagChoice, TagElse]))]);

    public static readonly ObjectShape Source = new(
    [
        new(
            "files",
            new ListShape(ScalarShape.Text) { MayBeSingle = true },
            "Paths and globs, relative to the recipe. A list keeps its order, the matches of a glob are sorted by their UTF-8 bytes, and "
            + "a file that matches twice is read once.",
            "[data/veran_v2.jsonl, data/more/*.jsonl]") { IsRequired = true },
        new(
            "tags",
            new MapShape("TAG", Tag) { Rule = NameRule.File, ReservedNames = ["source"], MayBeEmpty = true },
            "Names and values that drive mix, caps, holdout and coverage. A value is fixed, comes from a field, or is decided by filters "
            + "(the first match wins).",
            "{ family: expert, bucket: { field: _category, default: instruction } }")
        {
            DefaultWords = "`family`: the source's name",
        },
        new(
            "format",
            ScalarShape.Word("auto", "messages", "sharegpt", "alpaca", "prompt_completion", "preference", "kto", "qa", "squad", "text"),
            "What the records are read as; `auto` looks at each file, and at each record where a file mixes formats.",
            "alpaca") { Default = "auto" },
        new(
            "map",
            new MapShape("TARGET", ScalarShape.Text) { MayBeEmpty = true, Targets = MapTargets },
            $"Unusual columns: what each is read as ({string.Join(", ", MapTargets)}), and its dotted path.",
            "{ user: problem, assistant: solution }") { DefaultWords = "the usual names of the format" },
        new(
            "score",
            Score,
            "Where the quality of a record is found and how it is brought to 0..1.",
            "{ field: quality, from: [0, 10] }") { DefaultWords = "see below" },
        new(
            "take",
            new ScalarShape(ScalarKind.Integer) { Minimum = 1 },
            "How many records of the source stay, chosen by rank, never a prefix.",
            "100000") { DefaultWords = "all" },
        new("filters", Filters, "Filters for this source alone, before the common ones. See Filters.", "[no_tools]") { DefaultWords = "none" },
        new(
            "encoding",
            ScalarShape.Word([.. Encodings]),
            "The character encoding of its text files; `auto` is UTF-8, or UTF-16 where a byte order mark says so.",
            "windows-1252") { Default = "auto" },
        new(
            "on_damage",
            ScalarShape.Word("fail", "quarantine"),
            "What a truncated or corrupt file does: stop the build, or become a row of quarantine.",
            "quarantine") { Default = "fail" },
    ]);

    public static readonly ObjectShape Normalize = new(
    [
        new(
            "encoding",
            ScalarShape.Word("repair", "repair_all"),
            "Repairs text that was decoded with the wrong codec (cafÃ© becomes café) and removes control characters and byte order marks; "
            + "`repair_all` also replaces HTML entities in texts without markup and takes ligatures apart.",
            "repair") { DefaultWords = "unchanged" },
        new(
            "markup",
            ScalarShape.Word("text", "markdown"),
            "Turns texts that are written in HTML into plain text or Markdown. Texts that show HTML or speak of it stay as they are.",
            "text") { DefaultWords = "unchanged" },
        new("newlines", ScalarShape.Word("lf"), "Line ends: CR LF and CR become LF.", "lf") { DefaultWords = "unchanged" },
        new("unicode", ScalarShape.Word("nfc"), "Unicode normalization form of every text.", "nfc") { DefaultWords = "unchanged" },
        new("trim", ScalarShape.Boolean, "Removes white space at both ends of every text.", "true") { Default = "false" },
    ]);

    public static readonly ObjectShape Exact = new(
    [
        new(
            "on",
            ScalarShape.Word("prompt", "first_user", "conversation", "text"),
            "The key of a duplicate: the turns before the last assistant turn without system (`prompt`), the first user turn "
            + "(`first_user`), everything but the label (`conversation`), or all texts with white space collapsed (`text`). An empty key "
            + "equals nothing.",
            "prompt") { Default = "conversation" },
        new(
            "system",
            ScalarShape.Word("keep", "ignore"),
            "Whether system turns belong to the key; only for `on: conversation`.",
            "ignore") { Default = "keep" },
        new(
            "conflict",
            ScalarShape.Word("drop", "keep"),
            "What becomes of a record with the key of an earlier one but another answer or label; dropped ones have the reason `conflict`.",
            "keep") { Default = "drop" },
    ]);

    public static readonly ObjectShape Dedup = new(
    [
        new("exact", Exact, "Removes exact duplicates; `{}` takes the defaults.", "{ on: prompt }") { DefaultWords = "exact duplicates stay" },
        new(
            "near",
            NearShape.Dedup,
            "Removes records that are nearly the same as one that is kept; `{}` takes the defaults. Decided after the exact ones.",
            "{ similarity: 0.95 }") { DefaultWords = "near-duplicates stay" },
        new(
            "keep",
            ScalarShape.Word("first", "longest", "best_score"),
            "Which of several duplicates stays: the first, the one whose turns have the most bytes of UTF-8, or the one with the best score; ties go by source order, file order, position.",
            "best_score") { Default = "first" },
    ]);

    public static readonly ObjectShape Root = new(
    [
        new(
            "name",
            ScalarShape.Text,
            "The recipe's name: letters, digits, `.`, `_` and `-`.",
            "oracle-experts") { DefaultWords = "the file's name without its extension" },
        new(
            "seed",
            new ScalarShape(ScalarKind.Integer) { Minimum = 0, Maximum = ulong.MaxValue },
            "Every choice by rank (take, mix, split, order) depends on it.",
            "7") { Default = "42" },
        new(
            "sources",
            new MapShape("SOURCE", Source) { Rule = NameRule.File, EntryWord = "source " },
            "The inputs by name. Their order decides ties.",
            "{ pool: { files: data/*.jsonl } }") { IsRequired = true },
        new(
            "normalize",
            Normalize,
            "Changes to every text, counted per rule and source.",
            "{ unicode: nfc, trim: true }") { DefaultWords = "text bytes unchanged" },
        new("pii", PiiShape.Rule, "Personal data and secrets in every text, after `normalize`. See docs/personal-data.md.", "{ action: redact }") { DefaultWords = "nobody looks for any" },
        new(
            "tokens",
            TokensShape.Tokens,
            "What tokens are counted with, for the ledger, for a mix by tokens, and for `tokens` filters that name no tokenizer.",
            "{ tokenizer: o200k_base, template: chatml }") { DefaultWords = "as the first `tokens` filter counts; without one nothing is counted" },
        new(
            "filters",
            Filters,
            "Filters for all sources. See Filters.",
            "[{ score: { min: 0.3, missing: keep } }, no_tools, { last_turn: assistant }]") { DefaultWords = "none" },
        new(
            "decontaminate",
            new ListShape(DecontaminateShape.Entry) { MayBeSingle = true, MayBeEmpty = true },
            "Benchmarks whose items must not be in the data: one mapping, or a list of them, each with its own rule. Decided after the filters, over all sources that some dataset uses.",
            "[{ against: bench/HumanEval.jsonl.gz }]") { DefaultWords = "none" },
        new(
            "dedup",
            Dedup,
            "Removal of duplicates, decided per dataset over its `from`.",
            "{ exact: { on: prompt }, keep: first }") { DefaultWords = "duplicates stay" },
        new(
            "datasets",
            new MapShape("DATASET", DatasetShape.Dataset) { Rule = NameRule.File, ReservedNames = ["summary.json"], EntryWord = "dataset " },
            "What is compiled, by name.",
            "{ small: { mix: { shares: { pool: 1 }, total: 1000 } } }") { DefaultWords = "one dataset with the recipe's name" },
        new("curriculum", ScalarShape.Text, "Training stages.", "{}") { IsReserved = true },
    ]);

    /// <summary>What a column can be read as.</summary>
    public static IReadOnlyList<string> MapTargets =>
    [
        "messages", "user", "assistant", "system", "thinking", "tools", "prompt", "completion", "chosen", "rejected", "label", "text",
        "instruction", "input", "output", "history", "media",
    ];

    /// <summary>Encodings that can be declared; the names are those of the IANA registry.</summary>
    private static IReadOnlyList<string> Encodings =>
    [
        "auto", "utf-8", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15",
        "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
        "koi8-r", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5",
    ];
}
