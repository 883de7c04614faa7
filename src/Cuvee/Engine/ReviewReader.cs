namespace Cuvee.Engine;

/// <summary>Reads the tails of the lines of pii-review.jsonl of a source one after the other.</summary>
internal sealed class ReviewReader(StagedSource staged)
{
    private readonly IEnumerator<(StagedFile File, StagedPiece Piece)> _pieces =
        staged.Files.SelectMany(file => file.Review.Select(piece => (file, piece))).GetEnumerator();

    private byte[] _buffer = [];
    private int _at;
    private int _length;
    private bool _isRead;

    /// <summary>The next tail, of so many bytes; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Next(int length)
    {
        var at = Take(length);
        if (!_isRead) _pieces.Current.File.Read(_pieces.Current.Piece, ref _buffer);
        _isRead = true;
        return _buffer.AsSpan(at, length);
    }

    /// <summary>Passes over the next tail.</summary>
    public void Skip(int length) => Take(length);

    private int Take(int length)
    {
        while (_at == _length)
        {
            if (!_pieces.MoveNext()) throw new InvalidOperationException("more lines for review than were staged");
            (_at, _length, _isRead) = (0, _pieces.Current.Piece.Length, false);
        }

        _at += length;
        return _at - length;
    }
}
