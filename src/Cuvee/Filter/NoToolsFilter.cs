using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records that use or define tools.</summary>
public sealed record NoToolsFilter : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "no_tools",
        Version = 1,
        Summary = "Drops records with tool calls, tool turns or tool definitions, wherever the raw record holds them.",
        Example = "no_tools",
        Reasons = [new("tools", "the record calls, answers or defines a tool")],
        Create = _ => new NoToolsFilter(),
    };

    /// <summary>Columns that hold tools in the published formats, looked at even where the source's mapping leaves them out.</summary>
    private static readonly ImmutableArray<string> RawFields = ["tools", "functions", "tool_calls", "function_call"];

    public Verdict Judge(Record record)
    {
        var hasTools = IsFilled(record.Tools.Span) || HasToolTurn(record.Turns) || HasToolTurn(record.Rejected) || HasRawField(record.Raw);
        return hasTools ? new("tools") : Verdict.Keep;
    }

    private static bool HasToolTurn(ImmutableArray<Turn> turns)
    {
        foreach (var turn in turns)
        {
            if (turn.Role == Role.Tool || IsFilled(turn.ToolCalls.Span))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasRawField(IRawFields raw)
    {
        foreach (var path in RawFields)
        {
            var value = raw.Field(path);
            if (value.Kind is FieldKind.Array or FieldKind.Object or FieldKind.Text && IsFilled(value.Text.Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not blank and not an empty JSON array or object, whether written as JSON or as a text that holds JSON.</summary>
    private static bool IsFilled(ReadOnlySpan<byte> json)
    {
        json = json.Trim(" \t\r\n"u8);
        if (json is [(byte)'[', .. var items, (byte)']'])
        {
            json = items;
        }
        else if (json is [(byte)'{', .. var members, (byte)'}'])
        {
            json = members;
        }

        return !json.Trim(" \t\r\n"u8).IsEmpty && !json.SequenceEqual("null"u8);
    }
}
