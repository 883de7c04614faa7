namespace Cuvee.Pii;

/// <summary>What becomes of personal data that is found.</summary>
public enum PiiAction : byte
{
    /// <summary>Nobody looks for any.</summary>
    Off,

    /// <summary>It is listed and its record is marked; texts stay as they are.</summary>
    Flag,

    /// <summary>A placeholder takes its place.</summary>
    Redact,

    /// <summary>Its record is dropped.</summary>
    Drop,
}
