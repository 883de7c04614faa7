using System.CommandLine;
using System.Text;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee query</c>: SQL over a dataset.</summary>
internal sealed class QueryCommand : CuveeCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder of a dataset, or the output of a build that has one dataset" };
    private readonly Argument<string> _sql = new("SQL") { Description = "One SELECT in DuckDB's SQL over the views ledger (one row for each input record) and data (one for each emitted line)" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print comma-separated values instead of a table", Arity = ArgumentArity.Zero };

    public QueryCommand()
        : base("query", "Answers a question in SQL about a dataset")
    {
        Add(_folder);
        Add(_sql);
        Add(_csv);
        Examples.Add(("cuvee query build/quickstart/assistant \"SELECT source, state, count(*) FROM ledger GROUP BY ALL ORDER BY ALL\"", "what became of each source"));
        Examples.Add(("cuvee query build/quickstart/assistant \"SELECT split, len(messages) AS turns, count(*) FROM data GROUP BY ALL ORDER BY ALL\"", "how long the conversations of each split are"));
        Examples.Add(("cuvee query build/quickstart/assistant \"DESCRIBE ledger\"", "the columns of the ledger"));
        Examples.Add(("cuvee query build/quickstart/assistant \"FROM ledger WHERE state = 'dropped'\" --json", "the same rows as an array of objects"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var isCsv = line.GetValue(_csv);
        if (isCsv && screen.IsJson) throw new CuveeException("query: --csv and --json exclude each other; choose one");
        using var asked = DatasetQuestion.Ask(DatasetFolder.One(line.GetRequiredValue(_folder)), line.GetRequiredValue(_sql), Environment.ProcessorCount);
        if (screen.IsJson)
        {
            screen.Json(stream => WriteJson(stream, asked.Question));
            return ExitCodes.Done;
        }

        using var rows = asked.Question.AnswerText();
        if (isCsv) WriteCsv(screen.Out, rows);
        else ResultTable.Write(screen, rows);
        return ExitCodes.Done;
    }

    private static void WriteJson(Stream stream, DuckDbQuestion question)
    {
        using var rows = question.AnswerJson();
        var separator = "[\n"u8;
        var isEmpty = true;
        foreach (var row in rows)
        {
            stream.Write(separator);
            stream.Write(row);
            separator = ",\n"u8;
            isEmpty = false;
        }

        stream.Write(isEmpty ? "[]\n"u8 : "\n]\n"u8);
    }

    /// <summary>RFC 4180 with line feeds; a null is nothing, an empty text is <c>""</c>.</summary>
    private static void WriteCsv(TextWriter target, TextRows rows)
    {
        target.WriteLine(string.Join(',', rows.Columns.Select(column => Quote(column.Name))));
        foreach (var row in rows) target.WriteLine(string.Join(',', row.Select(cell => cell is null ? "" : Quote(cell))));
    }

    private static string Quote(string cell)
    {
        if (cell.Length > 0 && cell.AsSpan().IndexOfAny(",\"\r\n") < 0) return cell;
        return new StringBuilder(cell).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }
}
