using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>The words of a text as hashes with their lengths in characters; see <see cref="Words"/> for what a word is. Reusable. One thread at a time.</summary>
internal sealed class MeasuredWords
{
    private byte[] _lower = new byte[4096];
    private ulong[] _hashes = new ulong[1024];
    private int[] _characters = new int[1024];
    private int _count;

    /// <summary>In the order of the text.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Unicode scalar values of each word.</summary>
    public ReadOnlySpan<int> Characters => _characters.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>Adds a piece of the text, as if white space stood before it.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var room = WordSegments.LowerLengthFor(text.Length) + WordHash.Slack;
        if (_lower.Length < room) _lower = new byte[Math.Max(room, 2 * _lower.Length)];
        var segments = new WordSegments(text, _lower);
        var start = 0;
        while (segments.Next())
        {
            if (segments.IsWord) Add(WordHash.Of(_lower, segments.LowerLength), (int)Measure.Characters(text[start..segments.End]));
            start = segments.End;
        }
    }

    private void Add(ulong hash, int characters)
    {
        if (_count == _hashes.Length)
        {
            Array.Resize(ref _hashes, 2 * _count);
            Array.Resize(ref _characters, 2 * _count);
        }

        _hashes[_count] = hash;
        _characters[_count++] = characters;
    }
}
