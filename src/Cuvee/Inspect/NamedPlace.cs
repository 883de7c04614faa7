using System.Globalization;

namespace Cuvee.Inspect;

/// <summary>Where a record stands, for people.</summary>
/// <param name="File">What its file is called.</param>
/// <param name="Line">1-based line or row.</param>
/// <param name="Item">0-based index within the line.</param>
public sealed record NamedPlace(string File, long Line, long Item)
{
    /// <summary><c>file:line</c>, or <c>file:line:item</c> where it is not the first of the line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}{(Item == 0 ? "" : $":{Item}")}");
}
