using Cuvee.Model;
using Cuvee.Pii;

namespace Cuvee.Recipes;

/// <summary>The tag of every source of a recipe that looks for personal data, see <see cref="PiiStatus"/>; set when a record's texts have been looked through.</summary>
public sealed record PiiStatusTag(Mark Mark) : TagRule(Word, Mark)
{
    /// <summary>What the tag is called.</summary>
    public const string Word = "pii_status";

    public override string ValueOf(Record record) => PiiStatus.NoneDetected;
}
