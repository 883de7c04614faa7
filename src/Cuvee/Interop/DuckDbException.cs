using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>DuckDB refused a statement or failed in it. The message is DuckDB's own. Where the user can mend it, the caller says so with <see cref="At"/>.</summary>
public sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>A message can quote a whole value of the data.</summary>
    private const int MaxFirstLineCharacters = 300;

    /// <summary>The message up to its first line break, at most 300 characters of it.</summary>
    public string FirstLine
    {
        get
        {
            var line = Message.Split('\n', 2)[0].TrimEnd('\r');
            return line.Length <= MaxFirstLineCharacters ? line : $"{line.AsSpan(0, MaxFirstLineCharacters)}...";
        }
    }

    /// <summary>The same as a message for the user: <c>where: problem (DuckDB's first line)</c>, or what to do where memory ran out.</summary>
    public CuveeException At(string where, string problem) =>
        Message.StartsWith("Out of Memory Error", StringComparison.Ordinal)
            ? new CuveeException($"{where}: DuckDB ran out of memory ({FirstLine}); allow it more with --memory", this)
            : new CuveeException($"{where}: {problem} ({FirstLine})", this);
}
