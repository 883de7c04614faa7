using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>
/// The doctor: says of any files what they are, whatever state they are in. A damaged file is reported as such and the others are looked at all the same.
/// Every file is read once, as a stream.
/// </summary>
public static class Inspection
{
    /// <summary>Looks at files, folders (every data file below) and globs.</summary>
    /// <exception cref="CuveeException">A path is not there, or matches nothing.</exception>
    public static InspectionReport Of(IEnumerable<string> paths, InspectOptions options)
    {
        var files = DataFiles.Find(paths, options.Folder);
        var sizes = files.Select(file => new FileInfo(file.Path).Length).ToList();
        options.Progress.Begin("inspect", sizes.Sum(), "bytes");
        var intake = new Intake(files, sizes, options);
        Ordered.ForEach<InputBlock, (InputBlock, InspectedBlock)>(
            InputBlock.Of(files, options.Encoding, options.BlockBytes),
            options.Threads,
            () => new InspectionWorker(files, options).Inspect,
            work => intake.Add(work.Item1, work.Item2));
        return intake.Report();
    }

    /// <summary>Takes in the blocks, in order.</summary>
    private sealed class Intake(IReadOnlyList<InputPath> files, List<long> sizes, InspectOptions options)
    {
        private readonly ImmutableArray<FileSummary>.Builder _files = ImmutableArray.CreateBuilder<FileSummary>(files.Count);
        /// <summary>Null where there is one file alone, which is all there is.</summary>
        private readonly ContentStudy? _total = files.Count != 1 ? new(files, options.MaxKeys) : null;

        private readonly QualityStudy? _quality = options.Quality ? new() : null;
        private readonly RankedSample _sample = new(options.Sample);
        private ContentStudy _file = new(files, options.MaxKeys);
        private long _bytesRead;

        public void Add(InputBlock input, InspectedBlock result)
        {
            _file.Add(result);
            _total?.Add(result);
            _quality?.Add(result.Quality);
            _sample.Add(result.Sample);
            options.Progress.Advance(input.BytesRead - _bytesRead);
            _bytesRead = input.BytesRead;
            if (input.Block is not null) return;
            var head = input.Head;
            _files.Add(new FileSummary(
                files[input.File].Key, sizes[input.File], head?.Detection, head?.Compression ?? default, head?.EncodingName, input.Damage, _file.Summary()));
            _file = new ContentStudy(files, options.MaxKeys);
            _bytesRead = 0;
        }

        public InspectionReport Report()
        {
            var inspected = _files.MoveToImmutable();
            return new InspectionReport(inspected, _total?.Summary() ?? inspected[0].Content, SourceSuggestions.Of(inspected, files, options.Folder), [.. _sample.Records])
            {
                Quality = _quality?.Summary(),
            };
        }
    }
}
