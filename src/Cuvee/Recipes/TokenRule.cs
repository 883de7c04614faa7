namespace Cuvee.Recipes;

/// <summary>What the tokens of every record are counted with: the recipe's key <c>tokens</c>.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="Tokenizer">A name, or a path relative to the recipe.</param>
/// <param name="Pattern">For a <c>.tiktoken</c> file, else null.</param>
/// <param name="Template">A name, or a path relative to the recipe.</param>
/// <param name="IsForLedger">Whether every record that passes the filters is counted; else only what a filter or a mix cannot do without.</param>
public sealed record TokenRule(Mark Mark, string Tokenizer, string? Pattern, string Template, bool IsForLedger);
