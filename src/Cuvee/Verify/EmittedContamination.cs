using Cuvee.Decontaminate;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>Searches emitted lines for items of benchmarks, from their bytes. A line that is no record holds none. One instance serves one worker.</summary>
internal sealed class EmittedContamination
{
    private readonly EmittedTexts _texts;
    private readonly BenchmarkSet _set;
    private readonly bool[] _ignored;
    private readonly Observer _observer;
    private readonly RecordMeasure _measure;
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly RecordReader _reader = new(format: null, map: null, keepExtra: false);
    private byte[] _buffer = new byte[64 * 1024];

    /// <param name="texts">The lines.</param>
    /// <param name="set">What is searched for.</param>
    /// <param name="rule">When it is found.</param>
    /// <param name="ignored">The n-grams that do not count.</param>
    public EmittedContamination(EmittedTexts texts, BenchmarkSet set, ContaminationRule rule, bool[] ignored)
    {
        (_texts, _set, _ignored) = (texts, set, ignored);
        (_observer, _measure) = (new Observer(set), new RecordMeasure(set, rule));
    }

    /// <summary>The lines of a range in which something is found, with the first part that is.</summary>
    public List<(int Line, int Part)> Search(Range lines)
    {
        var found = new List<(int, int)>();
        for (var line = lines.Start.Value; line < lines.End.Value; line++)
        {
            var part = -1;
            if (_tape.Parse(_texts.Read(line, ref _buffer)) == JsonFault.None) _reader.Read(_tape.Root, default, record => part = part < 0 ? PartIn(record) : part, (_, _) => { });
            _tape.Recycle();
            if (part >= 0) found.Add((line, part));
        }

        return found;
    }

    /// <summary>What a part is called: benchmark, split, item and which of its texts.</summary>
    public static string NameOf(BenchmarkSet set, int index)
    {
        var part = set.Parts[index];
        var benchmark = set.Benchmarks[part.Benchmark];
        var split = benchmark.Split.Length == 0 ? string.Empty : $"{benchmark.Split}/";
        return $"{benchmark.Name}/{split}{benchmark.Items[part.Item].Name} {part.Kind.ToString().ToLowerInvariant()}";
    }

    private int PartIn(Record record)
    {
        _observer.Observe(record);
        if (_observer.Runs.Count == 0) return -1;
        return _measure.Measure([.. _observer.Runs], _ignored) is [var first, ..] ? first.Part : -1;
    }
}
