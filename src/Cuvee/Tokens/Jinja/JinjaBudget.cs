namespace Cuvee.Tokens.Jinja;

/// <summary>What one rendering may take: a template that never ends, or whose text only grows, fails for its record as one that refuses it does.</summary>
internal sealed class JinjaBudget
{
    /// <summary>How deep statements, expressions and values may stand in each other. Templates of published models stay below 20.</summary>
    public const int MaxNesting = 200;

    /// <summary>Of one value and of the output, in UTF-16 units: 64 MiB.</summary>
    public const int MaxTextLength = 32 * 1024 * 1024;

    /// <summary>Of one list, in elements.</summary>
    public const int MaxListLength = 4 * 1024 * 1024;

    /// <summary>Turns of all loops and calls together, about a microsecond each.</summary>
    public const long MaxSteps = 1_000_000;

    private long _steps;

    public void Take(long steps = 1)
    {
        if ((_steps += steps) > MaxSteps) throw new JinjaException("the template takes too many steps");
    }

    /// <summary>Takes what work on a whole value costs: a step for each 1024 characters or 64 elements.</summary>
    public void TakeFor(object? value) => Take(value switch
    {
        string text => text.Length / 1024,
        List<object?> list => list.Count / 64,
        Dictionary<string, object?> dictionary => dictionary.Count / 64,
        _ => 0,
    });

    public static void CheckText(long length)
    {
        if (length > MaxTextLength) throw new JinjaException("the template makes a text that is too long");
    }

    public static void CheckList(long length)
    {
        if (length > MaxListLength) throw new JinjaException("the template makes a list that is too long");
    }

    public static void CheckNesting(int depth)
    {
        if (depth > MaxNesting) throw new JinjaException("the template makes a value that is nested too deep");
    }
}
