namespace Cuvee.Engine;

/// <summary>Told how far the work is. Called by one thread at a time, not always the same; shows in no artefact.</summary>
public interface IProgress
{
    /// <summary>A step begins; <paramref name="total"/> is what <see cref="Advance"/> will add up to, 0 when nobody knows.</summary>
    void Begin(string step, long total, string unit);

    void Advance(long amount);

    /// <summary>Something the user should know that is no error.</summary>
    void Warn(string message);
}

/// <summary>Tells nobody.</summary>
public sealed class NoProgress : IProgress
{
    public void Begin(string step, long total, string unit)
    {
        // Nobody to tell
    }

    public void Advance(long amount)
    {
        // Nobody to tell
    }

    public void Warn(string message)
    {
        // Nobody to tell
    }
}
