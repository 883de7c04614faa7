using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Verify;

/// <summary>The shingle sets of emitted lines, from their bytes. A line that is no record has none. One instance serves one worker.</summary>
internal sealed class EmittedShingles : IShingleRecords
{
    private readonly EmittedTexts _texts;
    private readonly NearDuplicates _rule;
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly RecordReader _reader = new(format: null, map: null, keepExtra: false);
    private readonly NearWords _words = new();
    private readonly Action<Record> _accept;
    private byte[] _buffer = new byte[64 * 1024];
    private ShingleSet? _target;

    public EmittedShingles(EmittedTexts texts, NearDuplicates rule)
    {
        (_texts, _rule) = (texts, rule);
        _accept = record => _words.Fill(record, _rule.On, _target!);
    }

    public int Count => _texts.Count;

    public void Shingles(int position, ShingleSet target)
    {
        Fill(position, target);
        target.Finish(_rule.ShingleWords);
    }

    public ReadOnlySpan<ulong> Unsorted(int position, ShingleSet scratch)
    {
        Fill(position, scratch);
        return scratch.Unsorted(_rule.ShingleWords);
    }

    private void Fill(int position, ShingleSet target)
    {
        target.Clear();
        _target = target;
        if (_tape.Parse(_texts.Read(position, ref _buffer)) != JsonFault.None) return;
        _reader.Read(_tape.Root, default, _accept, (_, _) => { });
        _tape.Recycle();
    }
}
