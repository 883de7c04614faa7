namespace Cuvee.Split;

/// <summary>One split, such as train.</summary>
/// <param name="Name">As written in the recipe; also the file name's first word.</param>
/// <param name="Size">Its part, an exact decimal of 0 or more; only the proportions count. A part of size 0 takes holdouts alone.</param>
public sealed record SplitPart(string Name, decimal Size);
