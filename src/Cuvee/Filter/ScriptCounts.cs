using System.Runtime.CompilerServices;
using System.Text;
using Cuvee.Filter.Tables;

namespace Cuvee.Filter;

/// <summary>How many letters of each script a text has, fenced code left out.</summary>
[InlineArray((int)Script.Other + 1)]
internal struct ScriptCounts
{
    private long _count;

    public static ScriptCounts Of(ReadOnlySpan<byte> text)
    {
        var counts = default(ScriptCounts);
        var lines = new FencedLines(text);
        while (lines.Next())
        {
            if (!lines.IsCode) counts.Add(lines.Line);
        }

        return counts;
    }

    /// <summary>The script of most letters; on a tie the first of them.</summary>
    public readonly Script Main
    {
        get
        {
            var main = Script.None;
            for (var script = Script.Latin; script <= Script.Other; script++)
            {
                if (this[(int)script] > (main == Script.None ? 0 : this[(int)main])) main = script;
            }

            return main;
        }
    }

    /// <summary>Letters of all scripts.</summary>
    public readonly long Letters
    {
        get
        {
            var letters = 0L;
            for (var script = Script.Latin; script <= Script.Other; script++) letters += this[(int)script];
            return letters;
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            if (line[0] < 0x80)
            {
                this[(int)Script.Latin] += char.IsAsciiLetter((char)line[0]) ? 1 : 0;
                line = line[1..];
                continue;
            }

            Rune.DecodeFromUtf8(line, out var rune, out var length);
            var range = ScriptTables.RangeStarts.BinarySearch(rune.Value);
            var script = ScriptTables.RangeScripts[range < 0 ? ~range - 1 : range];
            this[script] += script == 0 ? 0 : 1;
            line = line[length..];
        }
    }
}
