namespace Cuvee.Ingest;

/// <summary>Tells the container of a text by its content, and by the file's name where the content leaves it open.</summary>
internal static class ContainerDetection
{
    /// <summary>64 KiB: a few dozen lines of a chat data set, and no more than the first block.</summary>
    public const int SampleBytes = 64 * 1024;

    private static readonly string[] CompressionEndings = [".gz", ".gzip", ".zst", ".zstd"];

    /// <param name="text">The beginning of the decoded text.</param>
    /// <param name="isWhole">True when that is all of it.</param>
    /// <param name="fileName">The file's name or path, whose ending may name the format.</param>
    public static Detection Detect(ReadOnlySpan<byte> text, bool isWhole, string fileName)
    {
        if (isWhole && text.Length == 0) return new(ContainerKind.Empty, null, 1, "the file is empty");
        if (isWhole && JsonWhiteSpace.IsBlank(text)) return new(ContainerKind.Empty, null, 1, "the file holds white space alone");

        var sample = new TextSample(text, isWhole);
        var ending = EndingOf(fileName);
        return ending switch
        {
            ".jsonl" or ".ndjson" or ".jsonlines" => Json(sample, ending, namesLines: true),
            ".json" => Json(sample, ending, namesLines: false),
            ".csv" or ".tsv" or ".tab" => JsonDespite(sample, ending) ?? Delimited(sample, ending),
            ".txt" or ".text" or ".md" => JsonDespite(sample, ending) ?? new(ContainerKind.TextLines, new TextLines(), 1, $"the name ends in {ending}"),
            _ => sample.BeginsLikeJson ? Json(sample, ending, namesLines: false) : DelimitedOrText(sample),
        };
    }

    /// <summary>The lower-case ending of a file's name, without one that names a compression.</summary>
    internal static string EndingOf(string fileName)
    {
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        return CompressionEndings.Contains(ending) ? Path.GetExtension(Path.GetFileNameWithoutExtension(fileName)).ToLowerInvariant() : ending;
    }

    private static Detection Json(TextSample sample, string ending, bool namesLines)
    {
        var isNamed = ending is ".json" || namesLines;
        var confidence = isNamed ? 1 : 0.9;
        var counted = $"{sample.JsonLines} of the first {sample.Lines} lines are JSON values";
        var mostLinesAreValues = sample.Lines > 0 && sample.JsonLines * 2 >= sample.Lines;

        // An array may be the whole file on one line, or one of many lines that are arrays. Only a name that promises lines speaks for the second.
        var holdsLinesOfArrays = namesLines && sample.Lines > 1 && mostLinesAreValues;
        if (sample.First == '[' && !holdsLinesOfArrays) return Values(confidence, "begins with a JSON array");
        if (sample.ValuesInFirstLine > 1) return Values(confidence, $"{sample.ValuesInFirstLine} JSON values in the first line");
        if (mostLinesAreValues) return Lines(confidence, counted);
        if (sample.FirstValueSpansLines) return Values(confidence, "begins with a JSON value over several lines");
        if (namesLines) return Lines(0.6, $"the name ends in {ending}; {counted}");
        return Values(isNamed ? 0.6 : 0.5, isNamed ? $"the name ends in {ending}" : "begins like JSON");
    }

    /// <summary>JSON in a file whose name promises something else, when its first lines leave no doubt; else null.</summary>
    private static Detection? JsonDespite(TextSample sample, string ending)
    {
        if (!sample.BeginsLikeJson || (sample.JsonLines * 2 <= sample.Lines && !sample.FirstValueSpansLines)) return null;
        var detection = Json(sample, ending, namesLines: false);
        return detection with { Evidence = $"{detection.Evidence}, although the name ends in {ending}" };
    }

    private static Detection Delimited(TextSample sample, string ending)
    {
        var dialect = CsvDelimiter.Detect(sample.Text, sample.IsWhole);
        if (ending is not ".csv" && dialect.Delimiter != '\t') return new(ContainerKind.Csv, new Csv('\t'), 0.6, $"the name ends in {ending}");
        var confidence = dialect.Fields > 1 && dialect.FittingShare > 0.5 ? 1 : 0.6;
        return new(ContainerKind.Csv, new Csv(dialect.Delimiter), confidence, EvidenceOf(dialect));
    }

    private static Detection DelimitedOrText(TextSample sample)
    {
        var dialect = CsvDelimiter.Detect(sample.Text, sample.IsWhole);
        // Two records that agree with the header are the least that prose does not do by chance.
        return dialect is { Fields: > 1, Records: >= 2, FittingShare: 1 }
            ? new(ContainerKind.Csv, new Csv(dialect.Delimiter), 0.9, EvidenceOf(dialect))
            : new(ContainerKind.TextLines, new TextLines(), 0.5, "neither JSON nor delimited fields");
    }

    private static string EvidenceOf(CsvDialect dialect) =>
        $"a header of {dialect.Fields} fields, and {dialect.FittingRecords} of the next {dialect.Records} records have as many, "
        + $"with {NameOf(dialect.Delimiter)} between them";

    private static string NameOf(char delimiter) => delimiter switch
    {
        ',' => "a comma",
        ';' => "a semicolon",
        '\t' => "a tab",
        _ => "a vertical bar",
    };

    private static Detection Lines(double confidence, string evidence) => new(ContainerKind.JsonLines, new JsonLines(), confidence, evidence);

    private static Detection Values(double confidence, string evidence) => new(ContainerKind.JsonValues, new JsonValues(), confidence, evidence);
}
