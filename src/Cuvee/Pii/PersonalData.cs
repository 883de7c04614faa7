using System.Collections.Immutable;
using System.Text;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Pii;

/// <summary>
/// Finds the personal data of a record, in every text of it: turns, names of speakers, reasoning, rejected answer, arguments and results of tools, their definitions; and replaces it where
/// the rule says so.
/// Fields that carry no turn are left alone. One instance serves one worker; what it says of a record is overwritten by the next.
/// </summary>
internal sealed class PersonalData
{
    /// <summary>What stands next to a replaced value may be one now; a text that goes on so is left for review.</summary>
    private const int MaxRounds = 8;

    private readonly PiiAction _action;
    private readonly PiiScanner _scanner;
    private readonly Placeholders _placeholders = new();
    private readonly JsonTexts _json;
    private readonly ByteBuffer _review = new(0);
    private readonly List<int> _reviewLengths = [];
    private readonly int[] _replaced = new int[PiiKinds.Count];
    private TextPlace _place;

    public PersonalData(PiiRule rule)
    {
        (_action, _scanner) = (rule.Action, new PiiScanner(rule.Kinds));
        _json = new JsonTexts((text, key) => Text(text, key), Look);
    }

    /// <summary>How many certain values are still in the record.</summary>
    public int CertainLeft { get; private set; }

    /// <summary>How many values that may be personal data are in it.</summary>
    public int DoubtfulLeft { get; private set; }

    /// <summary>The first value that was found and is still there, for messages; null when there is none.</summary>
    public string? FirstLeft { get; private set; }

    /// <summary>How many values of each kind have been replaced, in the order of <see cref="PiiKind"/>.</summary>
    public ReadOnlySpan<int> Replaced => _replaced;

    /// <summary>What is known of the record, one of the words of <see cref="PiiStatus"/>.</summary>
    public string Status => CertainLeft + DoubtfulLeft > 0 ? PiiStatus.RequiresReview : _replaced.AsSpan().ContainsAnyExcept(0) ? PiiStatus.Scrubbed : PiiStatus.NoneDetected;

    /// <summary>Lines about everything found, see <see cref="ReviewLine"/>, one behind the other.</summary>
    public ReadOnlySpan<byte> Review => _review.Written;

    /// <summary>Bytes of each of these lines.</summary>
    public IReadOnlyList<int> ReviewLengths => _reviewLengths;

    /// <summary>Looks through a record; gives it back with placeholders where the rule replaces.</summary>
    public Record Apply(Record record)
    {
        Clear();
        _placeholders.Begin(record);
        var turns = Turns(record.Turns, string.Empty, record.Instruction, out var instruction);
        var rejected = Turns(record.Rejected, "rejected_", default, out _);
        _place = new TextPlace(-1, "tools");
        var tools = record.Tools.IsEmpty ? record.Tools : _json.OfAll(record.Tools) ?? record.Tools;
        if (turns == record.Turns && rejected == record.Rejected && tools == record.Tools) return record;
        return record with { Turns = turns, Rejected = rejected, Tools = tools, Instruction = instruction };
    }

    private void Clear()
    {
        (CertainLeft, DoubtfulLeft, FirstLeft) = (0, 0, null);
        Array.Clear(_replaced);
        _review.Clear();
        _reviewLengths.Clear();
    }

    /// <summary>The turns, the same array where nothing changes. An instruction that the last user turn begins with changes along with it.</summary>
    private ImmutableArray<Turn> Turns(ImmutableArray<Turn> turns, string prefix, Utf8 instruction, out Utf8 newInstruction)
    {
        newInstruction = instruction;
        Turn[]? changed = null;
        var asked = instruction.IsAbsent ? -1 : LastWith(turns, instruction);
        for (var i = 0; i < turns.Length; i++)
        {
            var mark = i == asked ? instruction.Length : -1;
            var turn = Turn(turns[i], i, prefix, ref mark);
            if (ReferenceEquals(turn, turns[i])) continue;
            changed ??= [.. turns];
            changed[i] = turn;
            if (i == asked) newInstruction = mark < 0 ? default : turn.Text.Slice(0, mark);
        }

        return changed is null ? turns : [.. changed];
    }

    private static int LastWith(ImmutableArray<Turn> turns, Utf8 instruction)
    {
        for (var i = turns.Length - 1; i >= 0; i--)
        {
            if (turns[i].Role == Role.User && turns[i].Text.Span.StartsWith(instruction.Span)) return i;
        }

        return -1;
    }

