namespace Cuvee.Inspect;

/// <summary>A text that many records share.</summary>
/// <param name="Records">How many at least; exactly, where few different ones were seen.</param>
/// <param name="First">One of them.</param>
public sealed record RepeatedText(long Records, NamedPlace First);
