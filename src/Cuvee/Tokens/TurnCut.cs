using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// Shortens conversations that have too many tokens by whole exchanges: a user turn with everything up to the next user turn, so that a tool call and its answer
/// stay together. System turns at the beginning stay, and at least one exchange does.
/// </summary>
/// <param name="measure">What counts.</param>
/// <param name="maximum">The most tokens that a record may have.</param>
/// <param name="takesOldest">Whether the oldest exchanges go, else the newest.</param>
internal sealed class TurnCut(TokenMeasure measure, long maximum, bool takesOldest)
{
    /// <summary>The record with as few turns taken away as it needs, or the record itself where it fits or cannot be made to fit.</summary>
    /// <param name="record">The record.</param>
    /// <param name="turnCount">How many turns were taken away.</param>
    public Record Apply(Record record, out int turnCount)
    {
        turnCount = 0;
        // A label or a rejected answer speaks of the end of its conversation
        if (!measure.Exceeds(record, maximum, out _) || (!takesOldest && (record.Label is not null || !record.Rejected.IsEmpty))) return record;
        var starts = Starts(record);
        int fewest = 1, most = starts.Count - 1;
        if (most < 1 || !Fits(record, starts, most)) return record;
        while (fewest < most)
        {
            var middle = (fewest + most) / 2;
            if (Fits(record, starts, middle)) most = middle;
            else fewest = middle + 1;
        }

        var cut = Without(record, starts, most);
        turnCount = record.Turns.Length - cut.Turns.Length;
        return cut;
    }

    private bool Fits(Record record, List<int> starts, int exchanges) => !measure.Exceeds(Without(record, starts, exchanges), maximum, out var tokens) && tokens >= 0;

    /// <summary>Where each exchange begins, after the system turns; turns before the first user turn are one of their own. A prompt keeps its last.</summary>
    private List<int> Starts(Record record)
    {
        var turns = record.Turns;
        var first = 0;
        while (first < turns.Length && turns[first].Role == Role.System) first++;
        var starts = new List<int>();
        var end = record.Rejected.IsEmpty ? turns.Length : record.RejectedFrom;
        for (var i = first; i < end; i++)
        {
            if (i == first || turns[i].Role == Role.User) starts.Add(i);
        }

        // What asks for nothing behind it is part of the exchange before: the last that stays has an answer
        while (starts.Count > 1 && record.Rejected.IsEmpty && !turns.AsSpan()[starts[^1]..].ContainsAnswer()) starts.RemoveAt(starts.Count - 1);
        // From the end only so much goes that what stays ends with an exchange: a greeting alone, or a question alone, is none
        if (!takesOldest) starts.RemoveAll(start => start > first && !(turns.AsSpan()[first..start].ContainsExchange() && turns[start - 1].Role != Role.User));
        return starts;
    }

    private Record Without(Record record, List<int> starts, int exchanges)
    {
        if (!takesOldest) return record with { Turns = record.Turns[..starts[^exchanges]] };
        var (first, next) = (starts[0], starts[exchanges]);
        return record with { Turns = record.Turns.RemoveRange(first, next - first), RejectedFrom = record.Rejected.IsEmpty ? 0 : record.RejectedFrom - (next - first) };
    }
}

/// <summary>What a cut asks of turns.</summary>
file static class TurnSpans
{
    public static bool ContainsExchange(this ReadOnlySpan<Turn> turns)
    {
        for (var i = 0; i < turns.Length; i++)
        {
            if (turns[i].Role == Role.User) return turns[i..].ContainsAnswer();
        }

        return false;
    }

    public static bool ContainsAnswer(this ReadOnlySpan<Turn> turns)
    {
        foreach (var turn in turns)
        {
            if (turn.Role == Role.Assistant) return true;
        }

        return false;
    }
}
