using System.Collections.Immutable;
using System.Text.Json;

namespace Cuvee.Report;

/// <summary>What decontamination.json says that a gate needs to search again: what the emitted lines and the benchmarks do not tell.</summary>
/// <param name="Dropped">Records that were dropped.</param>
/// <param name="Searches">In the order of the recipe.</param>
internal sealed record ContaminationAccount(long Dropped, ImmutableArray<SearchAccount> Searches)
{
    /// <summary>Reads the document.</summary>
    /// <exception cref="InvalidDataException">It is not one of these.</exception>
    public static ContaminationAccount Read(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return new ContaminationAccount(
                json.RootElement.GetProperty("records_dropped").GetInt64(), [.. json.RootElement.GetProperty("searches").EnumerateArray().Select(SearchAccount.Read)]);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("it is not what a build writes", exception);
        }
    }
}

/// <summary>What the document says of one search.</summary>
/// <param name="Document">The statements as they stand.</param>
/// <param name="Records">Records of all sources that were searched.</param>
/// <param name="Allowed">The file of texts that never count; null for none.</param>
/// <param name="Frequent">Runs of n-grams that are too frequent to count, each with the number of texts that hold each of its n-grams.</param>
internal sealed record SearchAccount(JsonElement Document, long Records, (string File, string Sha256)? Allowed, ImmutableArray<(Range Ngrams, long Texts)> Frequent)
{
    public static SearchAccount Read(JsonElement search) => new(
        search.Clone(),
        search.GetProperty("records_of_all_sources").GetInt64(),
        search.TryGetProperty("allowed", out var allowed) ? (TextOf(allowed, "file"), TextOf(allowed, "sha256")) : null,
        [
            .. search.GetProperty("discounted_ngrams").EnumerateArray()
                .Select(run => (new Range(run[0].GetInt32(), checked(run[0].GetInt32() + run[1].GetInt32())), run[2].GetInt64())),
        ]);

    private static string TextOf(JsonElement element, string key) => element.GetProperty(key).GetString() ?? throw new InvalidOperationException($"{key} is null");
}
