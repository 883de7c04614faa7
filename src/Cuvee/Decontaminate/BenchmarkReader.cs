using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Ingest.Formats;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>
/// Reads a benchmark from a file of any container. What a column is for is known by its name, as the well-known benchmarks call theirs (HumanEval, MBPP,
/// GSM8K, MMLU, ARC, HellaSwag, TruthfulQA, MT-bench, SQuAD); a value with none of these is read as a record: what the user says are questions, what the
/// assistant says answers.
/// </summary>
internal sealed class BenchmarkReader
{
    private static readonly FrozenDictionary<string, PartKind> Columns = new (PartKind Kind, string[] Names)[]
    {
        (PartKind.Question, ["question", "prompt", "problem", "query", "instruction", "input", "turns", "text", "ctx", "goal", "premise", "sentence", "questionstem"]),
        (PartKind.Answer,
        [
            "answer", "answers", "canonicalsolution", "solution", "code", "test", "testlist", "output", "response", "completion", "reference", "references",
            "bestanswer", "correctanswers", "mc1targets", "target", "targets",
        ]),
        (PartKind.Passage, ["context", "passage", "paragraph", "story", "article", "support"]),
    }.SelectMany(entry => entry.Names.Select(name => (name, entry.Kind))).ToFrozenDictionary(entry => entry.name, entry => entry.Kind, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Choices = FrozenSet.Create(StringComparer.Ordinal, "choices", "options", "endings");
    private static readonly string[] ItemNames = ["task_id", "question_id", "id", "qid", "ind"];

    private readonly BenchmarkSource _source;
    private readonly int _wordsPerNgram;
    private readonly RecordReader _records = new(null, null, keepExtra: false);
    private readonly JsonTape _tape = new();
    private readonly ImmutableArray<BenchmarkItem>.Builder _items = ImmutableArray.CreateBuilder<BenchmarkItem>();
    private readonly ImmutableArray<string>.Builder _unreadable = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<string, byte[][]> _paths = [];
    private long _line;
    private long _element;

    private BenchmarkReader(BenchmarkSource source, int wordsPerNgram)
    {
        _source = source;
        _wordsPerNgram = wordsPerNgram;
        foreach (var (_, path) in source.Map) _paths[path] = FieldPath.Split(path);
    }

    /// <summary>Reads a whole benchmark.</summary>
    /// <exception cref="CuveeException">The file is damaged, or holds no item.</exception>
    public static Benchmark Read(BenchmarkSource source, int wordsPerNgram)
    {
        source.CheckMap();
        return new BenchmarkReader(source, wordsPerNgram).Read();
    }

    private Benchmark Read()
    {
        using var file = Inputs.Opening.Open(_source.Path, _source.FileKey);
        foreach (var block in file.Blocks())
        {
            foreach (var item in block)
            {
                if (item.Error is { } error) Reject(item.Line, error);
                else ReadValues(item);
            }
        }

        if (_items.Count == 0)
        {
            var first = _unreadable.Count == 0 ? "it is empty" : _unreadable[0];
            throw new CuveeException($"{_source.FileKey}: no benchmark item in this file ({first}); say what its columns are, as in --map question=prompt on the command line or map: {{ question: prompt }} in a recipe");
        }

        var (name, split) = BenchmarkName.Of(_source.Path);
        return new Benchmark(_source.Name ?? name, split, _source.FileKey, file.Digest.Sha256, _items.ToImmutable(), _unreadable.ToImmutable());
    }

    private void ReadValues(Item item)
    {
        var text = item.Value.Detach();
        for (var at = 0; at < text.Length;)
        {
            if (_tape.Parse(text.Array!, at, text.Length, out at) is var fault && fault != JsonFault.None)
            {
                Reject(item.Line, QuarantineReasons.Describe(fault));
                return;
            }

            Read(_tape.Root, item.Line);
        }
    }

    private void Read(JsonNode value, long line)
    {
        if (value.Kind == JsonKind.Array && !IsConversation(value))
        {
            foreach (var element in value.Elements()) Read(element, line);
            return;
        }

        if (!_source.Map.IsEmpty) Add(NameOf(value, line), Mapped(value), line, "none of the mapped columns has a text");
        else if (SquadFormat.IsNested(value["data"u8]) || value["paragraphs"u8].Kind == JsonKind.Array) ReadArticles(value, line);
        else if (value["data"u8].Kind == JsonKind.Array && !IsConversation(value["data"u8])) Read(value["data"u8], line);
        else if (value.Kind == JsonKind.Object && Known(value) is { Count: > 0 } parts) Add(NameOf(value, line), parts, line, string.Empty);
        else ReadRecords(value, line);
    }

    private void ReadArticles(JsonNode value, long line)
    {
        foreach (var (question, context) in SquadFormat.Questions(value))
        {
            var parts = Known(question);
            AddTexts(parts, PartKind.Passage, context);
            Add(NameOf(question, line), parts, line, "a question without a text");
        }
    }

    private void ReadRecords(JsonNode value, long line)
    {
        var origin = new Origin(0, 0, line, 0, 0);
        _records.Read(
            value,
            origin,
            record => Add(NameOf(value, line), Turns(record), line, "no turn has a text"),
            (_, problem) => Reject(line, problem));
    }

    private static List<BenchmarkText> Turns(Record record) =>
    [
        .. record.Turns.Where(turn => turn.Role is Role.User or Role.Assistant && !turn.Text.IsEmpty)
            .Select(turn => new BenchmarkText(turn.Role == Role.User ? PartKind.Question : PartKind.Answer, turn.Text.Detach())),
    ];

    private List<BenchmarkText> Mapped(JsonNode value)
    {
        var parts = new List<BenchmarkText>();
        foreach (var (word, path) in _source.Map)
        {
            if (word != "item") AddTexts(parts, Enum.Parse<PartKind>(word, ignoreCase: true), FieldPath.Find(value, _paths[path]));
        }

        return parts;
    }

    /// <summary>The parts that columns hold by their names; nothing for a conversation.</summary>
    private List<BenchmarkText> Known(JsonNode value)
    {
        var parts = new List<BenchmarkText>();
        var choices = new List<BenchmarkText>();
        foreach (var (key, member) in value.Members())
        {
            var name = Squeeze(key.Text.ToString());
            if (IsConversation(member)) return [];
            if (Choices.Contains(name)) AddTexts(choices, PartKind.Answer, member);
            else if (Columns.TryGetValue(name, out var kind)) AddTexts(parts, kind, member, choices);
        }

        if (choices.Count > 0) JoinShortQuestions(parts, choices);
        parts.AddRange(choices);
        return parts;
    }

    /// <summary>"Which of these is true?" says nothing: a question too short for an n-gram is searched for together with its choices.</summary>
    private void JoinShortQuestions(List<BenchmarkText> parts, List<BenchmarkText> choices)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind != PartKind.Question || WordSpans.Of(parts[i].Text).Words.Count >= _wordsPerNgram) continue;
            parts[i] = new BenchmarkText(PartKind.Question, Utf8.Of(string.Join('\n', choices.Select(choice => choice.Text.ToString()).Prepend(parts[i].Text.ToString()))));
        }
    }

    /// <summary>The texts of a column, whatever it wraps them in: lists, <c>{text: [...]}</c>, <c>{choices: [...]}</c>, ARC's <c>{stem, choices}</c>.</summary>
    private static void AddTexts(List<BenchmarkText> parts, PartKind kind, JsonNode node, List<BenchmarkText>? choices = null)
    {
        switch (node.Kind)
        {
            case JsonKind.Text when !node.Text.IsEmpty:
                parts.Add(new BenchmarkText(kind, node.Text.Detach()));
                break;
            case JsonKind.Array:
                foreach (var element in node.Elements()) AddTexts(parts, kind, element, choices);
                break;
            case JsonKind.Object:
                AddTexts(parts, kind, node["text"u8]);
                AddTexts(parts, kind, node["stem"u8]);
                AddTexts(choices ?? parts, choices is null ? kind : PartKind.Answer, node["choices"u8]);
                break;
            default:
                break;
        }
    }

    private static bool IsConversation(JsonNode node) => node.Kind == JsonKind.Array && node.Count > 0 && MessagesFormat.FitsList(node);

    private string NameOf(JsonNode value, long line)
    {
        foreach (var (word, path) in _source.Map)
        {
            if (word == "item" && Scalar(FieldPath.Find(value, _paths[path])) is { } mapped) return mapped;
        }

        foreach (var name in ItemNames)
        {
            if (Scalar(value[System.Text.Encoding.UTF8.GetBytes(name)]) is { } own) return own;
        }

        // As places of records are written: the first of a line by the line alone
        var element = line == _line ? ++_element : _element = 0;
        _line = line;
        return string.Create(CultureInfo.InvariantCulture, $"{line}{(element == 0 ? string.Empty : $"/{element}")}");
    }

    private static string? Scalar(JsonNode node) => node.Kind switch
    {
        JsonKind.Text when !node.Text.IsEmpty => node.Text.ToString(),
        JsonKind.Number => node.Source.ToString(),
        _ => null,
    };

    private void Add(string name, List<BenchmarkText> parts, long line, string problem)
    {
        if (parts.Count == 0) Reject(line, problem);
        else _items.Add(new BenchmarkItem(name, [.. parts]));
    }

    private void Reject(long line, string problem) => _unreadable.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}"));

    private static string Squeeze(string name) => string.Concat(name.Where(letter => letter is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant));
}
