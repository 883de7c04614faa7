using System.Globalization;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>The records of other splits that are most like one of the first split, side by side, for people to read or as JSON.</summary>
internal static class ClosestPage
{
    public static void Write(Screen screen, string dataset, ClosestRecords closest)
    {
        var floor = closest.Floor.ToString(CultureInfo.InvariantCulture);
        screen.Line(screen.OutStyle.Bold($"{dataset}: {Words.Count(closest.WithNeighbour, "record")} of {closest.Compared.ToString("N0", CultureInfo.InvariantCulture)} outside the first split {(closest.WithNeighbour == 1 ? "is" : "are")} {floor} alike or more to one in it"));
        foreach (var pair in closest.Pairs)
        {
            screen.Line();
            screen.Line($"{screen.OutStyle.Bold(pair.Similarity.ToString("0.###", CultureInfo.InvariantCulture))}  {PlaceOf(pair.Record)}");
            screen.Line($"       {PlaceOf(pair.Nearest)}");
            DifferenceText.Write(screen, pair.Record.Text, pair.Nearest.Text);
        }
    }

    public static void Json(Screen screen, IReadOnlyList<(string Dataset, ClosestRecords Closest)> datasets) => screen.Json(writer =>
    {
        writer.WriteStartArray("datasets");
        foreach (var (dataset, closest) in datasets)
        {
            writer.WriteStartObject();
            writer.WriteString("dataset", dataset);
            writer.WriteNumber("floor", closest.Floor);
            writer.WriteNumber("compared", closest.Compared);
            writer.WriteNumber("with_neighbour", closest.WithNeighbour);
            writer.WriteObjects("pairs", closest.Pairs, pair =>
            {
                writer.WriteNumber("similarity", pair.Similarity);
                WriteRecord(writer, "record", pair.Record);
                WriteRecord(writer, "nearest", pair.Nearest);
            });
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string PlaceOf(EmittedRecord record) => record.Entry is { } entry ? $"{record.Place}, read from {entry.Place}" : record.Place;

    private static void WriteRecord(Utf8JsonWriter writer, string name, EmittedRecord record)
    {
        writer.WriteStartObject(name);
        writer.WriteString("place", record.Place);
        if (record.Entry is { } entry)
        {
            writer.WriteString("id", entry.Id);
            writer.WriteString("source", entry.Source);
            writer.WriteString("read_from", entry.Place);
        }

        RecordJson.Embed(writer, "record", record.Text);
        writer.WriteEndObject();
    }
}
