using Cuvee.Publish.Formats;

namespace Cuvee.Publish;

/// <summary>The output formats.</summary>
public static class RowFormats
{
    public static readonly string[] Words = ["messages", "sharegpt", "alpaca", "prompt_completion", "preference", "kto", "text"];

    /// <summary>The format of a word, which is one of <see cref="Words"/>.</summary>
    /// <param name="word">As in the recipe.</param>
    /// <param name="key">Name of the list of turns in the messages format.</param>
    /// <param name="asText">Whether prompt_completion writes texts instead of turns.</param>
    public static IRowFormat Of(string word, string key, bool asText) => word switch
    {
        "messages" => new MessagesRow(key),
        "sharegpt" => new SharegptRow(),
        "alpaca" => new AlpacaRow(),
        "prompt_completion" => new PromptCompletionRow(asText),
        "preference" => new PreferenceRow(),
        "kto" => new KtoRow(),
        "text" => new TextRow(),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "not an output format"),
    };
}
