using System.Text;
using System.Text.Json;
using Cuvee.Normalize.Misread;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Normalize.Misread;

/// <summary>Real texts: those that are damaged come back, those that are not stay, and what is damaged here is repaired.</summary>
public sealed class RealTextTests
{
    private const int MaxTextsPerFile = 300;

    /// <summary>Places of the shared data at which a text changes: file and how many texts. Each was read.</summary>
    private static readonly string[] s_changed =
    [
        "codealpaca/new_codealpaca.json 3",
        "gpteacher/codegen-instruct.json 2",
        "gpteacher/toolformer-similarity-0.6-dataset.json 11",
        "llama_factory/c4_demo.jsonl 1",
        "llama_factory/dpo_en_demo.json 3",
        "llama_factory/kto_en_demo.json 2",
        "toolset/syngen_toolset_v1.0.0_chatgpt.jsonl 1",
    ];

    [Fact]
    public void OnlyDamagedTextsChange()
    {
        var folder = SharedData.Folder();
        var changed =
            from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            where Path.GetExtension(file) is ".json" or ".jsonl" or ".txt" or ".csv" or ".md"
            let count = Texts(file).Count(text => EncodingRepairTests.Repaired(text) != text)
            where count > 0
            select $"{Path.GetRelativePath(folder, file)} {count}";

        Assert.Equal(s_changed, changed);
    }

    [Theory]
    [InlineData("llama_factory/alpaca_zh_demo.json")]
    [InlineData("llama_factory/alpaca_en_demo.json")]
    [InlineData("llama_factory/wiki_demo.txt", "Qλdãns")]
    [InlineData("counsel_chat", "\u00A0:)")]
    public void RealTextsComeBack(string place, string? ambiguous = null)
    {
        var folder = Path.Combine(SharedData.Folder(), place);
        var file = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).First() : folder;
        var texts = Texts(file).Where(text => !Ascii.IsValid(text) && !text.Contains('\uFFFD') && (ambiguous is null || !text.Contains(ambiguous)) && EncodingRepairTests.Repaired(text) == text && !IsExplained(Misread(text)) && !IsExplained(Misread(Misread(text)))).Take(MaxTextsPerFile).ToList();

        Assert.Equal([], texts.Where(text => EncodingRepairTests.Repaired(Misread(text)) != text));
        Assert.Equal([], texts.Where(text => EncodingRepairTests.Repaired(Misread(Misread(text))) != text));
    }

    private static string Misread(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static bool IsExplained(string text) => EncodingRepair.Repair(Encoding.UTF8.GetBytes(text), new System.Buffers.ArrayBufferWriter<byte>()).IsExplanation;

    private static IEnumerable<string> Texts(string file)
    {
        if (Path.GetExtension(file) == ".json") return Texts(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);
        return File.ReadLines(file).SelectMany(line => line.StartsWith('{') && Parsed(line) is { } document ? Texts(document.RootElement) : [line]);
    }

    private static JsonDocument? Parsed(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}
