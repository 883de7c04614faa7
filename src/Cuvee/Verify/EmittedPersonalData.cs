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
internal sealed class EmittedPersonalData(EmittedTexts texts, PiiRule rule)
{
    private readonly PersonalData _personal = new(rule with { Action = PiiAction.Flag });
    private readonly EmittedRecords _records = new(texts);

    /// <summary>The lines of a range that hold something, or cannot be looked through.</summary>
    public List<LeftInLine> Search(Range lines)
    {
        var found = new List<LeftInLine>();
        for (var line = lines.Start.Value; line < lines.End.Value; line++)
        {
            var isRead = false;
            _records.Read(line, record =>
            {
                isRead = true;
                _personal.Apply(record);
                if (_personal.FirstLeft is { } first) found.Add(new LeftInLine(line, _personal.CertainLeft, _personal.DoubtfulLeft, first));
            });
            if (!isRead) found.Add(new LeftInLine(line, -1, 0, "it is no record"));
        }

        return found;
    }
}
