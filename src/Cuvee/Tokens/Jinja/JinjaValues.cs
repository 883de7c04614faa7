using System.Globalization;
using System.Text;
using Cuvee.Json;

namespace Cuvee.Tokens.Jinja;

/// <summary>
/// Values of a template as Python has them: null (none), bool, long, double, string, lists, dictionaries with text keys, functions, and the undefined value.
/// </summary>
internal static class JinjaValues
{
    /// <summary>What a name without a value has: empty as a text, false as a condition, an error where something is asked of it.</summary>
    public static readonly object Undefined = new UndefinedValue();

    public static bool IsTrue(object? value) => value switch
    {
        null or UndefinedValue => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> dictionary => dictionary.Count > 0,
        _ => true,
    };

    /// <summary>The value as the template prints it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "None",
        UndefinedValue => string.Empty,
        bool truth => truth ? "True" : "False",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number == Math.Floor(number) && Math.Abs(number) < 1e16 ? number.ToString("0.0", CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture),
        List<object?> list => $"[{string.Join(", ", list.Select(Shown))}]",
        Dictionary<string, object?> dictionary => $"{{{string.Join(", ", dictionary.Select(entry => $"{Shown(entry.Key)}: {Shown(entry.Value)}"))}}}",
        _ => throw new JinjaException("a function is printed"),
    };

    /// <summary>The value as JSON, as Python writes it: a space behind commas and colons.</summary>
    public static string Json(object? value, int? indent = null, int depth = 0)
    {
        var (open, between, close) = indent is { } width
            ? ($"\n{new string(' ', width * (depth + 1))}", $",\n{new string(' ', width * (depth + 1))}", $"\n{new string(' ', width * depth)}")
            : (string.Empty, ", ", string.Empty);
        return value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            string text => Quoted(text),
            List<object?> { Count: 0 } => "[]",
            Dictionary<string, object?> { Count: 0 } => "{}",
            List<object?> list => $"[{open}{string.Join(between, list.Select(item => Json(item, indent, depth + 1)))}{close}]",
            Dictionary<string, object?> dictionary => $"{{{open}{string.Join(between, dictionary.Select(entry => $"{Json(entry.Key)}: {Json(entry.Value, indent, depth + 1)}"))}{close}}}",
            UndefinedValue => throw new JinjaException("an undefined value is written as JSON"),
            _ => Text(value),
        };
    }

    /// <summary>What a loop goes over: elements, keys, characters.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> dictionary => dictionary.Keys,
        string text => text.EnumerateRunes().Select(rune => (object?)rune.ToString()),
        UndefinedValue => [],
        _ => throw new JinjaException($"'{Text(value)}' has no elements"),
    };

    public static object? Member(object? of, object? key)
    {
        switch (of, key)
        {
            case (UndefinedValue, _):
                throw new JinjaException($"'{Text(key)}' is asked of an undefined value");
            case (Dictionary<string, object?> dictionary, string name):
                return dictionary.TryGetValue(name, out var value) ? value : Undefined;
            case (List<object?> list, long index):
                return index < 0 && index + list.Count >= 0 ? list[(int)(index + list.Count)] : index >= 0 && index < list.Count ? list[(int)index] : Undefined;
            case (string text, long index):
                var characters = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
                var place = index < 0 ? index + characters.Count : index;
                return place >= 0 && place < characters.Count ? characters[(int)place] : Undefined;
            default:
                return Undefined;
        }
    }

    public static object? Slice(object? of, long? start, long? end, long step)
    {
        if (step == 0) throw new JinjaException("a slice has the step 0");
        var items = Items(of).ToList();
        var (first, last) = step > 0 ? (Clamp(start ?? 0, 0, items.Count), Clamp(end ?? items.Count, 0, items.Count)) : (Clamp(start ?? items.Count - 1, -1, items.Count - 1), end is null ? -1 : Clamp(end.Value, -1, items.Count - 1));
        var chosen = new List<object?>();
        for (var i = first; step > 0 ? i < last : i > last; i += step) chosen.Add(items[(int)i]);
        return of is string ? string.Concat(chosen.Select(Text)) : chosen;

        long Clamp(long index, long low, long high) => Math.Clamp(index < 0 ? index + items.Count : index, low, high);
    }

    public static object? Compute(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("==", _, _) => AreEqual(left, right),
        ("!=", _, _) => !AreEqual(left, right),
        ("~", _, _) => Text(left) + Text(right),
        ("in", _, _) => IsIn(left, right),
        ("+", string first, string second) => first + second,
        ("+", List<object?> first, List<object?> second) => first.Concat(second).ToList(),
        ("*", string text, long count) => string.Concat(Enumerable.Repeat(text, (int)Math.Clamp(count, 0, 100_000))),
        ("<" or ">" or "<=" or ">=", string first, string second) => Compared(sign, string.CompareOrdinal(first, second)),
        (_, long first, long second) => Whole(sign, first, second),
        (_, long or double, long or double) => Fractional(sign, Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => throw new JinjaException($"'{sign}' of values that do not go together"),
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (List<object?> first, List<object?> second) => first.Count == second.Count && first.Zip(second).All(pair => AreEqual(pair.First, pair.Second)),
        (Dictionary<string, object?> first, Dictionary<string, object?> second) =>
            first.Count == second.Count && first.All(entry => second.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other)),
        (long first, double second) => first.Equals((long)second) && second.Equals(Math.Floor(second)),
        (double, long) => AreEqual(right, left),
        _ => Equals(left, right),
    };

    private static bool IsIn(object? item, object? list) => (item, list) switch
    {
        (string part, string text) => text.Contains(part, StringComparison.Ordinal),
        (string key, Dictionary<string, object?> dictionary) => dictionary.ContainsKey(key),
        (_, UndefinedValue) => false,
        (_, null or bool or long or double) => throw new JinjaException("'in' of something that has no elements"),
        _ => Items(list).Any(other => AreEqual(item, other)),
    };

    private static object Whole(string sign, long left, long right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" or "//" or "%" when right == 0 => throw new JinjaException("a division by 0"),
        "/" => (double)left / right,
        "//" => (long)Math.Floor((double)left / right),
        "%" => (left % right + right) % right,
        _ => Compared(sign, left.CompareTo(right)),
    };

    private static object Fractional(string sign, double left, double right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        _ => Compared(sign, left.CompareTo(right)),
    };

    private static object Compared(string sign, int order) => sign switch
    {
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        ">=" => order >= 0,
        _ => throw new JinjaException($"'{sign}' is not supported for these values"),
    };

    private static string Quoted(string text)
    {
        var json = new ByteBuffer(text.Length + 2);
        JsonText.WriteText(json, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(json.Written);
    }

    /// <summary>As Python shows a value inside a list.</summary>
    private static string Shown(object? value)
    {
        if (value is not string text) return Text(value);
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

    /// <summary>The type of <see cref="Undefined"/>.</summary>
    internal sealed class UndefinedValue;
}
