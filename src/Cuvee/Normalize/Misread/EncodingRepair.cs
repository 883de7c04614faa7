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
        var replacements = ControlCharacters.Remove(text);
        if (scope == RepairScope.All) Ligatures.TakeApart(text);
        text.WriteTo(output);
        return new RepairPlan(text.Steps(), replacements, isExplanation);
    }

    /// <summary>Turns codecs back, the one that gains most first, until none gains anything. False when the text explains its damage.</summary>
    private static bool TurnBack(RepairText text, ReadOnlySpan<byte> utf8)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var (runs, codec, best) = (new List<MisreadRun>(), MisreadCodec.Windows1252, 0);
            foreach (var candidate in MisreadCodec.All)
            {
                var (found, gain) = MisreadRuns.Find(text.Span, candidate);
                if (gain > best) (runs, codec, best) = (found, candidate, gain);
            }

            if (best == 0) break;
            if (pass == 0 && Explanation.NamesEncodings(utf8)) return false;
            foreach (var run in runs)
            {
                if (pass > 0) break;
                if (run.Sequences <= 2 && Explanation.IsQuoted(text.Span, run.Start, run.End)) return false;
                if (Explanation.StandsBesideItsRepair(text.Span, run, codec)) return false;
            }

            text.Apply(runs, codec);
        }

        return true;
    }
}
