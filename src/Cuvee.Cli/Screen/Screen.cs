using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cuvee.Cli;

/// <summary>
/// The two outputs of the program and how to write to them: colours only on a terminal that wants them, and with <c>--json</c> nothing but
/// the one document on standard output.
/// </summary>
internal sealed class Screen : IDisposable
{
    /// <summary>Of lines where nobody says how wide the screen is.</summary>
    private const int DefaultColumns = 80;

    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _error;
    private readonly Stream _standardOutput = Console.OpenStandardOutput();

    public Screen(bool isJson, bool isQuiet, bool isDebug)
    {
        (IsJson, IsQuiet, IsDebug) = (isJson, isQuiet, isDebug);
        _error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        Out = isJson ? _error : new StreamWriter(_standardOutput, new UTF8Encoding(false), bufferSize: 16 * 1024) { NewLine = "\n" };
        var isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is null or "dumb";
        IsLive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        OutStyle = new Style(!isPlain && !(isJson ? Console.IsErrorRedirected : Console.IsOutputRedirected));
        ErrorStyle = new Style(!isPlain && !Console.IsErrorRedirected);
    }

    /// <summary>One JSON document on standard output is asked for.</summary>
    public bool IsJson { get; }

    /// <summary>No progress is wanted.</summary>
    public bool IsQuiet { get; }

    /// <summary>Stack traces are wanted.</summary>
    public bool IsDebug { get; }

    /// <summary>Where text for people goes: standard output, or standard error beside a JSON document.</summary>
    public TextWriter Out { get; }

    public TextWriter Error => _error;

    public Style OutStyle { get; }

    public Style ErrorStyle { get; }

    /// <summary>Standard error is a terminal on which a line can be written again.</summary>
    public bool IsLive { get; }

    /// <summary>Columns of a line of <see cref="Out"/>: the terminal's, else the variable COLUMNS, else 80.</summary>
    public int Columns
    {
        get
        {
            if (!Console.IsOutputRedirected || !Console.IsErrorRedirected)
            {
                var width = Console.WindowWidth;
                if (width > 0) return width;
            }

            return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? columns : DefaultColumns;
        }
    }

    public void Line(string text = "") => Out.WriteLine(text);

    /// <summary>Writes the members of the one JSON object to standard output.</summary>
    public void Json(Action<Utf8JsonWriter> members) => Json(stream =>
    {
        using (var writer = new Utf8JsonWriter(stream, JsonOptions))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    });

    /// <summary>Writes the one JSON document to standard output; nothing is written when <paramref name="write"/> throws.</summary>
    public void Json(Action<Stream> write)
    {
        using var document = new MemoryStream();
        write(document);
        document.WriteTo(_standardOutput);
    }

    public void Warn(string message) => _error.WriteLine($"{ErrorStyle.Yellow("warning:")} {message}");

    public void Fail(string message) => _error.WriteLine($"{ErrorStyle.Red("error:")} {message}");

    /// <summary>Writes out what waits; the outputs themselves belong to the process.</summary>
    public void Dispose()
    {
        Out.Dispose();
        _error.Dispose();
        _standardOutput.Dispose();
    }
}
