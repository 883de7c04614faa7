using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Tests.Support;

/// <summary>What a build made and where.</summary>
internal sealed class BuildOutput(BuildResult result)
{
    public BuildResult Result => result;

    public string Folder => result.Out;

    /// <summary>One dataset of it, which must have passed its gates.</summary>
    public DatasetOutput this[string name]
    {
        get
        {
            Assert.Empty(result.Datasets.Single(dataset => dataset.Name == name).Gates.Where(gate => gate.Status == GateStatus.Failed).Select(gate => $"{gate.Name}: {gate.Message}"));
            return new DatasetOutput(Path.Combine(result.Out, name));
        }
    }

    /// <summary>One dataset of it, of which just this gate must have failed.</summary>
    public DatasetOutput Failed(string name, string gate)
    {
        Assert.Equal([gate], result.Datasets.Single(dataset => dataset.Name == name).Gates.Where(found => found.Status == GateStatus.Failed).Select(found => found.Name));
        return new DatasetOutput(Path.Combine(result.Out, name + ".failed"));
    }
}
