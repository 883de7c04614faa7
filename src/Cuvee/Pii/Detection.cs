namespace Cuvee.Pii;

/// <summary>A value that was found in a text.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsCertain">Whether form, check digits and context leave little doubt; if not, a person should look at it.</param>
/// <param name="Why">What gave it away, a few words.</param>
internal readonly record struct Detection(int Start, int Length, PiiKind Kind, bool IsCertain, string Why)
{
    public int End => Start + Length;
}
