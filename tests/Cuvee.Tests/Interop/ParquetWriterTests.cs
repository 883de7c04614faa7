using System.Collections.Immutable;
using System.Text;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Tests.Interop;

public sealed class ParquetWriterTests : IDisposable
{
    private static readonly ImmutableArray<ParquetColumn> EveryType =
    [
        new("flag", ColumnType.Boolean), new("int", ColumnType.Int32), new("big", ColumnType.Int64), new("real", ColumnType.Double), new("text", ColumnType.Text),
        new("changes", ColumnType.RuleCounts),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDb _duckDb;

    public ParquetWriterTests() => _duckDb = DuckDb.Open(threads: 2, memoryLimitBytes: 512L << 20, _folder["spill"]);

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WritesEveryTypeAndNulls(int threads)
    {
        var done = false;
        ParquetWriter.Write(_folder["x.parquet"], EveryType, chunk =>
        {
            if (done) return 0;
            done = true;
            chunk[0].SetBoolean(0, true);
            chunk[1].SetInt32(0, int.MinValue);
            chunk[2].SetInt64(0, long.MaxValue);
            chunk[3].SetDouble(0, 0.1);
            chunk[4].SetText(0, "Straße, 東京, 😀"u8);
            chunk[5].SetRuleCounts(0, [new RuleCount(Utf8.Of("unicode"), 3), new RuleCount(Utf8.Of("a rule with a long name"), -4)]);
            // Row 1 is not set at all, row 2 in part
            chunk[4].SetText(2, ""u8);
            chunk[5].SetRuleCounts(2, []);
            chunk[4].SetText(3, "twelve bytes"u8);
            chunk[4].SetText(4, "thirteen byte"u8);
            chunk[5].SetRuleCounts(4, [new RuleCount(Utf8.Of("trim"), 1)]);
            return 5;
        }, threads);
        var file = ParquetRows.Open(_duckDb, _folder["x.parquet"]);
        Assert.Equal(
            [("flag", "BOOLEAN"), ("int", "INTEGER"), ("big", "BIGINT"), ("real", "DOUBLE"), ("text", "VARCHAR"), ("changes", "STRUCT(\"rule\" VARCHAR, count INTEGER)[]")],
            file.Columns);
        Assert.Equal(
            [
                """{"flag":true,"int":-2147483648,"big":9223372036854775807,"real":0.1,"text":"Straße, 東京, 😀","changes":[{"rule":"unicode","count":3},{"rule":"a rule with a long name","count":-4}]}""",
                """{"flag":null,"int":null,"big":null,"real":null,"text":null,"changes":null}""",
                """{"flag":null,"int":null,"big":null,"real":null,"text":"","changes":[]}""",
                """{"flag":null,"int":null,"big":null,"real":null,"text":"twelve bytes","changes":null}""",
                """{"flag":null,"int":null,"big":null,"real":null,"text":"thirteen byte","changes":[{"rule":"trim","count":1}]}""",
            ],
            ParquetRowsTests.Lines(file.ReadJson()));
    }

    [Fact]
    public void ManyRowsKeepTheirOrderAndGiveTheSameBytes()
    {
        const int rowCount = 100_001;
        ImmutableArray<ParquetColumn> columns = [new("n", ColumnType.Int64), new("text", ColumnType.Text), new("changes", ColumnType.RuleCounts)];
        foreach (var (name, threads) in new[] { ("a.parquet", 1), ("b.parquet", 2) })
        {
            var next = 0;
            ParquetWriter.Write(_folder[name], columns, Fill, threads);
            int Fill(ChunkWriter chunk)
            {
                // Chunks of uneven size, as a caller with blocks of its own has them
                var count = Math.Min(rowCount - next, 1 + (next * 31 % chunk.Capacity));
                for (var row = 0; row < count; row++, next++)
                {
                    chunk[0].SetInt64(row, next);
                    if (next % 5 != 0) chunk[1].SetText(row, Encoding.UTF8.GetBytes($"text number {next}"));
                    if (next % 3 == 0) chunk[2].SetRuleCounts(row, [new RuleCount(Utf8.Of($"rule {next}"), next)]);
                }

                return count;
            }
        }

        Assert.Equal(File.ReadAllBytes(_folder["a.parquet"]), File.ReadAllBytes(_folder["b.parquet"]));
        using var result = _duckDb.Query($"SELECT * FROM '{_folder["a.parquet"]}'");
        var expected = 0;
        while (result.ReadChunk())
        {
            for (var row = 0; row < result.RowCount; row++, expected++)
            {
                Assert.Equal(expected, result.Column(0).Int64(row));
                Assert.Equal(expected % 5 == 0 ? null : $"text number {expected}", result.Column(1).IsNull(row) ? null : result.Column(1).String(row));
                var changes = result.Column(2).IsNull(row) ? [] : result.Column(2).RuleCounts(row);
                Assert.Equal(expected % 3 == 0 ? [new RuleCount(Utf8.Of($"rule {expected}"), expected)] : [], changes);
            }
        }

        Assert.Equal(rowCount, expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RepeatedTextsAreThoseOfTheirRows(int threads)
    {
        const int rowCount = 5000;
        byte[][] texts = ["short"u8.ToArray(), "a text that does not fit into a cell"u8.ToArray(), []];
        var next = 0;
        int Fill(ChunkWriter chunk)
        {
            var count = Math.Min(rowCount - next, chunk.Capacity);
            for (var row = 0; row < count; row++, next++)
            {
                if (next % 11 != 0) chunk[0].SetRepeated(row, texts[next / 7 % 3]);
                if (next % 13 == 0) chunk[0].SetText(row, "another"u8);
            }

            return count;
        }

        ParquetWriter.Write(_folder["x.parquet"], [new("t", ColumnType.Text)], Fill, threads);
        var expected = Enumerable.Range(0, rowCount).Select(i => i % 13 == 0 ? "another" : i % 11 == 0 ? null : Encoding.UTF8.GetString(texts[i / 7 % 3]));
        Assert.Equal(expected, _duckDb.Rows($"SELECT t FROM '{_folder["x.parquet"]}'", (result, row) => result.Column(0).IsNull(row) ? null : result.Column(0).String(row)));
    }

    [Fact]
    public void AMegabyteOfTextFits()
    {
        var text = new string('é', 500_000);
        ParquetWriter.Write(_folder["x.parquet"], [new("t", ColumnType.Text)], ParquetRowsTests.Once(chunk => chunk[0].SetText(0, Encoding.UTF8.GetBytes(text))));
        Assert.Equal([$$"""{"t":"{{text}}"}"""], ParquetRowsTests.Lines(ParquetRows.Open(_duckDb, _folder["x.parquet"]).ReadJson()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheDelegatesExceptionComesOutUnchanged(int threads)
    {
        var calls = 0;
        var original = new FormatException("the third chunk is broken");
        var error = Assert.Throws<FormatException>(() => ParquetWriter.Write(_folder["x.parquet"], EveryType, _ => ++calls == 3 ? throw original : 1, threads));
        Assert.Same(original, error);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void MisuseOfASetterIsRefused()
    {
        void Write(Action<ChunkWriter> write) => ParquetWriter.Write(_folder["x.parquet"], EveryType, ParquetRowsTests.Once(write));
        Assert.Equal("column 'int' holds Int32, not Int64", Assert.Throws<InvalidOperationException>(() => Write(chunk => chunk[1].SetInt64(0, 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(chunk => chunk[1].SetInt32(2048, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(chunk => chunk[1].SetInt32(-1, 1)));
        Assert.Throws<ArgumentException>(() => Write(chunk => chunk[4].SetText(0, [0xC3])));
        Assert.Throws<InvalidOperationException>(() => ParquetWriter.Write(_folder["x.parquet"], EveryType, _ => 2049));
        Assert.Throws<InvalidOperationException>(() => ParquetWriter.Write(_folder["x.parquet"], EveryType, _ => 2049, threads: 2));
        Write(chunk => chunk[1].SetInt32(2047, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(4096)]
    [InlineData(ParquetWriter.RowGroupRows)]
    [InlineData((2 * ParquetWriter.RowGroupRows) + 1)]
    public void FullChunksAndRowGroupsAreWhole(int rowCount)
    {
        foreach (var (name, threads) in new[] { ("a.parquet", 1), ("b.parquet", 2) })
        {
            var next = 0;
            ParquetWriter.Write(_folder[name], [new("n", ColumnType.Int64), new("text", ColumnType.Text)], Fill, threads);
            int Fill(ChunkWriter chunk)
            {
                var row = 0;
                for (; row < chunk.Capacity && next < rowCount; row++, next++)
                {
                    chunk[0].SetInt64(row, next);
                    chunk[1].SetText(row, Encoding.UTF8.GetBytes($"{next} and more than twelve bytes"));
                }

                return row;
            }
        }

        Assert.Equal(File.ReadAllBytes(_folder["a.parquet"]), File.ReadAllBytes(_folder["b.parquet"]));
        var rows = _duckDb.Rows($"SELECT n, text FROM '{_folder["b.parquet"]}'", (result, row) => (result.Column(0).Int64(row), result.Column(1).String(row)));
        Assert.Equal(Enumerable.Range(0, rowCount).Select(i => ((long)i, $"{i} and more than twelve bytes")), rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ADiskThatIsFullInTheMiddleIsNamed(int threads)
    {
        var error = Assert.Throws<CuveeException>(() => ParquetWriter.Write("/dev/full", [new("n", ColumnType.Int64)], Fill, threads));
        Assert.StartsWith("/dev/full: the Parquet file could not be written (", error.Message, StringComparison.Ordinal);

        int Fill(ChunkWriter chunk)
        {
            for (var row = 0; row < chunk.Capacity; row++) chunk[0].SetInt64(row, row * 7919L % 104_729);
            return chunk.Capacity;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AFolderThatIsMissingIsNamed(int threads)
    {
        var path = _folder["gone/x.parquet"];
        var error = Assert.Throws<CuveeException>(() => ParquetWriter.Write(path, EveryType, _ => 1, threads));
        Assert.StartsWith($"{path}: the Parquet file could not be written (IO Error: Cannot open file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertsJsonLines()
    {
        File.WriteAllText(_folder["in[1].jsonl"], """
            {"messages":[{"role":"user","content":"a \u00e9\n\u0000 \"q\" 😀"},{"role":"assistant","content":null}],"n":9007199254740993,"raw":{"b":[1,2.50]}}
            {"raw":"12","n":null,"unknown":1,"messages":[]}

            {}
            """);
        ImmutableArray<(string, string)> columns = [("messages", "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]"), ("n", "BIGINT"), ("raw", "VARCHAR")];
        ParquetWriter.WriteJsonLines(_folder["in[1].jsonl"], _folder["x.parquet"], columns, maxLineBytes: 1000);
        var file = ParquetRows.Open(_duckDb, _folder["x.parquet"]);
        Assert.Equal(columns, file.Columns);
        Assert.Equal(
            [
                """{"messages":[{"role":"user","content":"a é\n\u0000 \"q\" 😀"},{"role":"assistant","content":null}],"n":9007199254740993,"raw":"{\"b\":[1,2.5]}"}""",
                """{"messages":[],"n":null,"raw":"12"}""",
                """{"messages":null,"n":null,"raw":null}""",
            ],
            ParquetRowsTests.Lines(file.ReadJson()));
    }

    [Fact]
    public void ManyJsonLinesKeepTheirOrderAndGiveTheSameBytes()
    {
        const int lineCount = 60_000;
        File.WriteAllLines(_folder["in.jsonl"], Enumerable.Range(0, lineCount).Select(number => $$"""{"n":{{number}},"t":"{{new string((char)('a' + (number % 26)), 500 + (number % 700))}}"}"""));
        foreach (var name in new[] { "a.parquet", "b.parquet" }) ParquetWriter.WriteJsonLines(_folder["in.jsonl"], _folder[name], [("n", "BIGINT"), ("t", "VARCHAR")], maxLineBytes: 10_000);
        Assert.Equal(File.ReadAllBytes(_folder["a.parquet"]), File.ReadAllBytes(_folder["b.parquet"]));
        Assert.Equal(File.ReadLines(_folder["in.jsonl"]), ParquetRowsTests.Lines(ParquetRows.Open(_duckDb, _folder["a.parquet"]).ReadJson()));
    }

    [Theory]
    [InlineData("{\"n\":1}\n{\"n\":\"one\"}\n")]
    [InlineData("{\"n\":1}\n{\"n\":")]
    [InlineData("{\"n\":1}\n[1]\n")]
    public void ALineThatDoesNotFitIsAnError(string lines)
    {
        File.WriteAllText(_folder["in.jsonl"], lines);
        var error = Assert.Throws<CuveeException>(() => ParquetWriter.WriteJsonLines(_folder["in.jsonl"], _folder["x.parquet"], [("n", "BIGINT")], maxLineBytes: 1000));
        Assert.StartsWith($"{_folder["x.parquet"]}: the Parquet file could not be written (", error.Message, StringComparison.Ordinal);
    }
}
