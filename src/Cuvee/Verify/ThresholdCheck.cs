using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>Compares a measured fraction with the two thresholds of a recipe.</summary>
internal static class ThresholdCheck
{
    /// <summary>Fails above the one, warns above the other, else notes the sentence; says whether it was above one of them.</summary>
    public static bool Judge(this Findings findings, decimal measured, Threshold threshold, string sentence)
    {
        if (threshold.Error is { } error && measured > error) findings.Fail($"{sentence}, above {error * 100:0.##} %");
        else if (threshold.Warn is { } warn && measured > warn) findings.Warn($"{sentence}, above {warn * 100:0.##} %");
        else
        {
            findings.Note(sentence);
            return false;
        }

        return true;
    }
}
