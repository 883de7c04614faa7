namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that describes one dataset.</summary>
internal static class DatasetShape
{
    private static readonly Shape Fraction = new ScalarShape(ScalarKind.Share) { Minimum = 0, Maximum = 1, IsAboveMinimum = true };

    private static readonly Shape Count = new ScalarShape(ScalarKind.Integer) { Minimum = 1 };

    public static readonly ObjectShape Repeat = new(
    [
        // Muennighoff et al. 2023, "Scaling Data-Constrained Language Models": up to 4 epochs are worth about as much as fresh data
        new("max", new ScalarShape(ScalarKind.Integer) { Minimum = 2, Maximum = 1000 }, "The most copies of one record.", "3") { Default = "4" },
    ]);

    public static readonly ObjectShape ShortageRepeat = new(
    [
        new("repeat", Repeat, "Emits records several times, in train only; `shortage: repeat` takes the default.", "{ max: 3 }") { IsRequired = true },
    ]);

    public static readonly ObjectShape Mix = new(
    [
        new(
            "by",
            ScalarShape.Text,
            "What the shares are of: `source`, `family`, or any tag. A record without the tag has the value `(none)`.",
            "family") { Default = "source" },
        new(
            "shares",
            new MapShape("VALUE", new ScalarShape(ScalarKind.Part) { Minimum = 0, IsAboveMinimum = true }),
            "The part of each value, exact decimals above 0. Where every one carries %, they must sum to 100. Each value needs its share.",
            "{ veran_expert: 60, code_pool: 25, synthetic: 15 }") { IsRequired = true },
        new("unit", ScalarShape.Word("records", "tokens"), "What shares, `total` and `anchor` are counted in. By tokens, records are added in rank order while the budget is not exceeded.", "tokens") { Default = "records" },
        new(
            "anchor",
            ScalarShape.Text,
            "The value that is kept whole; each other gets floor(anchor x share / anchor's share). Not with `total`.",
            "veran_expert") { DefaultWords = "none" },
        new(
            "total",
            Count,
            "The number of records to reach, apportioned by largest remainder. Not with `anchor`.",
            "500000") { DefaultWords = "the largest that meets the shares" },
        new(
            "shortage",
            new OneOfShape([ScalarShape.Word("fail", "accept", "repeat", "shrink"), ShortageRepeat]),
            "What happens when a value has too few records: stop (`fail`), miss the share (`accept`), emit records several times "
            + "(`repeat`), or keep the shares with a smaller total (`shrink`, only with `total`).",
            "{ repeat: { max: 3 } }")
        {
            DefaultWords = "`fail` with `anchor`, `shrink` with `total`",
        },
    ]);

    public static readonly MapShape Holdout = new("TAG", new ListShape(ScalarShape.Text) { MayBeSingle = true });

    public static readonly ObjectShape HoldoutEntry = new([new("to", ScalarShape.Text, "The part they go to.", "test") { IsRequired = true }])
    {
        Others = Holdout,
    };

    public static readonly ObjectShape Split = new(
    [
        new(
            "holdout",
            new ListShape(HoldoutEntry) { MayBeSingle = true, MayBeEmpty = true },
            "Values of a tag whose records go to one part only, before all else. One mapping, or a list of them.",
            "{ family: [voice_persona], to: test }") { DefaultWords = "none" },
        new(
            "touching",
            ScalarShape.Word("follow", "drop"),
            "What becomes of records that belong together with a held-out one: they go with it (`follow`), or are dropped and counted (`drop`).",
            "drop") { Default = "follow" },
        new(
            "together",
            new ListShape(new OneOfShape([ScalarShape.Text, NearShape.Together])) { MayBeSingle = true, MayBeEmpty = true },
            "What keeps records in one part: `prompt`, `near_duplicates` (alone, or with its numbers), or the dotted path of a field. Alone, its "
            + "similarity is 0.8, or that of `dedup.near` where that is lower.",
            "[prompt, { near_duplicates: { similarity: 0.7 } }, session_id]") { DefaultWords = "`[prompt, near_duplicates]`" },
        new(
            "sizes",
            ScalarShape.Word("rank", "exact"),
            "`rank`: sizes are approximate and stable, since a record's part depends on its own component alone. `exact`: cut by count.",
            "exact") { Default = "rank" },
    ])
    {
        Others = new("PART", new ScalarShape(ScalarKind.Part) { Minimum = 0 }) { Rule = NameRule.Split },
    };

    public static readonly OneOfShape Metadata = new(
    [
        ScalarShape.Word("none", "full"),
        new MapShape("NAME", ScalarShape.Word([.. MetadataRule.FixedFields])),
    ]);

