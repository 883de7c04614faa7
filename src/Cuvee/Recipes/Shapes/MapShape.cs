using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cuvee.Recipes;

/// <summary>A mapping from names of the user's own to values of one shape.</summary>
/// <param name="Name">The name's place holder in the reference page: SOURCE, TAG.</param>
/// <param name="Value">What each value may look like.</param>
internal sealed partial record MapShape(string Name, Shape Value) : Shape
{
    // Made when the program is built: an expression that is made at run time costs every command a tenth of a second.
    // A leading dot would hide the folder, a leading dash would read as an option
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex FileName { get; }

    // The split names that Hugging Face datasets accepts in a file name
    [GeneratedRegex(@"\A[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex SplitName { get; }

    /// <summary>The rule that the names must follow.</summary>
    public NameRule Rule { get; init; } = NameRule.Any;

    /// <summary>Names that mean something else.</summary>
    public IReadOnlyList<string> ReservedNames { get; init; } = [];

    /// <summary>Where only these names mean something; null where any may be chosen.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>An entry's name in an error: <c>source 'pool'</c>.</summary>
    public string EntryWord { get; init; } = "";

    public bool MayBeEmpty { get; init; }

    public override string Words => $"a mapping of {Name} to {Value.Words}";

    public override bool Accepts(Node node) => node is MapNode;

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (Targets is not null)
        {
            schema["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. Targets.Select(target => (JsonNode)target)]) };
        }
        else if (Pattern() is { } pattern)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = pattern.ToString().Replace(@"\A", "^").Replace(@"\z", "$") };
        }

        if (!MayBeEmpty)
        {
            schema["minProperties"] = 1;
        }

        schema["additionalProperties"] = Value.Schema();
        return schema;
    }

    /// <summary>Checks one entry; an object with free names uses this for the names it does not know.</summary>
    public void CheckEntry(ScalarNode name, Node value, Problems problems)
    {
        if (ReservedNames.Contains(name.Text))
        {
            problems.Add(name.Mark, $"'{name.Text}' is a reserved word; choose another name");
        }
        else if (Targets is not null && !Targets.Contains(name.Text))
        {
            problems.Add(name.Mark, $"unknown name '{name.Text}'{Spelling.Advice(name.Text, Targets)}");
        }
        else if (name.Text.Length == 0 || Pattern() is { } pattern && !pattern.IsMatch(name.Text))
        {
            problems.Add(name.Mark, $"'{name.Text}' cannot be a name; use {NameWords()}");
        }

        Value.Check(value, $"{EntryWord}'{name.Text}'", problems);
    }

    protected override void CheckFitting(Node node, string what, Problems problems)
    {
        var map = (MapNode)node;
        if (map.Entries.IsEmpty && !MayBeEmpty)
        {
            problems.Add(node.Mark, $"{what} is empty; add an entry or remove the key");
        }

        foreach (var (name, value) in map.Entries)
        {
            CheckEntry(name, value, problems);
        }
    }

    /// <summary>Whether a text follows <see cref="NameRule.File"/>.</summary>
    public static bool IsFileName(string text) => FileName.IsMatch(text);

    private Regex? Pattern() => Rule switch
    {
        NameRule.File => FileName,
        NameRule.Split => SplitName,
        _ => null,
    };

    private string NameWords() => Rule switch
    {
        NameRule.File => "letters, digits, '.', '_' and '-', with a letter, digit or '_' first",
        NameRule.Split => "letters, digits and '_', with single dots between",
        _ => "at least one character",
    };
}
