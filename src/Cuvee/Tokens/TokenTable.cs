using System.Numerics;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>The tokens of a vocabulary by their bytes: open addressing over one array of all bytes. Filled once, then read by all workers.</summary>
internal sealed class TokenTable
{
    private readonly ByteBuffer _bytes = new(1 << 16);
    private readonly List<(int Start, int Length, int Id)> _tokens = [];
    private int[] _slots = new int[1 << 10];

    public int Count => _tokens.Count;

    /// <summary>The longest token, in bytes.</summary>
    public int MaxBytes { get; private set; }

    /// <summary>A token by the order in which it was added.</summary>
    public (ReadOnlyMemory<byte> Bytes, int Id) this[int index] => (_bytes.WrittenMemory.Slice(_tokens[index].Start, _tokens[index].Length), _tokens[index].Id);

    /// <summary>Adds a token; false when its bytes are there already.</summary>
    public bool Add(ReadOnlySpan<byte> token, int id)
    {
        if ((_tokens.Count + 1) * 2 > _slots.Length) Grow();
        var slot = SlotOf(token);
        if (_slots[slot] != 0) return false;
        _tokens.Add((_bytes.Length, token.Length, id));
        _bytes.Add(token);
        _slots[slot] = _tokens.Count;
        MaxBytes = Math.Max(MaxBytes, token.Length);
        return true;
    }

    /// <summary>The number of a token, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        if (token.Length > MaxBytes) return -1;
        var found = _slots[SlotOf(token)];
        return found == 0 ? -1 : _tokens[found - 1].Id;
    }

    private int SlotOf(ReadOnlySpan<byte> token)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(Mix64.Of(token) >> (64 - BitOperations.Log2((uint)_slots.Length)));
        for (; _slots[slot] != 0; slot = slot + 1 & mask)
        {
            var (start, length, _) = _tokens[_slots[slot] - 1];
            if (length == token.Length && _bytes.Written.Slice(start, length).SequenceEqual(token)) break;
        }

        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < _tokens.Count; i++) _slots[SlotOf(_bytes.Written.Slice(_tokens[i].Start, _tokens[i].Length))] = i + 1;
    }
}
