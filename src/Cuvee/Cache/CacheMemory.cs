using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Cache;

/// <summary>What the last build of a recipe read.</summary>
/// <param name="Layout">See <see cref="CacheMemory.Layout"/>.</param>
/// <param name="Recipe">Its full path.</param>
/// <param name="Inputs">In reading order.</param>
/// <param name="Findings">What was kept of what was found in its datasets.</param>
internal sealed record RecipeMemory(int Layout, string Recipe, ImmutableArray<InputMemory> Inputs, ImmutableArray<FindingsMemory> Findings)
{
    /// <summary>Names of what the recipe's last build made or used: entries and findings.</summary>
    public IEnumerable<string> Kept() => Inputs.Select(input => input.Entry).OfType<string>().Concat(Findings.Select(findings => findings.Entry));
}

/// <summary>Something that was found in a dataset: in its lines, or among near-duplicates.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Found">Where: the word of the key.</param>
/// <param name="Entry">The entry.</param>
internal sealed record FindingsMemory(string Dataset, string Found, string Entry);

/// <summary>An input file as the last build found it.</summary>
/// <param name="Source">Whose it is.</param>
/// <param name="File">What it is called.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Identity">How it is known again.</param>
/// <param name="IsSettled">Whether it is known again by that alone: false for a file that was just being written.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Entry">The entry made of it; null where none was kept.</param>
internal sealed record InputMemory(string Source, string File, string Path, FileIdentity Identity, bool IsSettled, string Sha256, string? Entry);

/// <summary>What a build published.</summary>
/// <param name="Layout">See <see cref="CacheMemory.Layout"/>.</param>
/// <param name="Key">The recipe and all else that its output depends on but files.</param>
/// <param name="Read">Every file that was read.</param>
/// <param name="Written">Every file of the output.</param>
/// <param name="Warnings">What it warned of.</param>
/// <param name="Datasets">What it said.</param>
internal sealed record OutputMemory(
    int Layout, string Key, ImmutableArray<FileMemory> Read, ImmutableArray<FileMemory> Written, ImmutableArray<string> Warnings, ImmutableArray<DatasetResult> Datasets);

/// <summary>A file and how it is known again.</summary>
internal sealed record FileMemory(string Path, FileIdentity Identity);

/// <summary>Reads and writes them. They are only ever believed after comparison with the files, so one that cannot be read is as good as none.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RecipeMemory))]
[JsonSerializable(typeof(OutputMemory))]
internal sealed partial class CacheMemory : JsonSerializerContext
{
    /// <summary>Raised whenever a memory has another shape.</summary>
    public const int Layout = 3;

    public static RecipeMemory? ReadRecipe(string path) =>
        Read(path, bytes => JsonSerializer.Deserialize(bytes, Default.RecipeMemory)) is { Layout: Layout } memory && IsWhole(memory.Inputs) && IsWhole(memory.Findings) ? memory : null;

    public static OutputMemory? ReadOutput(string path) =>
        Read(path, bytes => JsonSerializer.Deserialize(bytes, Default.OutputMemory)) is { Layout: Layout } memory
        && IsWhole(memory.Read) && IsWhole(memory.Written) && IsWhole(memory.Warnings) && IsWhole(memory.Datasets) ? memory : null;

    public static void Write(string path, RecipeMemory memory) => Write(path, JsonSerializer.SerializeToUtf8Bytes(memory, Default.RecipeMemory));

    public static void Write(string path, OutputMemory memory) => Write(path, JsonSerializer.SerializeToUtf8Bytes(memory, Default.OutputMemory));

    /// <summary>The name of a recipe's memory: its own, for people, and a hash of what tells it from others of that name.</summary>
    public static string FileName(string name, params string[] rest) => $"{name}-{Hash128.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', rest))).ToString()[..16]}.json";

    /// <summary>Whether nothing in a list is null, which annotations do not ask of its items.</summary>
    private static bool IsWhole<T>(ImmutableArray<T> items)
        where T : class => !items.IsDefault && items.All(item => item is not null);

    private static T? Read<T>(string path, Func<byte[], T?> read)
        where T : class
    {
        try
        {
            return File.Exists(path) ? read(File.ReadAllBytes(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>In one step: a killed build leaves the old memory.</summary>
    private static void Write(string path, byte[] bytes)
    {
        var aside = path + ".partial";
        File.WriteAllBytes(aside, bytes);
        File.Move(aside, path, overwrite: true);
    }
}
