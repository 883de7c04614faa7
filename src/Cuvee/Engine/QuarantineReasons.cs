using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Json;

namespace Cuvee.Engine;

/// <summary>The fixed words for what cannot be read, with what they mean.</summary>
public static class QuarantineReasons
{
    public const string MalformedJson = "malformed_json";
    public const string MalformedCsv = "malformed_csv";
    public const string MalformedText = "malformed_text";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string LoneSurrogate = "lone_surrogate";
    public const string TooDeep = "too_deep";
    public const string UnknownShape = "unknown_shape";
    public const string DamagedFile = "damaged_file";

    public static readonly ImmutableArray<(string Reason, string Meaning)> All =
    [
        (MalformedJson, "not JSON by RFC 8259"),
        (MalformedCsv, "a broken quote or a wrong number of fields"),
        (MalformedText, "a line that cannot be read as text"),
        (InvalidUtf8, "bytes that are not UTF-8"),
        (LoneSurrogate, "half of a surrogate pair, which no UTF-8 text can hold"),
        (TooDeep, $"nested deeper than {JsonTape.MaxDepth} levels"),
        (UnknownShape, "JSON, but no record of a known format"),
        (DamagedFile, "the rest of a damaged file, under on_damage: quarantine"),
    ];

    internal static string Of(JsonFault fault) => fault switch
    {
        JsonFault.InvalidUtf8 => InvalidUtf8,
        JsonFault.LoneSurrogate => LoneSurrogate,
        JsonFault.TooDeep => TooDeep,
        _ => MalformedJson,
    };

    internal static string Of(ContainerKind container) => container switch
    {
        ContainerKind.Csv => MalformedCsv,
        ContainerKind.TextLines => MalformedText,
        _ => MalformedJson,
    };

    internal static string Describe(JsonFault fault)
    {
        var reason = Of(fault);
        return All.First(entry => entry.Reason == reason).Meaning;
    }
}
