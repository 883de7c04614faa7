using System.Text;
using Cuvee.Engine;
using Cuvee.Recipes;

namespace Cuvee.Tests.Support;

/// <summary>A folder of its own for the inputs, the recipe and the output of one test, removed afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace(string? parent = null)
    {
        Folder = parent is null ? Directory.CreateTempSubdirectory("cuvee-test-").FullName : Path.Combine(parent, "work");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string this[string path] => Path.Combine(Folder, path);

    /// <summary>Writes a file as UTF-8 and returns its path.</summary>
    public string Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public string Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], bytes);
        return this[path];
    }

    /// <summary>Writes lines, each ended by a line feed.</summary>
    public string WriteLines(string path, params IEnumerable<string> lines) => Write(path, string.Concat(lines.Select(line => line + "\n")));

    /// <summary>Writes <c>recipe.yaml</c> and builds it.</summary>
    public BuildOutput Build(string recipe, BuildOptions? options = null)
    {
        Write("recipe.yaml", recipe);
        return new BuildOutput(Cuvee.Engine.Build.Run(RecipeReader.Read(this["recipe.yaml"]), (options ?? new BuildOptions()) with { Out = options?.Out ?? this["out"] }));
    }

    /// <summary>Builds one source, in its order, to messages whatever that loses.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="more">More of the recipe.</param>
    /// <param name="source">More keys of the source, each after a comma.</param>
    /// <param name="output">The output.</param>
    public DatasetOutput BuildOne(string files, string more = "", string source = "", string output = "{ allow: [label, media, rejected] }") =>
        BuildOneSource(files, more, source, output)["one"];

    /// <summary>As <see cref="BuildOne"/>, when a gate is expected to fail.</summary>
    public BuildOutput BuildOneSource(string files, string more = "", string source = "", string output = "{ allow: [label, media, rejected] }") =>
        Build($"name: one\nsources:\n  s: {{ files: [{files}]{source} }}\n{more}\ndatasets:\n  one: {{ order: source, output: {output} }}\n");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
