using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>The calls into libzstd: its stable streaming interface, version 1.4 or later.</summary>
internal static unsafe partial class ZstdNative
{
    /// <summary>ZSTD_c_compressionLevel.</summary>
    public const int CompressionLevel = 100;

    /// <summary>ZSTD_c_checksumFlag.</summary>
    public const int ChecksumFlag = 201;

    /// <summary>ZSTD_d_windowLogMax.</summary>
    public const int WindowLogMax = 100;

    /// <summary>ZSTD_e_continue: gather input, write blocks as they fill.</summary>
    public const int Continue = 0;

    /// <summary>ZSTD_e_end: finish the frame.</summary>
    public const int End = 2;

    static ZstdNative() => NativeLibraries.Prepare();

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer: both are a pointer, a size and a position that the call advances.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public byte* Bytes;
        public nuint Size;
        public nuint Position;
    }

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_versionString")]
    public static partial nint VersionString();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint code);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecompressor();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressor(nint decompressor);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetDecompressorParameter(nint decompressor, int parameter, int value);

    /// <summary>Returns 0 when a frame is complete and flushed, else a hint of bytes to come, or an error.</summary>
    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(nint decompressor, ref Buffer output, ref Buffer input);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateCompressor();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompressor(nint compressor);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetCompressorParameter(nint compressor, int parameter, int value);

    /// <summary>Returns the bytes still to be flushed (0 = done), or an error.</summary>
    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint Compress(nint compressor, ref Buffer output, ref Buffer input, int operation);

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_minCLevel")]
    public static partial int MinimumLevel();

    [LibraryImport(NativeLibraries.Zstd, EntryPoint = "ZSTD_maxCLevel")]
    public static partial int MaximumLevel();

    /// <summary>libzstd's text for an error code, or null when the code is no error.</summary>
    public static string? ErrorText(nuint code) => IsError(code) == 0 ? null : Marshal.PtrToStringUTF8(ErrorName(code));
}
