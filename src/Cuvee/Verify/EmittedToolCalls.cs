using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Tools;

namespace Cuvee.Verify;

/// <summary>Looks at the tool calls of emitted lines, from their bytes. One instance serves one worker.</summary>
internal sealed class EmittedToolCalls(EmittedTexts texts, Recipes.ToolCallsGate gate, ToolSchema schema, IReadOnlySet<int> repeated)
{
    private readonly EmittedRecords _records = new(texts);
    private readonly JsonTape _parts = new(JsonTape.RowDepth);
    private readonly CallCheck _check = new(schema, gate.Context);
    private readonly TextCalls _text = new();
    private CallTally _tally = new();

    /// <summary>What the lines of a range are.</summary>
    public CallTally Search(Range lines)
    {
        _tally = new CallTally();
        for (var line = lines.Start.Value; line < lines.End.Value; line++)
        {
            var offences = new CallOffences(line);
            var isRead = false;
            _records.Read(line, record =>
            {
                isRead = true;
                // A rejected answer, or one with the label false, is there to show what is wrong
                if (record.Label != false) Look(record, offences);
            });
            if (!isRead) offences.Add(CallRule.Record, () => "it is no record");
            if (!offences.IsEmpty) _tally.Offending.Add(offences);
        }

        return _tally;
    }

    private void Look(Record record, CallOffences offences)
    {
        var offered = Offered(record.Tools);
        var calls = 0;
        foreach (var turn in record.Turns)
        {
            if (turn.Role == Role.Assistant) calls += LookAtAnswer(turn, offered, offences);
            else if (turn.Role == Role.User && turn.Text.Span.StartsWith("Result:"u8)) Expect("no_result_in_prompts", CallRule.NoResultInPrompts, "a user turn begins with 'Result:'", offences);
        }

        _tally.Calls += calls;
        if (calls > 0) _tally.LinesWithCalls++;
        else Expect("call", CallRule.Call, "it has no tool call", offences);
        if (!IsSingleTurn(record.Turns)) Expect("single_turn", CallRule.SingleTurn, "it is not one user and one assistant turn", offences);
        if (repeated.Contains(offences.Line)) Expect("unique", CallRule.Unique, "an earlier line is the same", offences);
    }

    private int LookAtAnswer(Turn turn, HashSet<Utf8>? offered, CallOffences offences)
    {
        var calls = 0;
        if (turn.Text.Span.IndexOf("Result:"u8) >= 0) Expect("no_result_in_answers", CallRule.NoResultInAnswers, "an answer holds 'Result:'", offences);
        _text.Read(turn.Text);
        foreach (var call in _text.Calls) Take(call.Name, call.Arguments, ref calls);
        if (!turn.ToolCalls.IsEmpty && _parts.Parse(turn.ToolCalls) == JsonFault.None)
        {
            foreach (var call in _parts.Root.Elements())
            {
                var function = call["function"u8].Kind == JsonKind.Object ? call["function"u8] : call;
                Take(function["name"u8].Text, ArgumentsOf(function), ref calls);
            }
        }

        if (calls > 0 && _text.HasMore) Expect("calls_only", CallRule.CallsOnly, "an answer says more than its tool calls", offences);
        return calls;

        void Take(Utf8 name, Utf8 arguments, ref int count)
        {
            count++;
            var known = _tally.Tools.TryGetValue(name, out var before) ? name : name.Detach();
            _tally.Tools[known] = before + 1;
            _check.Check(name, arguments, offered, offences);
        }
    }

    /// <summary>OpenAI writes the arguments as a text that holds JSON, others as the object itself.</summary>
    private static Utf8 ArgumentsOf(JsonNode function)
    {
        var arguments = function["arguments"u8];
        return arguments.Kind == JsonKind.Text ? arguments.Text : arguments.Source;
    }

    /// <summary>The names of the tools that a record offers; null where it offers none, or they cannot be read.</summary>
    private HashSet<Utf8>? Offered(Utf8 tools)
    {
        if (tools.IsEmpty || _parts.Parse(tools) != JsonFault.None) return null;
        var root = _parts.Root;
        if (root.Kind == JsonKind.Text)
        {
            var inner = root.Text.Detach();
            if (_parts.Parse(inner) != JsonFault.None) return null;
            root = _parts.Root;
        }

        var names = new HashSet<Utf8>();
        foreach (var tool in root.Elements())
        {
            var name = tool["function"u8].Kind == JsonKind.Object ? tool["function"u8]["name"u8].Text : tool["name"u8].Text;
            if (!name.IsEmpty) names.Add(name.Detach());
        }

        return names.Count > 0 ? names : null;
    }

    private void Expect(string word, CallRule rule, string sentence, CallOffences offences)
    {
        if (gate.Expect.Contains(word)) offences.Add(rule, () => sentence);
    }

    /// <summary>System turns aside.</summary>
    private static bool IsSingleTurn(ImmutableArray<Turn> turns)
    {
        var (users, answers, others) = (0, 0, 0);
        foreach (var turn in turns)
        {
            if (turn.Role == Role.User && answers == 0) users++;
            else if (turn.Role == Role.Assistant) answers++;
            else if (turn.Role != Role.System) others++;
        }

        return (users, answers, others) == (1, 1, 0);
    }
}
