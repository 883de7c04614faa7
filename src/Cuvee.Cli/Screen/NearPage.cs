using System.Globalization;
using System.Text.Json;
using Cuvee.Dedup;
using Cuvee.Json;

namespace Cuvee.Cli;

/// <summary>How near-duplicates are found at some thresholds, for people to read or as JSON.</summary>
internal static class NearPage
{
    private static readonly decimal[] Thresholds = [0.5m, 0.7m, 0.8m, 0.9m, 0.95m];

    public static void Write(Screen screen)
    {
        screen.Line();
        screen.Line(screen.OutStyle.Bold("Computation:"));
        Prose.Write(screen, "A record's signature is the smallest of each of so many hashes of its word n-grams (MinHash), cut into bands. Records that agree in a whole band are compared by their n-grams, exactly: what is dropped is never below the threshold. The recall is the share of pairs exactly at the threshold that are compared.", 0);
        screen.Line();
        var table = new TextTable().Column("similarity", isNumber: true).Column("bands", isNumber: true).Column("rows", isNumber: true).Column("hashes", isNumber: true)
            .Column("recall", isNumber: true).Column("bytes a record", isNumber: true);
        foreach (var computed in Thresholds.Select(NearComputation.For))
        {
            table.Row(Number(computed.Similarity), Number(computed.Bands), Number(computed.Rows), Number(computed.Hashes), Percent(computed.Recall), Number(computed.BytesPerRecord));
        }

        table.Write(screen);
        screen.Line();
        screen.Line("Share of the pairs of a similarity that are compared, by the threshold:");
        screen.Line();
        var chances = new TextTable().Column("similarity", isNumber: true);
        foreach (var step in NearComputation.Steps) chances.Column(Number(step), isNumber: true);
        foreach (var computed in Thresholds.Select(NearComputation.For)) chances.Row([Number(computed.Similarity), .. NearComputation.Steps.Select(step => Percent(computed.ProbabilityAt(step)))]);
        chances.Write(screen);
        screen.Line();
        Prose.Write(screen, $"A record is compared with the {Number(NearComputation.For(Thresholds[0]).Candidates)} that resemble it most, at most; where there are more, a build says how many were kept without being compared with all.", 0);
    }

    public static void Json(Utf8JsonWriter writer)
    {
        writer.WriteObjects("computation", Thresholds.Select(NearComputation.For), computed =>
        {
            writer.WriteNumber("similarity", computed.Similarity);
            writer.WriteNumber("bands", computed.Bands);
            writer.WriteNumber("rows", computed.Rows);
            writer.WriteNumber("hashes", computed.Hashes);
            writer.WriteNumber("recall", Math.Round(computed.Recall, 6));
            writer.WriteNumber("bytes_per_record", computed.BytesPerRecord);
            writer.WriteNumber("candidates", computed.Candidates);
            writer.WriteStartObject("compared_at");
            foreach (var step in NearComputation.Steps) writer.WriteNumber(Number(step), Math.Round(computed.ProbabilityAt(step), 6));
            writer.WriteEndObject();
        });
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");
}
