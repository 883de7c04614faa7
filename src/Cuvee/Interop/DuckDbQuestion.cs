using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>A question that a user asks: one SELECT (or FROM, VALUES, WITH, SHOW, DESCRIBE, SUMMARIZE) over the tables and views of a database.</summary>
public sealed class DuckDbQuestion
{
    private readonly DuckDb _duckDb;
    private readonly string _table;

    /// <exception cref="CuveeException">The SQL does not fit the database; with DuckDB's first line.</exception>
    public DuckDbQuestion(DuckDb duckDb, string sql)
    {
        _duckDb = duckDb;
        var statement = sql.TrimEnd(';', ' ', '\t', '\r', '\n');
        // The line break ends a comment at the end of the user's text
        _table = $"({statement}\n)";
        try
        {
            // The statement as the user wrote it comes first: inside another one its errors would be others
            duckDb.Check(statement);
            Columns = duckDb.Describe($"SELECT * FROM {_table}");
        }
        catch (DuckDbException failure)
        {
            throw Explain(failure);
        }
    }

    /// <summary>The columns of the answer. A name that comes a second time gets a number (<c>a_1</c>).</summary>
    public ImmutableArray<(string Name, string Type)> Columns { get; }

    /// <exception cref="CuveeException">With DuckDB's first line; this can also come later, while the rows are read.</exception>
    public TextRows AnswerText() => Run(() => new TextRows(_duckDb.Query($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {_table}"), Columns, Explain));

    /// <inheritdoc cref="AnswerText"/>
    public JsonRows AnswerJson() => Run(() => JsonRows.Start(_duckDb, _table, Columns, Explain));

    private static T Run<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (DuckDbException failure)
        {
            throw Explain(failure);
        }
    }

    private static CuveeException Explain(DuckDbException failure) => failure.At("SQL", "the query failed");
}
