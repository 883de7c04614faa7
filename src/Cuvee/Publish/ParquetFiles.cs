using System.Collections.Immutable;
using Cuvee.Interop;

namespace Cuvee.Publish;

/// <summary>
/// Turns written JSON lines into Parquet. Every column has a fixed type; what has no fixed shape (tool calls, tools, media) is JSON in a
/// text, so that nothing of it is rewritten.
/// </summary>
internal static class ParquetFiles
{
    private const string Text = "VARCHAR";

    private const string Turns =
        "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR, \"tool_calls\" VARCHAR, \"reasoning_content\" VARCHAR, \"name\" VARCHAR, \"tool_call_id\" VARCHAR)[]";

    private const string Metadata =
        "STRUCT(\"id\" VARCHAR, \"source\" VARCHAR, \"family\" VARCHAR, \"tags_json\" VARCHAR, \"license\" VARCHAR, \"pii_status\" VARCHAR, \"content_hash\" VARCHAR, \"split\" VARCHAR, \"file\" VARCHAR, \"line\" BIGINT, \"extra_json\" VARCHAR)";

    /// <summary>The columns of an output format in order, with DuckDB's types.</summary>
    public static ImmutableArray<(string Name, string Type)> Columns(Recipes.Output output)
    {
        ImmutableArray<(string, string)> columns = output.Format switch
        {
            "messages" => [(output.Key, Turns)],
            "sharegpt" => [("conversations", "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)[]"), ("system", Text)],
            "alpaca" => [("instruction", Text), ("input", Text), ("output", Text), ("system", Text), ("history", "VARCHAR[][]")],
            "prompt_completion" when output.Style == "text" => [("prompt", Text), ("completion", Text)],
            "prompt_completion" => [("prompt", Turns), ("completion", Turns)],
            "preference" => [("prompt", Turns), ("chosen", Turns), ("rejected", Turns)],
            "kto" => [("prompt", Turns), ("completion", Turns), ("label", "BOOLEAN")],
            _ => [("text", Text)],
        };
        if (output.Format is not ("alpaca" or "text") && output.Style != "text") columns = [.. columns, ("tools", Text), ("images", Text)];
        if (output.Metadata.IsFull) return [.. columns, ("metadata", Metadata)];
        if (output.Metadata.Renames.IsEmpty) return columns;
        var picked = output.Metadata.Renames.Select(rename => $"{DuckDb.QuoteName(rename.EmittedName)} {(rename.Field == "line" ? "BIGINT" : Text)}");
        return [.. columns, ("metadata", $"STRUCT({string.Join(", ", picked)})")];
    }

    /// <summary>Converts every shard in place of its JSON lines.</summary>
    public static void Convert(string folder, Emitter emitter)
    {
        for (var i = 0; i < emitter.Files.Count; i++)
        {
            var lines = Path.Combine(folder, emitter.Files[i].Path);
            var parquet = Path.ChangeExtension(emitter.Files[i].Path, ".parquet");
            ParquetWriter.WriteJsonLines(lines, Path.Combine(folder, parquet), emitter.Columns, emitter.LongestLine);
            File.Delete(lines);
            emitter.Files[i] = emitter.Files[i] with { Path = parquet };
        }
    }
}
