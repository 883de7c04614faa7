namespace Cuvee.Decontaminate;

/// <summary>An n-gram that does not count because the corpus has it everywhere.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Records">How many different texts hold it.</param>
public sealed record FrequentNgram(string Text, int Records)
{
    /// <summary>Its number in the set.</summary>
    internal int Number { get; init; }
}
