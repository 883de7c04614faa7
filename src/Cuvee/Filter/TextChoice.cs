using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Which turns of a record a text filter looks at.</summary>
/// <param name="InConversation">All turns; else the last assistant turn alone.</param>
internal readonly record struct TextChoice(bool InConversation)
{
    private const string Name = "on";

    public static Parameter Parameter(string standard) => new(
        Name,
        ParameterType.Word,
        "What is looked at: the last assistant turn (`answer`), or the texts of all turns (`conversation`).")
    {
        Choices = ["answer", "conversation"],
        Default = standard,
    };

    /// <summary>For filters that only make sense where the assistant speaks.</summary>
    public static Parameter AssistantParameter { get; } = new(
        Name,
        ParameterType.Word,
        "What is looked at: the last assistant turn (`answer`), or every assistant turn (`conversation`).")
    {
        Choices = ["answer", "conversation"],
        Default = "answer",
    };

    public static TextChoice Of(Arguments arguments) => new(arguments.Text(Name) == "conversation");

    /// <summary>The turns to look at, in their order; none where nobody answers.</summary>
    public ReadOnlySpan<Turn> Turns(Record record)
    {
        if (InConversation) return record.Turns.AsSpan();
        var answer = Measure.LastAssistant(record.Turns);
        return answer < 0 ? [] : record.Turns.AsSpan().Slice(answer, 1);
    }

    /// <summary>The last assistant turn, or null.</summary>
    public static Turn? Answer(Record record) => Measure.LastAssistant(record.Turns) is >= 0 and var answer ? record.Turns[answer] : null;

    /// <summary>The text of the last assistant turn and of the last user turn before it; false where one of them is missing.</summary>
    public static bool Exchange(Record record, out ReadOnlySpan<byte> prompt, out ReadOnlySpan<byte> answer)
    {
        var turns = record.Turns;
        var index = Measure.LastAssistant(turns);
        answer = index < 0 ? default : turns[index].Text.Span;
        var asked = index - 1;
        while (asked >= 0 && turns[asked].Role != Role.User) asked--;
        prompt = asked < 0 ? default : turns[asked].Text.Span;
        return asked >= 0;
    }
}
