using Cuvee.FastText;
using Cuvee.Filter;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.FastText;

/// <summary>
/// A model written by hand: two dimensions, the words <c>the</c> (all in the first) and <c>größe</c> (all in the second), and the labels en, de and hq.
/// A text of one of the words alone has its language with the probability 1 / (1 + e^-5 + e^-10) = 0.99326.
/// </summary>
internal static class TinyModel
{
    /// <param name="loss">1 hierarchical softmax, 2 negative sampling, 3 softmax, 4 one-vs-all.</param>
    /// <param name="strength">The number in the words' vectors.</param>
    public static byte[] Bytes(int loss = 3, float strength = 5)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var number in (int[])[793_712_314, 12, 2, 5, 5, 1, 5, 1, loss, 3, 0, 0, 0, 100]) writer.Write(number);
        writer.Write(1e-4);
        foreach (var number in (int[])[5, 2, 3]) writer.Write(number);
        writer.Write(100L);
        writer.Write(-1L);
        foreach (var (word, count, type) in (ReadOnlySpan<(string, long, byte)>)[("the", 50, 0), ("größe", 40, 0), ("__label__en", 5, 1), ("__label__de", 4, 1), ("__label__hq", 1, 1)])
        {
            writer.Write(System.Text.Encoding.UTF8.GetBytes(word + '\0'));
            writer.Write(count);
            writer.Write(type);
        }

        Matrix([strength, 0, 0, strength]);
        Matrix([1, 0, 0, 1, -1, -1]);
        return stream.ToArray();

        void Matrix(float[] values)
        {
            writer.Write(false);
            writer.Write(values.Length / 2L);
            writer.Write(2L);
            foreach (var value in values) writer.Write(value);
        }
    }

    public static FastTextModel Load(byte[]? bytes = null)
    {
        using var workspace = new Workspace();
        return FastTextModel.Load(workspace.Write("tiny.bin", bytes ?? Bytes()), "tiny.bin");
    }

    /// <summary>The filter, ready to judge where it needs a model to.</summary>
    public static IFilter Give(IFilter filter) => filter is IModelFilter wanting ? wanting.With(Load()) : filter;
}
