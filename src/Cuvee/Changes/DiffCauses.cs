using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Normalize;
using Cuvee.Report;

namespace Cuvee.Changes;

/// <summary>
/// Finds why records differ. A cause is named only when the folders hold its proof: the rule that decided differs between the recipes, its operator between the manifests,
/// the file in its digest, the duplicate in the other ledger, or a quota that is the same lets others in.
/// </summary>
internal sealed class DiffCauses(DiffEvidence evidence)
{
    private const int MaxExamples = 3;

    /// <summary>What changes texts; versions of these explain another content.</summary>
    private static readonly ImmutableArray<string> TextOperators = [.. Normalizers.Names, "pii"];

    private static readonly (DiffCause Cause, string Detail) Unknown = (DiffCause.NoCauseFound, "");

    /// <summary>The group of some records, alone.</summary>
    public DiffGroup Explain(DiffCell cell)
    {
        var (cause, detail) = cell.Kind switch
        {
            DiffKind.Removed => Lost(cell, cell.First!, cell.Second),
            DiffKind.Added => Lost(cell, cell.Second!, cell.First),
            DiffKind.Moved => Moved(),
            _ => Changed(cell),
        };
        return new DiffGroup(cell.Kind, Outcome(cell), cause, detail, cell.Count, cell.Examples);
    }

    /// <summary>Joins groups that say the same; by kind, then the largest first.</summary>
    public static ImmutableArray<DiffGroup> Group(IEnumerable<DiffGroup> groups) =>
    [
        .. groups
            .GroupBy(group => (group.Kind, group.Outcome, group.Cause, group.Detail))
            .Select(same => same.First() with { Count = same.Sum(group => group.Count), Examples = [.. same.SelectMany(group => group.Examples).Take(MaxExamples)] })
            .OrderBy(group => group.Kind).ThenByDescending(group => group.Count).ThenBy(group => group.Cause)
            .ThenBy(group => group.Outcome, StringComparer.Ordinal).ThenBy(group => group.Detail, StringComparer.Ordinal),
    ];

    private static string Outcome(DiffCell cell) => cell.Kind switch
    {
        DiffKind.Removed => Fate(cell.Second),
        DiffKind.Added => Fate(cell.First),
        DiffKind.Moved => $"{cell.First!.Split} to {cell.Second!.Split}",
        _ when !cell.IsSameContent => "content",
        _ => cell.IsSameCopies ? "line" : "copies",
    };

    private static string Fate(DiffSide? lacking) => lacking switch
    {
        null => "not in the input",
        { State: Stages.Quarantined } => $"quarantined: {lacking.Reason}",
        _ => $"{lacking.Stage}: {lacking.Reason}",
    };

    /// <summary>Why one dataset keeps records and the other does not.</summary>
    private (DiffCause Cause, string Detail) Lost(DiffCell cell, DiffSide keeping, DiffSide? lacking)
    {
        var source = $"sources.{keeping.Source}";
        var input = By(DiffCause.InputChanged, evidence.InFiles(cell.First, cell.Second));
        if (lacking is null) return ByRecipe($"{source}.files", $"{evidence.Dataset}.from") ?? input ?? ByRecipe(Reading(source)) ?? Unknown;
        if (lacking.State == Stages.Quarantined) return input ?? ByRecipe(Reading(source)) ?? Unknown;
        var changed = cell.IsSameContent ? null : input ?? Rewritten(source);
        var decided = lacking.Stage is Stages.ExactDedup or Stages.NearDedup ? Duplicate(cell, lacking, source) : Decided(lacking, source);
        return changed ?? decided ?? input ?? Unknown;
    }

    /// <summary>The rule that dropped them, when the recipes, the operators or what they judge by differ there.</summary>
    private (DiffCause Cause, string Detail)? Decided(DiffSide lacking, string source) => lacking.Stage switch
    {
        Stages.Normalize => ByRecipe("pii") ?? ByVersion(["pii"]),
        Stages.Filter => Filtered(lacking, source),
        Stages.Decontaminate => ByRecipe("decontaminate") ?? ByVersion(["decontaminate"]) ?? By(DiffCause.InputChanged, evidence.InOthers("benchmarks")),
        Stages.Take => ByRecipe($"{source}.take", "seed") ?? Quota(lacking),
        Stages.Mix => ByRecipe($"{evidence.Dataset}.mix", "seed") ?? Quota(lacking),
        Stages.Caps => ByRecipe($"{evidence.Dataset}.caps", "seed") ?? Quota(lacking),
        Stages.Split => ByRecipe($"{evidence.Dataset}.split"),
        _ => null,
    };

