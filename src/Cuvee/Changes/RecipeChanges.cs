using System.Collections.Immutable;
using System.Text.Json;

namespace Cuvee.Changes;

/// <summary>Where two resolved recipes differ, as far as one dataset of each is concerned.</summary>
internal static class RecipeChanges
{
    /// <summary>In the order of the recipes: what both have first, then what is new. Other datasets, and sources that the dataset does not draw from, are left out.</summary>
    /// <param name="before">A resolved recipe.</param>
    /// <param name="after">Another one.</param>
    /// <param name="datasets">The dataset of each; paths have the name of the second.</param>
    public static ImmutableArray<RecipeChange> Of(JsonElement before, JsonElement after, (string Before, string After) datasets)
    {
        var changes = ImmutableArray.CreateBuilder<RecipeChange>();
        var (old, now) = (Dataset(before, datasets.Before), Dataset(after, datasets.After));
        var used = Used(before, old).Union(Used(after, now)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Names(before, after).Where(name => name is not ("name" or "datasets")))
        {
            if (name == "sources") CompareObjects(name, Chosen(before, used), Chosen(after, used), changes);
            else Compare(name, Member(before, name), Member(after, name), changes);
        }

        Compare($"datasets.{datasets.After}", old, now, changes);
        return changes.ToImmutable();
    }

    private static JsonElement? Dataset(JsonElement recipe, string name) => Member(recipe, "datasets") is { } all ? Member(all, name) : null;

    private static IEnumerable<string> Used(JsonElement recipe, JsonElement? dataset)
    {
        var from = dataset is { } given && Member(given, "from") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(source => source.ToString()) : [];
        var against = Member(recipe, "dedup") is { } dedup && Member(dedup, "near") is { } near ? Member(near, "against") : null;
        return against is { } source ? from.Append(source.ToString()) : from;
    }

    private static List<(string Name, JsonElement Value)> Chosen(JsonElement recipe, HashSet<string> used) =>
        Member(recipe, "sources") is { ValueKind: JsonValueKind.Object } sources ? [.. Members(sources).Where(source => used.Contains(source.Name))] : [];

    private static void Compare(string path, JsonElement? before, JsonElement? after, ImmutableArray<RecipeChange>.Builder changes)
    {
        if (before is { ValueKind: JsonValueKind.Object } && after is { ValueKind: JsonValueKind.Object }) CompareObjects(path, [.. Members(before.Value)], [.. Members(after.Value)], changes);
        else if (before is { ValueKind: JsonValueKind.Array } && after is { ValueKind: JsonValueKind.Array }) CompareLists(path, before.Value, after.Value, changes);
        else if (Text(before) != Text(after)) changes.Add(new RecipeChange(path, Text(before), Text(after)));
    }

    private static void CompareObjects(string path, List<(string Name, JsonElement Value)> before, List<(string Name, JsonElement Value)> after, ImmutableArray<RecipeChange>.Builder changes)
    {
        var (old, now) = (before.ConvertAll(member => member.Name), after.ConvertAll(member => member.Name));
        foreach (var name in old.Union(now, StringComparer.Ordinal)) Compare($"{path}.{name}", Find(before, name), Find(after, name), changes);
        // The order of sources, shares and rules has a meaning too
        if (!old.Intersect(now, StringComparer.Ordinal).SequenceEqual(now.Intersect(old, StringComparer.Ordinal), StringComparer.Ordinal))
            changes.Add(new RecipeChange(path, $"order {string.Join(", ", old)}", $"order {string.Join(", ", now)}"));
    }

    /// <summary>Elements that both lists have are passed over; what is left is compared in pairs where it is a call of the same name.</summary>
    private static void CompareLists(string path, JsonElement before, JsonElement after, ImmutableArray<RecipeChange>.Builder changes)
    {
        if (Text(before) == Text(after)) return;
        var old = Elements(before);
        var now = Elements(after);
        var gone = Without(old, now);
        var added = Without(now, old);
        if (gone.Count == 0 && added.Count == 0) changes.Add(new RecipeChange(path, Text(before), Text(after)));
        foreach (var (index, element) in gone)
        {
            var at = added.FindIndex(other => FirstName(other.Element) is { } name && name == FirstName(element));
            if (at < 0)
            {
                changes.Add(new RecipeChange($"{path}[{index}]", Text(element), null));
                continue;
            }

            Compare($"{path}[{added[at].Index}]", element, added[at].Element, changes);
            added.RemoveAt(at);
        }

        foreach (var (index, element) in added) changes.Add(new RecipeChange($"{path}[{index}]", null, Text(element)));
    }

    private static List<(int Index, JsonElement Element)> Elements(JsonElement list) => [.. list.EnumerateArray().Select((element, index) => (index, element))];

    /// <summary>The elements of a list that another one has not, or not as often.</summary>
    private static List<(int Index, JsonElement Element)> Without(List<(int Index, JsonElement Element)> list, List<(int Index, JsonElement Element)> other)
    {
        var left = other.ConvertAll(item => Text(item.Element));
        return list.FindAll(item => !left.Remove(Text(item.Element)));
    }

    private static string? FirstName(JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(member => member.Name).FirstOrDefault() : null;

    private static IEnumerable<string> Names(JsonElement before, JsonElement after) =>
        Members(before).Concat(Members(after)).Select(member => member.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element) => element.EnumerateObject().Select(member => (member.Name, member.Value));

    private static JsonElement? Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Find(List<(string Name, JsonElement Value)> members, string name)
    {
        var at = members.FindIndex(member => member.Name == name);
        return at < 0 ? null : members[at].Value;
    }

    /// <summary>Compact JSON.</summary>
    private static string? Text(JsonElement? element) => element is { } given ? JsonSerializer.Serialize(given, CompactJson.Options) : null;
}
