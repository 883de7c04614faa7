using System.Collections.Immutable;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>Counts the tokens of records for one worker. It remembers the last one, which filter and ledger both ask for.</summary>
internal sealed class RecordCounter(Tokenizer tokenizer, ChatTemplate template)
{
    private readonly TokenCounter _counter = tokenizer.Counter(template.ControlTokens);
    private readonly bool _isBounded = tokenizer.IsBoundedByBytes;
    private readonly ByteBuffer _text = new(1 << 14);
    private readonly List<Turn> _rejected = [];
    private Record? _last;
    private long _lastTokens;

    public long Count(Record record)
    {
        if (!ReferenceEquals(record, _last)) (_last, _lastTokens) = (record, CountAnew(record, long.MinValue, out _));
        return _lastTokens;
    }

    public bool Exceeds(Record record, long limit, out long tokens)
    {
        if (ReferenceEquals(record, _last))
        {
            tokens = _lastTokens;
        }
        else
        {
            tokens = CountAnew(record, limit, out var isCounted);
            if (isCounted) (_last, _lastTokens) = (record, tokens);
        }

        return tokens > limit;
    }

    /// <summary>Tokens, or, where no more bytes than <paramref name="limit"/> are there to make tokens of, the bytes.</summary>
    private long CountAnew(Record record, long limit, out bool isCounted)
    {
        isCounted = true;
        var tokens = CountTurns(record.Turns.AsSpan(), record.Tools, limit, ref isCounted);
        if (record.Rejected.IsEmpty || tokens < 0) return tokens;
        _rejected.Clear();
        _rejected.AddRange(record.Turns.AsSpan()[..record.RejectedFrom]);
        _rejected.AddRange(record.Rejected.AsSpan());
        var rejected = CountTurns(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rejected), record.Tools, limit, ref isCounted);
        return rejected < 0 ? rejected : Math.Max(tokens, rejected);
    }

    private long CountTurns(ReadOnlySpan<Turn> turns, Utf8 tools, long limit, ref bool isCounted)
    {
        _text.Clear();
        if (!template.Render(turns, tools, _text)) return -1;
        if (!_isBounded || _text.Length > limit) return _counter.Count(_text.Written);
        isCounted = false;
        return _text.Length;
    }
}
