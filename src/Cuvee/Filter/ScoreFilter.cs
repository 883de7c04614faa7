using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records whose quality lies within bounds, both included.</summary>
/// <param name="Minimum">0..1, or null for no lower bound.</param>
/// <param name="Maximum">0..1, or null for no upper bound.</param>
/// <param name="KeepsMissing">Whether a record without a score stays.</param>
public sealed record ScoreFilter(double? Minimum, double? Maximum, bool KeepsMissing) : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "score",
        Version = 1,
        Summary = "Keeps records whose quality score, brought to 0..1 by the source's `score`, lies within bounds.",
        Example = "{ score: { min: 0.3, missing: keep } }",
        Parameters =
        [
            new("min", ParameterType.Decimal, "Lowest score that stays.") { Minimum = 0, Maximum = 1 },
            new("max", ParameterType.Decimal, "Highest score that stays.") { Minimum = 0, Maximum = 1 },
            new("missing", ParameterType.Word, "What becomes of a record without a score.") { Choices = ["keep", "drop"], Default = "drop" },
        ],
        Reasons =
        [
            new("score_low", "the score is below `min`"),
            new("score_high", "the score is above `max`"),
            new("score_missing", "the record has no score and `missing` is `drop`"),
        ],
        Create = arguments =>
        {
            var (minimum, maximum) = Bounds.Of(arguments);
            return new ScoreFilter((double?)minimum, (double?)maximum, arguments.Text("missing") == "keep");
        },
    };

    public Verdict Judge(Record record)
    {
        if (double.IsNaN(record.Score))
        {
            return KeepsMissing ? Verdict.Keep : new("score_missing");
        }

        return Bounds.Judge(record.Score, Minimum, Maximum, "score_low", "score_high");
    }
}
