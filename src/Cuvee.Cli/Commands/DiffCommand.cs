using System.Collections.Immutable;
using System.CommandLine;
using Cuvee.Changes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee diff</c>: what changed from one build to another, and why.</summary>
internal sealed class DiffCommand : CuveeCommand
{
    private readonly Argument<string> _first = new("A") { Description = "The output of a build, or the folder of a dataset: what was" };
    private readonly Argument<string> _second = new("B") { Description = "Another one: what is" };
    private readonly Option<long> _threads = Values.Threads();

    public DiffCommand()
        : base("diff", "Says which records two builds differ in, and why; exit code 1 when they do")
    {
        Add(_first);
        Add(_second);
        Add(_threads);
        Examples.Add(("cuvee diff last-week/support build/support", "what was added, removed, moved between splits or changed, by cause"));
        Examples.Add(("cuvee diff last-week/support/support_v1 build/support/support_v1 --json", "one dataset, for a script"));
        Examples.Add(("cuvee diff expected build/support --quiet || echo changed", "in CI: exit code 0 when every line is the same"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var datasets = Compare(line, screen);
        if (screen.IsJson) screen.Json(writer => DiffJson.Write(writer, datasets));
        else DiffPage.Write(screen, datasets);
        return datasets.All(dataset => dataset.IsSame) ? ExitCodes.Done : ExitCodes.Different;
    }

    private ImmutableArray<DatasetDiff> Compare(ParseResult line, Screen screen)
    {
        using var progress = new WorkProgress(screen);
        return BuildDiff.Of(line.GetRequiredValue(_first), line.GetRequiredValue(_second), (int)line.GetValue(_threads), progress);
    }
}
