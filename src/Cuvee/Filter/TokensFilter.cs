using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Filter;

/// <summary>Keeps records whose rendered conversation has a number of tokens within bounds, both included.</summary>
/// <param name="Minimum">Or null for no lower bound.</param>
/// <param name="Maximum">Or null for no upper bound.</param>
public sealed record TokensFilter(long? Minimum, long? Maximum) : IFilter
{
    public const string TemplateFailed = "template_failed";

    internal const string TemplateFailedMeaning = "the chat template refuses the conversation, so its tokens cannot be counted";

    public static readonly FilterOperator Operator = new()
    {
        Name = "tokens",
        Version = 1,
        Summary = "Keeps records whose conversation, rendered by a chat template, has a number of tokens within bounds. Of a preference the longer of its two conversations counts.",
        Example = "{ tokens: { max: 8192, tokenizer: cl100k_base } }",
        Parameters =
        [
            new("min", ParameterType.Integer, "Fewest tokens that stay.") { Minimum = 0 },
            new("max", ParameterType.Integer, "Most tokens that stay.") { Minimum = 0 },
            new(
                "tokenizer",
                ParameterType.Text,
                "`cl100k_base`, `o200k_base`, or the path, relative to the recipe, of a `.tiktoken` file or a Hugging Face `tokenizer.json`. Without it that of the recipe's `tokens`.") { IsPath = true },
            new("pattern", ParameterType.Text, "How a `.tiktoken` file's texts are cut into words: `cl100k`, `o200k`, `gpt2`, or a regular expression."),
            new(
                "template",
                ParameterType.Text,
                "How a conversation becomes a text: `plain`, `chatml`, `llama3`, `mistral`, `gemma`, or the path of a `tokenizer_config.json` or a Jinja template. Without it that of the recipe's `tokens`, else `plain`.") { IsPath = true },
            new(
                "too_long",
                ParameterType.Word,
                "What becomes of a record above `max`: it is dropped, or whole exchanges are taken away, the oldest or the newest first, until it fits. System turns and at least one exchange stay; what cannot be made to fit is dropped.")
            {
                Choices = ["drop", "cut_oldest", "cut_newest"],
                Default = "drop",
            },
        ],
        Reasons = [new("tokens_low", "fewer tokens than `min`"), new("tokens_high", "more tokens than `max`"), new(TemplateFailed, TemplateFailedMeaning)],
        Create = arguments =>
        {
            var (minimum, maximum) = Bounds.Of(arguments);
            var tooLong = arguments.Text("too_long");
            if (tooLong != "drop" && maximum is null) throw new CuveeException($"has 'too_long: {tooLong}' but no 'max' to cut to; add one");
            return new TokensFilter((long?)minimum, (long?)maximum)
            {
                Tokenizer = arguments.OptionalText("tokenizer"),
                Pattern = arguments.OptionalText("pattern"),
                Template = arguments.OptionalText("template"),
                Cuts = tooLong != "drop",
                CutsOldest = tooLong == "cut_oldest",
            };
        },
    };

    /// <summary>As the recipe names it; null for the recipe's own.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>As the recipe names it.</summary>
    public string? Pattern { get; init; }

    /// <summary>As the recipe names it; null for the recipe's own.</summary>
    public string? Template { get; init; }

    /// <summary>Whether a record above the maximum is cut before it is judged.</summary>
    public bool Cuts { get; init; }

    /// <summary>Whether the oldest exchanges go first.</summary>
    public bool CutsOldest { get; init; }

    /// <summary>What counts; given when the recipe is built.</summary>
    internal TokenMeasure? Measure { get; init; }

    /// <summary>What cuts; null where nothing does, and where a recipe is read but not built.</summary>
    internal TurnCut? Cut => Cuts && Measure is not null ? new TurnCut(Measure, Maximum!.Value, CutsOldest) : null;

    public Verdict Judge(Record record)
    {
        var measure = Measure ?? throw new InvalidOperationException("a tokens filter without its tokenizer");
        long tokens;
        if (Minimum is null) measure.Exceeds(record, Maximum!.Value, out tokens);
        else tokens = measure.Count(record);
        return tokens < 0 ? new Verdict(TemplateFailed, double.NaN, double.NaN) : Bounds.Judge(tokens, Minimum, Maximum, "tokens_low", "tokens_high");
    }
}
