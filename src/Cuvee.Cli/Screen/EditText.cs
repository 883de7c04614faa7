using Cuvee.Inspect;
using Cuvee.Normalize.Misread;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>A change of a text in words: <c>'Ã©' is now 'é': UTF-8 read as windows-1252, 12 times</c>.</summary>
internal static class EditText
{
    public static string Of(TextRepair repair)
    {
        var what = repair switch
        {
            { Kind: RepairKind.Misread, Rounds: > 1 } => $"UTF-8 read as {repair.Codec}, {repair.Rounds} rounds",
            { Kind: RepairKind.Misread } => $"UTF-8 read as {repair.Codec}",
            { Kind: RepairKind.LostByte } => "a byte had been lost",
            { Kind: RepairKind.ByteOrderMark } => "byte order mark",
            { Kind: RepairKind.Entity } => "HTML entity",
            { Kind: RepairKind.Ligature } => "ligature",
            _ => "control character",
        };
        return $"{Quoted(repair.Before)} is now {Quoted(repair.After)}: {what}{Times(repair.Count)}";
    }

    public static string Of(TextEdits edit) => $"{Quoted(edit.Before)} is now {Quoted(edit.After)}{Times(edit.Count)}";

    public static string Of(RepairExample example) => $"{Quoted(example.Before)} for {Quoted(example.After)}";

    private static string Times(int count) => count > 1 ? $", {Words.Count(count, "time")}" : "";

    /// <summary>A text in quotes, with what cannot be seen as its number: control characters, and spaces that are not the usual one.</summary>
    private static string Quoted(string text) =>
        $"'{string.Concat(ChatText.Shorten(text).Select(character => IsInvisible(character) ? $"\\u{(int)character:X4}" : character.ToString()))}'";

    private static bool IsInvisible(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark || (character != ' ' && char.IsWhiteSpace(character));
}
