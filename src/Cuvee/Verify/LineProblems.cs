namespace Cuvee.Verify;

/// <summary>The distinct things that are wrong with lines, numbered from 1, so that a line's fact holds one number. For several threads.</summary>
internal sealed class LineProblems
{
    private readonly Lock _lock = new();
    private readonly List<string> _texts = [string.Empty];
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Texts => _texts;

    public ushort Number(string text)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(text, out var number)) return number;

            // A hostile file could have endless different problems; the last number stands for all the rest.
            if (_texts.Count == ushort.MaxValue) return ushort.MaxValue - 1;
            _texts.Add(text);
            _numbers.Add(text, (ushort)(_texts.Count - 1));
            return (ushort)(_texts.Count - 1);
        }
    }
}
