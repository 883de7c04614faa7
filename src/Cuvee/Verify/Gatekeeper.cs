using System.Collections.Immutable;

namespace Cuvee.Verify;

/// <summary>Asks every gate of a dataset's folder.</summary>
internal static class Gatekeeper
{
    public static ImmutableArray<GateResult> Run(string folder, ReadBack readBack, int threads) => [];
}