    private (DiffCause Cause, string Detail)? Filtered(DiffSide lacking, string source)
    {
        var operators = LedgerWords.All.Where(word => word.Stage == Stages.Filter && word.Reason == lacking.Reason).Select(word => word.Operator).ToList();
        return By(DiffCause.RecipeChanged, evidence.InFilters(lacking.Source, operators))
            ?? (operators.Contains("score") ? ByRecipe($"{source}.score") : null)
            ?? ByVersion(operators)
            ?? (operators.Exists(name => name is "language" or "fasttext" or "language_mismatch") ? By(DiffCause.InputChanged, evidence.InOthers("models")) : null)
            ?? (operators.Contains("tokens") ? By(DiffCause.InputChanged, evidence.InOthers("tokenizers")) : null);
    }

    /// <summary>Why a duplicate stands in their place. That the other dataset lacks it proves more than a rule that differs too.</summary>
    private (DiffCause Cause, string Detail)? Duplicate(DiffCell cell, DiffSide lacking, string source)
    {
        var isGone = cell.Kind == DiffKind.Added;
        if (cell.Other == OtherRecord.Absent) return (DiffCause.Displaced, isGone ? "its duplicate is no longer in the input" : "by a duplicate that is new in the input");
        if (cell.Other == OtherRecord.Changed) return (DiffCause.Displaced, isGone ? "its duplicate has another content now" : "by a record whose content changed");
        return ByRecipe("dedup", $"{source}.score", $"{evidence.Dataset}.from")
            ?? ByOrder()
            ?? ByVersion([lacking.Stage])
            ?? By(DiffCause.Displaced, cell.Other != OtherRecord.NotKept ? null : isGone ? "its duplicate is no longer kept" : "by a duplicate that was not kept before")
            ?? By(DiffCause.InputChanged, cell.Other == OtherRecord.None ? evidence.InOthers("references") : null);
    }

    private (DiffCause Cause, string Detail) Moved()
    {
        var known = ByRecipe($"{evidence.Dataset}.split", "seed") ?? ByVersion([Dedup.DedupCalls.OfSplit]);
        if (known is { } cause) return cause;
        return evidence.HasExactSizes && !evidence.KeepsAsMany ? (DiffCause.QuotaShifted, "the splits have exact sizes, and the number of records is another one") : Unknown;
    }

    private (DiffCause Cause, string Detail) Changed(DiffCell cell)
    {
        var source = $"sources.{cell.Second!.Source}";
        var input = By(DiffCause.InputChanged, evidence.InFiles(cell.First, cell.Second));
        if (!cell.IsSameContent) return input ?? Rewritten(source) ?? Unknown;
        if (!cell.IsSameCopies) return ByRecipe($"{evidence.Dataset}.mix", "seed") ?? (DiffCause.QuotaShifted, "another number of copies fills the same share");
        return ByRecipe($"{evidence.Dataset}.output", $"{source}.tags", $"{source}.score") ?? Rewritten(source) ?? input ?? Unknown;
    }

    /// <summary>Why the same bytes became another content.</summary>
    private (DiffCause Cause, string Detail)? Rewritten(string source) => ByRecipe([.. Reading(source), "normalize", "pii"]) ?? ByVersion(TextOperators);

    private (DiffCause Cause, string Detail)? ByOrder() => By(DiffCause.RecipeChanged, evidence.OrderOfSources);

    private (DiffCause Cause, string Detail)? ByRecipe(params string[] paths) => By(DiffCause.RecipeChanged, evidence.InRecipe(paths));

    private (DiffCause Cause, string Detail)? ByVersion(IEnumerable<string> operators) => By(DiffCause.OperatorChanged, evidence.InVersions(operators));

    private static (DiffCause Cause, string Detail)? By(DiffCause cause, string? clause) => clause is null ? null : (cause, clause);

    private static (DiffCause Cause, string Detail) Quota(DiffSide lacking) => (DiffCause.QuotaShifted, $"{lacking.Stage} asks the same, and other records are there to choose from");

    /// <summary>What decides how an item of a source becomes a record.</summary>
    private static string[] Reading(string source) => [$"{source}.format", $"{source}.map", $"{source}.encoding", $"{source}.on_damage"];
}
