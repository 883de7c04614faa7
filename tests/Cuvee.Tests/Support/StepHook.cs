using Cuvee.Engine;

namespace Cuvee.Tests.Support;

/// <summary>Does something whenever a step begins.</summary>
internal sealed class StepHook(Action<string> action) : IProgress
{
    public void Begin(string step, long total, string unit) => action(step);

    public void Advance(long amount)
    {
        // Only steps count here
    }

    public void Warn(string message)
    {
        // Only steps count here
    }
}
