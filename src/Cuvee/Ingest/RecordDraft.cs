using System.Collections.Immutable;
using Cuvee.Ingest.Formats;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>A record in the making: what the formats have in common. One instance serves one worker.</summary>
internal sealed class RecordDraft
{
    private readonly List<Turn> _turns = [];
    private readonly ByteBuffer _extra = new();

    public TurnReader TurnReader { get; } = new();

    public KnownFields Fields { get; private set; } = null!;

    public RecordFormat Format { get; set; }

    public ImmutableArray<Turn> Rejected { get; set; } = [];

    public int RejectedFrom { get; set; }

    public bool? Label { get; set; }

    public Utf8 Instruction { get; set; }

    public List<Turn> Turns => _turns;

    public void Begin(KnownFields fields, RecordFormat format)
    {
        Fields = fields;
        Format = format;
        _turns.Clear();
        Rejected = [];
        RejectedFrom = 0;
        Label = null;
        Instruction = default;
    }

    /// <summary>Adds the turn of a system column, if there is one with a text.</summary>
    public void AddSystem()
    {
        if (Fields[KnownField.System] is { Kind: JsonKind.Text } system && !system.Text.IsEmpty) _turns.Add(new Turn(Role.System, system.Text));
    }

    public void Add(Role role, Utf8 text) => _turns.Add(new Turn(role, text));

    /// <summary>The assistant's answer, with the reasoning of a column of its own where there is one.</summary>
    public void AddAnswer(Utf8 text) => _turns.Add(new Turn(Role.Assistant, text, Thinking: Fields[KnownField.Thinking].Text));

    /// <summary>Reads every turn of a list; returns null, or what is wrong.</summary>
    public string? AddTurns(JsonNode list, List<Turn>? target = null)
    {
        foreach (var element in list.Elements())
        {
            if (TurnReader.Read(element, out var turn) is { } problem) return problem;
            (target ?? _turns).Add(turn);
        }

        return null;
    }

    /// <summary>Finishes the record. The label column counts for every format when it is a truth value.</summary>
    public Record Build(Origin origin, FieldPath raw, bool keepExtra)
    {
        Label ??= Fields[KnownField.Label].Kind switch { JsonKind.True => true, JsonKind.False => false, _ => null };
        return new Record
        {
            Origin = origin,
            Format = Format,
            Turns = [.. _turns],
            Rejected = Rejected,
            RejectedFrom = RejectedFrom,
            Label = Label,
            Tools = TurnReader.Beside(Fields[KnownField.Tools]),
            Media = TurnReader.Beside(Fields[KnownField.Media]),
            Instruction = Instruction,
            Extra = keepExtra ? CollectExtra(raw.Root) : default,
            Raw = raw,
        };
    }

    /// <summary>Text from a field that may be absent, null, a text or a number; false when it is anything else.</summary>
    public static bool TryText(JsonNode node, out Utf8 text)
    {
        text = node.Kind is JsonKind.Number ? node.Source : node.Text;
        return node.Kind is JsonKind.None or JsonKind.Null or JsonKind.Text or JsonKind.Number;
    }

    private Utf8 CollectExtra(JsonNode root)
    {
        _extra.Clear();
        foreach (var (key, value) in root.Members())
        {
            if (root.IsShadowed(key) || IsUsed(Fields.Use(key))) continue;
            _extra.Add(_extra.Length == 0 ? (byte)'{' : (byte)',');
            JsonText.WriteText(_extra, key.Text.Span);
            _extra.Add((byte)':');
            JsonText.WriteCanonical(_extra, value);
        }

        if (_extra.Length == 0) return default;
        _extra.Add((byte)'}');
        return _extra.CopyFrom(0);
    }

    private bool IsUsed(KnownField field) => field switch
    {
        KnownField.Other => false,
        KnownField.Label => Label is not null,
        _ => FormatFields.Uses(Format, Fields, field),
    };
}
