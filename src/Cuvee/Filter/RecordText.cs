using System.Collections.Immutable;
using Cuvee.FastText;
using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>Which texts of a record a classifier is shown.</summary>
internal static class RecordText
{
    /// <summary>The words of a recipe for them.</summary>
    public static readonly ImmutableArray<string> Choices = ["text", "prompt", "answer", "first_user"];

    public const string Summary =
        "What is classified: the texts of all turns (`text`), the turns before the last assistant turn without system (`prompt`; all of them if there is none), "
        + "the last assistant turn (`answer`), or the first user turn (`first_user`). It is taken as one line: line ends count as spaces.";

    /// <summary>Adds these texts to a line.</summary>
    public static void Add(FastTextLine line, ImmutableArray<Turn> turns, string on)
    {
        var answer = Measure.LastAssistant(turns);
        for (var i = 0; i < turns.Length; i++)
        {
            var isMeant = on switch
            {
                "prompt" => (answer < 0 || i < answer) && turns[i].Role != Role.System,
                "answer" => i == answer,
                "first_user" => turns[i].Role == Role.User,
                _ => true,
            };
            if (!isMeant) continue;
            line.Add(turns[i].Text.Span);
            if (on == "first_user") return;
        }
    }
}
