using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Publish;

/// <summary>
/// The second pass: gathers the chosen records in their order, renders each as a line of the output format and writes the shards. Workers
/// render, one thread writes, so the order is the decision's whatever the number of threads.
/// </summary>
internal sealed class Emitter
{
    /// <summary>Lines a worker renders at a time: enough to make hand-overs rare, little enough to keep the batches in cache.</summary>
    private const int LinesPerBatch = 256;

    /// <summary>Staged bytes of a batch, unless a single line has more: some ten batches a worker are in memory at a time.</summary>
    private const int BytesPerBatch = 4 * 1024 * 1024;

    private readonly Decision _decision;
    private readonly Dataset _dataset;
    private readonly TagTable _tags;
    private readonly IProgress _progress;

    public Emitter(Decision decision, Dataset dataset, TagTable tags, IProgress progress)
    {
        (_decision, _dataset, _tags, _progress) = (decision, dataset, tags, progress);
        Known = new KnownLines(decision.Facts);
        Places = new EmittedPlace[decision.Facts.Count];
        Array.Fill(Places, EmittedPlace.None);
    }

    /// <summary>For each position where its first line is.</summary>
    public EmittedPlace[] Places { get; }

    /// <summary>The hashes of all emitted lines.</summary>
    public KnownLines Known { get; }

    /// <summary>The emitted files, split by split.</summary>
    public List<ShardFile> Files { get; } = [];

    /// <summary>Their paths, relative to the dataset's folder.</summary>
    public List<string> Paths => [.. Files.Select(file => file.Path)];

    /// <summary>Bytes of the longest line.</summary>
    public int LongestLine { get; private set; }

    /// <summary>The columns of the output format, for Parquet.</summary>
    public ImmutableArray<(string Name, string Type)> Columns => ParquetFiles.Columns(_dataset.Output);

    /// <summary>How many lines lost what in the conversion.</summary>
    public SortedDictionary<string, long> LossCounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes <c>data/</c> and the compiled file into <paramref name="folder"/>; <paramref name="replaced"/> is the folder of the dataset that they will replace.</summary>
    /// <exception cref="CuveeException">A conversion loses what the recipe does not allow, or a record cannot be a row of the format.</exception>
    public void Write(string folder, string replaced, int threads)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        using var compiled = _dataset.Output.IsCompiled ? FileKinds.Create(Path.Combine(folder, $"{_dataset.Name}.jsonl"), "jsonl") : null;
        using var old = new ReplacedFiles(replaced, _dataset.Name);
        var problems = new EmitProblems(_dataset, _decision);
        _progress.Begin($"{_dataset.Name}: write", _decision.Lines.Sum(lines => (long)lines.Length), "records");
        var batchPool = new Recycled<LineBatch>();
        for (var split = 0; split < _decision.Lines.Length; split++)
        {
            var name = _dataset.Split.Parts[split].Name;
            using var shards = new ShardWriter(Path.Combine(folder, "data"), split, name, _dataset.Output.Files, _dataset.Output.ShardBytes);
            var batches = Batches(_decision.Lines[split]);
            void Commit(LineBatch batch)
            {
                problems.Add(batch);
                WriteBatch(batch, shards);
                compiled?.Write(batch.Bytes.Written);
                old.GiveBack((long)batch.Bytes.Written.Length * (compiled is null ? 1 : 2));
                _progress.Advance(batch.Positions.Length);
                batchPool.Return(batch);
            }

            Ordered.ForEach<int[], LineBatch>(batches, threads, () => new LineRenderer(_decision, _dataset, _tags, name, batchPool).Render, Commit);
            var first = Known.Count;
            foreach (var file in shards.Finish().AsEnumerable().Reverse()) Known.Name(file.Path, first -= (int)file.Records);
            Files.AddRange(shards.Files);
        }

        problems.ThrowIfAny();
        foreach (var (loss, count) in problems.Losses) LossCounts.Add(loss, count);
    }

    /// <summary>Takes the hashes of lines as they were read back: for Parquet, whose rows have no bytes of their own until then.</summary>
    public void TakeHashes(ReadBack readBack)
    {
        var first = Files.Select(file => readBack.Files.First(read => read.Path == file.Path).FirstLine).ToArray();
        foreach (ref var place in Places.AsSpan())
        {
            if (place.File >= 0) place = place with { Hash = readBack.Lines[first[place.File] + place.Line - 1].Hash };
        }
    }

    /// <summary>Cuts the lines of a split into batches; where does not show in the output.</summary>
    private IEnumerable<int[]> Batches(int[] lines)
    {
        for (int from = 0, to; from < lines.Length; from = to)
        {
            var bytes = 0L;
            for (to = from; to < lines.Length && to - from < LinesPerBatch; to++)
            {
                if (to + Prefetch.Ahead < lines.Length) Prefetch.Of(ref _decision.Facts[lines[to + Prefetch.Ahead]].RowAt);
                ref var fact = ref _decision.Facts[lines[to]];
                bytes += (long)fact.RowLength + fact.ExtraLength;
                if (to > from && bytes > BytesPerBatch) break;
            }

            yield return lines[from..to];
        }
    }

    private void WriteBatch(LineBatch batch, ShardWriter shards)
    {
        var at = 0;
        for (var from = 0; from < batch.Positions.Length;)
        {
            var count = shards.Room(batch.Lengths, from);
            var bytes = 0;
            for (var i = from; i < from + count; i++)
            {
                if (i + Prefetch.Ahead < batch.Positions.Length) Prefetch.Of(ref Places[batch.Positions[i + Prefetch.Ahead]]);
                bytes += batch.Lengths[i];
                Known.Add(batch.Hashes[i], batch.Positions[i]);
                LongestLine = Math.Max(LongestLine, batch.Lengths[i]);
                ref var place = ref Places[batch.Positions[i]];
                if (place.File < 0) place = new EmittedPlace(Files.Count + shards.Current, (int)shards.Records + i - from + 1, batch.Hashes[i].Hash);
            }

            shards.Write(batch.Bytes.Written.Slice(at, bytes), count);
            at += bytes;
            from += count;
        }
    }
}
