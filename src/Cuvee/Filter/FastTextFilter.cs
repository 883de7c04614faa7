using Cuvee.FastText;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records to which a fastText classifier gives a label with enough probability, bounds included.</summary>
internal sealed record FastTextFilter : IModelFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "fasttext",
        Version = 1,
        Summary = "Keeps records to which a fastText classifier (`.bin`, or quantized `.ftz`) gives a label with a probability within bounds. "
            + "Probabilities are those of `fasttext predict-prob`.",
        Example = "{ fasttext: { model: models/quality.bin, label: hq, min: 0.5, on: answer } }",
        Parameters =
        [
            new("model", ParameterType.File, "The model's file, relative to the recipe.") { IsRequired = true },
            new("label", ParameterType.Text, "The label, with its prefix `__label__` or without.") { IsRequired = true },
            new("min", ParameterType.Decimal, "Lowest probability that stays.") { Minimum = 0, Maximum = 1 },
            new("max", ParameterType.Decimal, "Highest probability that stays.") { Minimum = 0, Maximum = 1 },
            new("on", ParameterType.Word, RecordText.Summary) { Choices = RecordText.Choices, Default = "text" },
            new("missing", ParameterType.Word, "What becomes of a record in which the model knows no word.") { Choices = ["keep", "drop"], Default = "drop" },
        ],
        Reasons =
        [
            new("fasttext_low", "the probability of the label is below `min`"),
            new("fasttext_high", "the probability of the label is above `max`"),
            new("fasttext_missing", "the model knows no word of the text and `missing` is `drop`"),
        ],
        Create = arguments =>
        {
            var (minimum, maximum) = Bounds.Of(arguments);
            return new FastTextFilter
            {
                ModelFile = arguments.Text("model"),
                Label = arguments.Text("label"),
                Minimum = (double?)minimum,
                Maximum = (double?)maximum,
                On = arguments.Text("on"),
                KeepsMissing = arguments.Text("missing") == "keep",
            };
        },
    };

    private FastTextModel? _model;
    private int _label;

    public required string ModelFile { get; init; }

    public required string Label { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    /// <summary>One of <see cref="RecordText.Choices"/>.</summary>
    public required string On { get; init; }

    public bool KeepsMissing { get; init; }

    public IModelFilter With(FastTextModel model) => this with { _model = model, _label = model.Require(Label) };

    public Verdict Judge(Record record)
    {
        var line = (_model ?? throw new InvalidOperationException("the filter has no model yet")).Begin();
        RecordText.Add(line, record.Turns, On);
        if (!line.End()) return KeepsMissing ? Verdict.Keep : new("fasttext_missing");
        return Bounds.Judge(line.Probability(_label), Minimum, Maximum, "fasttext_low", "fasttext_high");
    }
}
