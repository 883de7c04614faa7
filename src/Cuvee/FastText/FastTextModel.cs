using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.FastText;

/// <summary>
/// A text classifier that fastText has trained, read from its <c>.bin</c> or quantized <c>.ftz</c> file. It predicts what the command line predicts, and the same
/// on every machine: every sum has a fixed order, and no function of the system's library is used. Immutable, so one serves every worker.
/// </summary>
public sealed class FastTextModel
{
    [ThreadStatic]
    private static FastTextLine? s_line;

    private FastTextModel(string name, FastTextHeader header, FastTextVocabulary vocabulary, FastTextMatrix input, FastTextOutput output, long bytes, string sha256) =>
        (Name, Header, Vocabulary, Input, Output, Bytes, Sha256) = (name, header, vocabulary, input, output, bytes, sha256);

    /// <summary>What the file is called in errors and artefacts.</summary>
    public string Name { get; }

    /// <summary>Length of the file.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of the file: 64 hexadecimal digits, lower case.</summary>
    public string Sha256 { get; }

    /// <summary>Length of its vectors.</summary>
    public int Dimension => Header.Dimension;

    /// <summary>The labels in the order of the file, with the prefix <c>__label__</c>.</summary>
    public ImmutableArray<string> Labels => Vocabulary.Labels;

    internal FastTextHeader Header { get; }

    internal FastTextVocabulary Vocabulary { get; }

    internal FastTextMatrix Input { get; }

    internal FastTextOutput Output { get; }

    /// <summary>Reads a whole model; it takes 4 bytes for each number of its matrices, also where the file has them quantized.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="CuveeException">There is no such file, it is no classifier of fastText, or it is damaged.</exception>
    public static FastTextModel Load(string path, string name)
    {
        using var file = new FastTextFile(path, name);
        var header = FastTextHeader.Read(file);
        var vocabulary = FastTextVocabulary.Read(file);
        file.Part = "its input matrix";
        var isQuantized = file.ReadByte() != 0;
        var input = FastTextMatrix.Read(file, isQuantized, header.Dimension).Scaled();
        file.Require(input.Rows >= (long)vocabulary.WordCount + vocabulary.NgramRows(header.Buckets), "with too few rows");
        file.Require(isQuantized || !vocabulary.IsPruned, "that was pruned and is not quantized");
        file.Part = "its output matrix";
        var output = FastTextMatrix.Read(file, file.ReadByte() != 0 && isQuantized, header.Dimension);
        file.Require(output.Rows == vocabulary.Labels.Length, "with other labels than the vocabulary");
        FastTextOutput labels = header.Loss == FastTextLoss.HierarchicalSoftmax
            ? new TreeOutput(output, vocabulary.LabelCounts)
            : new FlatOutput(output, header.Loss == FastTextLoss.Softmax);
        return new FastTextModel(name, header, vocabulary, input, labels, file.Length, file.Finish());
    }

    /// <summary>The index of a label, written with its prefix or without; -1 when the model has none of that name.</summary>
    public int Find(string label)
    {
        var index = Labels.IndexOf(label);
        return index >= 0 ? index : Labels.IndexOf(FastTextVocabulary.LabelPrefix + label);
    }

    /// <summary>The index of a label that must be there.</summary>
    /// <exception cref="CuveeException">The model has none of that name.</exception>
    internal int Require(string label)
    {
        if (Find(label) is var index and >= 0) return index;
        const int named = 12;
        var known = Labels.Take(named).Select(FastTextVocabulary.WithoutPrefix);
        throw new CuveeException($"{Name} has no label '{label}'; its labels are {string.Join(", ", known)}{(Labels.Length > named ? $" and {Labels.Length - named:N0} more" : "")}");
    }

    /// <summary>Predicts the best labels of a text, as <c>fasttext predict-prob MODEL - K</c> does for it as one line. Line ends count as spaces.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="best">As many labels as fit are put here, best first.</param>
    /// <returns>How many there are; 0 when the model knows no word and no n-gram of the text.</returns>
    public int Predict(ReadOnlySpan<byte> text, Span<LabelPrediction> best)
    {
        var line = Begin();
        line.Add(text);
        return line.End() ? line.Best(best) : 0;
    }

    /// <summary>The line of this thread, empty.</summary>
    internal FastTextLine Begin()
    {
        s_line ??= new FastTextLine();
        s_line.Begin(this);
        return s_line;
    }
}
