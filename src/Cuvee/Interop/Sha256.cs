using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cuvee.Interop;

/// <summary>
/// SHA-256 of short texts. The same libcrypto that .NET's SHA256 calls, but by its low-level functions: per call .NET spends 0.4 microseconds
/// on setting up a digest, five times what the hash of a short text takes, and a build hashes every record six times. Where these functions
/// cannot be had, .NET's own serve; the result is the same.
/// </summary>
internal static unsafe partial class Sha256
{
    /// <summary>SHA256_CTX of OpenSSL is 112 bytes.</summary>
    private const int ContextBytes = 128;

    private static readonly bool IsDirect = CanCallDirectly();

    /// <summary>Writes the 32 bytes of the digest.</summary>
    public static void Hash(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        if (IsDirect) HashDirectly(bytes, digest);
        else SHA256.HashData(bytes, digest);
    }

    internal static void HashDirectly(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, SHA256.HashSizeInBytes, nameof(digest));
        var context = stackalloc byte[ContextBytes];
        fixed (byte* source = bytes)
        fixed (byte* target = digest)
        {
            if ((Init(context) & Update(context, source, (nuint)bytes.Length) & Final(target, context)) != 1) throw new CryptographicException("libcrypto could not hash");
        }
    }

    private static bool CanCallDirectly()
    {
        try
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            HashDirectly("abc"u8, digest);
            return digest.SequenceEqual(SHA256.HashData("abc"u8));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA256_Init")]
    private static partial int Init(byte* context);

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA256_Update")]
    private static partial int Update(byte* context, byte* data, nuint length);

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA256_Final")]
    private static partial int Final(byte* digest, byte* context);
}
