using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>Finds the native libraries of the project. Each is loaded by the first call into it, so a command that needs none of them starts without.</summary>
internal static class NativeLibraries
{
    public const string DuckDb = "libduckdb.so";
    public const string Zstd = "libzstd.so.1";
    public const string LibC = "libc.so.6";

    /// <summary>The file of DuckDB, which comes with the program.</summary>
    public static string DuckDbPath { get; } = Path.Combine(AppContext.BaseDirectory, DuckDb);

    static NativeLibraries() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, static (name, _, _) => name switch
        {
            DuckDb => Load(DuckDbPath, "build the program again (npm restores it)"),
            Zstd => Load(Zstd, "install libzstd1"),
            _ => 0, // the C library: the runtime finds it
        });

    /// <summary>Each class of native calls runs this in its static constructor, before its first call.</summary>
    public static void Prepare()
    {
    }

    /// <summary>Loads a library by path, or by name where the system's loader knows it.</summary>
    /// <exception cref="CuveeException">It is missing, or this platform is not linux-x64.</exception>
    public static nint Load(string library, string whatToDo)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new CuveeException($"{library}: this platform is {RuntimeInformation.RuntimeIdentifier}; the supported platform is linux-x64");
        try
        {
            return NativeLibrary.Load(library);
        }
        catch (Exception missing) when (missing is DllNotFoundException or BadImageFormatException)
        {
            throw new CuveeException($"{library}: the native library could not be loaded ({missing.Message.ReplaceLineEndings(" ")}); {whatToDo}", missing);
        }
    }
}
