using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>The words of the recipe and of reports for the record formats.</summary>
public static class FormatWords
{
    public static string Of(RecordFormat format) => format switch
    {
        RecordFormat.PromptCompletion => "prompt_completion",
        _ => format.ToString().ToLowerInvariant(),
    };

    /// <summary>The format of a word; null for <c>auto</c>.</summary>
    /// <exception cref="CuveeException">The word is no format.</exception>
    public static RecordFormat? Parse(string word)
    {
        if (word == "auto") return null;
        foreach (var format in Enum.GetValues<RecordFormat>())
        {
            if (Of(format) == word) return format;
        }

        throw new CuveeException($"unknown format '{word}'; use auto or one of {string.Join(", ", Enum.GetValues<RecordFormat>().Select(Of))}");
    }
}
