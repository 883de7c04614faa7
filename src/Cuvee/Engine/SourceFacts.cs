using System.Collections.Immutable;
using Cuvee.Decontaminate;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>What the first pass knows of one source when it is through.</summary>
internal sealed class SourceFacts
{
    public required SourcePlan Plan { get; init; }

    /// <summary>One per input record, in the order of the ledger.</summary>
    public ChunkedList<Fact> Facts { get; } = new();

    /// <summary>For each fact the keys of the fields that a split keeps together; empty when there are none.</summary>
    public ChunkedList<Hash128> Together { get; } = new();

    public List<InputFacts> Files { get; } = [];

    /// <summary>For each set of benchmarks what was found in the records, one after the other as the facts; emptied when it is decided what counts.</summary>
    public required ImmutableArray<Observations> Observations { get; init; }

    /// <summary>For facts that end as contaminated the item that was found, see <see cref="DecontaminationStage.NameOf"/>.</summary>
    public Dictionary<int, string> Contaminated { get; } = [];

    /// <summary>For these facts what was measured and the threshold, in place of what the first pass measured.</summary>
    public Dictionary<int, (double Measured, double Threshold)> Measures { get; } = [];

    /// <summary>Rows, extras, places, signatures, quarantined items and findings of personal data, on disk.</summary>
    public StagedSource Staged { get; } = new();

    /// <summary>Values of all signatures of one fact.</summary>
    public int SignatureValues => Plan.Signatures.Sum(plan => plan.Hashes);

    /// <summary>Of each tail of a line of pii-review.jsonl (see <see cref="Pii.ReviewLine"/>) the fact it is about and its length; in order.</summary>
    public ChunkedList<(int Fact, int Length)> ReviewLines { get; } = new();

    /// <summary>Distinct lists of (rule, count), numbered from 1; 0 = nothing was changed.</summary>
    public required ChangeTable Changes { get; init; }

    /// <summary>The hash of a record's value of a field that keeps records together; none where it has no such field.</summary>
    public Hash128 TogetherOf(int record, int field) => Together[(record * Plan.Together.Length) + field];

    public Hash128[] TogetherColumn(int field)
    {
        var column = new Hash128[Facts.Count];
        for (var i = 0; i < column.Length; i++) column[i] = TogetherOf(i, field);
        return column;
    }
}

/// <summary>What was read of one input file.</summary>
/// <param name="Key">What it is called in artefacts.</param>
/// <param name="Path">Where it is; in no artefact.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Sha256">Of the bytes as stored.</param>
/// <param name="IsEmpty">Whether there was nothing in it.</param>
/// <param name="Damage">Why it could not be read to its end, else null.</param>
/// <param name="Records">Items read, the quarantined ones included.</param>
/// <param name="Quarantined">Items that are no records.</param>
/// <param name="Formats">Records by format, in the order of <see cref="RecordFormat"/>.</param>
/// <param name="DuplicateKeys">Keys that stood twice in one object.</param>
internal sealed record InputFacts(
    string Key, string Path, long Bytes, string Sha256, bool IsEmpty, string? Damage, long Records, long Quarantined, ImmutableArray<long> Formats, long DuplicateKeys);
