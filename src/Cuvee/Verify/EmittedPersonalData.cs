using Cuvee.Engine;
using Cuvee.Pii;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>What a line was found to hold.</summary>
/// <param name="Line">Its index.</param>
/// <param name="Certain">Values that are personal data; -1 where the line could not be looked through.</param>
/// <param name="Doubtful">Values that may be.</param>
/// <param name="First">The first of them.</param>
internal readonly record struct LeftInLine(int Line, int Certain, int Doubtful, string First);

/// <summary>Looks through emitted lines for personal data, from their bytes. One instance serves one worker.</summary>
internal sealed class EmittedPersonalData(EmittedDataset dataset, PiiRule rule)
{
    private readonly PersonalData _personal = new(rule with { Action = PiiAction.Flag });
    private readonly EmittedRecords _records = new(dataset.Texts);
    private readonly ChunkedList<EmittedLine> _lines = dataset.ReadBack.Lines;

    /// <summary>The lines of a range that hold something, or cannot be looked through; the others are marked, and those that are marked already are passed over.</summary>
    public List<LeftInLine> Search(Range lines)
    {
        var found = new List<LeftInLine>();
        for (var line = lines.Start.Value; line < lines.End.Value; line++)
        {
            if (_lines[line].HoldsNoPersonalData) continue;
            var isRead = false;
            _records.Read(line, record =>
            {
                isRead = true;
                _personal.Apply(record);
                if (_personal.FirstLeft is { } first) found.Add(new LeftInLine(line, _personal.CertainLeft, _personal.DoubtfulLeft, first));
                else _lines[line].HoldsNoPersonalData = true;
            });
            if (!isRead) found.Add(new LeftInLine(line, -1, 0, "it is no record"));
        }

        return found;
    }
}
