namespace Cuvee.Similarity;

/// <summary>A member of an index that a record met.</summary>
/// <param name="Member">Its number in the index.</param>
/// <param name="Score">In how many values of their signatures the two agree.</param>
internal readonly record struct Candidate(int Member, int Score) : IComparable<Candidate>
{
    /// <summary>The best agreement first, then the earlier member.</summary>
    public int CompareTo(Candidate other) => Score != other.Score ? other.Score.CompareTo(Score) : Member.CompareTo(other.Member);

    public static bool operator <(Candidate left, Candidate right) => left.CompareTo(right) < 0;

    public static bool operator >(Candidate left, Candidate right) => left.CompareTo(right) > 0;

    public static bool operator <=(Candidate left, Candidate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Candidate left, Candidate right) => left.CompareTo(right) >= 0;
}
