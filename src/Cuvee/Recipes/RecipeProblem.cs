namespace Cuvee.Recipes;

/// <summary>One thing that is wrong with a recipe.</summary>
/// <param name="File">The recipe's path as the user gave it.</param>
/// <param name="Mark">Where it stands.</param>
/// <param name="Message">What is wrong and what to do, without a full stop.</param>
public sealed record RecipeProblem(string File, Mark Mark, string Message)
{
    /// <summary><c>file:line:column: message</c>, or <c>file: message</c> where there is no line.</summary>
    public override string ToString() => Mark == default ? $"{File}: {Message}" : $"{File}:{Mark.Line}:{Mark.Column}: {Message}";
}
