using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records whose answer says the prompt again.</summary>
public sealed class EchoFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "echo",
        Version = 1,
        Summary = "Drops records whose answer is the prompt, or begins with it: the share of words that the last user turn and the answer have at the same places.",
        Example = "{ echo: { compare: start } }",
        Parameters =
        [
            // Many sound answers take the question up: "Five things to do on a plane" begins "Five things to do on a plane are"
            new("compare", ParameterType.Word, "With what the prompt is compared: all of the answer (`whole`), or its beginning (`start`), which also finds answers that take the question up.")
            {
                Choices = ["whole", "start"],
                Default = "whole",
            },

            // One word in ten may differ, as where a name or a mark was changed
            new("max_similarity", ParameterType.Decimal, "Largest share that stays.") { Minimum = 0, Maximum = 1, Default = "0.9" },

            // A greeting of up to four words is answered by the same words
            new("min_words", ParameterType.Integer, "Shorter prompts are not compared.") { Minimum = 1, Default = "5" },
        ],
        Reasons = [new("echo", "the answer says the prompt again")],
        Create = arguments => new EchoFilter(arguments),
    };

    [ThreadStatic]
    private static Words? s_prompt;

    [ThreadStatic]
    private static Words? s_answer;

    private readonly bool _isWhole;
    private readonly long _minWords;

    private EchoFilter(Arguments arguments)
        : base([new("words of the prompt said again", "echo", Maximum: (double?)arguments.Decimal("max_similarity"))])
    {
        _isWhole = arguments.Text("compare") == "whole";
        _minWords = arguments.Integer("min_words")!.Value;
    }

    public override void Measure(Record record, Span<double> values)
    {
        values[0] = double.NaN;
        if (!TextChoice.Exchange(record, out var prompt, out var answer) || answer.IsEmpty) return;
        var asked = WordsOf(prompt, s_prompt ??= new());
        if (asked.Length < _minWords) return;
        var answered = WordsOf(answer, s_answer ??= new());
        var same = 0;
        for (var i = 0; i < asked.Length && i < answered.Length; i++) same += asked[i] == answered[i] ? 1 : 0;
        values[0] = (double)same / (_isWhole ? Math.Max(asked.Length, answered.Length) : asked.Length);
    }

    private static ReadOnlySpan<ulong> WordsOf(ReadOnlySpan<byte> text, Words words)
    {
        words.Clear();
        words.Add(text);
        return words.Hashes;
    }
}
