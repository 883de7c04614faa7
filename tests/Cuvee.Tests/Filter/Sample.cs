using System.Collections.Immutable;
using Cuvee.Model;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

/// <summary>Makes records for filters to judge.</summary>
internal static class Sample
{
    public static Record Of(params Turn[] turns) => new()
    {
        Origin = default,
        Format = RecordFormat.Messages,
        Turns = [.. turns],
        Raw = new Fields([]),
    };

    public static Record With(string path, FieldKind kind, string text = "") =>
        Of() with { Raw = new Fields(new Dictionary<string, FieldValue>(StringComparer.Ordinal) { [path] = new(kind, Utf8.Of(text)) }) };

    public static Turn System(string text) => new(Role.System, Utf8.Of(text));

    public static Turn User(string text) => new(Role.User, Utf8.Of(text));

    public static Turn Assistant(string text) => new(Role.Assistant, Utf8.Of(text));

    private sealed class Fields(Dictionary<string, FieldValue> values) : IRawFields
    {
        public FieldValue Field(string path) => values.GetValueOrDefault(path);
    }
}
