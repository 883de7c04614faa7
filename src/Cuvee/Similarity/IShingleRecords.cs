namespace Cuvee.Similarity;

/// <summary>The shingle sets of records that lie elsewhere, such as staged lines on disk. One thread at a time: each worker has a reader of its own.</summary>
internal interface IShingleRecords
{
    /// <summary>Number of records; positions are 0 to Count - 1.</summary>
    int Count { get; }

    /// <summary>Makes <paramref name="target"/> the set of a record, empty when its text holds no word.</summary>
    void Shingles(int position, ShingleSet target);

    /// <summary>The shingles of a record in any order, repeats included; valid until <paramref name="scratch"/> changes. Of use where most sets need not be sorted.</summary>
    ReadOnlySpan<ulong> Unsorted(int position, ShingleSet scratch)
    {
        Shingles(position, scratch);
        return scratch.Hashes;
    }
}
