using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>The system's zstd library.</summary>
public static class Zstd
{
    /// <summary>zstd's own default (ZSTD_CLEVEL_DEFAULT in zstd.h), which is also that of the <c>zstd</c> command.</summary>
    public const int DefaultLevel = 3;

    /// <summary>Such as <c>1.5.4</c>. Another version may compress the same bytes differently, so it belongs in a manifest.</summary>
    /// <exception cref="Model.CuveeException">libzstd is not installed.</exception>
    public static string Version => Marshal.PtrToStringUTF8(ZstdNative.VersionString())!;
}
