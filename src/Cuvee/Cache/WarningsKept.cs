using Cuvee.Engine;

namespace Cuvee.Cache;

/// <summary>Passes progress on and keeps the warnings, so that a build that has nothing to do can say them again.</summary>
internal sealed class WarningsKept(IProgress progress) : IProgress
{
    public List<string> Warnings { get; } = [];

    public void Begin(string step, long total, string unit) => progress.Begin(step, total, unit);

    public void Advance(long amount) => progress.Advance(amount);

    public void Warn(string message)
    {
        Warnings.Add(message);
        progress.Warn(message);
    }
}
