using System.Collections.Frozen;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>The words that data sets use for the one who speaks.</summary>
internal static class Roles
{
    /// <summary>The role of a turn that holds a function call as JSON in its text: an assistant turn with a tool call.</summary>
    private const string FunctionCall = "function_call";

    private static readonly FrozenDictionary<string, Role> Words = new Dictionary<string, Role>
    {
        ["system"] = Role.System,
        ["developer"] = Role.System,
        ["user"] = Role.User,
        ["human"] = Role.User,
        ["client"] = Role.User,
        ["patient"] = Role.User,
        ["customer"] = Role.User,
        ["prompter"] = Role.User,
        ["student"] = Role.User,
        ["assistant"] = Role.Assistant,
        ["gpt"] = Role.Assistant,
        ["chatgpt"] = Role.Assistant,
        ["bot"] = Role.Assistant,
        ["bing"] = Role.Assistant,
        ["bard"] = Role.Assistant,
        ["claude"] = Role.Assistant,
        ["model"] = Role.Assistant,
        ["ai"] = Role.Assistant,
        ["agent"] = Role.Assistant,
        ["therapist"] = Role.Assistant,
        ["counselor"] = Role.Assistant,
        ["teacher"] = Role.Assistant,
        ["tool"] = Role.Tool,
        ["function"] = Role.Tool,
        ["observation"] = Role.Tool,
        ["tool_response"] = Role.Tool,
        ["function_response"] = Role.Tool,
        ["tool_result"] = Role.Tool,
        ["ipython"] = Role.Tool,
        [FunctionCall] = Role.Assistant,
        ["function-call"] = Role.Assistant,
        ["tool_call"] = Role.Assistant,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Role>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The role of a word, in any case; false for a word that is not known.</summary>
    public static bool TryParse(ReadOnlySpan<byte> word, out Role role, out bool isFunctionCall)
    {
        isFunctionCall = false;
        if (word.SequenceEqual("user"u8)) role = Role.User;
        else if (word.SequenceEqual("assistant"u8)) role = Role.Assistant;
        else if (word.SequenceEqual("system"u8)) role = Role.System;
        else
        {
            role = default;
            if (word.Length > 24) return false;
            Span<char> text = stackalloc char[24];
            var length = Encoding.UTF8.GetChars(word, text);
            if (!BySpan.TryGetValue(text[..length], out role)) return false;
            isFunctionCall = role == Role.Assistant && word.Length > 8 && (word.EndsWith("_call"u8) || word.EndsWith("-call"u8));
        }

        return true;
    }

    /// <summary>The word of the OpenAI messages format.</summary>
    public static ReadOnlySpan<byte> Word(Role role) => role switch
    {
        Role.System => "system"u8,
        Role.User => "user"u8,
        Role.Assistant => "assistant"u8,
        _ => "tool"u8,
    };
}
