namespace Cuvee.Similarity;

/// <summary>Which records have each set of a <see cref="JoinIndex"/>, by part and position. Counts of them take logarithmic time: many records may have the same set.</summary>
internal sealed class JoinMembers
{
    private readonly int[] _starts;
    private readonly Member[] _members;
    private readonly int[] _parts;

    /// <param name="sets">Number of sets.</param>
    /// <param name="members">The records, each with the number of its set.</param>
    public JoinMembers(int sets, IEnumerable<(int Set, int Part, int Position)> members)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted);
        _starts = new int[sets + 1];
        foreach (var member in sorted) _starts[member.Set + 1]++;
        for (var set = 0; set < sets; set++) _starts[set + 1] += _starts[set];
        _members = Array.ConvertAll(sorted, member => new Member(member.Part, member.Position));
        _parts = [.. sorted.Select(member => member.Part).Distinct().Order()];
    }

    /// <summary>The records of a set, by part, then position.</summary>
    public ReadOnlySpan<Member> Of(int set) => _members.AsSpan(_starts[set].._starts[set + 1]);

    /// <summary>How many records of a set are of other parts than <paramref name="part"/> and before <paramref name="end"/>.</summary>
    public long Count(int set, int part, int end)
    {
        var count = 0L;
        foreach (var other in _parts)
        {
            if (other != part) count += Run(set, other, end).Length;
        }

        return count;
    }

    /// <summary>Adds the positions of the first of these records; of each part as many as wanted.</summary>
    public void AddFirst(int set, int part, int end, int wanted, List<(int Position, double Similarity)> target, double similarity)
    {
        foreach (var other in _parts)
        {
            if (other == part) continue;
            var run = Run(set, other, end);
            foreach (var member in run[..Math.Min(run.Length, wanted)]) target.Add((member.Position, similarity));
        }
    }

    private ReadOnlySpan<Member> Run(int set, int part, int end)
    {
        var members = Of(set);
        return members[First(members, part, 0)..First(members, part, end)];
    }

    private static int First(ReadOnlySpan<Member> members, int part, int position)
    {
        var at = members.BinarySearch(new Member(part, position));
        return at < 0 ? ~at : at;
    }

    internal readonly record struct Member(int Part, int Position) : IComparable<Member>
    {
        public int CompareTo(Member other) => Part != other.Part ? Part.CompareTo(other.Part) : Position.CompareTo(other.Position);

        public static bool operator <(Member left, Member right) => left.CompareTo(right) < 0;

        public static bool operator >(Member left, Member right) => left.CompareTo(right) > 0;

        public static bool operator <=(Member left, Member right) => left.CompareTo(right) <= 0;

        public static bool operator >=(Member left, Member right) => left.CompareTo(right) >= 0;
    }
}
