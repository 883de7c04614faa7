using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>How records are divided into parts.</summary>
/// <param name="Parts">In the order of the recipe; at least one, with a sum above 0. Only their proportions count.</param>
/// <param name="Holdouts">Assigned before anything else.</param>
/// <param name="DropsTouching">What belongs together with a held-out record is dropped; else it goes with it.</param>
/// <param name="Together">What keeps records in one part.</param>
/// <param name="IsExact">Parts are cut by count, which gives up stability; else a component's smallest rank decides.</param>
public sealed record SplitRule(ImmutableArray<SplitPart> Parts, ImmutableArray<Holdout> Holdouts, bool DropsTouching, Together Together, bool IsExact);
