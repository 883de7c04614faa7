namespace Cuvee.Verify;

/// <summary>A gate cannot be evaluated, because what it needs is missing or unreadable. The message names that, without a full stop.</summary>
internal sealed class MissingEvidenceException(string message, Exception? cause = null) : Exception(message, cause);
