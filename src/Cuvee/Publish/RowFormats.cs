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
    /// <param name="forColumns">Whether the rows become Parquet, whose columns have fixed types: what has no fixed shape is then JSON inside a text.</param>
    public static IRowFormat Of(string word, string key, bool asText, bool forColumns) => word switch
    {
        "messages" => new MessagesRow(key, forColumns),
        "sharegpt" => new SharegptRow(forColumns),
        "alpaca" => new AlpacaRow(),
        "prompt_completion" when asText => new PromptCompletionTextRow(),
        "prompt_completion" => new PromptCompletionRow(forColumns),
        "preference" => new PreferenceRow(forColumns),
        "kto" => new KtoRow(forColumns),
        "text" => new TextRow(),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "not an output format"),
    };
}
