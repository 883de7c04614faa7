using System.Numerics;
using System.Runtime.InteropServices;

namespace Cuvee.FastText;

/// <summary>
/// An output with a row for each label: softmax, or each label by itself (one-vs-all, negative sampling). The matrix is turned on its side, so that a vector
/// register holds one dimension of neighbouring labels: each label's sum runs over the dimensions in their order, whatever the width of the registers.
/// </summary>
internal sealed class FlatOutput : FastTextOutput
{
    /// <summary>The widest registers there are hold so many numbers.</summary>
    private const int LabelsAtATime = 16;

    private const int SigmoidSteps = 512;
    private const int SigmoidLimit = 8;

    private static readonly float[] Sigmoids = [.. Enumerable.Range(0, SigmoidSteps + 1).Select(step =>
    {
        var x = (step * 2 * SigmoidLimit / (float)SigmoidSteps) - SigmoidLimit;
        return (float)(1 / (1 + (double)Exponential(-x)));
    })];

    private readonly float[] _turned;
    private readonly float[]? _scales;
    private readonly int _labelCount;
    private readonly int _width;
    private readonly bool _isSoftmax;

    public FlatOutput(FastTextMatrix matrix, bool isSoftmax)
    {
        (_labelCount, _scales, _isSoftmax) = (matrix.Rows, matrix.Scales, isSoftmax);
        _width = (matrix.Rows + LabelsAtATime - 1) / LabelsAtATime * LabelsAtATime;
        _turned = new float[_width * matrix.Columns];
        for (var label = 0; label < matrix.Rows; label++)
        {
            var row = matrix.Row(label);
            for (var column = 0; column < row.Length; column++) _turned[(column * _width) + label] = row[column];
        }
    }

    public override int Best(ReadOnlySpan<float> vector, FastTextScratch scratch, Span<LabelPrediction> best)
    {
        var probabilities = Probabilities(vector, scratch);
        if (best.Length == 1)
        {
            best[0] = Best(probabilities);
            return 1;
        }

        var ranking = new LabelRanking(scratch.Ranking(best.Length));
        for (var label = 0; label < probabilities.Length; label++) ranking.Add(Logarithm(probabilities[label]), label);
        return Finish(ref ranking, best);
    }

    public override float Probability(ReadOnlySpan<float> vector, int label, FastTextScratch scratch) => Exponential(Logarithm(Probabilities(vector, scratch)[label]));

    /// <summary>The label that a ranking of one would end with: of those with the largest logarithm the last.</summary>
    private static LabelPrediction Best(ReadOnlySpan<float> probabilities)
    {
        var largest = 0f;
        foreach (var probability in probabilities) largest = Math.Max(largest, probability);
        var logarithm = Logarithm(largest);
        // Numbers that differ by a few of the last bits can have one logarithm
        var low = largest * 0.99999f;
        var label = probabilities.Length - 1;
        while (probabilities[label] < low || Logarithm(probabilities[label]) < logarithm) label--;
        return new LabelPrediction(label, Exponential(logarithm));
    }

    private ReadOnlySpan<float> Probabilities(ReadOnlySpan<float> vector, FastTextScratch scratch)
    {
        var output = scratch.Output(_width);
        Multiply(vector, MemoryMarshal.Cast<float, Vector<float>>(output));
        output = output[.._labelCount];
        if (_scales is not null)
        {
            for (var label = 0; label < output.Length; label++) output[label] *= _scales[label];
        }

        if (_isSoftmax) Softmax(output);
        else Decide(output);
        return output;
    }

    private void Multiply(ReadOnlySpan<float> vector, Span<Vector<float>> output)
    {
        var columns = MemoryMarshal.Cast<float, Vector<float>>(_turned);
        var stride = _width / Vector<float>.Count;
        for (var at = 0; at < output.Length; at++)
        {
            var sum = Vector<float>.Zero;
            var column = at;
            foreach (var number in vector)
            {
                sum += columns[column] * number;
                column += stride;
            }

            output[at] = sum;
        }
    }

    private static void Softmax(Span<float> output)
    {
        var largest = output[0];
        foreach (var value in output) largest = Math.Max(largest, value);
        var sum = 0f;
        foreach (ref var value in output)
        {
            value = (float)PortableMath.Exp(value - largest);
            sum += value;
        }

        foreach (ref var value in output) value /= sum;
    }

    /// <summary>The sigmoid in the steps that fastText has of it.</summary>
    private static void Decide(Span<float> output)
    {
        foreach (ref var value in output)
        {
            value = value < -SigmoidLimit ? 0 : value > SigmoidLimit ? 1 : Sigmoids[(int)((value + SigmoidLimit) * SigmoidSteps / SigmoidLimit / 2)];
        }
    }
}
