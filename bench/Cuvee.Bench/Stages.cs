using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Cuvee.Engine;
using Cuvee.Recipes;

namespace Cuvee.Bench;

/// <summary>Where the time of a build goes, step by step. Asserts the number of kept records when told what it must be.</summary>
internal static class Stages
{
    public static int Run(string recipePath, string[] options)
    {
        var threads = Option(options, "--threads") ?? Environment.ProcessorCount;
        var clock = new StageClock();
        var result = Build.Run(RecipeReader.Read(recipePath), new BuildOptions { Threads = (int)threads, Progress = clock });
        clock.Finish();
        using var process = Process.GetCurrentProcess();
        var kept = result.Datasets.Sum(dataset => dataset.Counts.Kept);
        Console.WriteLine($"kept {kept:N0}; allocated {GC.GetTotalAllocatedBytes() / 1e9:F2} GB, collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, pauses {GC.GetTotalPauseDuration().TotalSeconds:F2} s, peak {process.PeakWorkingSet64 >> 20} MiB; {JitInfo.GetCompiledMethodCount():N0} methods compiled in {JitInfo.GetCompilationTime().TotalSeconds:F2} s");
        if (Option(options, "--expect") is not { } expected || expected == kept) return result.Passed ? 0 : 1;
        Console.Error.WriteLine($"kept {kept} records instead of {expected}");
        return 1;
    }

    private static long? Option(string[] options, string name)
    {
        var index = Array.IndexOf(options, name);
        return index < 0 ? null : long.Parse(options[index + 1], CultureInfo.InvariantCulture);
    }

    private sealed class StageClock : Engine.IProgress
    {
        private readonly Stopwatch _wall = Stopwatch.StartNew();
        private string _step = "start";
        private double _wallBefore;
        private double _cpuBefore;

        public void Begin(string step, long total, string unit)
        {
            Finish();
            _step = step;
        }

        public void Advance(long amount)
        {
            // Only the steps are timed
        }

        public void Warn(string message) => Console.Error.WriteLine(message);

        public void Finish()
        {
            using var process = Process.GetCurrentProcess();
            var (wall, cpu) = (_wall.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds);
            Console.WriteLine($"{_step,-24} wall {wall - _wallBefore,6:F2} s   CPU {cpu - _cpuBefore,6:F2} s");
            (_wallBefore, _cpuBefore) = (wall, cpu);
        }
    }
}
