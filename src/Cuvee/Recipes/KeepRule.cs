namespace Cuvee.Recipes;

/// <summary>Which of several duplicates stays; ties go by source order, file order, position.</summary>
public enum KeepRule : byte
{
    First,
    Longest,
    BestScore,
}
