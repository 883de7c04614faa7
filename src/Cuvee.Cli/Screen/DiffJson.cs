using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Changes;
using Cuvee.Json;

namespace Cuvee.Cli;

/// <summary>What two builds differ in, for a script.</summary>
internal static class DiffJson
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<DatasetDiff> datasets)
    {
        writer.WriteBoolean("same", datasets.All(dataset => dataset.IsSame));
        writer.WriteStartObject("datasets");
        foreach (var dataset in datasets)
        {
            writer.WriteStartObject(dataset.Name);
            Write(writer, dataset);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DatasetDiff dataset)
    {
        writer.WriteBoolean("same", dataset.IsSame);
        writer.WriteBoolean("in_a", dataset.IsInFirst);
        writer.WriteBoolean("in_b", dataset.IsInSecond);
        writer.WriteBoolean("reordered", dataset.IsReordered);
        foreach (var kind in Enum.GetValues<DiffKind>()) writer.WriteNumber(DiffPage.Word(kind), dataset.Count(kind));
        writer.WriteObjects("recipe", dataset.Recipe, change =>
        {
            writer.WriteString("path", change.Path);
            writer.WriteString("before", change.Before);
            writer.WriteString("after", change.After);
        });
        writer.WriteStrings("operators", dataset.Operators);
        writer.WriteStrings("inputs", dataset.Inputs);
        writer.WriteStartArray("groups");
        foreach (var group in dataset.Groups) Write(writer, group);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, DiffGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", DiffPage.Word(group.Kind));
        writer.WriteString("outcome", group.Outcome);
        writer.WriteString("cause", DiffPage.Words(group.Cause).Replace(' ', '_'));
        writer.WriteString("detail", group.Detail);
        writer.WriteNumber("count", group.Count);
        writer.WriteObjects("examples", group.Examples, example =>
        {
            writer.WriteString("id", example.Id);
            writer.WriteString("place", example.Place);
            writer.WriteString("duplicate", example.Other);
        });
        writer.WriteEndObject();
    }
}
