namespace Cuvee.FastText;

/// <summary>A label with its probability for a text.</summary>
/// <param name="Label">Index in <see cref="FastTextModel.Labels"/>.</param>
/// <param name="Probability">As fastText prints it: it adds 0.00001 before it takes logarithms, so a certain label has 1.00001.</param>
public readonly record struct LabelPrediction(int Label, float Probability);
