using System.Globalization;
using System.Text;
using Cuvee.Converting;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Sift;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Dedup;

/// <summary>Writes the lines that stay, in stretches as they lie, and those that go, each with its reason.</summary>
internal sealed class DedupWriter(DedupStore store, DedupVerdicts verdicts, DedupOptions options, RowFile kept, RowFile removed)
{
    private readonly JsonTape _tape = new();
    private readonly ByteBuffer _row = new();
    private byte[] _buffer = new byte[1 << 20];
    private byte[] _item = [];
    private SafeFileHandle? _file;
    private long _start;
    private long _end;
    private uint _lastLine;

    public long Kept { get; private set; }

    /// <summary>Removed items by reason.</summary>
    public SortedDictionary<string, long> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary>Removed items by the record that was kept in their place.</summary>
    public Dictionary<int, long> Clusters { get; } = [];

    public void Write()
    {
        const int ItemsBetweenReports = 4096;
        var first = Enumerable.Range(0, store.Inputs.Count).First(file => !store.Inputs[file].IsReference);
        var begin = store.ItemsOf(first).First;
        options.Progress.Begin("write", store.ItemCount - begin, "lines");
        for (var file = first; file < store.Inputs.Count; file++)
        {
            var (from, end) = store.ItemsOf(file);
            for (var item = from; item < end; item++)
            {
                if (IsRemoved(item)) Remove(file, item);
                else Keep(item);
                if ((item - begin + 1) % ItemsBetweenReports == 0) options.Progress.Advance(ItemsBetweenReports);
            }

            Flush();
            store.Inputs[file].CheckUnchanged();
        }
    }

    /// <summary>An item goes when all of its records do.</summary>
    private bool IsRemoved(int item)
    {
        var (first, end) = store.RecordsOf(item);
        return verdicts.Other.AsSpan(first, end - first).IndexOf(-1) < 0;
    }

    /// <summary>Lines that follow one another in their file are written together.</summary>
    private void Keep(int item)
    {
        Kept++;
        ref readonly var place = ref store[item];
        var file = store.FileWith(item);
        if (file != _file || place.Offset != _end + 1 || (!place.IsStaged && place.Line != _lastLine + 1))
        {
            Flush();
            (_file, _start) = (file, place.Offset);
        }

        (_end, _lastLine) = (place.Offset + place.Length, place.Line);
    }

    private void Flush()
    {
        if (_file is null) return;
        var held = 0;
        while (_start < _end)
        {
            var length = (int)Math.Min(_buffer.Length - held, _end - _start);
            StoredBytes.ReadExactly(_file, _buffer.AsSpan(held, length), _start);
            _start += length;
            held += length;
            if (_start == _end) break;
            var whole = _buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            kept.Write(_buffer.AsSpan(0, whole), longestRow: 0);
            _buffer.AsSpan(whole, held - whole).CopyTo(_buffer);
            held -= whole;
            if (held == _buffer.Length) Array.Resize(ref _buffer, checked(2 * _buffer.Length));
        }

        if (held == _buffer.Length) Array.Resize(ref _buffer, held + 1);
        _buffer[held] = (byte)'\n';
        kept.Write(_buffer.AsSpan(0, held + 1), longestRow: 0);
        _file = null;
    }

    private void Remove(int file, int item)
    {
        var record = store.RecordsOf(item).First;
        var (reason, other) = (verdicts.ReasonOf(record), verdicts.Other[record]);
        Removed[reason] = Removed.GetValueOrDefault(reason) + 1;
        Clusters[other] = Clusters.GetValueOrDefault(other) + 1;
        _row.Clear();
        AddText("{\"line\":", store[item].Line.ToString(CultureInfo.InvariantCulture));
        AddText(",\"item\":", store[item].Index.ToString(CultureInfo.InvariantCulture));
        AddWord(",\"file\":", store.Inputs[file].Path.Key);
        AddWord(",\"reason\":", reason);
        var keptItem = store.ItemOf(other);
        AddWord(",\"other\":{\"file\":", store.Inputs[store.FileOf(keptItem)].Path.Key);
        AddText(",\"line\":", store[keptItem].Line.ToString(CultureInfo.InvariantCulture));
        AddText(",\"item\":", store[keptItem].Index.ToString(CultureInfo.InvariantCulture));
        var similarity = verdicts.SimilarityOf(record);
        AddText("},\"similarity\":", similarity > 0 ? similarity.ToString("R", CultureInfo.InvariantCulture) : "null");
        AddText(",\"row\":", string.Empty);
        AddItem(item);
        _row.Add("}\n"u8);
        removed.Write(_row.Written, longestRow: 0);
    }

    private void AddItem(int item)
    {
        var length = store[item].Length;
        if (_item.Length < length) _item = new byte[length];
        store.Read(item, _item.AsSpan(0, length));
        _tape.Recycle();
        for (var at = 0; at < length;)
        {
            if (_tape.Parse(_item, at, length, out at) != JsonFault.None) throw SiftedOutput.Changed();
        }

        ItemText.WriteValue(_row, new Utf8(_item, 0, length), _tape);
    }

    private void AddText(string key, string value)
    {
        _row.Add(Encoding.ASCII.GetBytes(key));
        _row.Add(Encoding.ASCII.GetBytes(value));
    }

    private void AddWord(string key, string value)
    {
        _row.Add(Encoding.ASCII.GetBytes(key));
        JsonText.WriteText(_row, Encoding.UTF8.GetBytes(value));
    }
}
