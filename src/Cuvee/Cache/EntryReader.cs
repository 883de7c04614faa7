using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Cuvee.Engine;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Cache;

/// <summary>Reads what <see cref="EntryWriter"/> wrote, in the same order.</summary>
/// <param name="file">The entry.</param>
/// <param name="path">Its path.</param>
/// <param name="start">Where the index begins.</param>
/// <param name="end">Where it ends.</param>
internal sealed class EntryReader(SafeFileHandle file, string path, long start, long end)
{
    private readonly byte[] _page = new byte[EntryWriter.PageBytes];
    private long _next = start;
    private int _at;
    private int _length;

    public long Number()
    {
        long number = 0;
        Fill(MemoryMarshal.CreateSpan(ref number, 1));
        return number;
    }

    /// <summary>A number of things that follow, each of at least so many bytes.</summary>
    public int Count(int itemBytes = 1)
    {
        var count = Number();
        return count >= 0 && count <= end / itemBytes ? (int)count : throw new DamagedEntryException(path);
    }

    public string Text()
    {
        var bytes = new byte[Count()];
        Fill<byte>(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>So many structs as they stand in memory.</summary>
    public T[] Items<T>()
        where T : struct
    {
        var items = new T[Count(Unsafe.SizeOf<T>())];
        Fill<T>(items);
        return items;
    }

    /// <summary>Fills a span with structs as they stand in memory.</summary>
    public void Fill<T>(Span<T> items)
        where T : struct
    {
        // A span of bytes holds no more than two billion
        for (; items.Length > EntryWriter.ItemsAtATime; items = items[EntryWriter.ItemsAtATime..]) Fill(items[..EntryWriter.ItemsAtATime]);
        var target = MemoryMarshal.AsBytes(items);
        while (!target.IsEmpty)
        {
            if (_at == _length) ReadPage();
            var taken = _page.AsSpan(_at, Math.Min(target.Length, _length - _at));
            taken.CopyTo(target);
            target = target[taken.Length..];
            _at += taken.Length;
        }
    }

    /// <summary>Passes over bytes. Whole pages among them, which all have the same length, are neither read nor checked.</summary>
    public void Skip(long bytes)
    {
        var here = Math.Min(bytes, _length - _at);
        _at += (int)here;
        var (pages, rest) = Math.DivRem(bytes - here, EntryWriter.PageBytes);
        _next += pages * (EntryWriter.HeadBytes + EntryWriter.PageBytes);
        if (rest == 0) return;
        ReadPage();
        _at = rest <= _length ? (int)rest : throw new DamagedEntryException(path);
    }

    /// <summary>Reads all pages.</summary>
    /// <exception cref="DamagedEntryException">One is not what was written.</exception>
    public void CheckPages()
    {
        while (_next < end) ReadPage();
    }

    /// <summary>Ends reading.</summary>
    /// <exception cref="DamagedEntryException">Something is left: it was written for another purpose.</exception>
    public void Finish()
    {
        if (_at < _length || _next < end) throw new DamagedEntryException(path);
    }

    private void ReadPage()
    {
        Span<byte> head = stackalloc byte[EntryWriter.HeadBytes];
        if (StoredBytes.ReadUpTo(file, head, _next) < head.Length) throw new DamagedEntryException(path);
        _length = MemoryMarshal.Read<int>(head);
        if (_length is <= 0 or > EntryWriter.PageBytes || _next + EntryWriter.HeadBytes + _length > end) throw new DamagedEntryException(path);
        var page = _page.AsSpan(0, _length);
        if (StoredBytes.ReadUpTo(file, page, _next + EntryWriter.HeadBytes) < _length) throw new DamagedEntryException(path);
        if (Mix64.Of(page) != MemoryMarshal.Read<ulong>(head[sizeof(int)..])) throw new DamagedEntryException(path);
        _next += EntryWriter.HeadBytes + _length;
        _at = 0;
    }
}
