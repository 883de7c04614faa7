using System.Collections.Immutable;
using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>
/// Reads records again from the files they came from: what was dropped is not among a dataset's lines. A plain JSON file is read at the byte that the ledger
/// names; of any other the record is taken from the store, where a build left it there and no rule changed it, else the file is read from its beginning.
/// </summary>
/// <param name="folder">The dataset's folder.</param>
/// <param name="root">The folder that file keys start from; without it the nearest folder above the dataset's that has the file.</param>
/// <param name="files">The files of the dataset.</param>
internal sealed class InputRecords(string folder, string? root, DatasetFiles files)
{
    private readonly Lazy<PlannedRecipe> _planned = new(() =>
    {
        var recipe = RecipeReader.Parse(File.ReadAllText(Path.Combine(folder, "recipe.json")), "recipe.json");
        var tags = SourcePlans.Tags(recipe);
        return new PlannedRecipe(recipe, tags, SourcePlans.Of(recipe, tags));
    });

    private readonly Lazy<ILookup<string, string>> _stored = new(() => StoredRecords.Entries(Above(folder).Select(Store.FolderFor).Distinct(StringComparer.Ordinal)));

    /// <summary>The recipe of the dataset, its defaults filled in. Its folder says nothing.</summary>
    public Recipe Recipe => _planned.Value.Recipe;

    /// <summary>Reads the recipe now, which is done anyway as soon as it is needed; whoever needs it is told what is wrong with it.</summary>
    public void Prepare()
    {
        try
        {
            _ = _planned.Value;
        }
        catch (Exception failure) when (failure is CuveeException or IOException or UnauthorizedAccessException)
        {
            // The lazy value keeps the failure
        }
    }

    /// <summary>Reads a record as it stood before any rule changed its texts; null where its file is not to be found or is another by now.</summary>
    /// <param name="record">Which one.</param>
    /// <param name="ledger">Says which records share a value.</param>
    /// <param name="read">Given the record, valid only meanwhile, with the plan of its source and the folder that file keys start from.</param>
    public T? Read<T>(LedgerEntry record, LedgerReader ledger, Func<Record, SourcePlan, string, T> read)
        where T : class
    {
        if (PlanOf(record.Source) is not { } plan || FolderOf(files.Inputs, record.Source, record.File) is not { } above) return null;
        T? found = null;
        try
        {
            using var file = Open(plan, above, record.File);
            if (IsSeekable(file, record.ByteOffset, above)) ReadAt(plan, Path.Combine(above, record.File), file, record, ledger, Accept);
            else if (Stored(plan, record) is { } stored) Accept(stored);
            else Scan(plan, file, (place, one) => place.Line > record.Line || (place == (record.Line, record.Item) && Accept(one)), record.Line);
            return found;
        }
        catch (CuveeException)
        {
            // A damaged file whose beginning the recipe took
            return found;
        }

        bool Accept(Record one)
        {
            found = read(one, plan, above);
            return true;
        }
    }

    /// <summary>Finds a record of a source that the ledger does not list, since the dataset only compares with it: its place, and what was read of it.</summary>
    public (string Place, T Value)? Find<T>(string source, string id, Func<Record, SourcePlan, string, T> read)
        where T : class
    {
        if (PlanOf(source) is not { } plan) return null;
        var ids = new RecordIds();
        foreach (var input in files.References.Where(input => input.Source == source))
        {
            if (FolderOf(files.References, source, input.File) is not { } above) continue;
            (string, T)? found = null;
            try
            {
                using var file = Open(plan, above, input.File);
                Scan(plan, file, (place, one) =>
                {
                    if (ids.Of(source, input.File, place.Line, place.Item).ToString() != id) return false;
                    found = (place.Item == 0 ? $"{input.File}:{place.Line}" : $"{input.File}:{place.Line}:{place.Item}", read(one, plan, above));
                    return true;
                });
            }
            catch (CuveeException)
            {
                // A damaged file: the record may be in another
            }

            if (found is not null) return found;
        }

        return null;
    }

    private SourcePlan? PlanOf(string source) => _planned.Value.Plans.FirstOrDefault(plan => plan.Name == source);

