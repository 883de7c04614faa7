namespace Cuvee.Verify;

/// <summary>The words of a ledger, a table for each column that has some.</summary>
internal sealed class LedgerWords
{
    public WordTable Sources { get; } = new();

    public WordTable Families { get; } = new();

    public WordTable Files { get; } = new();

    public WordTable States { get; } = new();

    public WordTable Stages { get; } = new();

    public WordTable Reasons { get; } = new();

    public WordTable Splits { get; } = new();

    public WordTable OutputFiles { get; } = new();

    /// <summary>The tags but the family as JSON objects of texts.</summary>
    public WordTable Tags { get; } = new();

    /// <summary>Takes in the words of rows that come next, and gives what turns their kinds into kinds of these tables.</summary>
    public Func<LedgerKind, LedgerKind> TakeIn(LedgerWords next)
    {
        var (sources, families, files) = (Sources.TakeIn(next.Sources), Families.TakeIn(next.Families), Files.TakeIn(next.Files));
        var (states, stages, reasons) = (States.TakeIn(next.States), Stages.TakeIn(next.Stages), Reasons.TakeIn(next.Reasons));
        var (splits, outputFiles, tags) = (Splits.TakeIn(next.Splits), OutputFiles.TakeIn(next.OutputFiles), Tags.TakeIn(next.Tags));
        return kind => new LedgerKind
        {
            Source = sources[kind.Source],
            Family = families[kind.Family],
            File = files[kind.File],
            State = states[kind.State],
            Stage = stages[kind.Stage],
            Reason = reasons[kind.Reason],
            Split = splits[kind.Split],
            OutputFile = outputFiles[kind.OutputFile],
            Tags = tags[kind.Tags],
            IsChanged = kind.IsChanged,
            HasOther = kind.HasOther,
            HasSimilarity = kind.HasSimilarity,
        };
    }
}
