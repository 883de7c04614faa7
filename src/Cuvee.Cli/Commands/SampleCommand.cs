using System.CommandLine;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee sample</c>: a look at some records.</summary>
internal sealed class SampleCommand : CuveeCommand
{
    /// <summary>More records than anybody looks at.</summary>
    private const int MaxRecords = 10_000;

    private readonly Argument<string> _folder = new("DIR") { Description = "The folder of a dataset, or the output of a build that has one dataset" };
    private readonly Option<long> _count = Values.Number("-n", "N", "How many records; 5 without it", 1, MaxRecords, 5);
    private readonly Option<string?> _reason = new("--reason") { HelpName = "R", Description = "Records that were dropped or quarantined for this reason, instead of kept ones" };
    private readonly Option<string?> _split = new("--split") { HelpName = "S", Description = "Records of this split" };
    private readonly Option<string?> _source = new("--source") { HelpName = "S", Description = "Records of this source" };
    private readonly Option<long> _seed = Values.Number("--seed", "N", "Another seed shows other records", 0, long.MaxValue, 0);

    public SampleCommand()
        : base("sample", "Shows a few records of a dataset, the same ones each time")
    {
        Add(_folder);
        foreach (var option in (Option[])[_count, _reason, _split, _source, _seed]) Add(option);
        Examples.Add(("cuvee sample build/quickstart/assistant", "five records that were kept"));
        Examples.Add(("cuvee sample build/quickstart/assistant -n 3 --reason conflict", "three that were dropped for a conflict, each beside the one that was kept"));
        Examples.Add(("cuvee sample build/quickstart/assistant --split test --seed 1", "five others of the test split"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var request = new SampleRequest((int)line.GetValue(_count), (ulong)line.GetValue(_seed), line.GetValue(_reason), line.GetValue(_split), line.GetValue(_source));
        var records = DatasetSample.Take(DatasetFolder.One(line.GetRequiredValue(_folder)), request);
        if (screen.IsJson)
        {
            ExplanationJson.Write(screen, records);
            return ExitCodes.Done;
        }

        foreach (var record in records)
        {
            if (record != records[0]) screen.Line();
            RecordPage.Look(screen, record);
        }

        if (records.IsEmpty) screen.Line("no records");
        return ExitCodes.Done;
    }
}
