using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Similarity;

namespace Cuvee.Engine;

/// <summary>Takes the signatures of records. One instance serves one worker.</summary>
internal sealed class Signer(ImmutableArray<SignaturePlan> plans)
{
    private readonly ImmutableArray<MinHash> _hashes = [.. plans.Select(plan => new MinHash(plan.Hashes))];
    private readonly ShingleSet _shingles = new();
    private readonly NearWords _words = new();

    /// <summary>Bytes of all signatures of a record.</summary>
    public int Bytes { get; } = plans.Sum(plan => plan.Hashes) * sizeof(uint);

    /// <summary>Appends the signatures of a record.</summary>
    public void Sign(Record record, ByteBuffer target)
    {
        var signatures = MemoryMarshal.Cast<byte, uint>(target.Extend(Bytes));
        for (var i = 0; i < plans.Length; i++)
        {
            _words.Sign(record, plans[i].On, plans[i].ShingleWords, _shingles, _hashes[i], signatures.Slice(plans[i].At, plans[i].Hashes));
        }
    }

    /// <summary>Appends room for the signatures of a record that needs none.</summary>
    public void Skip(ByteBuffer target) => target.Extend(Bytes).Clear();
}
