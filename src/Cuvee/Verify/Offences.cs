namespace Cuvee.Verify;

/// <summary>Offenders of one kind, counted, with the first one at hand for the sentence about them.</summary>
internal sealed class Offences(Findings findings)
{
    private string? _first;

    public long Count { get; private set; }

    public void Add(Func<string> describe)
    {
        if (Count++ == 0) _first = describe();
        findings.Offend(describe);
    }

    /// <summary>The same for one of many rows or lines, without a closure for each.</summary>
    public void Add(int index, Func<int, string> describe) => Add(() => describe(index));

    /// <summary>Fails with the sentence and the first offender, when there is any.</summary>
    public void Fail(Func<long, string> sentence)
    {
        if (Count > 0) findings.Fail(Sentence(sentence));
    }

    /// <summary>Warns with the sentence and the first offender, when there is any.</summary>
    public void Warn(Func<long, string> sentence)
    {
        if (Count > 0) findings.Warn(Sentence(sentence));
    }

    private string Sentence(Func<long, string> sentence) => $"{sentence(Count)}; first: {_first}";
}
