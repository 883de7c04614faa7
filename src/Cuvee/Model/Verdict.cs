namespace Cuvee.Model;

/// <summary>What a filter says of a record. The default value keeps it.</summary>
/// <param name="Reason">A fixed word, listed by <c>cuvee operators</c>; null keeps the record.</param>
/// <param name="Measured">What was measured, in the filter's unit; NaN where there is no number.</param>
/// <param name="Threshold">What it was compared with; NaN where there is no number.</param>
public readonly record struct Verdict(string? Reason, double Measured = double.NaN, double Threshold = double.NaN)
{
    public static readonly Verdict Keep;

    public bool Drops => Reason is not null;
}
