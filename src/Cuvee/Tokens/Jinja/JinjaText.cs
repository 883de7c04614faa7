using System.Text;

namespace Cuvee.Tokens.Jinja;

/// <summary>A text in the making that does not grow beyond what a value may have.</summary>
internal sealed class JinjaText
{
    private readonly StringBuilder _text = new();

    public JinjaText Add(ReadOnlySpan<char> part)
    {
        JinjaBudget.CheckText((long)_text.Length + part.Length);
        _text.Append(part);
        return this;
    }

    /// <summary>Adds one part for each item, with a text between them.</summary>
    public JinjaText AddAll<T>(IEnumerable<T> items, string between, Action<T> add)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) Add(between);
            isFirst = false;
            add(item);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
