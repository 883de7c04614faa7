using System.Buffers;
using System.Text;

namespace Cuvee.Normalize.Misread;

/// <summary>A text under repair: its characters, each with the bytes of the input it stands for.</summary>
internal sealed class RepairText
{
    private readonly List<Character> _characters;

    public RepairText(ReadOnlySpan<byte> utf8)
    {
        _characters = new List<Character>(utf8.Length);
        for (var at = 0; at < utf8.Length;)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length);
            _characters.Add(new Character(rune.Value, at, at + length));
            at += length;
        }
    }

    public ReadOnlySpan<Character> Span => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_characters);

    public List<int> PlacesBeyondAscii()
    {
        var places = new List<int>();
        for (var at = 0; at < _characters.Count; at++) if (_characters[at].Value >= 0x80) places.Add(at);
        return places;
    }

    public int Count => _characters.Count;

    public Character this[int at]
    {
        get => _characters[at];
        set => _characters[at] = value;
    }

    /// <summary>The value at an index; a space beyond either end.</summary>
    public int ValueAt(int at) => at >= 0 && at < _characters.Count ? _characters[at].Value : ' ';

    /// <summary>
    /// Puts one character in place of several. It takes the place of the last, so that whoever walks on finds it behind him; the places before it stay, empty,
    /// until <see cref="Close"/>: moving the rest of the text up each time would take time quadratic in its length.
    /// </summary>
    public void Join(int at, int length, Character joined)
    {
        var last = at + length - 1;
        for (; at < last; at++) _characters[at] = _characters[at] with { Value = Character.Absorbed };
        _characters[last] = joined;
    }

    /// <summary>Drops the places that joining left empty.</summary>
    public void Close() => _characters.RemoveAll(character => character.Value == Character.Absorbed);

    /// <summary>Takes other characters in place of its own.</summary>
    public void Become(List<Character> characters)
    {
        _characters.Clear();
        _characters.AddRange(characters);
    }

    /// <summary>Turns the codec back in the runs.</summary>
    public void Apply(List<MisreadRun> runs, MisreadCodec codec)
    {
        var source = Span;
        var repaired = new List<Character>(source.Length);
        var copied = 0;
        foreach (var run in runs)
        {
            repaired.AddRange(source[copied..run.Start]);
            for (var at = run.Start; at < run.End;)
            {
                var length = MisreadRuns.SequenceAt(source, at, codec, out var codePoint, out var hasSpace);
                repaired.Add(Joined(source.Slice(at, length), codePoint, hasSpace ? RepairKind.LostByte : RepairKind.Misread, codec));
                at += length;
            }

            copied = run.End;
        }

        repaired.AddRange(source[copied..]);
        Become(repaired);
    }

    /// <summary>One character in place of several that a codec made of it.</summary>
    public static Character Joined(ReadOnlySpan<Character> sequence, int codePoint, RepairKind kind, MisreadCodec codec)
    {
        byte rounds = 0;
        foreach (var character in sequence)
        {
            rounds = Math.Max(rounds, character.Rounds);
            if (character.Step == RepairKind.LostByte) kind = RepairKind.LostByte;
        }

        return new Character(codePoint, sequence[0].Start, sequence[^1].End, kind, (byte)codec.Number, (byte)(rounds + 1));
    }

    /// <summary>Appends the text; what did not change is copied from the input.</summary>
    public void WriteTo(IBufferWriter<byte> output, ReadOnlySpan<byte> input)
    {
        var copied = 0;
        foreach (var character in Span)
        {
            if (character.Step is null) continue;
            if (character.Start > copied) output.Write(input[copied..character.Start]);
            copied = character.End;
            if (character.Value != Character.Removed) output.Advance(new Rune(character.Value).EncodeToUtf8(output.GetSpan(4)));
        }

        output.Write(input[copied..]);
    }

    /// <summary>The stretches that changed, neighbours of one kind as one.</summary>
    public List<RepairStep> Steps()
    {
        var steps = new List<RepairStep>();
        var result = new StringBuilder();
        foreach (var character in Span)
        {
            if (character.Step is not { } kind) continue;
            var codec = character.Rounds > 0 ? MisreadCodec.All[character.Codec].Name : "";
            if (steps.Count > 0 && steps[^1] is var last && last.Start + last.Length == character.Start && (last.Kind, last.Codec, last.Rounds) == (kind, codec, character.Rounds))
            {
                steps[^1] = last with { Length = last.Length + character.End - character.Start };
            }
            else
            {
                End();
                steps.Add(new RepairStep(character.Start, character.End - character.Start, kind, codec, character.Rounds, ""));
            }

            if (character.Value != Character.Removed) result.Append(new Rune(character.Value).ToString());
        }

        End();
        return steps;

        void End()
        {
            if (steps.Count > 0) steps[^1] = steps[^1] with { Result = result.ToString() };
            result.Clear();
        }
    }
}
