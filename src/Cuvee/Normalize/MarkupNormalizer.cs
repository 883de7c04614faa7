using System.Buffers;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize.Markup;

namespace Cuvee.Normalize;

/// <summary>
/// Turns texts that are written in HTML into plain text or Markdown (<c>markup: text</c>, <c>markup: markdown</c>). Texts that show HTML, or speak of it, stay as they
/// are. Counts 1 for a text that changed.
/// </summary>
/// <remarks>Applied to its own result it changes nothing: a text whose result would be changed again is left alone, since it shows markup by its markup.</remarks>
public sealed class MarkupNormalizer(MarkupForm form) : INormalizer
{
    /// <summary>The rule's key in a recipe.</summary>
    public const string Name = "markup";

    private static readonly SearchValues<byte> s_special = SearchValues.Create("<&"u8);

    public string Rule => Name;

    /// <summary>The form that an option of a recipe names: <c>text</c> or <c>markdown</c>.</summary>
    public static MarkupForm FormOf(string option) => option == "markdown" ? MarkupForm.Markdown : MarkupForm.Text;

    public Utf8 Apply(Utf8 text, out int changes)
    {
        changes = 0;
        if (!HasMarkup(text.Span)) return text;
        var once = new ByteBuffer(text.Length);
        if (!TryConvert(text.Span, once) || once.Written.SequenceEqual(text.Span) || TryConvert(once.Written, new ByteBuffer())) return text;
        changes = 1;
        return Utf8.Copy(once.Written);
    }

    /// <summary>Whether a tag or a character reference may begin somewhere: most texts are passed over here.</summary>
    private static bool HasMarkup(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(s_special) is var at and >= 0 && at + 1 < text.Length)
        {
            var next = text[at + 1];
            if (char.IsAsciiLetter((char)next) || next is (byte)'#' or (byte)'/' or (byte)'!') return true;
            text = text[(at + 1)..];
        }

        return false;
    }

    private bool TryConvert(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (!MarkupJudge.IsMarkup(text, out var keepsLines)) return BareEntities.TryDecode(text, output);
        var converted = new ByteBuffer(text.Length);
        MarkupConverter.Convert(text, converted, form, keepsLines);
        if (!BareEntities.TryDecode(converted.Written, output)) output.Add(converted.Written);
        return true;
    }
}
