using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Tests.Interop;

public sealed class DuckDbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDb _duckDb;

    public DuckDbTests() => _duckDb = DuckDb.Open(threads: 2, memoryLimitBytes: 256L << 20, _folder["spill"]);

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TellsItsVersion() => Assert.Equal("v1.5.6", DuckDb.Version);

    [Fact]
    public void AppliesItsSettings()
    {
        using var answer = new DuckDbQuestion(_duckDb, """
            SELECT name, value FROM duckdb_settings() WHERE name IN ('threads', 'memory_limit', 'temp_directory', 'preserve_insertion_order', 'autoinstall_known_extensions',
              'autoload_known_extensions', 'enable_progress_bar', 'TimeZone', 'allow_persistent_secrets') ORDER BY name COLLATE nocase
            """).AnswerText();
        Assert.Equal(
            [
                "allow_persistent_secrets=false", "autoinstall_known_extensions=false", "autoload_known_extensions=false", "enable_progress_bar=false",
                "memory_limit=256.0 MiB", "preserve_insertion_order=true", $"temp_directory={_folder["spill"]}", "threads=2", "TimeZone=UTC",
            ],
            Lines(answer, "="));
    }

    [Fact]
    public void ReadsEveryTypeAndNulls()
    {
        using var result = _duckDb.Query("""
            SELECT * FROM (VALUES
              (true, 1::INTEGER, -9223372036854775807::BIGINT, 0.5::DOUBLE, 'short', [{'rule': 'unicode', 'count': 3::INTEGER}, {'rule': 'a rule with a long name', 'count': 4::INTEGER}]),
              (NULL, NULL, NULL, NULL, NULL, NULL),
              (false, -1, 7, -1e300, 'Straße, 東京, 😀 and more', [])) AS t(flag, "int", big, real, "text", changes)
            """);
        Assert.Equal(["flag", "int", "big", "real", "text", "changes"], result.ColumnNames);
        Assert.True(result.ReadChunk());
        Assert.Equal(3, result.RowCount);
        Assert.True(result.Column(0).Boolean(0));
        Assert.False(result.Column(0).Boolean(2));
        Assert.Equal((1, -1), (result.Column(1).Int32(0), result.Column(1).Int32(2)));
        Assert.Equal((-9223372036854775807, 7), (result.Column(2).Int64(0), result.Column(2).Int64(2)));
        Assert.Equal((0.5, -1e300), (result.Column(3).Double(0), result.Column(3).Double(2)));
        Assert.Equal("short", result.Column(4).String(0));
        Assert.Equal("Straße, 東京, 😀 and more"u8, result.Column(4).Text(2));
        Assert.Equal([new RuleCount(Utf8.Of("unicode"), 3), new RuleCount(Utf8.Of("a rule with a long name"), 4)], result.Column(5).RuleCounts(0));
        Assert.Empty(result.Column(5).RuleCounts(2));
        for (var column = 0; column < 6; column++)
        {
            Assert.Equal((false, true, false), (result.Column(column).IsNull(0), result.Column(column).IsNull(1), result.Column(column).IsNull(2)));
        }

        Assert.False(result.ReadChunk());
        Assert.Equal(0, result.RowCount);
    }

    [Fact]
    public void ReadingAsAnotherTypeOrBeyondTheChunkIsRefused()
    {
        using var result = _duckDb.Query("SELECT 1::INTEGER AS i, ['text'] AS l");
        Assert.True(result.ReadChunk());
        Assert.Throws<InvalidOperationException>(() => result.Column(0).Int64(0));
        Assert.Throws<InvalidOperationException>(() => result.Column(1).RuleCounts(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => result.Column(0).Int32(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => result.Column(0).Int32(-1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void StreamsManyRowsInOrder(int threads)
    {
        using var duckDb = DuckDb.Open(threads, 256L << 20, _folder["spill"]);
        duckDb.Execute("CREATE TABLE numbers AS SELECT range AS number FROM range(1_000_000)");
        using var result = duckDb.Query("SELECT number FROM numbers WHERE number % 3 = 0");
        var expected = 0L;
        while (result.ReadChunk())
        {
            var column = result.Column(0);
            for (var row = 0; row < result.RowCount; row++, expected += 3) Assert.Equal(expected, column.Int64(row));
        }

        Assert.Equal(1_000_002, expected);
    }

    [Fact]
    public void AResultLeftOpenKeepsOthersFromRunning()
    {
        using (_duckDb.Query("SELECT 1")) Assert.Throws<InvalidOperationException>(() => _duckDb.Execute("SELECT 2"));
        _duckDb.Execute("SELECT 2");
    }

    [Fact]
    public void FailuresCarryDuckDbsMessage()
    {
        Assert.StartsWith("Parser Error: syntax error at or near \"SELEC\"", Assert.Throws<DuckDbException>(() => _duckDb.Execute("SELEC 1")).FirstLine, StringComparison.Ordinal);
        Assert.StartsWith("Catalog Error: Table with name nothing does not exist!", Assert.Throws<DuckDbException>(() => _duckDb.Query("FROM nothing")).FirstLine, StringComparison.Ordinal);
        using (var result = _duckDb.Query("SELECT CASE WHEN range = 500_000 THEN error('broken here') ELSE 'fine' END FROM range(1_000_000)"))
        {
            var error = Assert.Throws<DuckDbException>(() =>
            {
                while (result.ReadChunk())
                {
                }
            });
            Assert.Equal("Invalid Input Error: broken here", error.FirstLine);
        }

        _duckDb.Execute("SELECT 1");
    }

    [Fact]
    public void QuotesTextsAndNames()
    {
        const string odd = "it's a \"b\" \\ ; -- ü";
        using var result = _duckDb.Query($"SELECT {DuckDb.QuoteText(odd)} AS {DuckDb.QuoteName(odd)}");
        Assert.Equal([odd], result.ColumnNames);
        Assert.True(result.ReadChunk());
        Assert.Equal(odd, result.Column(0).String(0));
    }

    [Fact]
    public void DescribesColumns() =>
        Assert.Equal(
            [("a", "INTEGER"), ("b", "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]"), ("c", "DECIMAL(10,2)")],
            _duckDb.Describe("SELECT 1 AS a, [{'role': 'user', 'content': 'x'}] AS b, 1::DECIMAL(10,2) AS c"));

    [Fact]
    public void AnswersAsTextAndAsJson()
    {
        var question = new DuckDbQuestion(_duckDb, "SELECT range AS \"row\", NULL AS nothing, ['é', 'b'] AS list, 'nan'::DOUBLE AS score FROM range(3) ORDER BY range DESC -- the end ;\n;");
        Assert.Equal([("row", "BIGINT"), ("nothing", "INTEGER"), ("list", "VARCHAR[]"), ("score", "DOUBLE")], question.Columns);
        using (var answer = question.AnswerText()) Assert.Equal(["2|(null)|[é, b]|nan", "1|(null)|[é, b]|nan", "0|(null)|[é, b]|nan"], Lines(answer, "|"));
        using var json = question.AnswerJson();
        Assert.Equal(
            [
                """{"row":2,"nothing":null,"list":["é","b"],"score":null}""", """{"row":1,"nothing":null,"list":["é","b"],"score":null}""",
                """{"row":0,"nothing":null,"list":["é","b"],"score":null}""",
            ],
            ParquetRowsTests.Lines(json));
    }

    [Theory]
    [InlineData("SELECT x", "SQL: the query failed (Binder Error: Referenced column \"x\" was not found because the FROM clause is missing)")]
    [InlineData("SELECT 1; SELECT 2", "SQL: the query failed (Invalid Input Error: Cannot prepare multiple statements at once!)")]
    public void AQuestionThatDoesNotFitIsTheUsersToMend(string sql, string message) =>
        Assert.Equal(message, Assert.Throws<CuveeException>(() => new DuckDbQuestion(_duckDb, sql)).Message);

    [Fact]
    public void RunningOutOfMemorySaysWhatToDo()
    {
        using var duckDb = DuckDb.Open(1, 20L << 20, "");
        var question = new DuckDbQuestion(duckDb, "SELECT list(range) FROM range(10_000_000)");
        var error = Assert.Throws<CuveeException>(() => ParquetRowsTests.Lines(question.AnswerJson()));
        Assert.StartsWith("SQL: DuckDB ran out of memory (Out of Memory Error:", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("); allow it more with --memory", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Lines(TextRows rows, string separator)
    {
        var lines = new List<string>();
        foreach (var row in rows) lines.Add(string.Join(separator, row.Select(cell => cell ?? "(null)")));
        return lines;
    }
}
