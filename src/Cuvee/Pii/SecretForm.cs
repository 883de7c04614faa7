namespace Cuvee.Pii;

/// <summary>How the keys and tokens of one service look.</summary>
/// <param name="Prefix">What they begin with.</param>
/// <param name="Shortest">The fewest bytes behind the prefix.</param>
/// <param name="Longest">The most.</param>
/// <param name="Why">What they are.</param>
internal sealed record SecretForm(string Prefix, int Shortest, int Longest, string Why)
{
    public byte[] PrefixBytes { get; } = System.Text.Encoding.ASCII.GetBytes(Prefix);
}
