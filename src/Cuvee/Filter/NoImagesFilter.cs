using System.Text.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records that a text-only model cannot see whole.</summary>
public sealed record NoImagesFilter : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "no_images",
        Version = 1,
        Summary = "Drops records with images, audio or video beside the turns or within them. The word `<image>` in a text alone is only text.",
        Example = "no_images",
        Reasons = [new("images", "the record names an image, audio or video")],
        Create = _ => new NoImagesFilter(),
    };

    public Verdict Judge(Record record)
    {
        var hasMedia = HasValue(record.Media);
        foreach (var turn in record.Turns)
        {
            hasMedia |= HasMediaPart(turn.Parts);
        }

        foreach (var turn in record.Rejected)
        {
            hasMedia |= HasMediaPart(turn.Parts);
        }

        return hasMedia ? new("images") : Verdict.Keep;
    }

    /// <summary>Whether the JSON holds any text or number: a list of no images, or of nulls, is no image.</summary>
    private static bool HasValue(Utf8 json)
    {
        if (json.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 1024 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.Number || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the content parts is of another type than text: <c>type: image_url</c>, or a key that names media.</summary>
    private static bool HasMediaPart(Utf8 parts)
    {
        if (parts.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(parts.Span, new JsonReaderOptions { MaxDepth = 1024 });
        while (reader.Read())
        {
            // Depth 2 is a member of a part; deeper members belong to what the part carries
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
            {
                continue;
            }

            var isType = reader.ValueTextEquals("type"u8);
            var isMedia = NamesMedia(reader.ValueSpan);
            reader.Read();
            isMedia = isType ? reader.TokenType == JsonTokenType.String && NamesMedia(reader.ValueSpan) : isMedia && reader.TokenType != JsonTokenType.Null;
            if (isMedia)
            {
                return true;
            }
        }

        return false;
    }

    private static bool NamesMedia(ReadOnlySpan<byte> word) =>
        word.IndexOf("image"u8) >= 0 || word.IndexOf("audio"u8) >= 0 || word.IndexOf("video"u8) >= 0;
}
