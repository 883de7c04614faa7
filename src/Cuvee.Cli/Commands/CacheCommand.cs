using System.CommandLine;
using System.Globalization;
using Cuvee.Cache;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee cache</c>: what builds left in the store for later ones.</summary>
internal sealed class CacheCommand : CuveeCommand
{
    private readonly Argument<string> _action = new("ACTION") { Description = "list, prune or explain" };
    private readonly Argument<string> _place = new("RECIPE") { Description = "A recipe or its folder, for list and prune; the current folder without it", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _unused = new("--unused") { Description = "prune: remove only what no recipe's last build used", Arity = ArgumentArity.Zero };
    private readonly Option<long?> _maxSize = Values.Size("--max-size", "prune: remove what was not used for longest, until the rest takes no more than this");

    public CacheCommand()
        : base("cache", "Lists and removes what builds keep for later ones, and tells why files are read again")
    {
        Add(_action);
        Add(_place);
        Add(_unused);
        Add(_maxSize);
        Examples.Add(("cuvee cache list", "what is kept beside the recipes of this folder"));
        Examples.Add(("cuvee cache explain recipe.yaml", "which files the next build reads again, and which part of their keys changed"));
        Examples.Add(("cuvee cache prune --unused", "remove what killed or failed builds left; a build that ends does so itself"));
        Examples.Add(("cuvee cache prune --max-size 20GB", "remove the entries that were not used for longest"));
        Examples.Add(("cuvee cache prune", "remove everything; the next build reads all files"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var place = line.GetValue(_place);
        switch (line.GetRequiredValue(_action))
        {
            case "list":
                List(screen, CacheListing.StoreOf(place ?? "."));
                break;
            case "prune":
                Prune(screen, CacheListing.StoreOf(place ?? "."), line.GetValue(_unused), line.GetValue(_maxSize));
                break;
            case "explain":
                Explain(screen, RecipeReader.Read(place ?? throw new CuveeException("cache explain: name the recipe")));
                break;
            case var action:
                throw new CuveeException($"cache {action}: no such action; say list, prune or explain");
        }

        return ExitCodes.Done;
    }

    /// <summary>Which files of a recipe the next build reads again, and why; files with the same reason together.</summary>
    internal static void Explain(Screen screen, Recipe recipe)
    {
        var findings = CacheExplanation.Of(recipe);
        if (screen.IsJson)
        {
            screen.Json(writer =>
            {
                writer.WriteNumber("files", findings.Length);
                writer.WriteNumber("unchanged", findings.Count(finding => finding.IsReused));
                writer.WriteObjects("read_again", findings.Where(finding => !finding.IsReused), finding =>
                {
                    writer.WriteString("source", finding.Source);
                    writer.WriteString("file", finding.File);
                    writer.WriteString("why", finding.Why);
                    writer.WriteStrings("key", finding.Differences);
                });
            });
            return;
        }

        screen.Line($"{findings.Count(finding => finding.IsReused).ToString("N0", CultureInfo.InvariantCulture)} of {Words.Count(findings.Length, "input file")} unchanged: the next build does not read them again");
        foreach (var group in findings.Where(finding => !finding.IsReused).GroupBy(finding => $"{finding.Why}\n{string.Join('\n', finding.Differences)}"))
        {
            screen.Line();
            foreach (var finding in group) screen.Line($"{finding.Source} {finding.File}");
            screen.Line($"  {group.First().Why}");
            foreach (var difference in group.First().Differences) screen.Line($"    {difference}");
        }
    }

    private static void List(Screen screen, string store)
    {
        var entries = CacheListing.Of(store);
        if (screen.IsJson)
        {
            screen.Json(writer =>
            {
                writer.WriteString("store", store);
                writer.WriteNumber("bytes", entries.Sum(entry => entry.Bytes));
                writer.WriteObjects("entries", entries, entry =>
                {
                    writer.WriteString("entry", entry.Name);
                    writer.WriteString("source", entry.Source);
                    writer.WriteString("file", entry.File);
                    writer.WriteString("dataset", entry.Dataset);
                    writer.WriteString("found", entry.Found);
                    writer.WriteNumber("bytes", entry.Bytes);
                    writer.WriteString("last_used", entry.LastUsed.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
                    writer.WriteStrings("recipes", entry.Recipes);
                });
            });
            return;
        }

        if (!entries.IsEmpty)
        {
            var table = new TextTable().Column("source").Column("file").Column("MB", isNumber: true).Column("last used").Column("entry");
            foreach (var entry in entries)
            {
                var isUsed = entry.Recipes.IsEmpty ? ", by no last build" : "";
                table.Row(entry.Source ?? (entry.Found is null ? "(damaged)" : $"({entry.Found})"), entry.File ?? entry.Dataset ?? "", Megabytes(entry.Bytes), entry.LastUsed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + isUsed, entry.Name[..12]);
            }

            table.Write(screen);
        }

        screen.Line($"{Words.Count(entries.Length, "entry", "entries")}, {Megabytes(entries.Sum(entry => entry.Bytes))} MB in {Paths.Short(store)}");
    }

    private static void Prune(Screen screen, string store, bool isUnused, long? maxBytes)
    {
        if (isUnused && maxBytes is not null) throw new CuveeException("cache prune: say --unused or --max-size, one of them");
        var pruned = maxBytes is { } size ? Pruning.ToSize(store, size) : isUnused ? Pruning.Unused(store) : Pruning.All(store);
        if (screen.IsJson)
        {
            screen.Json(writer =>
            {
                writer.WriteString("store", store);
                writer.WriteNumber("removed", pruned.Entries);
                writer.WriteNumber("bytes", pruned.Bytes);
            });
            return;
        }

        screen.Line($"{Words.Count(pruned.Entries, "entry", "entries")} removed, {Megabytes(pruned.Bytes)} MB");
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
}
