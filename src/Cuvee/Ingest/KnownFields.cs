using System.Collections.Frozen;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>
/// The top-level fields of one raw record, sorted by what they are for. Names are compared without case, `_`, `-` and blanks, so
/// `answerText` and `answer_text` are the same. One instance serves one worker and is refilled for each record.
/// </summary>
internal sealed class KnownFields
{
    // Names seen in public data sets. Of several names for the same use the one that stands first here wins.
    private static readonly FrozenDictionary<string, KnownName> Names = new (KnownField, string[])[]
    {
        (KnownField.Messages, ["messages", "conversations", "conversation", "dialog", "dialogue", "turns", "chat"]),
        (KnownField.Chosen, ["chosen", "chosenmessages"]),
        (KnownField.Rejected, ["rejected", "rejectedmessages"]),
        (KnownField.Prompt, ["prompt", "writingprompt"]),
        (KnownField.Completion, ["completion", "canonicalsolution", "story"]),
        (KnownField.Instruction, ["instruction"]),
        (KnownField.Input, ["input"]),
        (KnownField.Output, ["output", "response"]),
        (KnownField.Question, ["question", "questiontext", "problem", "query"]),
        (KnownField.Answer, ["answer", "answers", "answertext", "generatedsolution", "solution", "groundtruth"]),
        (KnownField.Context, ["context", "passage"]),
        (KnownField.Text, ["text", "content", "document"]),
        (KnownField.Label, ["label", "ktotag"]),
        (KnownField.System, ["system", "systemprompt"]),
        (KnownField.Tools, ["tools", "functions"]),
        (KnownField.Media, ["images", "image", "videos", "video", "audios", "audio"]),
        (KnownField.Thinking, ["thinking", "reasoningcontent", "reasoning"]),
        (KnownField.History, ["history"]),
        (KnownField.Instances, ["instances"]),
        (KnownField.Data, ["data"]),
        (KnownField.Paragraphs, ["paragraphs"]),
    }.SelectMany(entry => entry.Item2.Select((name, rank) => new KnownName(name, entry.Item1, rank)))
        .ToFrozenDictionary(known => known.Name, StringComparer.Ordinal);

    private const int CachedNames = 1024;
    private const int CachedPlaces = 32;

    private readonly Dictionary<Utf8, (KnownField Field, int Rank)> _cache = [];
    private readonly List<(Utf8 Name, (KnownField Field, int Rank) Known)> _before = [];
    // Indices on the tape plus one rather than nodes: storing a reference costs a write barrier for every field of every record.
    private readonly int[] _nodes = new int[(int)KnownField.Count];
    private readonly int[] _ranks = new int[(int)KnownField.Count];
    private readonly FieldMap? _map;

    public KnownFields(FieldMap? map) => _map = map;

    public JsonNode this[KnownField field] => _nodes[(int)field] == 0 ? default : Root.At(_nodes[(int)field] - 1);

    /// <summary>The raw record.</summary>
    public JsonNode Root { get; private set; }

    public bool Has(KnownField field) => _nodes[(int)field] != 0;

    /// <summary>Sorts the members of an object; with a map only the mapped fields count.</summary>
    public void Fill(JsonNode root)
    {
        Root = root;
        Array.Clear(_nodes);
        if (_map is not null)
        {
            foreach (var (field, path) in _map.Fields) _nodes[(int)field] = FieldPath.Find(root, path) is { Exists: true } found ? found.Index + 1 : 0;
            return;
        }

        var place = 0;
        foreach (var (key, value) in root.Members())
        {
            var (field, rank) = ClassifyAt(key, place++);
            if (field == KnownField.Other) continue;
            // A column that is null here is as good as absent: it must not hide another of the same use. The same name again is a duplicate key: the last wins.
            var isOther = Has(field) && rank != _ranks[(int)field];
            if (isOther && (value.IsNull || (!this[field].IsNull && rank > _ranks[(int)field]))) continue;
            _nodes[(int)field] = value.Index + 1;
            _ranks[(int)field] = rank;
        }
    }

    /// <summary>
    /// What a key is for; with a map nothing but what the map names. Of several keys for the same use only the one that counts has it, so the others stay
    /// among the extra fields.
    /// </summary>
    public KnownField Use(JsonNode key)
    {
        if (_map is not null) return _map.Use(key);
        var (field, rank) = Classify(key);
        return rank == _ranks[(int)field] ? field : KnownField.Other;
    }

    /// <summary>Records of one file mostly have the same keys in the same order: what stood at this place before is compared first.</summary>
    private (KnownField Field, int Rank) ClassifyAt(JsonNode key, int place)
    {
        if (place < _before.Count && key.Is(_before[place].Name.Span)) return _before[place].Known;
        var known = Classify(key);
        if (place >= CachedPlaces) return known;
        var seen = (key.Text.Detach(), known);
        if (place < _before.Count) _before[place] = seen;
        else _before.Add(seen);
        return known;
    }

    private (KnownField Field, int Rank) Classify(JsonNode key)
    {
        var name = key.Text;
        if (_cache.TryGetValue(name, out var known)) return known;
        known = Names.TryGetValue(Squeeze(name.ToString()), out var found) ? (found.Field, found.Rank) : (KnownField.Other, 0);
        if (_cache.Count < CachedNames) _cache.Add(name.Detach(), known);
        return known;
    }

    private static string Squeeze(string name) =>
        string.Concat(name.Where(letter => letter is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>A class, since dictionaries of classes are compiled ahead of time and those of tuples when the program starts.</summary>
    private sealed record KnownName(string Name, KnownField Field, int Rank);
}
