using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cuvee.Dedup;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee operators</c>: what a recipe can ask for by name, and every reason that a ledger can give.</summary>
internal sealed class OperatorsCommand : CuveeCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "The operator to show in full", Arity = ArgumentArity.ZeroOrOne };

    public OperatorsCommand()
        : base("operators", "Lists the operators of recipes and the reasons in ledgers")
    {
        _name.CompletionSources.Add(_ => Operators.All.Select(known => new System.CommandLine.Completions.CompletionItem(known.Name)));
        Add(_name);
        Examples.Add(("cuvee operators", "all of them, one line each"));
        Examples.Add(("cuvee operators near", "how surely near-duplicates are found, and in how much memory"));
        Examples.Add(("cuvee operators score", "one with its parameters, defaults, reasons and an example"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var name = line.GetValue(_name);
        var chosen = name is null ? Operators.All : [Find(name)];
        if (screen.IsJson) Json(screen, chosen, name is null);
        else if (name is null) List(screen);
        else Page(screen, chosen[0]);
        return ExitCodes.Done;
    }

    private static Operator Find(string name)
    {
        if (Operators.All.FirstOrDefault(known => known.Name == name || (known as KeyOperator)?.Key == name) is { } found) return found;
        var meant = Suggestion.For(name, Operators.All.Select(known => known.Name));
        throw new CuveeException($"operators: unknown operator '{name}'; {(meant is null ? "cuvee operators lists them" : $"did you mean '{meant}'?")}");
    }

    private static void List(Screen screen)
    {
        Prose.Write(screen, "What a recipe can ask for, and why a record may not be in a dataset: the words of the ledger's columns stage and reason.", 0);
        foreach (var kind in Operators.All.GroupBy(known => known.Kind)) Prose.Definitions(screen, HeadingOf(kind.Key), kind.Select(known => (known.Name, known.Summary)));
        foreach (var stage in LedgerWords.All.GroupBy(word => word.Stage, StringComparer.Ordinal))
        {
            Prose.Definitions(screen, $"Reasons of the stage {stage.Key}:", stage.Select(word => (word.Reason, word.Operator.Length > 0 ? $"{word.Operator}: {word.Meaning}" : word.Meaning)));
        }
    }

    private static void Page(Screen screen, Operator known)
    {
        screen.Line($"{screen.OutStyle.Bold(known.Name)}  {KindOf(known)}, version {known.Version}");
        Prose.Write(screen, known.Summary, 0);
        Prose.Definitions(screen, "Parameters:", known.Parameters.Select(parameter => (parameter.Name, $"{TypeOf(parameter)}, {DefaultOf(parameter)}. {parameter.Summary}")));
        Prose.Definitions(screen, "Reasons:", known.Reasons.Select(reason => (reason.Word, reason.Meaning)));
        screen.Line();
        screen.Line(screen.OutStyle.Bold("Example:"));
        screen.Line(known is KeyOperator ? $"  {known.Example}" : $"  filters: [{known.Example}]");
        if (known == DedupOperators.Near) NearPage.Write(screen);
    }

    private static string HeadingOf(OperatorKind kind) => kind switch
    {
        OperatorKind.Filter => "Filters:",
        OperatorKind.Normalizer => "Normalizers:",
        OperatorKind.Review => "Personal data:",
        OperatorKind.Decontamination => "Decontamination:",
        _ => "Dedup:",
    };

    private static string KindOf(Operator known) => known.Kind.ToString().ToLowerInvariant();

    private static string TypeOf(Parameter parameter)
    {
        var type = parameter.Choices.IsEmpty ? parameter.Type.ToString().ToLowerInvariant() : string.Join(" | ", parameter.Choices);
        return (parameter.Minimum, parameter.Maximum) switch
        {
            ({ } minimum, { } maximum) => string.Create(CultureInfo.InvariantCulture, $"{type} from {minimum} to {maximum}"),
            ({ } minimum, null) => string.Create(CultureInfo.InvariantCulture, $"{type} from {minimum}"),
            _ => type,
        };
    }

    private static string DefaultOf(Parameter parameter) =>
        parameter.IsRequired ? "required" : parameter.Default is { } preset ? $"default {preset}" : "optional";

    private static void Json(Screen screen, IReadOnlyList<Operator> chosen, bool withReasons) => screen.Json(writer =>
    {
        writer.WriteStartArray("operators");
        foreach (var known in chosen) Json(writer, known);
        writer.WriteEndArray();
        if (!withReasons) return;
        writer.WriteObjects("reasons", LedgerWords.All, word =>
        {
            writer.WriteString("reason", word.Reason);
            writer.WriteString("stage", word.Stage);
            if (word.Operator.Length > 0) writer.WriteString("operator", word.Operator);
            writer.WriteString("meaning", word.Meaning);
        });
    });

    private static void Json(Utf8JsonWriter writer, Operator known)
    {
        writer.WriteStartObject();
        writer.WriteString("name", known.Name);
        writer.WriteString("kind", KindOf(known));
        writer.WriteNumber("version", known.Version);
        writer.WriteString("summary", known.Summary);
        writer.WriteString("example", known.Example);
        writer.WriteObjects("parameters", known.Parameters, parameter =>
        {
            writer.WriteString("name", parameter.Name);
            writer.WriteString("type", TypeOf(parameter));
            writer.WriteBoolean("required", parameter.IsRequired);
            writer.WriteString("default", parameter.Default);
            writer.WriteString("summary", parameter.Summary);
        });
        writer.WriteStrings("reasons", known.Reasons.Select(reason => reason.Word));
        if (known == DedupOperators.Near) NearPage.Json(writer);
        writer.WriteEndObject();
    }
}
