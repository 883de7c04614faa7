using System.Text.Json;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>
/// Something that gates look at, read when the first of them asks for it. What is missing or damaged is never an exception of another kind
/// than <see cref="MissingEvidenceException"/>, thrown to each gate that asks. For several threads.
/// </summary>
/// <param name="name">What the thing is called in the message.</param>
/// <param name="read">Reads it.</param>
internal sealed class Evidence<T>(string name, Func<T> read)
{
    private readonly Lazy<T> _value = new(() => Read(name, read));

    /// <exception cref="MissingEvidenceException">It cannot be read.</exception>
    public T Value => _value.Value;

    /// <summary>Whether somebody asked for it and got it.</summary>
    public bool IsRead => _value.IsValueCreated;

    private static T Read(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MissingEvidenceException($"{name} is missing", missing);
        }
        catch (Exception failure) when (failure is CuveeException or DuckDbException or IOException or UnauthorizedAccessException or InvalidDataException or JsonException or OverflowException)
        {
            var message = failure is DuckDbException duckDb ? duckDb.FirstLine : failure.Message.Split('\n')[0].TrimEnd('.');
            throw new MissingEvidenceException($"{name} cannot be read ({message})", failure);
        }
    }
}
