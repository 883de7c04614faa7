namespace Cuvee.Normalize.Markup;

/// <summary>Formatting or a link that is open.</summary>
/// <param name="Element">Its kind.</param>
/// <param name="Opening">What stands before its words; empty for nothing.</param>
/// <param name="Closing">What stands behind them.</param>
/// <param name="Start">Where its words begin in the output; -1 before the first.</param>
internal record struct InlineMark(Element Element, byte[] Opening, byte[] Closing, int Start);
