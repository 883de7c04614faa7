using System.Runtime.InteropServices;
using Cuvee.Engine;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Dedup;

/// <summary>All items and records of a deduplication in their order: about a hundred bytes each in memory, signatures and what was put aside in files that are gone when it is closed.</summary>
internal sealed class DedupStore : IDisposable
{
    private readonly string _path;
    private readonly int _signatureBytes;
    private readonly List<int> _firstItems = [];
    private readonly ChunkedList<DedupItem> _items = new();
    private readonly ChunkedList<DedupFact> _facts = new();
    private readonly Dictionary<int, DedupRow> _rows = [];
    private readonly SafeFileHandle _signatures;
    private readonly SafeFileHandle _staged;
    private long _stagedBytes;

    /// <param name="path">Files are put beside it.</param>
    /// <param name="inputs">The files that are read.</param>
    /// <param name="signatureBytes">Bytes of a signature, 0 for none.</param>
    public DedupStore(string path, IReadOnlyList<DedupInput> inputs, int signatureBytes)
    {
        (_path, Inputs, _signatureBytes) = (path, inputs, signatureBytes);
        try
        {
            _staged = ScratchFile.Open(path + ".scratch.partial");
            _signatures = ScratchFile.Open(path + ".scratch.partial");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _staged?.Dispose();
            throw new CuveeException($"{path}: cannot be written ({exception.Message.TrimEnd('.')}); choose another output file", exception);
        }
    }

    public IReadOnlyList<DedupInput> Inputs { get; }

    public int ItemCount => _items.Count;

    public int RecordCount => _facts.Count;

    /// <summary>Records of references, which come first.</summary>
    public int ReferenceCount { get; private set; }

    /// <summary>Bytes in memory of a record at most.</summary>
    public static long BytesPerRecord => Marshal.SizeOf<DedupItem>() + (3L * Marshal.SizeOf<DedupFact>());

    public ref DedupItem this[int item] => ref _items[item];

    /// <summary>Adds what comes behind.</summary>
    public void Append(int file, DedupBlock block)
    {
        while (_firstItems.Count <= file) _firstItems.Add(_items.Count);
        foreach (var item in block.Items)
        {
            _items.Add(item with { At = item.IsStaged ? ~(item.Offset + _stagedBytes) : item.At, FirstRecord = item.FirstRecord + _facts.Count });
        }

        foreach (var row in block.Rows) _rows.Add(row.Record + _facts.Count, row with { At = row.At + _stagedBytes });
        RandomAccess.Write(_signatures, block.Signatures.Written, (long)_facts.Count * _signatureBytes);
        RandomAccess.Write(_staged, block.Staged.Written, _stagedBytes);
        _stagedBytes += block.Staged.Length;
        foreach (var fact in block.Facts) _facts.Add(fact);
        if (Inputs[file].IsReference) ReferenceCount = _facts.Count;
    }

    /// <summary>The items of a file, from and up to before.</summary>
    public (int First, int End) ItemsOf(int file) => (FirstItem(file), FirstItem(file + 1));

    /// <summary>The records of an item, from and up to before.</summary>
    public (int First, int End) RecordsOf(int item) => (_items[item].FirstRecord, item + 1 < _items.Count ? _items[item + 1].FirstRecord : _facts.Count);

    /// <summary>The item that holds a record.</summary>
    public int ItemOf(int record)
    {
        // Nearly always every item holds one
        if (record < _items.Count && _items[record].FirstRecord == record && RecordsOf(record).End > record) return record;

        // The last that begins at or before it: an item without records would begin where the next one does
        var (low, high) = (0, _items.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (_items[middle].FirstRecord <= record) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>The file that holds an item.</summary>
    public int FileOf(int item)
    {
        var (low, high) = (0, _firstItems.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (_firstItems[middle] <= item) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>A copy of all facts, in a row.</summary>
    public DedupFact[] Facts()
    {
        var facts = new DedupFact[_facts.Count];
        for (var i = 0; i < facts.Length; i++) facts[i] = _facts[i];
        return facts;
    }

    public ref DedupFact FactOf(int record) => ref _facts[record];

    /// <summary>Where a record of an item with several was put aside.</summary>
    public bool TryRow(int record, out DedupRow row) => _rows.TryGetValue(record, out row);

    /// <summary>Reads the bytes of an item.</summary>
    public void Read(int item, Span<byte> target) => StoredBytes.ReadExactly(FileWith(item), target, _items[item].Offset);

    /// <summary>The file in which the bytes of an item lie.</summary>
    public SafeFileHandle FileWith(int item) => _items[item].IsStaged ? _staged : Inputs[FileOf(item)].File;

    public void ReadStaged(long at, Span<byte> target) => StoredBytes.ReadExactly(_staged, target, at);

    public void ReadSignature(ReadAhead reader, int record, Span<uint> target) => reader.Read(_signatures, MemoryMarshal.AsBytes(target), (long)record * _signatureBytes);

    /// <summary>A file to write, rewind and read back; it is gone when it is closed.</summary>
    public Stream Scratch() => ScratchFile.OpenStream(_path + ".scratch.partial");

    public void Dispose()
    {
        _staged.Dispose();
        _signatures.Dispose();
    }

    private int FirstItem(int file) => file < _firstItems.Count ? _firstItems[file] : _items.Count;
}
