using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary>What rows of several formats lose alike.</summary>
internal static class RowLosses
{
    /// <summary>The label and the rejected answer, in a format of neither.</summary>
    public static Losses OfOutcome(Record record) => OfLabel(record) | OfRejected(record);

    public static Losses OfLabel(Record record) => record.Label is null ? Losses.None : Losses.Label;

    public static Losses OfRejected(Record record) => record.Rejected.Length == 0 ? Losses.None : Losses.Rejected;

    /// <summary>Tools and media beside the turns, in a format that has no columns for them.</summary>
    public static Losses OfBeside(Record record) =>
        (record.Tools.IsAbsent ? Losses.None : Losses.Tools) | (record.Media.IsAbsent ? Losses.None : Losses.Media);

    /// <summary>
    /// Tools and media that are neither a list, an object nor a text: read back from a text they would be another value. Nobody means them, but they can be
    /// there.
    /// </summary>
    public static Losses OfBesideAsText(Record record) =>
        (IsScalar(record.Tools) ? Losses.Tools : Losses.None) | (IsScalar(record.Media) ? Losses.Media : Losses.None);

    /// <summary>What is lost of a turn list in columns of fixed types: the content parts, of which the text alone stays.</summary>
    public static Losses OfColumns(Record record)
    {
        var losses = OfBesideAsText(record);
        foreach (var turn in record.Turns) losses |= OfParts(turn);
        foreach (var turn in record.Rejected) losses |= OfParts(turn);
        return losses;
    }

    public static Losses OfParts(Turn turn) => turn.Parts.IsAbsent ? Losses.None : Losses.Media;

    /// <summary>Who exactly speaks: the name, and for a tool's answer the call that it answers.</summary>
    public static Losses OfNames(Turn turn) =>
        turn.Name.IsAbsent && turn.CallId.IsAbsent ? Losses.None : turn.Role == Role.Tool ? Losses.Tools : Losses.Turns;

    /// <summary>All of a turn but its role and its text.</summary>
    public static Losses OfAllButText(Turn turn) =>
        OfParts(turn) | OfNames(turn) | (turn.ToolCalls.IsAbsent ? Losses.None : Losses.Tools) | (turn.Thinking.IsEmpty ? Losses.None : Losses.Thinking);

    /// <summary>A whole turn.</summary>
    public static Losses OfTurn(Turn turn) => turn.Role switch
    {
        Role.System => Losses.System,
        Role.Tool => Losses.Tools,
        _ => Losses.Turns,
    };

    private static bool IsScalar(Utf8 json) => !json.IsAbsent && json.Span[0] is not ((byte)'[' or (byte)'{' or (byte)'"');
}
