using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The files that a dataset was read from and written to, as its manifest names them.</summary>
/// <param name="Inputs">In reading order.</param>
/// <param name="References">Those of a source that near-duplicates were only compared with.</param>
/// <param name="Outputs">Relative to the dataset's folder, with their lines.</param>
internal sealed record DatasetFiles(ImmutableArray<DatasetInput> Inputs, ImmutableArray<DatasetInput> References, ImmutableArray<DatasetShard> Outputs)
{
    /// <summary>Reads the manifest of a dataset.</summary>
    /// <exception cref="CuveeException">It cannot be read.</exception>
    public static DatasetFiles Of(string folder) => Manifest.Read(folder, Manifest.Name, manifest => new DatasetFiles(InputsOf(manifest, "inputs"), InputsOf(manifest, "references"), OutputsOf(manifest)));

    /// <summary>The keys of input files that a word may mean: their path, or its end.</summary>
    public ImmutableArray<string> InputsNamed(string word) => Named(Inputs.Select(input => input.File), word);

    /// <summary>The output files that a word may mean.</summary>
    public ImmutableArray<string> OutputsNamed(string word) => Named(Outputs.Select(output => output.Path), word);

    /// <summary>All names, inputs first.</summary>
    public IEnumerable<string> Names => Inputs.Select(input => input.File).Concat(Outputs.Select(output => output.Path)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether one of two paths ends with the other, at a folder's border. A whole path is that file alone.</summary>
    private static ImmutableArray<string> Named(IEnumerable<string> files, string word)
    {
        var known = files.Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (known.Contains(word)) return [word];
        return [.. known.Where(file => file.EndsWith($"/{word}", StringComparison.Ordinal) || word.EndsWith($"/{file}", StringComparison.Ordinal))];
    }

    private static ImmutableArray<DatasetInput> InputsOf(JsonElement manifest, string list)
    {
        // No generic code over values, which would be compiled when it runs
        var inputs = ImmutableArray.CreateBuilder<DatasetInput>();
        foreach (var input in manifest.Files(list)) inputs.Add(new DatasetInput(input.Text("source"), input.Text("file"), input.Number("bytes"), input.Text("sha256")));
        return inputs.ToImmutable();
    }

    private static ImmutableArray<DatasetShard> OutputsOf(JsonElement manifest)
    {
        var outputs = ImmutableArray.CreateBuilder<DatasetShard>();
        foreach (var split in manifest.Map("splits"))
        {
            foreach (var file in split.Value.List("files")) outputs.Add(new DatasetShard(file.Text("path"), file.Number("records")));
        }

        return outputs.ToImmutable();
    }
}

/// <summary>An input file of a dataset.</summary>
/// <param name="Source">The source that read it.</param>
/// <param name="File">Its key.</param>
/// <param name="Bytes">Its length as stored.</param>
/// <param name="Sha256">Of the file as stored.</param>
internal sealed record DatasetInput(string Source, string File, long Bytes, string Sha256);

/// <summary>An emitted file of a dataset.</summary>
/// <param name="Path">Relative to the dataset's folder.</param>
/// <param name="Lines">How many it has.</param>
internal sealed record DatasetShard(string Path, long Lines);