    private InputFile Open(SourcePlan plan, string above, string key)
    {
        var encoding = Recipe.Sources[plan.Index].Encoding;
        return Inputs.Opening.Open(Path.Combine(above, key), key, encoding == "auto" ? null : encoding, withDigest: false);
    }

    /// <summary>Whether a value can be read alone: the bytes of the file are those that were parsed, and a value says by itself where it ends.</summary>
    private static bool IsSeekable(InputFile file, long byteOffset, string above)
    {
        if (byteOffset < 0 || file.Compression != Compression.None || file.EncodingName != "utf-8") return false;
        if (file.Detection.Kind == ContainerKind.JsonLines) return true;
        if (file.Detection.Kind != ContainerKind.JsonValues) return false;
        // A list that is an element would be taken for the file's own
        using var stream = At(Path.Combine(above, file.Key), byteOffset);
        return stream.ReadByte() == '{';
    }

    private void ReadAt(SourcePlan plan, string path, InputFile file, LedgerEntry record, LedgerReader ledger, Func<Record, bool> accept)
    {
        using var stream = At(path, record.ByteOffset);
        var item = FirstItem(file.Detection.Container!.Split(stream));
        var first = file.Detection.Kind == ContainerKind.JsonLines ? 0 : ledger.FirstItem(record);
        var numbered = item with { Line = record.Line, Index = first };
        new ItemRecords(plan).Read(numbered, (place, one) => place.Item == record.Item && accept(one));
    }

    /// <summary>A record as a build staged it: as it was read, if no rule changed it, but for the fields that scores and conditions look at.</summary>
    private Record? Stored(SourcePlan plan, LedgerEntry record)
    {
        if (plan.NeedsScore || plan.Filters.Any(filter => filter is FieldFilter)) return null;
        var input = files.Inputs.First(input => input.Source == record.Source && input.File == record.File);
        return StoredRecords.Find(_stored.Value[StoredRecords.Input(input.Source, input.File, input.Sha256)], _planned.Value.Tags.Names, IsUnchanged, record.Line, record.Item);

        bool IsUnchanged(Place place) => place.Changes == 0 && place.Id.ToString() == record.Id && $"{place.ContentHigh}{place.ContentLow}" == record.ContentHash;
    }

    private static Item FirstItem(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            foreach (var item in block) return item;
        }

        return default;
    }

    /// <summary>Behind a byte order mark the offsets of the ledger begin.</summary>
    private static FileStream At(string path, long byteOffset)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> mark = stackalloc byte[3];
        var hasMark = stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark.SequenceEqual("\uFEFF"u8);
        stream.Position = byteOffset + (hasMark ? 3 : 0);
        return stream;
    }

    /// <summary>Reads on until somebody has found what it looked for.</summary>
    private static void Scan(SourcePlan plan, InputFile file, Func<(long Line, long Item), Record, bool> isFound, long fromLine = 0)
    {
        var records = new ItemRecords(plan);
        foreach (var block in file.Blocks())
        {
            foreach (var item in block)
            {
                if (item.Line >= fromLine && records.Read(item, isFound)) return;
            }
        }
    }

    /// <summary>The folder above the file, if the file has as many bytes as the manifest says.</summary>
    private string? FolderOf(IEnumerable<DatasetInput> inputs, string source, string key)
    {
        var bytes = inputs.FirstOrDefault(input => input.Source == source && input.File == key)?.Bytes ?? -1;
        return Roots().FirstOrDefault(above => new FileInfo(Path.Combine(above, key)) is { Exists: true } file && file.Length == bytes);
    }

    private IEnumerable<string> Roots() => root is null ? Above(folder) : [Path.GetFullPath(root)];

    private static List<string> Above(string folder)
    {
        var above = new List<string>();
        for (var parent = Directory.GetParent(Path.GetFullPath(folder)); parent is not null; parent = parent.Parent) above.Add(parent.FullName);
        return above;
    }

    private sealed record PlannedRecipe(Recipe Recipe, TagTable Tags, ImmutableArray<SourcePlan> Plans);
}
