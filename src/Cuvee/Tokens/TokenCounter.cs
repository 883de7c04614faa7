using System.Collections.Immutable;
using Cuvee.Json;

namespace Cuvee.Tokens;

/// <summary>Counts tokens for one worker: it has the memory of words and the buffers that a <see cref="Tokenizer"/> must not have.</summary>
public sealed class TokenCounter
{
    private readonly ImmutableArray<TextRule> _rules;
    private readonly SpecialTokenFinder _raw;
    private readonly SpecialTokenFinder _normalized;
    private readonly WordCounter _words;
    private readonly PieceSink _first;
    private ByteBuffer _from = new();
    private ByteBuffer _to = new();
    private long _special;

    internal TokenCounter(Tokenizer tokenizer, IEnumerable<string> controlTokens)
    {
        var known = tokenizer.SpecialTokens.Select(token => token.Text).ToHashSet(StringComparer.Ordinal);
        var special = tokenizer.SpecialTokens.AddRange(controlTokens.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Where(text => !known.Contains(text)).Select(text => new SpecialToken(text)));
        _rules = tokenizer.Rules;
        _raw = new SpecialTokenFinder(special.Where(token => !token.IsNormalized || _rules.IsEmpty));
        _normalized = new SpecialTokenFinder(special.Where(token => token.IsNormalized && !_rules.IsEmpty).Select(token => token with { Text = Ruled(token.Text) }));
        _words = new WordCounter(tokenizer.Model);
        _first = tokenizer.Steps(_words);
    }

    /// <summary>Tokens of a text, special tokens found in it included; nothing is put around it.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public long Count(ReadOnlySpan<byte> text)
    {
        (_words.Tokens, _special) = (0, 0);
        if (_raw.IsEmpty)
        {
            CountPlain(text, 0, text.Length);
            return _words.Tokens + _special;
        }

        var at = 0;
        while (_raw.Find(text, at, out var start, out var end))
        {
            CountPlain(text, at, start);
            _special++;
            at = end;
        }

        CountPlain(text, at, text.Length);
        return _words.Tokens + _special;
    }

    /// <summary>Counts what holds no special token that is looked for before the rules. Where there are none the place in the text is kept: a step may ask for it.</summary>
    private void CountPlain(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start == end) return;
        if (_rules.IsEmpty)
        {
            _first.Take(text, start, end);
            return;
        }

        text = Ruled(text[start..end]);
        var at = 0;
        while (!_normalized.IsEmpty && _normalized.Find(text, at, out var found, out var behind))
        {
            if (found > at) _first.Take(text, at, found);
            _special++;
            at = behind;
        }

        if (at < text.Length) _first.Take(text, at, text.Length);
    }

    private ReadOnlySpan<byte> Ruled(ReadOnlySpan<byte> text)
    {
        foreach (var rule in _rules)
        {
            _to.Clear();
            rule.Apply(text, _to);
            (_from, _to) = (_to, _from);
            text = _from.Written;
        }

        return text;
    }

    private string Ruled(string text) => System.Text.Encoding.UTF8.GetString(Ruled(System.Text.Encoding.UTF8.GetBytes(text)));
}
