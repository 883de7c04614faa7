using Cuvee.Tools;

namespace Cuvee.Verify;

/// <summary>Puts what tool calls were found to be into numbers and words. A rule that was not asked for is in neither.</summary>
/// <param name="gate">The rules.</param>
/// <param name="tally">What was found.</param>
/// <param name="lines">How many lines there are.</param>
/// <param name="place">Where a line stands.</param>
internal sealed class CallSentences(Recipes.ToolCallsGate gate, CallTally tally, int lines, Func<int, string> place)
{
    /// <summary>What is counted, in lines but for the calls: under the name of a rule, the lines that offend against it.</summary>
    public IEnumerable<KeyValuePair<string, long>> Figures() =>
    [
        KeyValuePair.Create("lines", (long)lines),
        KeyValuePair.Create("lines_with_calls", tally.LinesWithCalls),
        KeyValuePair.Create("calls", tally.Calls),
        .. Rules().Select(rule => KeyValuePair.Create($"offending_{rule.Figure}", CountOf(rule.Rule))),
    ];

    /// <summary>One sentence for each rule.</summary>
    public IEnumerable<string> All() => Rules().Where(rule => rule.SaysWhatIsSo || CountOf(rule.Rule) > 0).Select(Say);

    private string Say((CallRule Rule, string Figure, bool IsOfCalls, bool SaysWhatIsSo, string Words) rule)
    {
        var offending = CountOf(rule.Rule);
        var total = rule.IsOfCalls ? tally.LinesWithCalls : lines;
        var sentence = $"{(rule.SaysWhatIsSo ? total - offending : offending):N0} of {total:N0} lines{(rule.IsOfCalls ? " with tool calls" : string.Empty)} {rule.Words}";
        return offending == 0 ? sentence : $"{sentence}; {(rule.SaysWhatIsSo ? "first that does not" : "first")}: {place(tally.Offending.Find(line => line.Has(rule.Rule))!.Line)}";
    }

    private long CountOf(CallRule rule) => tally.Offending.LongCount(line => line.Has(rule));

    private IEnumerable<(CallRule Rule, string Figure, bool IsOfCalls, bool SaysWhatIsSo, string Words)> Rules()
    {
        yield return (CallRule.Record, "record", false, false, "cannot be read as records");
        yield return (CallRule.Arguments, "arguments", true, false, "have arguments that are no JSON object");
        yield return (CallRule.Known, "known", true, false, "call what is not in the schema");
        yield return (CallRule.Offered, "offered", true, false, "call what the record does not offer");
        yield return (CallRule.Required, "required", true, false, "lack a required parameter");
        yield return (CallRule.Expected, "expected", true, false, "give a parameter that the tool does not have");
        yield return (CallRule.Type, "type", true, false, "give a value of another type");
        foreach (var rule in Context().Where(rule => rule.IsAsked)) yield return (rule.Rule, $"context_{rule.Rule.ToString().ToLowerInvariant()}", true, true, rule.Words);
        foreach (var rule in Expectations().Where(rule => gate.Expect.Contains(rule.Word))) yield return (rule.Rule, rule.Word, false, rule.SaysWhatIsSo, rule.Words);
    }

    private IEnumerable<(CallRule Rule, bool IsAsked, string Words)> Context()
    {
        if (gate.Context is not { } context) yield break;
        yield return (CallRule.Fields, !context.Fields.IsEmpty, $"have every field of '{context.Key}' ({context.Fields.Length})");
        yield return (CallRule.First, context.IsFirst, $"have '{context.Key}' as the first argument");
        yield return (CallRule.Patterns, !context.Patterns.IsEmpty, $"have {string.Join(", ", context.Patterns.Select(pattern => pattern.Key))} of the required form");
        yield return (CallRule.Lengths, !context.Lengths.IsEmpty, $"have {string.Join(", ", context.Lengths.Select(length => $"{length.Key} of at least {length.Value:N0} characters"))}");
        yield return (CallRule.Filled, !context.Filled.IsEmpty, $"have {string.Join(", ", context.Filled)} filled in");
        yield return (CallRule.Distinct, !context.Distinct.IsEmpty, $"have different texts in {string.Join(", ", context.Distinct)}");
    }

    private static IEnumerable<(CallRule Rule, string Word, bool SaysWhatIsSo, string Words)> Expectations() =>
    [
        (CallRule.Call, "call", true, "have a tool call"),
        (CallRule.SingleTurn, "single_turn", true, "are one user and one assistant turn"),
        (CallRule.CallsOnly, "calls_only", false, "say more than their tool calls"),
        (CallRule.NoResultInAnswers, "no_result_in_answers", false, "hold 'Result:' in an answer"),
        (CallRule.NoResultInPrompts, "no_result_in_prompts", false, "have a user turn that begins with 'Result:'"),
        (CallRule.Unique, "unique", false, "repeat an earlier one"),
    ];
}
