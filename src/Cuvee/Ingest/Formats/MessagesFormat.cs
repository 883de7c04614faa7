using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>A list of turns: OpenAI messages, ShareGPT conversations, and both with a KTO label.</summary>
internal static class MessagesFormat
{
    public static bool Fits(KnownFields fields) => fields[KnownField.Messages] is { Kind: JsonKind.Array } list && FitsList(list);

    /// <summary>True when the first element looks like a turn, or the list is empty.</summary>
    public static bool FitsList(JsonNode list)
    {
        foreach (var element in list.Elements()) return TurnReader.LooksLikeTurn(element);
        return true;
    }

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        var list = fields[KnownField.Messages];
        draft.Begin(fields, FormatOf(list));
        if (fields[KnownField.Label].Kind is JsonKind.True or JsonKind.False) draft.Format = RecordFormat.Kto;
        draft.AddSystem();
        return draft.AddTurns(list);
    }

    public static RecordFormat FormatOf(JsonNode list)
    {
        foreach (var element in list.Elements()) return TurnReader.IsSharegpt(element) ? RecordFormat.Sharegpt : RecordFormat.Messages;
        return RecordFormat.Messages;
    }
}
