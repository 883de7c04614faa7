namespace Cuvee.FastText;

/// <summary>The output of a model: probabilities of labels from a text's vector. Immutable, so one serves every worker.</summary>
internal abstract class FastTextOutput
{
    /// <summary>Puts the best labels, best first, into <paramref name="best"/>, as many as fit; gives their number.</summary>
    public abstract int Best(ReadOnlySpan<float> vector, FastTextScratch scratch, Span<LabelPrediction> best);

    /// <summary>The probability of one label.</summary>
    public abstract float Probability(ReadOnlySpan<float> vector, int label, FastTextScratch scratch);

    /// <summary>The logarithm that fastText ranks and prints by.</summary>
    protected static float Logarithm(float probability) => (float)PortableMath.Log(probability + 1e-5);

    /// <summary>Writes down what a ranking has found; gives the number of labels.</summary>
    protected static int Finish(ref LabelRanking ranking, Span<LabelPrediction> best)
    {
        var ranked = ranking.Sort();
        for (var i = 0; i < ranked.Length; i++) best[i] = ranked[i] with { Probability = Exponential(ranked[i].Probability) };
        return ranked.Length;
    }

    protected static float Exponential(float logarithm) => (float)PortableMath.Exp(logarithm);
}
