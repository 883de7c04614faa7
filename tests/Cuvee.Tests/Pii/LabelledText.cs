using System.Text;
using System.Text.Json;
using Cuvee.Pii;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pii;

/// <summary>A text of the labelled fixture: values stand in it as <c>⟦kind:value⟧</c>; secrets are cut by <c>{|}</c> so that no scanner of repositories takes them for live ones.</summary>
internal sealed record LabelledText(string Language, string Text, List<(PiiKind Kind, int Start, int Length)> Labels)
{
    public static List<LabelledText> ReadAll()
    {
        var texts = new List<LabelledText>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Cuvee.Tests", "Pii", "pii.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            foreach (var turn in row.RootElement.GetProperty("turns").EnumerateArray()) texts.Add(Parse(row.RootElement.GetProperty("language").GetString()!, turn.GetString()!.Replace("{|}", "", StringComparison.Ordinal)));
        }

        return texts;
    }

    /// <summary>What is found, as spans of bytes.</summary>
    public List<(PiiKind Kind, int Start, int Length, bool IsCertain)> Found() =>
        [.. Scan(Text).Select(found => (found.Kind, found.Start, found.Length, found.IsCertain))];

    public static List<Detection> Scan(string text) => new PiiScanner([.. Enum.GetValues<PiiKind>()]).Scan(Encoding.UTF8.GetBytes(text));

    private static LabelledText Parse(string language, string marked)
    {
        var (text, labels) = (new StringBuilder(), new List<(PiiKind, int, int)>());
        for (var at = 0; at < marked.Length;)
        {
            var open = marked.IndexOf('⟦', at);
            if (open < 0)
            {
                text.Append(marked, at, marked.Length - at);
                break;
            }

            var colon = marked.IndexOf(':', open);
            var close = marked.IndexOf('⟧', open);
            text.Append(marked, at, open - at);
            labels.Add((PiiKinds.Parse(marked[(open + 1)..colon]), Encoding.UTF8.GetByteCount(text.ToString()), Encoding.UTF8.GetByteCount(marked[(colon + 1)..close])));
            text.Append(marked, colon + 1, close - colon - 1);
            at = close + 1;
        }

        return new LabelledText(language, text.ToString(), labels);
    }
}
