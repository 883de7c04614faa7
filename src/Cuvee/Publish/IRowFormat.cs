using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish;

/// <summary>Writes a record as the members of one row of an output format. Stateless.</summary>
public interface IRowFormat
{
    /// <summary>The word of the recipe.</summary>
    string Name { get; }

    /// <summary>Writes the members (without the braces of the row) and says what was lost.</summary>
    /// <exception cref="NoRowException">The record lacks what the format is about.</exception>
    Losses Write(ByteBuffer target, Record record);
}

/// <summary>The record cannot be a row of this format at all, such as a preference without a rejected answer. The message says what is missing.</summary>
public sealed class NoRowException(string message) : Exception(message);
