using System.Globalization;

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
    public static string Text(object? value) => JinjaPrinter.Text(value);

    /// <summary>What a loop goes over: elements, keys, characters.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> dictionary => dictionary.Keys,
        string text => Characters(text),
        UndefinedValue => [],
        _ => throw new JinjaException($"'{Text(value)}' has no elements"),
    };

    private static IEnumerable<object?> Characters(string text)
    {
        JinjaBudget.CheckList(text.Length);
        return text.EnumerateRunes().Select(rune => (object?)rune.ToString());
    }

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
        ("~", _, _) => Joined(Text(left), Text(right)),
        ("in", _, _) => IsIn(left, right),
        ("+", string first, string second) => Joined(first, second),
        ("+", List<object?> first, List<object?> second) => Joined(first, second),
        ("*", string text, long count) => Repeated(text, count),
        ("<" or ">" or "<=" or ">=", string first, string second) => Compared(sign, string.CompareOrdinal(first, second)),
        (_, long first, long second) => Whole(sign, first, second),
        (_, long or double, long or double) => Fractional(sign, Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => throw new JinjaException($"'{sign}' of values that do not go together"),
    };

    private static string Joined(string first, string second)
    {
        JinjaBudget.CheckText((long)first.Length + second.Length);
        return first + second;
    }

    private static List<object?> Joined(List<object?> first, List<object?> second)
    {
        JinjaBudget.CheckList((long)first.Count + second.Count);
        return [.. first, .. second];
    }

    private static string Repeated(string text, long count)
    {
        if (text.Length == 0 || count <= 0) return string.Empty;
        JinjaBudget.CheckText(Math.Min(count, JinjaBudget.MaxTextLength + 1L) * text.Length);
        return string.Concat(Enumerable.Repeat(text, (int)count));
    }

    public static bool AreEqual(object? left, object? right) => AreEqual(left, right, depth: 0);

    private static bool AreEqual(object? left, object? right, int depth)
    {
        JinjaBudget.CheckNesting(depth);
        return AreSame(left, right, depth + 1);
    }

    private static bool AreSame(object? left, object? right, int depth) => (left, right) switch
    {
        (List<object?> first, List<object?> second) => first.Count == second.Count && first.Zip(second).All(pair => AreEqual(pair.First, pair.Second, depth)),
        (Dictionary<string, object?> first, Dictionary<string, object?> second) =>
            first.Count == second.Count && first.All(entry => second.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other, depth)),
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

    /// <summary>The type of <see cref="Undefined"/>.</summary>
    internal sealed class UndefinedValue;
}
