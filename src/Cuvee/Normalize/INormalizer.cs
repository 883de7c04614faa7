using Cuvee.Model;

namespace Cuvee.Normalize;

/// <summary>May edit the texts of a record, may not drop it. Stateless, so one instance serves every worker.</summary>
public interface INormalizer
{
    /// <summary>The name a change is counted under.</summary>
    string Rule { get; }

    /// <summary>The text after the rule, and in <paramref name="changes"/> how many places it changed (0 = the same text is returned).</summary>
    Utf8 Apply(Utf8 text, out int changes);
}
