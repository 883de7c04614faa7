namespace Cuvee.Ingest;

/// <summary>Cuts a file into blocks of items. Stateless: one instance may split many files.</summary>
public interface IContainer
{
    ContainerKind Kind { get; }

    /// <summary>
    /// The blocks of a stream in order, each with at least one line or item, read lazily by one thread.
    /// The items do not depend on <paramref name="blockBytes"/>; only how they are grouped does.
    /// </summary>
    /// <param name="decoded">Decompressed UTF-8 without byte order mark.</param>
    /// <param name="blockBytes">The size aimed at; a longer item gets a block that is large enough for it.</param>
    /// <exception cref="InvalidDataException">The stream as a whole cannot be read; the message is a clause without the file's name.</exception>
    IEnumerable<Block> Split(Stream decoded, int blockBytes = Block.DefaultBytes);
}