    private Turn Turn(Turn turn, int number, string prefix, ref int mark)
    {
        if (!turn.Parts.IsAbsent) return TurnOfParts(turn, number, prefix);
        var (text, thinking, calls, name) = (turn.Text, turn.Thinking, turn.ToolCalls, turn.Name);
        if (!name.IsEmpty)
        {
            _place = new TextPlace(number, $"{prefix}name");
            name = Text(name, default);
        }

        if (!text.IsEmpty)
        {
            _place = new TextPlace(number, prefix.Length == 0 ? "text" : "rejected_text");
            // What a tool gives back is JSON where it looks like it, and stays so
            var result = turn.Role == Role.Tool && text.Span[0] is ((byte)'{' or (byte)'[') ? _json.OfAll(text) : null;
            text = result ?? Text(text, default, ref mark);
        }

        if (!thinking.IsEmpty)
        {
            _place = new TextPlace(number, $"{prefix}reasoning");
            thinking = Text(thinking, default);
        }

        if (!calls.IsEmpty)
        {
            _place = new TextPlace(number, $"{prefix}tool_calls");
            calls = _json.OfCalls(calls);
        }

        return text == turn.Text && thinking == turn.Thinking && calls == turn.ToolCalls && name == turn.Name
            ? turn
            : turn with { Text = text, Thinking = thinking, ToolCalls = calls, Name = name };
    }

    /// <summary>A turn with images: its parts change, and its texts are read from them again.</summary>
    private Turn TurnOfParts(Turn turn, int number, string prefix)
    {
        _place = new TextPlace(number, $"{prefix}text");
        var parts = _json.OfParts(turn.Parts);
        _place = new TextPlace(number, $"{prefix}tool_calls");
        var calls = turn.ToolCalls.IsEmpty ? turn.ToolCalls : _json.OfCalls(turn.ToolCalls);
        if (parts == turn.Parts) return calls == turn.ToolCalls ? turn : turn with { ToolCalls = calls };
        var tape = new JsonTape(JsonTape.RowDepth);
        tape.Parse(Utf8.Of($"{{\"role\":\"user\",\"content\":{parts}}}"));
        new TurnReader().Read(tape.Root, out var read);
        return turn with { Text = read.Text, Thinking = read.Thinking.IsAbsent ? turn.Thinking : read.Thinking, ToolCalls = calls, Parts = parts };
    }

    private Utf8 Text(Utf8 text, Utf8 key)
    {
        var mark = -1;
        return Text(text, key, ref mark);
    }

    /// <summary>A text without what was found in it; <paramref name="mark"/>, an offset in it, moves along and is -1 when it was within a value.</summary>
    private Utf8 Text(Utf8 text, Utf8 key, ref int mark)
    {
        for (var round = 0; ; round++)
        {
            var found = _scanner.Scan(text.Span, key.Span);
            if (found.Count == 0) return text;
            if (_action != PiiAction.Redact || round == MaxRounds || !found.Exists(detection => detection.IsCertain))
            {
                Leave(text, found);
                return text;
            }

            text = Replace(text, found, ref mark);
        }
    }

    private Utf8 Replace(Utf8 text, List<Detection> found, ref int mark)
    {
        var (result, at, moved) = (new ByteBuffer(text.Length + 64), 0, mark);
        for (var i = 0; i < found.Count; i++)
        {
            var detection = found[i];
            if (!detection.IsCertain) continue;
            var placeholder = _placeholders.Of(detection.Kind, text.Span.Slice(detection.Start, detection.Length));
            Note(text, found, i, placeholder);
            _replaced[(int)detection.Kind]++;
            result.Add(text.Span[at..detection.Start]);
            result.Add(Encoding.ASCII.GetBytes(placeholder));
            at = detection.End;
            if (mark >= detection.End) moved += placeholder.Length - detection.Length;
            else if (mark > detection.Start) moved = mark = -1;
        }

        result.Add(text.Span[at..]);
        mark = moved;
        return result.CopyFrom(0);
    }

    private void Leave(Utf8 text, List<Detection> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].IsCertain) CertainLeft++;
            else DoubtfulLeft++;
            FirstLeft ??= $"{found[i].Kind.Word()}, {found[i].Why}";
            Note(text, found, i, placeholder: null);
        }
    }

    /// <summary>A number within JSON has no room for a placeholder; what it may be is left for review.</summary>
    private void Look(Utf8 number, Utf8 key)
    {
        var found = _scanner.Scan(number.Span, key.Span);
        for (var i = 0; i < found.Count; i++) found[i] = found[i] with { IsCertain = false, Why = $"{found[i].Why}, a JSON number" };
        if (found.Count > 0) Leave(number, found);
    }

    private void Note(Utf8 text, List<Detection> found, int index, string? placeholder)
    {
        var start = _review.Length;
        ReviewLine.Write(_review, _place, text.Span, found, index, placeholder);
        _reviewLengths.Add(_review.Length - start);
    }
}
