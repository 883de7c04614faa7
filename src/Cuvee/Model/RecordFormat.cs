namespace Cuvee.Model;

/// <summary>The formats a record can be read as; the words of the recipe's <c>format</c> are these names in snake case.</summary>
public enum RecordFormat : byte
{
    Messages,
    Sharegpt,
    Alpaca,
    PromptCompletion,
    Preference,
    Kto,
    Qa,
    Squad,
    Text,
}
