using System.Diagnostics;
using System.Globalization;
using Cuvee.Engine;

namespace Cuvee.Cli;

/// <summary>
/// Shows how far the work is, on standard error: a line with a bar that is written again and again on a terminal, plain lines every few
/// seconds elsewhere, nothing with <c>--quiet</c>. Also where a build notices that it should stop.
/// </summary>
internal sealed class WorkProgress : IProgress, IDisposable
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainLineEvery = TimeSpan.FromSeconds(5);

    private readonly Screen _screen;
    private readonly Interruption _interruption;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private readonly Stopwatch _sinceBegin = new();
    private string _step = string.Empty;
    private string _unit = string.Empty;
    private long _total;
    private long _done;
    private bool _isShown;

    public WorkProgress(Screen screen)
    {
        _screen = screen;
        _interruption = new Interruption(screen);
    }

    public void Begin(string step, long total, string unit)
    {
        _interruption.ThrowIfAsked();
        (_step, _total, _unit, _done) = (step, total, unit, 0);
        _sinceBegin.Restart();
        if (_screen is { IsQuiet: false, IsLive: true }) Redraw();
    }

    public void Advance(long amount)
    {
        _interruption.ThrowIfAsked();
        _done += amount;
        if (_screen.IsQuiet || _sinceShown.Elapsed < (_screen.IsLive ? RedrawEvery : PlainLineEvery)) return;
        if (_screen.IsLive) Redraw();
        else PlainLine();
    }

    public void Warn(string message)
    {
        Clear();
        _screen.Warn(message);
    }

    public void Dispose()
    {
        Clear();
        _interruption.Dispose();
    }

    private void Redraw()
    {
        _sinceShown.Restart();
        _isShown = true;
        _screen.Error.Write($"\r\e[2K{ProgressLine.Bar(_step, _done, _total, _unit, _sinceBegin.Elapsed, Math.Min(100, _screen.Columns - 1))}");
    }

    private void PlainLine()
    {
        _sinceShown.Restart();
        _screen.Error.WriteLine(ProgressLine.Plain(_step, _done, _total, _unit, _sinceBegin.Elapsed));
    }

    private void Clear()
    {
        if (!_isShown) return;
        _screen.Error.Write("\r\e[2K");
        _isShown = false;
    }
}
