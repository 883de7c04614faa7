using System.Globalization;
using System.Text;
using Cuvee.Json;

namespace Cuvee.Tokens.Jinja;

/// <summary>Writes values as Python prints them and as its JSON writer does.</summary>
internal static class JinjaPrinter
{
    /// <summary>The value as the template prints it.</summary>
    public static string Text(object? value)
    {
        if (value is string text) return text;
        var target = new JinjaText();
        Print(target, value, depth: 0);
        return target.ToString();
    }

    /// <summary>The value as JSON, as Python writes it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">Blanks for each level, or null for one line.</param>
    /// <param name="comma">Between elements; by default with a blank behind it where all stands on one line.</param>
    /// <param name="colon">Between key and value.</param>
    public static string Json(object? value, int? indent = null, string? comma = null, string colon = ": ")
    {
        var target = new JinjaText();
        new JsonPrinter(target, indent, comma ?? (indent is null ? ", " : ","), colon).Write(value, depth: 0);
        return target.ToString();
    }

    private static void Print(JinjaText target, object? value, int depth)
    {
        JinjaBudget.CheckNesting(depth);
        switch (value)
        {
            case List<object?> list:
                target.Add("[").AddAll(list, ", ", item => Show(target, item, depth + 1)).Add("]");
                break;
            case Dictionary<string, object?> dictionary:
                target.Add("{").AddAll(dictionary, ", ", entry =>
                {
                    target.Add(Quoted(entry.Key)).Add(": ");
                    Show(target, entry.Value, depth + 1);
                }).Add("}");
                break;
            default:
                target.Add(Scalar(value));
                break;
        }
    }

    private static void Show(JinjaText target, object? value, int depth)
    {
        if (value is string text) target.Add(Quoted(text));
        else Print(target, value, depth);
    }

    private static string Scalar(object? value) => value switch
    {
        null => "None",
        JinjaValues.UndefinedValue => string.Empty,
        bool truth => truth ? "True" : "False",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number == Math.Floor(number) && Math.Abs(number) < 1e16 ? number.ToString("0.0", CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture),
        _ => throw new JinjaException("a function is printed"),
    };

    /// <summary>As Python shows a text inside a list.</summary>
    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var shown = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => shown.Append(@"\\"),
                '\n' => shown.Append(@"\n"),
                '\r' => shown.Append(@"\r"),
                '\t' => shown.Append(@"\t"),
                _ when character == quote => shown.Append('\\').Append(quote),
                _ => shown.Append(character),
            };
        }

        return shown.Append(quote).ToString();
    }

    private sealed class JsonPrinter(JinjaText target, int? indent, string comma, string colon)
    {
        public void Write(object? value, int depth)
        {
            JinjaBudget.CheckNesting(depth);
            switch (value)
            {
                case List<object?> { Count: > 0 } list:
                    target.Add("[").Add(Break(depth + 1)).AddAll(list, comma + Break(depth + 1), item => Write(item, depth + 1)).Add(Break(depth)).Add("]");
                    break;
                case Dictionary<string, object?> { Count: > 0 } dictionary:
                    target.Add("{").Add(Break(depth + 1)).AddAll(dictionary, comma + Break(depth + 1), entry =>
                    {
                        target.Add(Quoted(entry.Key)).Add(colon);
                        Write(entry.Value, depth + 1);
                    }).Add(Break(depth)).Add("}");
                    break;
                default:
                    target.Add(Scalar(value));
                    break;
            }
        }

        private string Break(int depth) => indent is { } width ? "\n" + new string(' ', width * depth) : string.Empty;

        private static string Scalar(object? value) => value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            string text => Quoted(text),
            List<object?> => "[]",
            Dictionary<string, object?> => "{}",
            JinjaValues.UndefinedValue => throw new JinjaException("an undefined value is written as JSON"),
            _ => Text(value),
        };

        private static string Quoted(string text)
        {
            var json = new ByteBuffer(text.Length + 2);
            JsonText.WriteText(json, Encoding.UTF8.GetBytes(text));
            return Encoding.UTF8.GetString(json.Written);
        }
    }
}
