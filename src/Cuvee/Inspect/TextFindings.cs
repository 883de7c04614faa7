using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Cuvee.FastText;
using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Normalize.Misread;
using Cuvee.Pii;

namespace Cuvee.Inspect;

/// <summary>Looks into the texts of records: what was decoded wrongly, what is personal, what language it is. One instance serves one worker.</summary>
/// <param name="model">Tells languages apart; null where only scripts are.</param>
internal sealed class TextFindings(FastTextModel? model)
{
    /// <summary>Of a turn so much is looked at for its script: enough for some hundred letters.</summary>
    private const int ScriptBytes = 1024;

    /// <summary>Examples that are kept of each block.</summary>
    private const int MaxExamples = 3;

    private const int ExampleBytes = 60;

    private readonly PiiScanner _scanner = new([.. Enumerable.Range(0, PiiKinds.Count).Select(kind => (PiiKind)kind)]);
    private readonly ArrayBufferWriter<byte> _repaired = new();

    /// <summary>Adds what is found in a record to the tally of its block.</summary>
    public void Add(Record record, NamedPlace place, ContentTally tally)
    {
        var letters = new long[(int)Script.Other + 1];
        var isDamaged = false;
        foreach (var turn in record.Turns) Look(turn.Text.Span, place, tally, letters, ref isDamaged);
        foreach (var turn in record.Rejected) Look(turn.Text.Span, place, tally, letters, ref isDamaged);
        if (isDamaged) tally[Counter.Repairable]++;
        var script = letters.AsSpan().ContainsAnyExcept(0) ? (Script)Array.IndexOf(letters, letters.Max()) : Script.None;
        Count(tally.Scripts, script == Script.None ? "none" : script.ToString().ToLowerInvariant());
        if (model is not null) Count(tally.Languages, LanguageOf(record, model));
    }

    private void Look(ReadOnlySpan<byte> text, NamedPlace place, ContentTally tally, long[] letters, ref bool isDamaged)
    {
        if (text.IsEmpty) return;
        isDamaged |= Repairs(text, place, tally);
        foreach (var found in _scanner.Scan(text)) if (found.IsCertain) Count(tally.PersonalData, found.Kind.Word());
        var counts = ScriptCounts.Of(text[..Math.Min(text.Length, ScriptBytes)]);
        for (var script = 0; script < letters.Length; script++) letters[script] += counts[script];
    }

    private bool Repairs(ReadOnlySpan<byte> text, NamedPlace place, ContentTally tally)
    {
        if (!EncodingRepair.IsSuspicious(text)) return false;
        _repaired.ResetWrittenCount();
        var steps = EncodingRepair.Repair(text, _repaired).Steps;
        if (steps.Count > 0 && tally.Repairs.Count < MaxExamples)
        {
            var step = steps[0];
            tally.Repairs.Add(new RepairExample(place, Encoding.UTF8.GetString(text.Slice(step.Start, Math.Min(step.Length, ExampleBytes))), step.Result));
        }

        return steps.Count > 0;
    }

    private static string LanguageOf(Record record, FastTextModel model)
    {
        var line = model.Begin();
        RecordText.Add(line, record.Turns, "text");
        Span<LabelPrediction> best = stackalloc LabelPrediction[1];
        return line.End() && line.Best(best) > 0 ? FastTextVocabulary.WithoutPrefix(model.Labels[best[0].Label]) : "unknown";
    }

    private static void Count(SortedDictionary<string, long> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;
}
