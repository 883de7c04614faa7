using Cuvee.Model;

namespace Cuvee.Texts;

/// <summary>The words of a text as hashes. Reusable.</summary>
internal sealed class Words
{
    private ulong[] _hashes = new ulong[1024];
    private byte[] _lower = new byte[64];
    private int _count;

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        foreach (var range in System.MemoryExtensions.SplitAny(text, " \t\r\n"u8))
        {
            var word = text[range];
            if (word.IsEmpty) continue;
            if (_lower.Length < word.Length) _lower = new byte[word.Length * 2];
            for (var index = 0; index < word.Length; index++) _lower[index] = word[index] is >= (byte)'A' and <= (byte)'Z' ? (byte)(word[index] | 0x20) : word[index];
            if (_count == _hashes.Length) Array.Resize(ref _hashes, 2 * _count);
            _hashes[_count++] = Mix64.Of(_lower.AsSpan(0, word.Length));
        }
    }
}
