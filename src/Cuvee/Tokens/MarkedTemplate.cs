using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// The templates of model families, which put marks around each turn. Tool definitions stand at the end of the system turn, of which one is made where there is
/// none; where a family has no system turn it stands in front of the first user turn, two line feeds between.
/// </summary>
internal sealed class MarkedTemplate : ChatTemplate
{
    /// <summary>By name.</summary>
    public static readonly FrozenDictionary<string, MarkedTemplate> All = new Dictionary<string, MarkedTemplate>
    {
        ["chatml"] = new("", role => ($"<|im_start|>{role}\n", "<|im_end|>\n"), "assistant", "tool", ["<|im_start|>", "<|im_end|>"]),
        ["llama3"] = new(
            "<|begin_of_text|>", role => ($"<|start_header_id|>{role}<|end_header_id|>\n\n", "<|eot_id|>"), "assistant", "ipython",
            ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"])
        { Trims = true },
        ["mistral"] = new("<s>", role => role == "assistant" ? (" ", "</s>") : ("[INST] ", " [/INST]"), "assistant", "user", ["<s>", "</s>", "[INST]", "[/INST]"]) { JoinsSystem = true },
        ["gemma"] = new(
            "<bos>", role => ($"<start_of_turn>{role}\n", "<end_of_turn>\n"), "model", "user", ["<bos>", "<start_of_turn>", "<end_of_turn>"])
        { Trims = true, JoinsSystem = true },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly byte[] _begin;
    private readonly (byte[] Before, byte[] Behind)[] _marks;

    private MarkedTemplate(string begin, Func<string, (string Before, string Behind)> marks, string assistant, string tool, ImmutableArray<string> controlTokens)
    {
        ControlTokens = controlTokens;
        _begin = Encoding.UTF8.GetBytes(begin);
        _marks = [.. new[] { "system", "user", assistant, tool }.Select(marks).Select(mark => (Encoding.UTF8.GetBytes(mark.Before), Encoding.UTF8.GetBytes(mark.Behind)))];
    }

    public override ImmutableArray<string> ControlTokens { get; }

    private bool Trims { get; init; }

    private bool JoinsSystem { get; init; }

    public override bool Render(ReadOnlySpan<Turn> turns, Utf8 tools, ByteBuffer target)
    {
        target.Add(_begin);
        var hasSystem = !turns.IsEmpty && turns[0].Role == Role.System;
        var system = hasSystem ? turns[0].Text : default;
        if (hasSystem) turns = turns[1..];
        var isPending = hasSystem || !tools.IsEmpty;
        if (isPending && !JoinsSystem)
        {
            target.Add(_marks[(int)Role.System].Before);
            AddSystem(system, tools, target);
            target.Add(_marks[(int)Role.System].Behind);
            isPending = false;
        }

        foreach (var turn in turns)
        {
            target.Add(_marks[(int)turn.Role].Before);
            if (isPending && turn.Role == Role.User)
            {
                AddSystem(system, tools, target);
                target.Add("\n\n"u8);
                isPending = false;
            }

            AddBody(turn, target, Trims);
            target.Add(_marks[(int)turn.Role].Behind);
        }

        return true;
    }

    private void AddSystem(Utf8 system, Utf8 tools, ByteBuffer target)
    {
        AddBody(new Turn(Role.System, system), target, Trims);
        if (tools.IsEmpty) return;
        if (!system.IsEmpty) target.Add("\n\n"u8);
        target.Add(tools.Span);
    }
}
