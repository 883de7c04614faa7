using System.Buffers.Binary;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Publish;

/// <summary>Renders staged records as lines of the output format. One instance serves one worker.</summary>
internal sealed class LineRenderer
{
    private readonly DatasetFacts _facts;
    private readonly IRowFormat _format;
    private readonly MetadataWriter? _metadata;
    private readonly bool _copiesRow;
    private readonly Recycled<LineBatch> _batches;
    private readonly StagedReader _staged;

    public LineRenderer(Decision decision, Dataset dataset, TagTable tags, string split, Recycled<LineBatch> batches)
    {
        _batches = batches;
        _facts = decision.Facts;
        _staged = new StagedReader(_facts);
        var output = dataset.Output;
        var forColumns = output.Files == "parquet";
        _format = RowFormats.Of(output.Format, output.Key, output.Style == "text", forColumns);
        _metadata = output.Metadata.IsFull || !output.Metadata.Renames.IsEmpty ? new MetadataWriter(output.Metadata, decision.Facts, tags, split) : null;

        // A staged row is a line of the messages format: nothing to render.
        _copiesRow = output.Format == "messages" && output.Key == "messages" && !forColumns && _metadata is null;
    }

    /// <summary>Renders the lines of some positions.</summary>
    public LineBatch Render(int[] positions)
    {
        var batch = _batches.Take();
        batch.Reset(positions);
        if (_copiesRow) CopyRows(batch);
        else RenderRows(batch);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var at = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            var line = batch.Bytes.Written.Slice(at, Math.Max(0, batch.Lengths[i] - 1));
            Sha256.Hash(line, digest);
            batch.Hashes[i] = new KnownHash(BinaryPrimitives.ReadUInt64BigEndian(digest), Mix64.Of(line));
            if (_copiesRow) Check(positions[i], batch.Hashes[i]);
            at += batch.Lengths[i];
        }

        return batch;
    }

    /// <summary>Copies staged rows; those that stand one behind the other in the store by one read.</summary>
    private void CopyRows(LineBatch batch)
    {
        for (var from = 0; from < batch.Positions.Length;)
        {
            ref var first = ref _facts[batch.Positions[from]];
            var end = first.RowAt;
            var to = from;
            for (; to < batch.Positions.Length; to++)
            {
                ref var fact = ref _facts[batch.Positions[to]];
                if (fact.RowAt != end || fact.Source != first.Source) break;
                end += fact.RowLength;
                batch.Lengths[to] = fact.RowLength;
                batch.Losses[to] = fact.RowLosses;
            }

            var source = _facts.Sources[_facts.SourceOf(batch.Positions[from])];
            source.Staged.Read(batch.Bytes.Extend((int)(end - first.RowAt)), first.RowAt);
            from = to;
        }
    }

    /// <summary>Compares a copied row with what was staged; its mark is taken anyway.</summary>
    private void Check(int position, KnownHash hash)
    {
        ref var fact = ref _facts[position];
        if ((uint)hash.Mark != fact.RowMark) throw _facts.SourceAt(position).Staged.Damaged(fact.RowAt);
    }

    private void RenderRows(LineBatch batch)
    {
        for (var i = 0; i < batch.Positions.Length; i++)
        {
            var start = batch.Bytes.Length;
            batch.Losses[i] = RenderRow(batch.Positions[i], batch);
            batch.Lengths[i] = batch.Bytes.Length - start;
        }
    }

    private Losses RenderRow(int position, LineBatch batch)
    {
        var record = _staged.Read(position);
        var start = batch.Bytes.Length;
        batch.Bytes.Add((byte)'{');
        try
        {
            var losses = _format.Write(batch.Bytes, record);
            _metadata?.Write(batch.Bytes, position, record);
            batch.Bytes.Add("}\n"u8);
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
