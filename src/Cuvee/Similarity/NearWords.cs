using System.Text;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Recipes;

namespace Cuvee.Similarity;

/// <summary>The words of a record that near-duplicates are compared by, in NFC, turn by turn. One instance serves one worker.</summary>
internal sealed class NearWords
{
    private readonly ByteBuffer _normalized = new();

    /// <summary>Makes a set that of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="on">Which of its words.</param>
    /// <param name="n">Words of a shingle.</param>
    /// <param name="target">Holds the set afterwards.</param>
    public void Set(Record record, NearText on, int n, ShingleSet target)
    {
        Fill(record, on, target);
        target.Finish(n);
    }

    /// <summary>Writes the signature of a record.</summary>
    public void Sign(Record record, NearText on, int n, ShingleSet scratch, MinHash hash, Span<uint> signature)
    {
        Fill(record, on, scratch);
        hash.Sign(scratch.Unsorted(n), signature);
    }

    /// <summary>Gives a set the words of a record and no others; it is still to be finished.</summary>
    public void Fill(Record record, NearText on, ShingleSet target)
    {
        target.Clear();
        var answer = LastAssistant(record);
        for (var i = 0; i < record.Turns.Length; i++)
        {
            var turn = record.Turns[i];
            if (on == NearText.Prompt && ((answer >= 0 && i >= answer) || turn.Role == Role.System)) continue;
            if (on == NearText.Answer && i != answer) continue;
            Add(turn, on, target);
        }

        if (on is NearText.Prompt or NearText.Text) return;
        foreach (var turn in record.Rejected) Add(turn, on, target);
    }

    private void Add(Turn turn, NearText on, ShingleSet target)
    {
        Add(turn.Text.Span, target);
        if (on == NearText.Text) return;
        Add(turn.ToolCalls.Span, target);
    }

    private void Add(ReadOnlySpan<byte> text, ShingleSet target)
    {
        if (text.IsEmpty) return;
        if (Ascii.IsValid(text) || Nfc.IsNormalized(text))
        {
            target.Add(text);
            return;
        }

        _normalized.Clear();
        Nfc.Normalize(text, _normalized);
        target.Add(_normalized.Written);
    }

    private static int LastAssistant(Record record)
    {
        var index = record.Turns.Length - 1;
        while (index >= 0 && record.Turns[index].Role != Role.Assistant) index--;
        return index;
    }
}
