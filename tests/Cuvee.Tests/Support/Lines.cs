using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cuvee.Tests.Support;

/// <summary>Short ways to write input records.</summary>
internal static class Lines
{
    public static string Alpaca(string instruction, string output) => $"{{\"instruction\": {Text(instruction)}, \"output\": {Text(output)}}}";

    /// <summary>A chat whose turns are, in this order, the user's and the assistant's.</summary>
    public static string Chat(params string[] turns) =>
        new JsonObject { ["messages"] = new JsonArray([.. turns.Select((text, i) => new JsonObject { ["role"] = i % 2 == 0 ? "user" : "assistant", ["content"] = text })]) }.ToJsonString();

    /// <summary>A text as JSON.</summary>
    public static string Text(string text) => JsonSerializer.Serialize(text);

    /// <summary>Question and answer of many records, all different.</summary>
    public static IEnumerable<string> Many(int count, int seed)
    {
        var random = new Random(seed);
        string[] words = ["map", "river", "copper", "señal", "日本", "lantern", "quiet", "orbit", "straße", "ember", "field", "🦊", "stone", "garden", "verse"];
        for (var i = 0; i < count; i++)
        {
            var sentence = string.Join(' ', Enumerable.Range(0, random.Next(5, 60)).Select(_ => words[random.Next(words.Length)]));
            yield return Alpaca($"Question {i}: {sentence}?", $"Answer {i}: {sentence}.");
        }
    }
}
