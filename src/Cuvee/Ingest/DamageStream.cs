using System.Runtime.ExceptionServices;

namespace Cuvee.Ingest;

/// <summary>Ends where the inner stream is damaged, so that what was read before the damage can still be used; the damage is kept to be told afterwards.</summary>
internal sealed class DamageStream(Stream inner) : ReadOnlyStream
{
    /// <summary>Why the stream ended, null while it is sound.</summary>
    public ExceptionDispatchInfo? Damage { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (Damage is not null) return 0;
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            Damage = ExceptionDispatchInfo.Capture(damage);
            return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
