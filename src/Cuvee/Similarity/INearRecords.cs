namespace Cuvee.Similarity;

/// <summary>Records whose signatures were computed before: signatures decide who meets, sets decide who is similar.</summary>
internal interface INearRecords : IShingleRecords
{
    /// <summary>Reads the signature of a record's shingle set. All bits are set in every value when the set is empty, as <see cref="MinHash.Sign"/> leaves it.</summary>
    /// <param name="position">The record.</param>
    /// <param name="signature">Room for <see cref="Banding.Hashes"/> values.</param>
    void Signature(int position, Span<uint> signature);
}
