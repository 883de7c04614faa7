using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Cache;

/// <summary>What gates found in lines, kept and recalled.</summary>
public sealed class LinesEntryTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Sound_lines_are_recalled_whole()
    {
        var lines = Many(5000);
        lines[17].Problem = 1;
        LinesEntry.Write(_workspace["entry"], "key\n", lines);
        var memory = LinesEntry.Read(_workspace["entry"], "key\n")!;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = Known(lines[i]);
            Assert.Equal(i != 17, memory.TryRecall(ref line));
            Assert.Equal(i == 17 ? Known(lines[i]) : lines[i], line);
        }
    }

    [Fact]
    public void A_line_is_known_by_all_of_hash_mark_and_length()
    {
        var lines = Many(3);
        LinesEntry.Write(_workspace["entry"], "key\n", lines);
        var memory = LinesEntry.Read(_workspace["entry"], "key\n")!;
        foreach (var other in (EmittedLine[])[lines[1] with { Hash = 1 }, lines[1] with { Mark = 5 }, lines[1] with { Length = 1 }, default])
        {
            var line = other;
            Assert.False(memory.TryRecall(ref line));
            Assert.Equal(other, line);
        }
    }

    [Fact]
    public void A_line_recalled_is_not_taken_apart_again()
    {
        var path = _workspace.WriteLines("data/train-00000-of-00001.jsonl", Lines.Chat("a", "one"), Lines.Chat("b", "two"), "[]");
        var row = new RowReading("messages", "messages", IsText: false, NeedsPrompt: false);
        var read = ReadBack.Of(_workspace.Folder, row, null, null, 1, new NoProgress());
        Assert.Equal([4, 4, 0], Enumerable.Range(0, 3).Select(i => read.Lines[i].Characters));
        Assert.Equal(new FileInfo(path).Length, Enumerable.Range(0, 3).Sum(i => read.Lines[i].Length + 1));
        read.Lines[1].Characters = 77;

        LinesEntry.Write(_workspace["entry"], "key\n", read.Lines);
        var again = ReadBack.Of(_workspace.Folder, row, null, LinesEntry.Read(_workspace["entry"], "key\n"), 1, new NoProgress());
        Assert.Equal([4, 77, 0], Enumerable.Range(0, 3).Select(i => again.Lines[i].Characters));
        Assert.NotEqual(0, again.Lines[2].Problem);
    }

    [Fact]
    public void No_changed_byte_is_believed()
    {
        LinesEntry.Write(_workspace["entry"], "key\n", Many(8));
        Assert.Null(LinesEntry.Read(_workspace["none"], "key\n"));
        Assert.Throws<DamagedEntryException>(() => LinesEntry.Read(_workspace["entry"], "another key\n"));
        var bytes = File.ReadAllBytes(_workspace["entry"]);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(_workspace["entry"], bytes);
            Assert.Throws<DamagedEntryException>(() => LinesEntry.Read(_workspace["entry"], "key\n"));
            bytes[i] ^= 1;
        }

        foreach (var length in (int[])[0, 1, bytes.Length - 1])
        {
            File.WriteAllBytes(_workspace["entry"], bytes[..length]);
            Assert.Throws<DamagedEntryException>(() => LinesEntry.Read(_workspace["entry"], "key\n"));
        }
    }

    /// <summary>Lines whose hashes meet at few places.</summary>
    private static ChunkedList<EmittedLine> Many(int count)
    {
        var lines = new ChunkedList<EmittedLine>();
        for (var i = 0; i < count; i++)
        {
            lines.Add(new EmittedLine
            {
                Hash = (ulong)i / 4,
                Mark = (ulong)i,
                Content = new Hash128((ulong)i, 1),
                Characters = i,
                Length = 10 + i,
                IsSupervised = i % 2 == 0,
                HoldsNoPersonalData = i % 3 == 0,
                SharesNoNgram = i % 5 == 0,
            });
        }

        return lines;
    }

    private static EmittedLine Known(EmittedLine line) => new() { Hash = line.Hash, Mark = line.Mark, Length = line.Length };
}