    public static readonly ObjectShape Output = new(
    [
        new(
            "format",
            ScalarShape.Word("messages", "sharegpt", "alpaca", "prompt_completion", "preference", "kto", "text"),
            "The shape of each row.",
            "sharegpt") { Default = "messages" },
        new("files", ScalarShape.Word("jsonl", "jsonl.gz", "jsonl.zst", "parquet"), "The container.", "parquet") { Default = "jsonl" },
        new(
            "metadata",
            Metadata,
            $"`full` adds one object of the fixed fields ({string.Join(", ", MetadataRule.FixedFields)}); a mapping picks some of them under names of your own.",
            "{ source_family: family }") { Default = "none" },
        new(
            "shard",
            new ScalarShape(ScalarKind.Size),
            "A shard is closed before it exceeds this size, uncompressed. 1GB is 10^9 bytes, 1GiB is 2^30.",
            "500MB") { Default = "1GB" },
        new("compiled", ScalarShape.Boolean, "Also writes all splits into one file.", "true") { Default = "false" },
        new(
            "key",
            ScalarShape.Word("messages", "conversations"),
            "What the list is called; only for `format: messages`.",
            "conversations") { Default = "messages" },
        new("style", ScalarShape.Word("messages", "text"), "Message lists or strings; only for `format: prompt_completion`.", "text") { Default = "messages" },
        new(
            "allow",
            new ListShape(ScalarShape.Word("turns", "tools", "label", "system", "thinking", "media", "rejected")) { MayBeSingle = true, MayBeEmpty = true },
            "What the conversion to the format may lose: turns, tools, label, system, thinking, media, rejected. A loss that is not "
            + "allowed is an error; an allowed one is counted.",
            "[thinking]") { DefaultWords = "nothing" },
    ]);

    public static readonly ObjectShape Threshold = new(
    [
        new("warn", Fraction, "Warns above this fraction.", "40%") { DefaultWords = "never" },
        new("error", Fraction, "Fails above this fraction.", "45%") { DefaultWords = "never" },
    ]);

    public static readonly ObjectShape Quarantine = new(
    [
        new("warn", Fraction, "Warns above this fraction of the records read.", "0.5%") { Default = "1%" },
        new("error", Fraction, "Fails above this fraction of the records read.", "5%") { DefaultWords = "never" },
    ]);

    public static readonly ObjectShape Clusters = new(
    [
        new("warn", Fraction, "Warns above this fraction of the records read of a source.", "2%") { Default = "5%" },
        new("error", Fraction, "Fails above this fraction of the records read of a source.", "20%") { DefaultWords = "never" },
    ]);

    public static readonly ObjectShape Coverage = new(
    [
        new("partial", ScalarShape.Word("warn", "fail"), "What a family with some records but too few does.", "warn") { Default = "fail" },
    ])
    {
        Others = new("FAMILY", Count),
    };

    public static readonly ObjectShape Labels = new(
    [
        new("level", ScalarShape.Word("warn", "fail"), "What a finding does; a missing label is always one.", "fail") { Default = "warn" },
        new(
            "ratio",
            new ScalarShape(ScalarKind.Decimal) { Minimum = 1 },
            "The commoner label may have at most this many records for each of the rarer.",
            "1.5") { DefaultWords = "not checked" },
        new("run", Count, "The longest run of one label.", "8") { DefaultWords = "not checked" },
    ]);

    public static readonly ObjectShape Gates = new(
    [
        new("coverage", Coverage, "The least number of emitted records of each family.", "{ expert: 200, partial: warn }") { DefaultWords = "off" },
        new(
            "balance",
            new MapShape("TAG", new OneOfShape([Fraction, Threshold])),
            "The largest share that one value of a tag may have; a single share is the error threshold.",
            "{ bucket: 45% }") { DefaultWords = "off" },
        new(
            "labels",
            new OneOfShape([ScalarShape.Word("warn", "fail"), Labels]),
            "Both labels of a kto dataset are present and well mixed; a word alone is the level.",
            "{ level: fail, ratio: 1.5 }") { DefaultWords = "off" },
        new(
            "clusters",
            Clusters,
            "How many records of one source may be dropped as near-duplicates of one record; only where `dedup.near` is given.",
            "{ warn: 5%, error: 20% }") { DefaultWords = "see below" },
        new("quarantine", Quarantine, "How much of the input may be quarantined.", "{ warn: 1%, error: 5% }") { DefaultWords = "see below" },
        new("pii", PiiShape.Gate, "How many emitted lines may hold something that requires review; only where `pii` is given.", "{ warn: 1%, error: 5% }") { DefaultWords = "see below" },
        new("tool_calls", ScalarShape.Text, "Tool calls against a schema.", "{}") { IsReserved = true },
        new("licence", ScalarShape.Text, "Licences.", "{}") { IsReserved = true },
    ]);

    public static readonly ObjectShape Dataset = new(
    [
        new(
            "from",
            new ListShape(ScalarShape.Text) { MayBeSingle = true },
            "The sources, in the order that `keep: first` follows.",
            "[veran_expert, code_pool, synthetic]") { DefaultWords = "every source" },
        new("mix", Mix, "The proportions of the blend.", "{ by: family, shares: { expert: 60%, code: 40% }, total: 10000 }") { DefaultWords = "everything" },
        new(
            "caps",
            new MapShape("TAG", Fraction) { MayBeEmpty = true },
            "No value of the tag may have more than this share of the emitted total; applied by rank after the quotas.",
            "{ bucket: 45% }") { DefaultWords = "none" },
        new(
            "split",
            Split,
            "The parts and their proportions, and what must not be torn apart.",
            "{ train: 90, validation: 5, test: 5 }") { DefaultWords = "all train" },
        new(
            "order",
            ScalarShape.Word("shuffled", "source", "interleaved"),
            "Order of the records in a split: by rank, as read, or with alternating labels.",
            "source") { Default = "shuffled" },
        new("output", Output, "What is written.", "{ format: sharegpt, files: parquet }") { DefaultWords = "messages as jsonl" },
        new(
            "gates",
            Gates,
            "Checks that are on when configured, and thresholds of those that always are.",
            "{ coverage: { expert: 200 }, balance: { bucket: 45% } }") { DefaultWords = "the gates that are always on" },
    ]);
}
