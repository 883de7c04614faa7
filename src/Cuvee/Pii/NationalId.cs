using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>Checks digits, values 0 to 9.</summary>
internal delegate bool DigitCheck(ReadOnlySpan<byte> digits);

/// <summary>A national number made of digits.</summary>
/// <param name="Name">Country and number, as reports show it.</param>
/// <param name="Hint">What the words around it say.</param>
/// <param name="Check">What its digits must meet.</param>
internal sealed record NationalId(string Name, Hint Hint, DigitCheck Check)
{
    /// <summary>Layouts (lengths of the groups, with what stands between them) that leave little doubt.</summary>
    public ImmutableArray<string> Telling { get; init; } = [];

    /// <summary>Layouts that may be the number and may be something else.</summary>
    public ImmutableArray<string> Doubtful { get; init; } = [];

    /// <summary>Layouts that count only where words say so.</summary>
    public ImmutableArray<string> Hinted { get; init; } = [];

    /// <summary>How sure a layout is; null when it is none of this number's.</summary>
    public bool? Judge(ReadOnlySpan<char> layout, Hint hints)
    {
        if (Contains(Telling, layout)) return true;
        var isHinted = (hints & (Hint | Hint.Identity)) != Hint.None;
        if (isHinted && (Contains(Hinted, layout) || Contains(Doubtful, layout))) return true;
        return Contains(Doubtful, layout) ? false : null;
    }

    private static bool Contains(ImmutableArray<string> layouts, ReadOnlySpan<char> layout)
    {
        foreach (var candidate in layouts)
        {
            if (layout.SequenceEqual(candidate)) return true;
        }

        return false;
    }
}
