using System.Text;
using System.Text.RegularExpressions;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Tokens;

/// <summary>A change that a tokenizer makes to a text before it is cut into words. Stateless.</summary>
internal abstract class TextRule
{
    /// <summary>Whether what it makes has no more bytes than the text.</summary>
    public virtual bool IsBoundedByBytes => false;

    /// <summary>Appends the changed text.</summary>
    public abstract void Apply(ReadOnlySpan<byte> text, ByteBuffer target);
}

/// <summary>Unicode normalization form C.</summary>
internal sealed class NfcRule : TextRule
{
    public override void Apply(ReadOnlySpan<byte> text, ByteBuffer target)
    {
        if (Nfc.IsNormalized(text)) target.Add(text);
        else target.Add(Nfc.Normalize(Utf8.Copy(text)).Span);
    }
}

/// <summary>Puts a text in front of one that is not empty.</summary>
internal sealed class PrependRule(byte[] front) : TextRule
{
    public override void Apply(ReadOnlySpan<byte> text, ByteBuffer target)
    {
        if (text.IsEmpty) return;
        target.Add(front);
        target.Add(text);
    }
}

/// <summary>Replaces every occurrence of a text.</summary>
internal sealed class ReplaceRule(byte[] old, byte[] with) : TextRule
{
    public override bool IsBoundedByBytes => with.Length <= old.Length;

    public override void Apply(ReadOnlySpan<byte> text, ByteBuffer target)
    {
        for (int found; (found = text.IndexOf(old)) >= 0; text = text[(found + old.Length)..])
        {
            target.Add(text[..found]);
            target.Add(with);
        }

        target.Add(text);
    }
}

/// <summary>Replaces every match of a regular expression by a text.</summary>
internal sealed class ReplaceMatchesRule(Regex regex, string with) : TextRule
{
    public override void Apply(ReadOnlySpan<byte> text, ByteBuffer target) =>
        target.Add(Encoding.UTF8.GetBytes(regex.Replace(Encoding.UTF8.GetString(text), _ => with)));
}

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripRule(bool left, bool right) : TextRule
{
    public override bool IsBoundedByBytes => true;

    public override void Apply(ReadOnlySpan<byte> text, ByteBuffer target)
    {
        while (left && !text.IsEmpty && Rune.DecodeFromUtf8(text, out var rune, out var bytes) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune)) text = text[bytes..];
        while (right && !text.IsEmpty && Rune.DecodeLastFromUtf8(text, out var rune, out var bytes) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune)) text = text[..^bytes];
        target.Add(text);
    }
}
