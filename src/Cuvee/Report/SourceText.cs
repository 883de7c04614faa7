using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>Reads records again from the files they came from: what was dropped is not among a dataset's lines.</summary>
internal static class SourceText
{
    /// <summary>A record as it was read, before any rule changed its texts, as a line of the messages format; null where its file is not to be found or is another by now.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="root">The folder that file keys start from; without it the nearest folder above the dataset's that has the file.</param>
    /// <param name="record">Which one.</param>
    public static string? Read(string folder, string? root, LedgerEntry record)
    {
        if (PathOf(folder, root, record) is not { } path) return null;
        var recipe = RecipeReader.Parse(File.ReadAllText(Path.Combine(folder, "recipe.json")), "recipe.json");
        if (SourcePlans.Of(recipe, SourcePlans.Tags(recipe)).FirstOrDefault(plan => plan.Name == record.Source) is not { } plan) return null;
        var encoding = recipe.Sources[plan.Index].Encoding;
        try
        {
            using var file = Inputs.Opening.Open(path, record.File, encoding == "auto" ? null : encoding);
            return Read(file, plan, record);
        }
        catch (CuveeException)
        {
            // A damaged file whose beginning the recipe took
            return null;
        }
    }

    private static string? Read(InputFile file, SourcePlan plan, LedgerEntry record)
    {
        var (tape, reader, items, found) = (new JsonTape(), new RecordReader(plan.Format, plan.Map, keepExtra: false), new ItemCounter(), (string?)null);
        foreach (var block in file.Blocks())
        {
            foreach (var item in block)
            {
                if (item.Line > record.Line) return found;
                if (item.Line < record.Line) continue;
                ReadItem(item);
                if (found is not null) return found;
            }
        }

        return found;

        void ReadItem(Item item)
        {
            var (at, end) = (item.Value.Offset, item.Value.Offset + item.Value.Length);
            var origin = new Origin(plan.Index, 0, item.Line, item.Index, item.ByteOffset);
            if (item.Error is not null) items.Number(item.Line, item.Index);
            while (item.Error is null && at < end && tape.Parse(item.Value.Array!, at, end, out at) == JsonFault.None)
            {
                origin = origin with { Item = origin.Item + reader.Read(tape.Root, origin, Accept, (place, _) => items.Number(place.Line, place.Item)) };
            }
        }

        void Accept(Record read)
        {
            if (items.Number(read.Origin.Line, read.Origin.Item) != record.Item) return;
            var row = new ByteBuffer();
            StagedRecord.WriteRow(row, read);
            found = Encoding.UTF8.GetString(row.Written);
        }
    }

    /// <summary>The file, if it has as many bytes as the manifest says.</summary>
    private static string? PathOf(string folder, string? root, LedgerEntry record)
    {
        var bytes = BytesOf(folder, record);
        return Roots().Select(above => Path.Combine(above, record.File)).FirstOrDefault(path => File.Exists(path) && new FileInfo(path).Length == bytes);

        IEnumerable<string> Roots()
        {
            if (root is not null) return [Path.GetFullPath(root)];
            var above = new List<string>();
            for (var parent = Directory.GetParent(Path.GetFullPath(folder)); parent is not null; parent = parent.Parent) above.Add(parent.FullName);
            return above;
        }
    }

    private static long BytesOf(string folder, LedgerEntry record)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
        foreach (var input in manifest.RootElement.GetProperty("inputs").EnumerateArray())
        {
            if (input.GetProperty("source").GetString() == record.Source && input.GetProperty("file").GetString() == record.File) return input.GetProperty("bytes").GetInt64();
        }

        return -1;
    }
}
