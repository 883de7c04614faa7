namespace Cuvee.Recipes;

/// <summary>What a name of the user's own must look like.</summary>
internal enum NameRule : byte
{
    /// <summary>Any text but the empty one.</summary>
    Any,

    /// <summary>Letters, digits, dot, underscore, dash: it becomes a folder or file name.</summary>
    File,

    /// <summary>Letters, digits, underscore and single dots: it becomes a split of a Hugging Face dataset.</summary>
    Split,
}
