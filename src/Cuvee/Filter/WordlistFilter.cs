using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records that hold words of a list.</summary>
public sealed class WordlistFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "wordlist",
        Version = 1,
        Summary = "Drops records that hold words of a list: profanity, names, whatever the list has. Whole words in any case of letters; an item of several words "
            + "is found whatever white space and punctuation stands between them.",
        Example = "{ wordlist: { words: [darn, heck of a], on: answer } }",
        Parameters =
        [
            new("words", ParameterType.Literals, "The words and sequences of words.") { IsRequired = true },
            TextChoice.Parameter("conversation"),
            new("max", ParameterType.Integer, "So many may stand in the text.") { Minimum = 0, Default = "0" },
        ],
        Reasons = [new("listed_word", "more words of the list than `max`")],
        Create = arguments => new WordlistFilter(arguments),
    };

    [ThreadStatic]
    private static Words? s_words;

    private readonly WordTree _list = new();
    private readonly TextChoice _choice;

    private WordlistFilter(Arguments arguments)
        : base([new("listed words", "listed_word", Maximum: arguments.Integer("max"))])
    {
        foreach (var word in arguments.Literals("words")) _list.Add(word.Text);
        _choice = TextChoice.Of(arguments);
    }

    public override void Measure(Record record, Span<double> values)
    {
        var words = s_words ??= new();
        var count = 0;
        foreach (var turn in _choice.Turns(record))
        {
            words.Clear();
            words.Add(turn.Text.Span);
            count += Count(words.Hashes);
        }

        values[0] = count;
    }

    private int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (_list.LongestAt(words[i..]) is not (> 0 and var length)) continue;
            count++;
            i += length - 1;
        }

        return count;
    }
}
