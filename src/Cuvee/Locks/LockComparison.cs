using System.Collections.Immutable;
using System.Globalization;

namespace Cuvee.Locks;

/// <summary>Compares what is locked with what is there. Only what both sides know of a thing can differ.</summary>
public static class LockComparison
{
    /// <summary>So many digits tell any two digests of a recipe apart, and fit a line.</summary>
    private const int ShownDigits = 12;

    /// <summary>What differs, a clause each, in the order of the things; empty when nothing does.</summary>
    /// <param name="locked">What was.</param>
    /// <param name="found">What is.</param>
    /// <param name="former">The word for what was.</param>
    public static ImmutableArray<string> Differences(IEnumerable<LockEntry> locked, IEnumerable<LockEntry> found, string former = "locked")
    {
        var before = locked.ToDictionary(entry => entry.Subject);
        var after = found.ToDictionary(entry => entry.Subject);
        return
        [
            .. before.Keys.Union(after.Keys)
                .OrderBy(subject => subject.ToLine(), StringComparer.Ordinal)
                .Select(subject => Difference(before.GetValueOrDefault(subject), after.GetValueOrDefault(subject), former))
                .OfType<string>(),
        ];
    }

    private static string? Difference(LockEntry? locked, LockEntry? found, string former)
    {
        if (locked is null) return $"{found!.Title}: not {former}";
        if (found is null) return $"{locked.Title}: {former}, and no more used";
        var clauses = ((string Name, string? Was, string? Now)[])
        [
            ("version", locked.Version, found.Version),
            ("sha256", Digits(locked.Sha256), Digits(found.Sha256)),
            ("bytes", Text(locked.Bytes), Text(found.Bytes)),
            ("records", Text(locked.Records), Text(found.Records)),
        ];
        // Two digests that begin alike differ all the same
        var isOther = locked.Sha256 is not null && found.Sha256 is not null && locked.Sha256 != found.Sha256;
        var differing = clauses
            .Where(clause => clause is { Was: not null, Now: not null } && (clause.Was != clause.Now || (clause.Name == "sha256" && isOther)))
            .Select(clause => $"{clause.Name} {clause.Now}, {former} {clause.Was}")
            .ToList();
        return differing.Count == 0 ? null : $"{locked.Title}: {string.Join("; ", differing)}";
    }

    private static string? Digits(string? digest) => digest is { Length: > ShownDigits } ? digest[..ShownDigits] : digest;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
