using Cuvee.Engine;

namespace Cuvee.Tests.Support;

/// <summary>What a build made and where.</summary>
internal sealed class BuildOutput(BuildResult result)
{
    public BuildResult Result => result;

    public string Folder => result.Out;

    /// <summary>One dataset of it, which passed its gates.</summary>
    public DatasetOutput this[string name] => new(Path.Combine(result.Out, name));
}
