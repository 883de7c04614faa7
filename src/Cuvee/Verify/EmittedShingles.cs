using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Verify;

/// <summary>The shingle sets of emitted lines, from their bytes. A line that is no record has none. One instance serves one worker.</summary>
internal sealed class EmittedShingles : IShingleRecords
{
    private readonly EmittedRecords _records;
    private readonly NearDuplicates _rule;
    private readonly NearWords _words = new();
    private readonly Action<Record> _accept;
    private ShingleSet? _target;

    public EmittedShingles(EmittedTexts texts, NearDuplicates rule)
    {
        (_records, _rule) = (new EmittedRecords(texts), rule);
        _accept = record => _words.Fill(record, _rule.On, _target!);
    }

    public int Count => _records.Count;

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
        _records.Read(position, _accept);
    }
}
