using Cuvee.Model;

namespace Cuvee.Normalize;

/// <summary>Brings every text to Unicode normalization form C (<c>unicode: nfc</c>). Counts 1 for a text that changed.</summary>
public sealed class UnicodeNormalizer : INormalizer
{
    public string Rule => "unicode";

    public Utf8 Apply(Utf8 text, out int changes)
    {
        var normalized = Nfc.Normalize(text);
        changes = normalized == text ? 0 : 1;
        return normalized;
    }
}
