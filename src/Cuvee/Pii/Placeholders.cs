using System.Text;

namespace Cuvee.Pii;

/// <summary>Numbers the values of one record: the same value, however it is spaced, has the same placeholder in all its turns.</summary>
internal sealed class Placeholders
{
    private readonly Dictionary<(PiiKind Kind, string Value), int> _numbers = [];
    private readonly int[] _counts = new int[PiiKinds.Count];

    /// <summary>Begins a new record.</summary>
    public void Clear()
    {
        if (_numbers.Count == 0) return;
        _numbers.Clear();
        Array.Clear(_counts);
    }

    /// <summary>The placeholder of a value.</summary>
    public string Of(PiiKind kind, ReadOnlySpan<byte> value)
    {
        var key = (kind, Canonical(value));
        if (!_numbers.TryGetValue(key, out var number)) _numbers.Add(key, number = ++_counts[(int)kind]);
        return kind.Placeholder(number);
    }

    /// <summary>In lower case, without what people group digits by.</summary>
    private static string Canonical(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value).ToLowerInvariant();
        return string.Concat(text.Where(character => char.IsLetterOrDigit(character) || character is '@' or '.' or '+' or '_'));
    }
}
