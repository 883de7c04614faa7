using System.Text;

namespace Cuvee.Pii;

/// <summary>Letters beyond ASCII that addresses have (RFC 6531): Latin, Greek and Cyrillic, with their marks. Scripts without spaces stand right before an address without being of it.</summary>
internal static class WideLetters
{
    /// <summary>Bytes of the letter that the text begins with; 0 for none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && IsOne(rune) ? length : 0;

    /// <summary>Bytes of the letter that the text ends with; 0 for none.</summary>
    public static int LengthBefore(ReadOnlySpan<byte> text) =>
        Rune.DecodeLastFromUtf8(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && IsOne(rune) ? length : 0;

    private static bool IsOne(Rune rune) => rune.Value switch
    {
        >= 0xC0 and <= 0x24F => rune.Value is not (0xD7 or 0xF7),
        // Combining marks, Greek, Cyrillic
        >= 0x300 and <= 0x52F => true,
        // Latin Extended Additional, Greek Extended
        >= 0x1E00 and <= 0x1FFF => true,
        _ => false,
    };
}
