using System.Text;
using System.Text.Json;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Tests.Interop;

public sealed class ParquetRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDb _duckDb;

    public ParquetRowsTests() => _duckDb = DuckDb.Open(threads: 2, memoryLimitBytes: 512L << 20, _folder["spill"]);

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    internal static List<string> Lines(JsonRows rows)
    {
        var lines = new List<string>();
        using (rows)
        {
            foreach (var row in rows) lines.Add(Encoding.UTF8.GetString(row));
        }

        return lines;
    }

    [Theory]
    [InlineData("train", 7473)]
    [InlineData("test", 1319)]
    public void RealFileEqualsItsJsonLines(string split, int rowCount)
    {
        var parquet = ParquetRows.Open(_duckDb, TemporaryFolder.SharedFile($"gsm8k_parquet/{split}.parquet"));
        Assert.Equal([("question", "VARCHAR"), ("answer", "VARCHAR")], parquet.Columns);
        Assert.Equal(rowCount, parquet.RowCount);
        var expected = File.ReadLines(TemporaryFolder.SharedFile($"gsm8k/{split}.jsonl")).Select(QuestionAndAnswer).ToList();
        Assert.Equal(rowCount, expected.Count);
        Assert.Equal(expected, Lines(parquet.ReadJson()).Select(QuestionAndAnswer));

        static (string?, string?) QuestionAndAnswer(string line)
        {
            using var json = JsonDocument.Parse(line);
            return (json.RootElement.GetProperty("question").GetString(), json.RootElement.GetProperty("answer").GetString());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void RowsKeepTheFilesOrder(int threads)
    {
        using var duckDb = DuckDb.Open(threads, 512L << 20, _folder["spill"]);
        duckDb.Execute($"COPY (SELECT (range * 7919) % 100_003 AS n FROM range(100_003)) TO '{_folder["order.parquet"]}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        var expected = Enumerable.Range(0, 100_003).Select(number => $$"""{"n":{{number * 7919L % 100_003}}}""");
        Assert.Equal(expected, Lines(ParquetRows.Open(duckDb, _folder["order.parquet"]).ReadJson()));
    }

    [Theory]
    [InlineData("NULL::VARCHAR", "null")]
    [InlineData("'a \"b\" \\ é 😀 ' || chr(10) || chr(0)", "\"a \\\"b\\\" \\\\ é 😀 \\n\\u0000\"")]
    [InlineData("[{'role': 'user', 'content': 'x', 'calls': [1, NULL]}, NULL]", """[{"role":"user","content":"x","calls":[1,null]},null]""")]
    [InlineData("MAP {'k': 1}", """{"k":1}""")]
    [InlineData("MAP {3: 'x'}", """{"3":"x"}""")]
    [InlineData("12345678901234567890.123::DECIMAL(38,3)", "12345678901234567890.123")]
    [InlineData("18446744073709551615::UBIGINT", "18446744073709551615")]
    [InlineData("0.1::DOUBLE", "0.1")]
    [InlineData("3::DOUBLE", "3.0")]
    [InlineData("'nan'::DOUBLE", "null")]
    [InlineData("'-inf'::FLOAT", "null")]
    [InlineData("['nan'::DOUBLE]", "[NaN]")]
    [InlineData("true", "true")]
    [InlineData("DATE '2024-02-29'", "\"2024-02-29\"")]
    [InlineData("TIMESTAMP '2024-02-29 12:00:00.5'", "\"2024-02-29 12:00:00.5\"")]
    [InlineData("TIMESTAMPTZ '2024-02-29 12:00:00+02'", "\"2024-02-29 10:00:00+00\"")]
    [InlineData("'abc\\xC3\\x00\\xFF'::BLOB", """
        "abc\\xC3\\x00\\xFF"
        """)]
    public void ValuesBecomeJson(string sql, string json)
    {
        _duckDb.Execute($"COPY (SELECT {sql} AS value) TO '{_folder["value.parquet"]}' (FORMAT parquet)");
        Assert.Equal([$$"""{"value":{{json}}}"""], Lines(ParquetRows.Open(_duckDb, _folder["value.parquet"]).ReadJson()));
    }

    [Fact]
    public void ColumnsMayHaveAnyName()
    {
        _duckDb.Execute($"COPY (SELECT 1 AS \"row\", 2 AS \"Row_\", 3 AS \"a \"\"b\"\".c\", 4 AS \"it's\", 1.5::DOUBLE AS \"select\", 6 AS filename) TO '{_folder["names.parquet"]}' (FORMAT parquet)");
        Assert.Equal(["""{"row":1,"Row_":2,"a \"b\".c":3,"it's":4,"select":1.5,"filename":6}"""], Lines(ParquetRows.Open(_duckDb, _folder["names.parquet"]).ReadJson()));
    }

    [Theory]
    [InlineData("a*b.parquet")]
    [InlineData("a[1].parquet")]
    [InlineData("what?'é.parquet")]
    [InlineData("{a,b}.parquet")]
    [InlineData("key=value/x.parquet")]
    [InlineData("**")]
    public void FilesMayHaveAnyName(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        // What the name would match if it were a pattern
        foreach (var decoy in new[] { "a1.parquet", "axb.parquet", "whatx'é.parquet", "a.parquet" })
            ParquetWriter.Write(_folder[decoy], [new ParquetColumn("name", ColumnType.Text)], Once(chunk => chunk[0].SetText(0, "decoy"u8)));
        ParquetWriter.Write(_folder[name], [new ParquetColumn("name", ColumnType.Text)], Once(chunk => chunk[0].SetText(0, Encoding.UTF8.GetBytes(name))));
        Assert.Equal([$$"""{"name":"{{name}}"}"""], Lines(ParquetRows.Open(_duckDb, _folder[name]).ReadJson()));
    }

    [Fact]
    public void AFileWithoutRowsIsEmpty()
    {
        ParquetWriter.Write(_folder["empty.parquet"], [new ParquetColumn("a", ColumnType.Int64)], _ => 0);
        var file = ParquetRows.Open(_duckDb, _folder["empty.parquet"]);
        Assert.Equal([("a", "BIGINT")], file.Columns);
        Assert.Equal(0, file.RowCount);
        Assert.Empty(Lines(file.ReadJson()));
    }

    [Fact]
    public void ATruncatedFileIsNamed()
    {
        var bytes = WriteNumbers();
        foreach (var length in new[] { 0, 3, 4, 11, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(_folder["cut.parquet"], bytes[..length]);
            var error = Assert.Throws<CuveeException>(() => Lines(ParquetRows.Open(_duckDb, _folder["cut.parquet"]).ReadJson()));
            Assert.StartsWith($"{_folder["cut.parquet"]}: not a readable Parquet file (", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void DamageInALaterPageIsFoundWhileReading()
    {
        var bytes = WriteNumbers();
        bytes.AsSpan(bytes.Length * 3 / 4, 64).Fill(0xAB);
        File.WriteAllBytes(_folder["damaged.parquet"], bytes);
        var file = ParquetRows.Open(_duckDb, _folder["damaged.parquet"]);
        Assert.Equal(200_000, file.RowCount);
        var read = 0;
        var error = Assert.Throws<CuveeException>(() =>
        {
            using var rows = file.ReadJson();
            foreach (var _ in rows) read++;
        });
        Assert.StartsWith($"{_folder["damaged.parquet"]}: not a readable Parquet file (", error.Message, StringComparison.Ordinal);
        Assert.InRange(read, 0, 199_999);
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Assert.Equal($"{_folder["gone.parquet"]}: there is no such file", Assert.Throws<CuveeException>(() => ParquetRows.Open(_duckDb, _folder["gone.parquet"])).Message);

    internal static Func<ChunkWriter, int> Once(Action<ChunkWriter> write)
    {
        var isDone = false;
        return chunk =>
        {
            if (isDone) return 0;
            isDone = true;
            write(chunk);
            return 1;
        };
    }

    private byte[] WriteNumbers()
    {
        _duckDb.Execute($"COPY (SELECT range AS n, md5(range::VARCHAR) AS hash FROM range(200_000)) TO '{_folder["numbers.parquet"]}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10_240)");
        return File.ReadAllBytes(_folder["numbers.parquet"]);
    }
}
