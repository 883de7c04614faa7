using System.Collections.Immutable;
using Cuvee.FastText;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records whose most likely language, by a fastText model, is an allowed one and likely enough.</summary>
internal sealed record LanguageFilter : IModelFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "language",
        Version = 1,
        Summary = "Keeps records whose most likely language, by a fastText model, is among `allow` with a probability of at least `min`. "
            + "`lid.176.ftz` (0.9 MB) and `lid.176.bin` (126 MB, a little more exact) of fasttext.cc serve, with ISO 639 codes; any other classifier does with its own labels.",
        Example = "{ language: { model: models/lid.176.ftz, allow: [en, de], min: 0.5 } }",
        Parameters =
        [
            new("model", ParameterType.File, "The model's file, relative to the recipe. There is none built in, so it must be given."),
            new("allow", ParameterType.Literals, "The labels that stay, with their prefix `__label__` or without.") { IsRequired = true },
            new("min", ParameterType.Decimal, "Lowest probability that stays.") { Minimum = 0, Maximum = 1, Default = "0.5" },
            new("on", ParameterType.Word, RecordText.Summary) { Choices = RecordText.Choices, Default = "text" },
            new("missing", ParameterType.Word, "What becomes of a record in which the model knows no word.") { Choices = ["keep", "drop"], Default = "drop" },
        ],
        Reasons =
        [
            new("language_other", "the most likely language is not among `allow`"),
            new("language_low", "the most likely language is among `allow`, but its probability is below `min`"),
            new("language_missing", "the model knows no word of the text and `missing` is `drop`"),
        ],
        Create = arguments => new LanguageFilter
        {
            ModelFile = arguments.OptionalText("model")
                ?? throw new CuveeException("has no 'model', and languages are not told apart without one; fetch lid.176.ftz (0.9 MB) or lid.176.bin (126 MB) from fasttext.cc and name its path"),
            Allow = [.. arguments.Literals("allow").Select(label => label.Text)],
            Minimum = (double)arguments.Decimal("min")!.Value,
            On = arguments.Text("on"),
            KeepsMissing = arguments.Text("missing") == "keep",
        },
    };

    private FastTextModel? _model;
    private ImmutableArray<bool> _isAllowed = [];

    public required string ModelFile { get; init; }

    /// <summary>Labels, with their prefix or without.</summary>
    public required ImmutableArray<string> Allow { get; init; }

    public required double Minimum { get; init; }

    /// <summary>One of <see cref="RecordText.Choices"/>.</summary>
    public required string On { get; init; }

    public bool KeepsMissing { get; init; }

    public IModelFilter With(FastTextModel model)
    {
        var isAllowed = new bool[model.Labels.Length];
        foreach (var label in Allow) isAllowed[model.Require(label)] = true;
        return this with { _model = model, _isAllowed = [.. isAllowed] };
    }

    public Verdict Judge(Record record)
    {
        var line = (_model ?? throw new InvalidOperationException("the filter has no model yet")).Begin();
        RecordText.Add(line, record.Turns, On);
        if (!line.End()) return KeepsMissing ? Verdict.Keep : new("language_missing");
        Span<LabelPrediction> best = stackalloc LabelPrediction[1];
        // Labels less likely than 0.00001 are not looked for in a tree, so there may be none at all
        if (line.Best(best) == 0) return new("language_low", 0, Minimum);
        var (label, probability) = best[0];
        if (!_isAllowed[label]) return new("language_other", probability);
        return probability < Minimum ? new("language_low", probability, Minimum) : Verdict.Keep;
    }
}
