using System.Runtime.ExceptionServices;

namespace Cuvee.Tests.Support;

/// <summary>
/// Ends what would not end. Texts made to be slow are a megabyte long: linear work on them takes milliseconds, quadratic work hours, so the limit
/// tells these apart on the busiest machine and says nothing about speed.
/// </summary>
internal static class HangGuard
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs an action on a thread of its own, and lets out what it throws.</summary>
    public static void Run(string what, Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Limit), $"{what}: no end after {Limit.TotalMinutes} minutes");
        failure?.Throw();
    }
}
