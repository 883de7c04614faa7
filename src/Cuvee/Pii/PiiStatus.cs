namespace Cuvee.Pii;

/// <summary>What is known of a record's personal data: the values of the tag and metadata field <c>pii_status</c>.</summary>
public static class PiiStatus
{
    public const string NoneDetected = "none_detected";

    /// <summary>Everything that was found has been replaced.</summary>
    public const string Scrubbed = "scrubbed";

    /// <summary>Something that was found, or that may be personal data, is still in it.</summary>
    public const string RequiresReview = "requires_review";
}
