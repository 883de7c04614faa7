namespace Cuvee.Normalize.Markup;

/// <summary>A list, an item or a quote that is open.</summary>
/// <param name="Element">Its kind.</param>
/// <param name="Number">Of a numbered list the number of its next item.</param>
internal record struct OpenBlock(Element Element, int Number);
