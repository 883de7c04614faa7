namespace Cuvee.Normalize.Misread;

/// <summary>The Latin ligatures that typesetting leaves in extracted text.</summary>
internal static class Ligatures
{
    private const int First = 0xFB00;
    private static readonly string[] s_letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>Takes them apart into their letters.</summary>
    public static void TakeApart(RepairText text)
    {
        for (var at = 0; at < text.Count; at++)
        {
            var ligature = text[at];
            if (ligature.Value < First || ligature.Value >= First + s_letters.Length) continue;
            var letters = s_letters[ligature.Value - First];
            text[at] = ligature.Changed(letters[0], RepairKind.Ligature);
            foreach (var letter in letters[1..]) text.Insert(++at, new Character(letter, ligature.End, ligature.End, RepairKind.Ligature));
        }
    }
}
