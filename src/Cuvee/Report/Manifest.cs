using System.Text.Json;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Reads what manifest.json, and the documents beside it, say of a dataset that was built.</summary>
internal static class Manifest
{
    public const string Name = "manifest.json";

    /// <summary>Reads something of a document of a dataset.</summary>
    /// <exception cref="CuveeException">It cannot be read, or does not hold what a build writes.</exception>
    public static T Read<T>(string folder, string name, Func<JsonElement, T> read)
    {
        var path = Path.Combine(folder, name);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or MissingEvidenceException)
        {
            throw new CuveeException($"{path}: cannot be read as what a build writes ({exception.Message.TrimEnd('.')}); build the dataset again", exception);
        }
    }

    /// <summary>The files of a list that need not be there: inputs, references, benchmarks, models.</summary>
    public static IEnumerable<JsonElement> Files(this JsonElement manifest, string list) => manifest.TryGetProperty(list, out _) ? manifest.List(list) : [];
}
