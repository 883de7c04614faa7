using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>A text field with few different values, which come again: a candidate for a tag.</summary>
/// <param name="Path">Its dotted path.</param>
/// <param name="Missing">Values without it, or with an empty text or another type.</param>
/// <param name="Values">Counts of its values, the most frequent first, then by UTF-8 bytes.</param>
public sealed record TagField(string Path, long Missing, ImmutableArray<KeyValuePair<string, long>> Values);
