using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Sift;

namespace Cuvee.Decontaminate;

/// <summary>The first reading: what is found in the records of a block, and nothing else.</summary>
internal sealed class ObservationWorker(RecordReader reader, BenchmarkSet set) : ItemWalk(reader)
{
    private readonly Observer _observer = new(set);
    private Observations _observations = new();

    public (InputBlock Input, Observations Result) Observe(InputBlock input)
    {
        _observations = new Observations();
        Walk(input);
        input.Block?.Recycle();
        return (input, _observations);
    }

    protected override void OnRecord(Record record) => _observer.Observe(record, _observations);

    protected override void OnItem(Item item, Origin origin, (string Reason, string Detail)? problem)
    {
        // The second reading accounts for items
    }
}
