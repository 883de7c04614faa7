using System.Buffers.Binary;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Publish;

/// <summary>Renders staged records as lines of the output format. One instance serves one worker.</summary>
internal sealed class LineRenderer
{
    private readonly DatasetFacts _facts;
    private readonly IRowFormat _format;
    private readonly MetadataWriter? _metadata;
    private readonly bool _copiesRow;
    private readonly Recycled<LineBatch> _batches;
    private readonly StagedRecord _staged = new();
    private byte[] _buffer = new byte[64 * 1024];

    public LineRenderer(Decision decision, Dataset dataset, TagTable tags, string split, Recycled<LineBatch> batches)
    {
        _batches = batches;
        _facts = decision.Facts;
        var output = dataset.Output;
        _format = RowFormats.Of(output.Format, output.Key, output.Style == "text");
        _metadata = output.Metadata.IsFull || !output.Metadata.Renames.IsEmpty ? new MetadataWriter(output.Metadata, decision.Facts, tags, split) : null;

        // A staged line begins with the row of the messages format: nothing to render.
        _copiesRow = output.Format == "messages" && output.Key == "messages" && _metadata is null;
    }

    /// <summary>Renders the lines of some positions.</summary>
    public LineBatch Render(int[] positions)
    {
        var batch = _batches.Take();
        batch.Reset(positions);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < positions.Length; i++)
        {
            var start = batch.Bytes.Length;
            batch.Losses[i] = RenderLine(positions[i], batch);
            Sha256.Hash(batch.Bytes.Written[start..], digest);
            batch.Hashes[i] = BinaryPrimitives.ReadUInt64BigEndian(digest);
            batch.Bytes.Add((byte)'\n');
            batch.Lengths[i] = batch.Bytes.Length - start;
        }

        return batch;
    }

    private Losses RenderLine(int position, LineBatch batch)
    {
        ref var fact = ref _facts[position];
        var source = _facts.Sources[_facts.SourceOf(position)];
        if (_copiesRow)
        {
            RandomAccess.Read(source.Staged, batch.Bytes.Extend(fact.RowLength), fact.StagedAt);
            batch.Bytes.Add((byte)'}');
            return fact.RowLosses;
        }

        if (_buffer.Length < fact.StagedLength) _buffer = new byte[fact.StagedLength * 2];
        RandomAccess.Read(source.Staged, _buffer.AsSpan(0, fact.StagedLength), fact.StagedAt);
        var record = _staged.Read(_buffer, 0, fact.StagedLength, fact.Format, default);
        var start = batch.Bytes.Length;
        batch.Bytes.Add((byte)'{');
        try
        {
            var losses = _format.Write(batch.Bytes, record);
            _metadata?.Write(batch.Bytes, position, record);
            batch.Bytes.Add((byte)'}');
            return losses;
        }
        catch (NoRowException problem)
        {
            batch.Bytes.Truncate(start);
            batch.Impossible.Add((position, problem.Message));
            return Losses.None;
        }
    }
}
