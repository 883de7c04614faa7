using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Contracts;

/// <summary>What a contract may say.</summary>
internal static class ContractShape
{
    /// <summary>What no two splits may share.</summary>
    public static readonly ImmutableArray<string> LeakWords = ["content", "prompt", "near_duplicates"];

    private static readonly ListShape Names = new(ScalarShape.Text) { MayBeSingle = true };

    public static readonly ObjectShape Split = new(
    [
        new(
            "tolerance",
            new ScalarShape(ScalarKind.Share) { Minimum = 0, Maximum = 1 },
            "How far a share may be from what is asked.",
            // The point that the gate on distribution allows too
            "2%") { Default = "1%" },
    ])
    {
        Others = new("PART", new ScalarShape(ScalarKind.Part) { Minimum = 0, IsAboveMinimum = true }) { Rule = NameRule.Split },
    };

    public static readonly ObjectShape Root = new(
    [
        new("families", DatasetShape.Coverage, "The least number of emitted records of each family.", "{ expert: 200 }"),
        new("holdouts", new ListShape(DatasetShape.HoldoutEntry) { MayBeSingle = true }, "Values of a tag that must be there, in one split alone.", "{ family: [voice], to: test }"),
        new("licences", Names, "The licences that records may have; one without has none of them.", "[MIT, Apache-2.0]"),
        new("fields", Names, "Members that the metadata of every line must have, not null.", "[family, license]"),
        new("pii", Names, "The values that the tag `pii_status` may have.", "[scrubbed, none_detected]"),
        new("split", Split, "The splits and their parts, holdouts aside.", "{ train: 90, validation: 5, test: 5 }"),
        new("leaks", new ListShape(ScalarShape.Word([.. LeakWords])) { MayBeSingle = true }, "What no two splits may share.", "[content, prompt]"),
    ]);
}
