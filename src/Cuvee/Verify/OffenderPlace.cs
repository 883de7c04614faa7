using System.Globalization;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>Where an offender of a gate is: a line that was emitted, the input line it was read from, or a line of recipe.json that asks for what is not so.</summary>
/// <param name="OutputFile">Path within the dataset's folder; null when it is no emitted line.</param>
/// <param name="OutputLine">1-based; 0 without a file.</param>
/// <param name="InputFile">File key; null when no input is known.</param>
/// <param name="InputLine">1-based; 0 without a file.</param>
/// <param name="Recipe">Where recipe.json asks; the default value where it cannot be read.</param>
public sealed record OffenderPlace(string? OutputFile, long OutputLine, string? InputFile, long InputLine, Mark Recipe)
{
    /// <summary>The file that <see cref="Recipe"/> is a place of: recipe.json of the dataset, or a contract's path.</summary>
    public string AskedIn { get; init; } = RecipeFile;

    internal const string RecipeFile = "recipe.json";

    /// <summary>The place that an offender begins with, as gates word it.</summary>
    internal static OffenderPlace Of(EmittedDataset dataset, string gate, string offender)
    {
        var mark = MarkOf(dataset, gate, offender);
        try
        {
            return Emitted(dataset, offender, mark) ?? Input(dataset.Ledger, offender, mark) ?? new OffenderPlace(null, 0, null, 0, mark);
        }
        catch (MissingEvidenceException)
        {
            return new OffenderPlace(null, 0, null, 0, mark);
        }
    }

    /// <summary>Where recipe.json asks for what a gate looks at.</summary>
    internal static Mark MarkOf(EmittedDataset dataset, string gate, string offender = "")
    {
        try
        {
            var asked = dataset.Dataset;
            return gate switch
            {
                "coverage" => asked.Gates.Coverage?.Families.FirstOrDefault(family => family.Family == offender)?.Mark ?? asked.Mark,
                "balance" => asked.Gates.Balance.FirstOrDefault(balance => offender.StartsWith(balance.Tag, StringComparison.Ordinal))?.Mark ?? asked.Mark,
                "tool_calls" => asked.Gates.ToolCalls?.Mark ?? asked.Mark,
                _ => asked.Mark,
            };
        }
        catch (MissingEvidenceException)
        {
            return default;
        }
    }

    private static OffenderPlace? Emitted(EmittedDataset dataset, string offender, Mark mark)
    {
        foreach (var file in dataset.ReadBack.Files)
        {
            if (LineBehind(offender, file.Path) is not { } number || number > file.Lines) continue;
            var row = dataset.Placement.RowOfLine[file.FirstLine + (int)number - 1];
            return row == Placement.Unnamed
                ? new OffenderPlace(file.Path, number, null, 0, mark)
                : new OffenderPlace(file.Path, number, dataset.Ledger.Files[dataset.Ledger.KindOf(row).File], dataset.Ledger[row].Line, mark);
        }

        return null;
    }

    private static OffenderPlace? Input(LedgerRows ledger, string offender, Mark mark)
    {
        foreach (var source in ledger.Sources.Texts.Where(source => offender.StartsWith($"{source} ", StringComparison.Ordinal)))
        {
            foreach (var file in ledger.Files.Texts)
            {
                if (LineBehind(offender[(source.Length + 1)..], file) is { } number) return new OffenderPlace(null, 0, file, number, mark);
            }
        }

        return null;
    }

    /// <summary>The number of <c>file:number</c> at the start of a text; null when it begins otherwise.</summary>
    private static long? LineBehind(string text, string file)
    {
        if (file.Length == 0 || text.Length < file.Length + 2 || !text.StartsWith(file, StringComparison.Ordinal) || text[file.Length] != ':') return null;
        var digits = text.AsSpan(file.Length + 1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
