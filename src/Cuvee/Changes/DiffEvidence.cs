using System.Collections.Immutable;

namespace Cuvee.Changes;

/// <summary>What differs between two datasets beside their records: recipe, operators, files.</summary>
internal sealed class DiffEvidence
{
    /// <summary>A clause names so many places of the recipe; the others stand in the list of all.</summary>
    private const int MaxChanges = 3;

    private readonly ComparedDataset _first;
    private readonly ComparedDataset _second;

    public DiffEvidence(ComparedDataset first, ComparedDataset second)
    {
        (_first, _second) = (first, second);
        Recipe = RecipeChanges.Of(first.Recipe, second.Recipe, (first.Name, second.Name));
        Operators = Differences(first.Versions, second.Versions, name => name, (was, now) => $"version {now}, was {was}");
        Inputs =
        [
            .. Differences(first.Inputs, second.Inputs, file => $"{file.Source} {file.File}", (_, _) => "other bytes"),
            .. Differences(first.Others, second.Others, file => $"{file.List} {file.File}", (_, _) => "other bytes"),
        ];
    }

    public ImmutableArray<RecipeChange> Recipe { get; }

    public ImmutableArray<string> Operators { get; }

    public ImmutableArray<string> Inputs { get; }

    /// <summary>The path of the dataset in the second recipe.</summary>
    public string Dataset => $"datasets.{_second.Name}";

    /// <summary>Both keep the same number of records.</summary>
    public bool KeepsAsMany => _first.Kept == _second.Kept;

    /// <summary>Both ask for splits of exact sizes.</summary>
    public bool HasExactSizes => _first.HasExactSizes && _second.HasExactSizes;

    /// <summary>The clause of sources that stand in another order, which is the order of equal records; null when they do not.</summary>
    public string? OrderOfSources => Clause(Recipe.Where(change => change.Path == "sources"));

    /// <summary>The clause of what differs in the recipe at or below some paths; null when nothing does.</summary>
    public string? InRecipe(params string[] paths) => Clause(Recipe.Where(change => paths.Any(change.IsAt)));

    /// <summary>The clause of what differs in the filters of a recipe and a source, as far as it names one of some operators.</summary>
    public string? InFilters(string source, IEnumerable<string> operators) =>
        Clause(Recipe.Where(change => (change.IsAt("filters") || change.IsAt($"sources.{source}.filters")) && operators.Any(name => Names(change, name))));

    /// <summary>The clause of an operator whose version differs; one that only one of the two uses has none.</summary>
    public string? InVersions(IEnumerable<string> operators) => operators
        .Where(name => _first.Versions.TryGetValue(name, out var was) && _second.Versions.TryGetValue(name, out var now) && was != now)
        .Select(name => $"{name}: version {_second.Versions[name]}, was {_first.Versions[name]}")
        .FirstOrDefault();

    /// <summary>The clause of a file that a record was read from; null when both read the same bytes of it.</summary>
    public string? InFiles(DiffSide? first, DiffSide? second)
    {
        var before = Digest(_first, first ?? second!);
        var after = Digest(_second, second ?? first!);
        if (before == after) return null;
        var file = second ?? first!;
        var what = (before, after) switch
        {
            (null, _) => "new",
            (_, null) => "gone",
            _ => "other bytes",
        };
        return $"{file.Source} {file.File}: {what}";
    }

    /// <summary>The clause of references, benchmarks, models or tokenizers that differ; null when none does.</summary>
    public string? InOthers(string list) => Inputs.FirstOrDefault(clause => clause.StartsWith($"{list} ", StringComparison.Ordinal) && !_second.Inputs.Keys.Any(file => file.Source == list));

    private static string? Digest(ComparedDataset dataset, DiffSide side) => dataset.Inputs.GetValueOrDefault((side.Source, side.File));

    private static string? Clause(IEnumerable<RecipeChange> changes)
    {
        var list = changes.ToList();
        if (list.Count == 0) return null;
        var more = list.Count > MaxChanges ? $"; and {list.Count - MaxChanges} more" : "";
        return string.Join("; ", list.Take(MaxChanges)) + more;
    }

    /// <summary>A change of a call stands below <c>filters[i].name</c>; a call that is new or gone has its name as the value's only key.</summary>
    private static bool Names(RecipeChange change, string name) =>
        change.Path.Contains($"].{name}.", StringComparison.Ordinal) || change.Path.EndsWith($"].{name}", StringComparison.Ordinal)
        || (change.Before ?? change.After!).StartsWith($"{{\"{name}\":", StringComparison.Ordinal) || change.Before == $"\"{name}\"" || change.After == $"\"{name}\"";

    private static ImmutableArray<string> Differences<T>(
        ImmutableSortedDictionary<T, string> first, ImmutableSortedDictionary<T, string> second, Func<T, string> name, Func<string, string, string> differ)
        where T : notnull =>
    [
        .. first.Keys.Where(key => !second.ContainsKey(key)).Select(key => $"{name(key)}: gone"),
        .. second.Keys.Where(key => !first.ContainsKey(key)).Select(key => $"{name(key)}: new"),
        .. first.Keys.Where(key => second.TryGetValue(key, out var now) && now != first[key]).Select(key => $"{name(key)}: {differ(first[key], second[key])}"),
    ];
}
