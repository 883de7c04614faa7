using Cuvee.Model;

namespace Cuvee.Normalize;

/// <summary>Turns CR LF and lone CR into LF. Counts the line ends it replaced.</summary>
public sealed class NewlineNormalizer : INormalizer
{
    public string Rule => "newlines";

    public Utf8 Apply(Utf8 text, out int changes)
    {
        changes = text.Span.Count((byte)'\r');
        if (changes == 0) return text;

        var source = text.Span;
        var result = new byte[source.Length];
        var written = 0;
        while (source.IndexOf((byte)'\r') is var carriageReturn and >= 0)
        {
            source[..carriageReturn].CopyTo(result.AsSpan(written));
            written += carriageReturn;
            result[written++] = (byte)'\n';
            source = source[(carriageReturn + 1)..];
            if (source.StartsWith((byte)'\n')) source = source[1..];
        }

        source.CopyTo(result.AsSpan(written));
        return new Utf8(result, 0, written + source.Length);
    }
}
