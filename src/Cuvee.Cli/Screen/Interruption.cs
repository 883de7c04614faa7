using System.Runtime.InteropServices;

namespace Cuvee.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the work to stop where it next reports progress, so that nothing is left half-published; the second
/// ends the process at once, which is safe too, only less tidy: the next build clears what is left.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Screen _screen;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private volatile bool _isAsked;

    public Interruption(Screen screen)
    {
        _screen = screen;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Throws when the user has asked to stop.</summary>
    /// <exception cref="OperationCanceledException">The user has asked to stop.</exception>
    public void ThrowIfAsked()
    {
        if (_isAsked) throw new OperationCanceledException();
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_isAsked) Environment.Exit(ExitCodes.Interrupted);
        context.Cancel = true;
        _isAsked = true;
        _screen.Error.WriteLine(_screen.IsLive ? "\r\e[2Kstopping; Ctrl-C again stops at once" : "stopping");
    }
}
