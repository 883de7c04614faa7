namespace Cuvee.Ingest;

/// <summary>How a file holds its values.</summary>
public enum ContainerKind : byte
{
    /// <summary>No bytes, or white space alone: nothing to read, and no error.</summary>
    Empty,

    /// <summary>One JSON value a line.</summary>
    JsonLines,

    /// <summary>JSON values one after another over any number of lines; top-level arrays are opened.</summary>
    JsonValues,

    /// <summary>Records of delimited fields below a header row.</summary>
    Csv,

    /// <summary>One text a line.</summary>
    TextLines,

    /// <summary>Columns, read by row through <see cref="FileOpening.ReadParquet"/>.</summary>
    Parquet,
}
