using System.Numerics;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>The tokens of a vocabulary by their bytes: open addressing over one array of all bytes. Filled once, then read by all workers.</summary>
internal sealed class TokenTable
{
    private const int HashShift = 32;

    private readonly ByteBuffer _bytes = new(1 << 16);
    private readonly List<(int Start, int Length, int Id)> _tokens = [];

    // The number of a token, counted from 1, and above it half of its hash: most words are none, which the hash tells
    private ulong[] _slots = new ulong[1 << 10];

    public int Count => _tokens.Count;

    /// <summary>The longest token, in bytes.</summary>
    public int MaxBytes { get; private set; }

    /// <summary>A token by the order in which it was added.</summary>
    public (ReadOnlyMemory<byte> Bytes, int Id) this[int index] => (_bytes.WrittenMemory.Slice(_tokens[index].Start, _tokens[index].Length), _tokens[index].Id);

    /// <summary>Adds a token; false when its bytes are there already.</summary>
    public bool Add(ReadOnlySpan<byte> token, int id)
    {
        if ((_tokens.Count + 1) * 2 > _slots.Length) Grow();
        var hash = Mix64.Of(token);
        ref var slot = ref SlotOf(token, hash);
        if (slot != 0) return false;
        _tokens.Add((_bytes.Length, token.Length, id));
        _bytes.Add(token);
        slot = hash << HashShift | (uint)_tokens.Count;
        MaxBytes = Math.Max(MaxBytes, token.Length);
        return true;
    }

    /// <summary>The number of a token, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        if (token.Length > MaxBytes) return -1;
        var found = (uint)SlotOf(token, Mix64.Of(token));
        return found == 0 ? -1 : _tokens[(int)found - 1].Id;
    }

    private ref ulong SlotOf(ReadOnlySpan<byte> token, ulong hash)
    {
        var slots = _slots;
        var at = (int)(hash >> (64 - BitOperations.Log2((uint)slots.Length)));
        for (; slots[at] != 0; at = at + 1 & slots.Length - 1)
        {
            if ((slots[at] ^ hash << HashShift) >> HashShift == 0 && BytesOf((int)(uint)slots[at] - 1).SequenceEqual(token)) break;
        }

        return ref slots[at];
    }

    private ReadOnlySpan<byte> BytesOf(int index) => _bytes.Written.Slice(_tokens[index].Start, _tokens[index].Length);

    private void Grow()
    {
        _slots = new ulong[_slots.Length * 2];
        for (var i = 0; i < _tokens.Count; i++)
        {
            var hash = Mix64.Of(BytesOf(i));
            SlotOf(BytesOf(i), hash) = hash << HashShift | (uint)(i + 1);
        }
    }
}
