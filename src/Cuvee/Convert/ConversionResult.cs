using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Publish;

namespace Cuvee.Converting;

/// <summary>The account of a conversion: every item that was read was written or quarantined.</summary>
/// <param name="Output">The file as the caller named it.</param>
/// <param name="Format">What its rows are.</param>
/// <param name="Inputs">How many files were read.</param>
/// <param name="EmptyFiles">What those are called that held nothing.</param>
/// <param name="Written">Rows.</param>
/// <param name="Quarantined">Items that are no records, by reason.</param>
/// <param name="QuarantineFile">Where those are, beside the output; null when there are none.</param>
/// <param name="Losses">Records that lost something, by what it is; each was allowed.</param>
/// <param name="Formats">Records by the format they were read as.</param>
/// <param name="DuplicateKeys">Keys that stood twice in one object; the last one won.</param>
public sealed record ConversionResult(
    string Output,
    string Format,
    int Inputs,
    ImmutableArray<string> EmptyFiles,
    long Written,
    ImmutableSortedDictionary<string, long> Quarantined,
    string? QuarantineFile,
    ImmutableSortedDictionary<string, long> Losses,
    ImmutableSortedDictionary<string, long> Formats,
    long DuplicateKeys)
{
    public long Read => Written + Quarantined.Values.Sum();

    /// <summary>Writes the account as one JSON document: the answer of <c>cuvee convert --json</c>.</summary>
    public void WriteJson(Stream target) => JsonDocumentWriter.Write(target, Write);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("output", Output);
        writer.WriteString("format", Format);
        writer.WriteNumber("inputs", Inputs);
        writer.WriteStrings("empty_files", EmptyFiles);
        writer.WriteNumber("read", Read);
        writer.WriteNumber("written", Written);
        writer.WriteCounts("quarantined", Quarantined);
        writer.WriteString("quarantine_file", QuarantineFile);
        writer.WriteCounts("losses", Losses);
        writer.WriteCounts("formats", Formats);
        writer.WriteNumber("duplicate_keys", DuplicateKeys);
        writer.WriteEndObject();
    }
}
