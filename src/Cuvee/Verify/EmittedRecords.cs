using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>The records of emitted lines, read from their bytes. One instance serves one worker.</summary>
internal sealed class EmittedRecords(EmittedTexts texts)
{
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly RecordReader _reader = new(format: null, map: null, keepExtra: false);
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Lines there are.</summary>
    public int Count => texts.Count;

    /// <summary>Reads a line.</summary>
    /// <param name="line">Its index.</param>
    /// <param name="accept">Given the record, which is good until the next line; not called for a line that is none.</param>
    public void Read(int line, Action<Record> accept)
    {
        if (_tape.Parse(texts.Read(line, ref _buffer)) == JsonFault.None) _reader.Read(_tape.Root, default, accept, (_, _) => { });
        _tape.Recycle();
    }
}
