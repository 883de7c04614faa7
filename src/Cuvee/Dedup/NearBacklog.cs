namespace Cuvee.Dedup;

/// <summary>What records met in the segments that they passed, in keep order, in a file: one byte for a record that met nobody.</summary>
internal sealed class NearBacklog : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _file;
    private readonly BinaryWriter _writer;
    private readonly BinaryReader _reader;

    public NearBacklog(Stream file)
    {
        _file = new BufferedStream(file, BufferBytes);
        _writer = new BinaryWriter(_file);
        _reader = new BinaryReader(_file);
    }

    public void Add(NearState state) => state.Write(_writer);

    /// <summary>Ends writing; what was added can be taken in the same order.</summary>
    public void Rewind()
    {
        _writer.Flush();
        _file.Position = 0;
    }

    /// <summary>Gives a record back what it met.</summary>
    public void Take(NearState state) => state.Read(_reader);

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }
}
