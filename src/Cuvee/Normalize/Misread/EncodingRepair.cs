using System.Buffers;

namespace Cuvee.Normalize.Misread;

/// <summary>
/// Undoes mis-decoding: UTF-8 that was read as another codec, once or several times over, in the whole text or in parts of it. Each stretch is turned back only
/// where the text becomes clearly more plausible by it, and nothing is touched in a text that explains such damage. Texts must be valid UTF-8.
/// </summary>
public static class EncodingRepair
{
    // Four times over is the most that is seen in the wild; each round may take several codecs
    private const int MaxPasses = 12;

    // In characters: what is longer is a quoted word, not a quoted sign
    private const int LongestQuote = 2;

    /// <summary>Whether a repair may change the text. False is certain and cheap; a repair of such a text does nothing.</summary>
    public static bool IsSuspicious(ReadOnlySpan<byte> utf8, RepairScope scope = RepairScope.Damage) => MisreadPrefilter.IsSuspicious(utf8, scope);

    /// <summary>Appends the repaired text and says what was done.</summary>
    public static RepairPlan Repair(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output, RepairScope scope = RepairScope.Damage)
    {
        if (!IsSuspicious(utf8, scope))
        {
            output.Write(utf8);
            return RepairPlan.Nothing;
        }

        var text = new RepairText(utf8);
        if (scope == RepairScope.All) Entities.Replace(text, utf8);
        var isExplanation = !TurnBack(text, utf8);
        if (!isExplanation) isExplanation = !LostBytes.Restore(text, utf8);
        if (!isExplanation) TruncatedPunctuation.Restore(text);
        var replacements = ControlCharacters.Remove(text);
        if (scope == RepairScope.All) Ligatures.TakeApart(text);
        text.WriteTo(output, utf8);
        return new RepairPlan(text.Steps(), replacements, isExplanation);
    }

    /// <summary>Turns codecs back, the one that gains most first, until none gains anything. False when the text explains its damage.</summary>
    private static bool TurnBack(RepairText text, ReadOnlySpan<byte> utf8)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var (runs, codec, best) = (new List<MisreadRun>(), MisreadCodec.Windows1252, 0);
            var places = text.PlacesBeyondAscii();
            foreach (var candidate in MisreadCodec.All)
            {
                var (found, score) = MisreadRuns.Find(text.Span, places, candidate);
                if (score > best) (runs, codec, best) = (found, candidate, score);
            }

            if (best == 0) break;
            if (pass == 0 && IsExplained(text, utf8, runs, codec)) return false;
            text.Apply(runs, codec);
        }

        return true;
    }

    private static bool IsExplained(RepairText text, ReadOnlySpan<byte> utf8, List<MisreadRun> runs, MisreadCodec codec)
    {
        if (Explanation.NamesEncodings(utf8)) return true;
        foreach (var run in runs)
        {
            if (run.Sequences <= LongestQuote && Explanation.IsQuoted(text.Span, run.Start, run.End)) return true;
            if (Explanation.StandsBesideItsRepair(text.Span, run, codec)) return true;
        }

        return false;
    }
}
