using System.Globalization;
using Cuvee.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>Which source lost most and to what, for people to read or as JSON.</summary>
internal static class LossPage
{
    public static void Write(Screen screen, string dataset, IReadOnlyList<SourceLosses> sources)
    {
        var (read, kept) = (sources.Sum(source => source.Read), sources.Sum(source => source.Kept));
        screen.Line(screen.OutStyle.Bold($"{dataset}: {Words.Count(read - kept, "record")} of {Number(read)} lost"));
        var table = new TextTable().Column("source").Column("read", isNumber: true).Column("lost", isNumber: true).Column("share", isNumber: true)
            .Column("to").Column("records", isNumber: true).Column("share", isNumber: true);
        foreach (var source in sources)
        {
            string[] head = [source.Source, Number(source.Read), Number(source.Lost), Share(source.Lost, source.Read)];
            if (source.Losses.IsEmpty) table.Row([.. head, "", "", ""]);
            foreach (var loss in source.Losses)
            {
                table.Row([.. head, $"{loss.Stage}: {loss.Reason}", Number(loss.Records), Share(loss.Records, source.Read)]);
                head = ["", "", "", ""];
            }
        }

        table.Write(screen);
    }

    public static void Json(Screen screen, IReadOnlyList<(string Dataset, IReadOnlyList<SourceLosses> Sources)> datasets) => screen.Json(writer =>
    {
        writer.WriteStartArray("datasets");
        foreach (var (dataset, sources) in datasets)
        {
            writer.WriteStartObject();
            writer.WriteString("dataset", dataset);
            writer.WriteObjects("sources", sources, source =>
            {
                writer.WriteString("source", source.Source);
                writer.WriteNumber("read", source.Read);
                writer.WriteNumber("kept", source.Kept);
                writer.WriteNumber("lost", source.Lost);
                writer.WriteObjects("losses", source.Losses, loss =>
                {
                    writer.WriteString("stage", loss.Stage);
                    writer.WriteString("reason", loss.Reason);
                    writer.WriteNumber("records", loss.Records);
                });
            });
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Share(long part, long whole) => whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
