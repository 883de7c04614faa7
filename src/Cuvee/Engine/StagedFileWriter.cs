using Cuvee.Json;

namespace Cuvee.Engine;

/// <summary>Writes a staged file block by block.</summary>
/// <param name="file">New and empty.</param>
/// <param name="signatureBytes">Of all signatures of one fact.</param>
internal sealed class StagedFileWriter(StagedFile file, int signatureBytes)
{
    private readonly ByteBuffer _places = new(StagedFile.FactsPerPage * Place.Bytes);
    private readonly ByteBuffer _signatures = new(signatureBytes * StagedFile.FactsPerPage);

    public StagedFile File { get; } = file;

    /// <summary>Writes rows, and behind them extras.</summary>
    /// <returns>Where each begins, all files of the source counted through.</returns>
    public (long Rows, long Extras) Append(ReadOnlySpan<byte> rows, ReadOnlySpan<byte> extras)
    {
        var rowsAt = File.Start + File.Append(rows);
        return (rowsAt, extras.IsEmpty ? rowsAt : File.Start + File.Append(extras));
    }

    /// <summary>Takes in the place of the next fact with its signatures.</summary>
    public void Add(Place place, ReadOnlySpan<byte> signatures)
    {
        place.Write(_places.Extend(Place.Bytes));
        _signatures.Add(signatures);
        File.FactCount++;
        if (_places.Length == StagedFile.FactsPerPage * Place.Bytes) WritePage();
    }

    /// <summary>Writes what waits.</summary>
    public void Finish()
    {
        if (_places.Length > 0) WritePage();
    }

    private void WritePage()
    {
        File.Places.Add(File.AppendPiece(_places.Written));
        if (_signatures.Length > 0) File.Signatures.Add(File.AppendPiece(_signatures.Written));
        _places.Clear();
        _signatures.Clear();
    }
}
