namespace Cuvee.Normalize.Misread;

/// <summary>The Latin ligatures that typesetting leaves in extracted text.</summary>
internal static class Ligatures
{
    private const int First = 0xFB00;
    private static readonly string[] s_letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>Takes them apart into their letters.</summary>
    public static void TakeApart(RepairText text)
    {
        var apart = new List<Character>(text.Count);
        foreach (var character in text.Span)
        {
            if (!IsLigature(character))
            {
                apart.Add(character);
                continue;
            }

            var letters = s_letters[character.Value - First];
            apart.Add(character.Changed(letters[0], RepairKind.Ligature));
            foreach (var letter in letters[1..]) apart.Add(new Character(letter, character.End, character.End, RepairKind.Ligature));
        }

        if (apart.Count > text.Count) text.Become(apart);
    }

    private static bool IsLigature(Character character) => character.Value >= First && character.Value < First + s_letters.Length;
}
