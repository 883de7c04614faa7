using System.Runtime.InteropServices;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Cache;

/// <summary>Writes the index of an entry behind what was staged: pages, each with its mark before it, so that nothing is believed that was not checked.</summary>
internal sealed class EntryWriter(SafeFileHandle file, long start)
{
    internal const int PageBytes = 256 * 1024;

    internal const int ItemsAtATime = 1 << 20;

    /// <summary>Length and mark of a page.</summary>
    internal const int HeadBytes = sizeof(int) + sizeof(ulong);

    private readonly ByteBuffer _page = new(PageBytes);

    /// <summary>Where the next page begins.</summary>
    public long At { get; private set; } = start;

    public void Add(long number) => Add(MemoryMarshal.CreateReadOnlySpan(ref number, 1));

    public void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        Add<byte>(bytes);
    }

    /// <summary>Adds the bytes of structs as they stand in memory; not how many there are.</summary>
    public void Add<T>(ReadOnlySpan<T> items)
        where T : struct
    {
        // A span of bytes holds no more than two billion
        for (; items.Length > ItemsAtATime; items = items[ItemsAtATime..]) Add(items[..ItemsAtATime]);
        var bytes = MemoryMarshal.AsBytes(items);
        while (!bytes.IsEmpty)
        {
            var taken = bytes[..Math.Min(bytes.Length, PageBytes - _page.Length)];
            _page.Add(taken);
            bytes = bytes[taken.Length..];
            if (_page.Length == PageBytes) WritePage();
        }
    }

    /// <summary>Adds structs with their number, for <see cref="EntryReader.Items"/>.</summary>
    public void AddItems<T>(ReadOnlySpan<T> items)
        where T : struct
    {
        Add(items.Length);
        Add(items);
    }

    /// <summary>Writes what waits.</summary>
    public void Finish()
    {
        if (_page.Length > 0) WritePage();
    }

    private void WritePage()
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var (length, mark) = (_page.Length, Mix64.Of(_page.Written));
        MemoryMarshal.Write(head, in length);
        MemoryMarshal.Write(head[sizeof(int)..], in mark);
        RandomAccess.Write(file, head, At);
        RandomAccess.Write(file, _page.Written, At + HeadBytes);
        At += HeadBytes + length;
        _page.Clear();
    }
}
