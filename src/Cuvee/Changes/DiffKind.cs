namespace Cuvee.Changes;

/// <summary>What became of a record from one dataset to another.</summary>
public enum DiffKind
{
    /// <summary>It was not in the first and is in the second.</summary>
    Added,

    /// <summary>It was in the first and is not in the second.</summary>
    Removed,

    /// <summary>The same content stands in another split.</summary>
    Moved,

    /// <summary>Its content, its line or the number of its copies is another one.</summary>
    Changed,
}
