using Cuvee.Model;

namespace Cuvee.Normalize;

/// <summary>Removes white space from both ends of every text (<c>trim: true</c>). Counts 1 for a text that changed.</summary>
public sealed class TrimNormalizer : INormalizer
{
    public string Rule => "trim";

    public Utf8 Apply(Utf8 text, out int changes)
    {
        var trimmed = WhiteSpace.Trim(text);
        changes = trimmed.Length == text.Length ? 0 : 1;
        return trimmed;
    }
}
